// Red flags in the reader's language: the server says what each is called and when it is raised.
import type { Schema } from '@/api/client';
import { language } from '@/i18n/language';

export type Flag = NonNullable<Schema<'tender_flags'>['flags']>[number];

export const flagName = (flag: Flag) => (language.value === 'zh' ? flag.name_zh : flag.name) ?? '';
export const flagDefinition = (flag: Flag) =>
    (language.value === 'zh' ? flag.definition_zh : flag.definition) ?? '';

/** The number of the published list; what is the platform's own has a name only. */
export const flagCode = (flag: Flag) => (/^R\d/.test(flag.code ?? '') ? flag.code : '');

export const raisedOf = (flags: Flag[] | undefined) =>
    (flags ?? []).filter((flag) => flag.outcome === 'raised');
