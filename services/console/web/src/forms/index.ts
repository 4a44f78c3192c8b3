// Small steps between what forms hold and what the API takes.

/** The version to name in If-Match, of an object that a list gave. */
export const etagOf = (object: { version?: number | undefined } | undefined): string =>
    object?.version === undefined ? '' : `"${object.version}"`;

/** A text's lines as a list, empty ones left out: reasons, grounds, words. */
export function linesOf(text: unknown): string[] {
    return String(text ?? '')
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}

/** Points as typed ("85" or "85.5") in hundredths; undefined where it is no number from 0 to 100. */
export function hundredthsOf(text: unknown): number | undefined {
    const typed = String(text ?? '').trim();
    if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) return undefined;
    const [whole = '0', part = ''] = typed.split('.');
    const value = Number(whole) * 100 + Number(part.padEnd(2, '0'));
    return value <= 10000 ? value : undefined;
}

/** Members without a value left out: the API refuses empty ones. */
export function given(body: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(body).filter(
            ([, value]) =>
                value !== undefined &&
                value !== null &&
                value !== '' &&
                !(Array.isArray(value) && value.length === 0),
        ),
    );
}

/** Fen of an amount, by its digits. */
export function fenOf(money: { amount: string } | undefined | null): bigint {
    if (!money) return 0n;
    const negative = money.amount.startsWith('-');
    const [whole = '0', fraction = ''] = money.amount.replace('-', '').split('.');
    const fen = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2) || '0');
    return negative ? -fen : fen;
}

export function moneyOfFen(fen: bigint): { amount: string; currency: 'CNY' } {
    const absolute = fen < 0n ? -fen : fen;
    const text = `${absolute / 100n}.${String(absolute % 100n).padStart(2, '0')}`;
    return { amount: fen < 0n ? `-${text}` : text, currency: 'CNY' };
}
