// The file of what was refused: the rows as they were, each with its reasons in one more column at the left, so
// that also a row with too few or too many cells keeps every cell where it was. Corrected, it can be uploaded.
import { isReasonHead, reasonHeads } from './columns';
import { harmless, textOf, type Table, type TableRow } from './table';

export interface Refused {
    row: TableRow;
    reasons: string[];
}

export function errorFileOf(table: Table, refused: Refused[], language: 'zh' | 'en'): string {
    const before = table.heads.findIndex(isReasonHead);
    // An earlier upload's reasons give way to the new ones.
    const without = (cells: string[]) => (before < 0 ? cells : cells.filter((_, at) => at !== before));
    const between = language === 'zh' ? '；' : '; ';
    return textOf(
        [
            [reasonHeads[language], ...without(table.heads).map(harmless)],
            ...refused.map(({ row, reasons }) =>
                [reasons.join(between), ...without(row.cells)].map(harmless),
            ),
        ],
        table.separator,
    );
}
