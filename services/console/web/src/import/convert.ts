// Rows of a file as items of the API, or what is wrong with them before the server is asked.
import {
    betweenValues,
    codeOfValue,
    columnOfHead,
    columnsOf,
    currencySigns,
    flagOf,
    isReasonHead,
    tenThousands,
    yearMonthDay,
    type Column,
    type Market,
} from './columns';
import type { Table, TableRow } from './table';
import type { List } from '@/vocabulary';

/** A message's key under agency.fault, with what it names. */
export interface RowFault {
    code: string;
    /** The API's field; none: the row as a whole. */
    field?: string;
    values?: Record<string, string | number>;
}

export interface Heading {
    /** By place: the column, or none where it is ignored. */
    columns: (Column | undefined)[];
    unknown: string[];
    repeated: string[];
    missing: Column[];
}

export function headingOf(market: Market, heads: string[]): Heading {
    const columns = heads.map((head) => columnOfHead(market, head));
    const names = columns.map((column) => column?.name);
    return {
        columns: columns.map((column, at) => (names.indexOf(column?.name) === at ? column : undefined)),
        unknown: heads.filter((head, at) => !columns[at] && !isReasonHead(head)),
        repeated: heads.filter((_, at) => columns[at] && names.indexOf(names[at]) !== at),
        missing: columnsOf[market].filter((column) => column.required && !names.includes(column.name)),
    };
}

/** The code of an entry by its name or code: one, several (ambiguous) or none. */
export type Resolve = (list: List, text: string) => string[];

type Value = { value: unknown } | { fault: string; values?: Record<string, string> };

export const valuesOf = (cell: string) =>
    cell
        .split(betweenValues)
        .map((each) => each.trim())
        .filter((each) => each !== '');

/** Moves the decimal point by its digits: money never passes through a floating-point number. */
function timesTenThousand(text: string): string {
    const [whole = '0', fraction = ''] = text.split('.');
    const digits = fraction.padEnd(4, '0');
    const amount = `${whole}${digits.slice(0, 4)}`.replace(/^0+(?=\d)/, '');
    const rest = digits.slice(4);
    return rest ? `${amount}.${rest}` : amount;
}

function moneyOf(cell: string): Value {
    const bare = cell.normalize('NFKC').replace(currencySigns, '');
    const inTenThousands = tenThousands.exec(bare)?.[1];
    const amount = inTenThousands === undefined ? bare : timesTenThousand(inTenThousands);
    return /^\d+(\.\d{1,2})?$/.test(amount) ? { value: { amount, currency: 'CNY' } } : { fault: 'not_money' };
}

function percentOf(cell: string): Value {
    const bare = cell.normalize('NFKC').replace(/\s/g, '');
    const percent = /^(\d{1,3})(?:\.(\d{1,2}))?%$/.exec(bare);
    if (percent) return { value: Number(`${percent[1]}${(percent[2] ?? '').padEnd(2, '0')}`) };
    // A bare number below 100 may mean either; it is not guessed.
    return /^\d{3,5}$/.test(bare) ? { value: Number(bare) } : { fault: 'not_percent' };
}

function dayOf(cell: string): string | undefined {
    const [, year = '', month = '', day = ''] = yearMonthDay.exec(cell.normalize('NFKC')) ?? [];
    const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const at = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
}

/** The end of the day of Shanghai that the cell names, or the instant that it gives. */
function endOf(cell: string): Value {
    if (/^\d{4}-\d\d-\d\dT/.test(cell) && !Number.isNaN(Date.parse(cell))) return { value: cell };
    const day = dayOf(cell);
    if (!day) return { fault: 'not_day' };
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
    return { value: `${next.toISOString().slice(0, 10)}T00:00:00+08:00` };
}

function codeOf(list: List, text: string, resolve: Resolve): Value {
    const codes = resolve(list, text);
    if (codes.length === 1) return { value: codes[0] };
    return codes.length === 0
        ? { fault: 'unknown_name', values: { text } }
        : { fault: 'ambiguous_name', values: { text, codes: codes.slice(0, 5).join(', ') } };
}

function every(cell: string, one: (text: string) => Value): Value {
    const values: unknown[] = [];
    for (const text of valuesOf(cell)) {
        const got = one(text);
        if ('fault' in got) return got;
        values.push(got.value);
    }
    return { value: values };
}

function choiceOf(column: Column, text: string): Value {
    const code = codeOfValue(column, text);
    return code === undefined ? { fault: 'unknown_name', values: { text } } : { value: code };
}

function read(column: Column, cell: string, resolve: Resolve): Value {
    const trimmed = cell.trim();
    switch (column.as) {
        case 'text':
            return { value: trimmed };
        case 'integer': {
            const bare = trimmed.normalize('NFKC');
            return /^-?\d{1,9}$/.test(bare) ? { value: Number(bare) } : { fault: 'not_integer' };
        }
        case 'money':
            return moneyOf(trimmed);
        case 'percent':
            return percentOf(trimmed);
        case 'day': {
            const day = dayOf(trimmed);
            return day ? { value: day } : { fault: 'not_day' };
        }
        case 'end':
            return endOf(trimmed);
        case 'flag': {
            const flag = flagOf(trimmed);
            return flag === undefined ? { fault: 'not_flag' } : { value: flag };
        }
        case 'choice':
            return choiceOf(column, trimmed);
        case 'choices':
            return every(trimmed, (text) => choiceOf(column, text));
        case 'code':
            return codeOf(column.list!, trimmed, resolve);
        case 'codes':
            return every(trimmed, (text) => codeOf(column.list!, text, resolve));
    }
}

export interface Converted {
    item: Record<string, unknown>;
    faults: RowFault[];
}

export function convert(row: TableRow, heads: string[], heading: Heading, resolve: Resolve): Converted {
    const item: Record<string, unknown> = {};
    const faults: RowFault[] = [];
    if (row.badQuotes) return { item, faults: [{ code: 'bad_quotes' }] };
    if (row.cells.length !== heads.length) {
        return {
            item,
            faults: [{ code: 'cell_count', values: { has: row.cells.length, needs: heads.length } }],
        };
    }
    heading.columns.forEach((column, at) => {
        const cell = row.cells[at] ?? '';
        if (!column || cell.trim() === '') return;
        const got = read(column, cell, resolve);
        if ('fault' in got) faults.push({ code: got.fault, field: column.name, values: got.values });
        else item[column.name] = got.value;
    });
    for (const column of heading.columns) {
        const known = column && (column.name in item || faults.some((fault) => fault.field === column.name));
        if (column?.required && !known) faults.push({ code: 'required', field: column.name });
    }
    return { item, faults };
}

/** What the file names of each vocabulary, each once: to be looked up before the rows are converted. */
export function namesIn(table: Table, heading: Heading): Map<List, Set<string>> {
    const names = new Map<List, Set<string>>();
    heading.columns.forEach((column, at) => {
        if (!column?.list) return;
        const of = names.get(column.list) ?? new Set<string>();
        names.set(column.list, of);
        for (const { cells } of table.rows) {
            const cell = cells[at]?.trim();
            if (!cell) continue;
            for (const text of column.as === 'codes' ? valuesOf(cell) : [cell]) of.add(text);
        }
    });
    return names;
}
