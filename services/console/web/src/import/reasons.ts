// What is wrong with a row, in sentences.
import type { Problem } from '@/api/problem';
import { faultText } from '@/i18n/faults';
import type { Language } from '@/i18n/language';
import { lineText } from '@/i18n/problems';
import { columnsOf, type Market } from './columns';
import type { RowFault } from './convert';

interface RefusedRow {
    local: RowFault[];
    problem?: Problem;
}

type Translate = (key: string, values: Record<string, unknown>) => string;

export function reasonsOf(refused: RefusedRow, market: Market, language: Language, t: Translate): string[] {
    const between = t('agency.import.colon', {});
    const named = (field: string | undefined, text: string) => {
        const column = columnsOf[market].find((each) => each.name === field);
        return column ? `${column[language]}${between}${text}` : field ? `${field}${between}${text}` : text;
    };
    const here = refused.local.map((fault) =>
        named(fault.field, t(`agency.import.faults.${fault.code}`, fault.values ?? {})),
    );
    const there = (refused.problem?.faults ?? []).map((fault) =>
        named(fault.pointer.split('/')[1], faultText(fault)),
    );
    const all = [...here, ...there];
    return all.length === 0 && refused.problem ? [lineText(refused.problem)] : all;
}
