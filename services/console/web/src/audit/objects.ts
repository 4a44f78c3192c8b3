// An object of the journal as a person names it: by its id, or by the number that people say of a listing.
import { read, type PathOf } from '@/api/client';

const paths: [number: RegExp, path: string][] = [
    [/^D-\d/i, '/v1/demands/{id}'],
    [/^S-\d/i, '/v1/supplies/{id}'],
    [/^OF-\d/i, '/v1/offerings/{id}'],
];

/** Where a listing of this number is read; undefined where it is no number of a listing. */
export function pathOfNumber(text: string): PathOf<'get'> | undefined {
    return paths.find(([number]) => number.test(text.trim()))?.[1] as PathOf<'get'> | undefined;
}

/** The id that the journal has: what is no number of a listing is taken for one. */
export async function idOfObject(text: string): Promise<string> {
    const wanted = text.trim();
    const path = pathOfNumber(wanted);
    if (!path) return wanted.toLowerCase();
    return (await read<{ id: string }>(path, { path: { id: wanted.toUpperCase() } })).data.id;
}
