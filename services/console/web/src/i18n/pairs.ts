// Messages written as pairs, Chinese first, so that neither language can lack one.
export type Pairs = { [key: string]: [zh: string, en: string] | Pairs };

function take(pairs: Pairs, index: 0 | 1): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(pairs).map(([key, value]) => [
            key,
            Array.isArray(value) ? value[index] : take(value, index),
        ]),
    );
}

export const inBoth = (pairs: Pairs) => ({ zh: take(pairs, 0), en: take(pairs, 1) });
