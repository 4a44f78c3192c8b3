// A text of separated values as a table, and a table as text.
import Papa from 'papaparse';

export interface TableRow {
    /** Counted among the rows of the file from 1, the heads being row 1: what a spreadsheet shows. */
    number: number;
    cells: string[];
    /** A quote that was not closed, or text after one: what the cells hold is then a guess. */
    badQuotes: boolean;
}

export interface Table {
    separator: string;
    heads: string[];
    rows: TableRow[];
}

const separators = [',', ';', '\t'];

/** That which the first line has most of, outside of quotes. */
export function separatorOf(text: string): string {
    const counts = new Map(separators.map((each) => [each, 0]));
    let quoted = false;
    for (const letter of text) {
        if (letter === '"') quoted = !quoted;
        else if (!quoted && (letter === '\n' || letter === '\r')) break;
        else if (!quoted && counts.has(letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    return separators.reduce((best, each) =>
        (counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best,
    );
}

/**
 * A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection), and what somebody sent in may be
 * opened by another. Plain numbers stay what they are.
 */
const asFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const plainNumber = /^[+-]?\d[\d\s.,-]*%?$/;

export function harmless(cell: string): string {
    return asFormula.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

/** A cell as it was before it was made harmless, here or by a spreadsheet. */
const asItWas = (cell: string) =>
    cell.startsWith("'") && asFormula.test(cell.slice(1)) ? cell.slice(1) : cell;

const isEmpty = (cells: string[]) => cells.every((cell) => cell.trim() === '');

export function tableOf(text: string): Table {
    const separator = separatorOf(text);
    // Files put together from several have line ends of several kinds; those in quotes belong to a cell.
    const lines = text.replace(/"[^"]*"|\r\n?/g, (found) => (found.startsWith('"') ? found : '\n'));
    const parsed = Papa.parse<string[]>(lines, {
        delimiter: separator,
        newline: '\n',
        skipEmptyLines: false,
        transform: asItWas,
    });
    const bad = new Set(parsed.errors.filter((each) => each.type === 'Quotes').map((each) => each.row));
    const [heads = [], ...others] = parsed.data;
    const rows = others
        .map((cells, at) => ({ number: at + 2, cells, badQuotes: bad.has(at + 1) }))
        .filter((row) => row.badQuotes || !isEmpty(row.cells));
    // Spreadsheets leave empty columns at the right.
    while (heads.length > 0 && heads[heads.length - 1]?.trim() === '') heads.pop();
    for (const row of rows) {
        while (row.cells.length > heads.length && row.cells[row.cells.length - 1]?.trim() === '')
            row.cells.pop();
    }
    return { separator, heads, rows };
}

/** With the byte order mark, by which Excel knows UTF-8. */
export function textOf(cells: string[][], separator = ','): string {
    return `\uFEFF${Papa.unparse(cells, { delimiter: separator, newline: '\r\n' })}\r\n`;
}
