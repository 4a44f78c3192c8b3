// What a file may hold at most: the page shows it all, and the server takes it in batches.
import type { Table } from './table';

export const fileBytesMax = 50 * 1024 * 1024;
export const fileRowsMax = 100_000;
export const fileColumnsMax = 200;

/** A message's key. */
export type Unusable = 'noRows' | 'tooManyRows' | 'tooManyColumns' | 'tooBig';

/** What is too much is not handed to the page. */
export function usable(table: Table): { table?: Table; unusable?: Unusable } {
    if (table.rows.length === 0) return { unusable: 'noRows' };
    if (table.rows.length > fileRowsMax) return { unusable: 'tooManyRows' };
    if (table.heads.length > fileColumnsMax) return { unusable: 'tooManyColumns' };
    return { table };
}
