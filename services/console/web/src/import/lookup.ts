// Names of a file's cells looked up in the vocabularies, each once, several at a time.
import { dataOf, api } from '@/api/client';
import type { VocabularyEntry } from '@/api/market';
import type { List } from '@/vocabulary';
import type { Resolve } from './convert';

const atOnce = 8;

/** What a code looks like; the server judges whether there is such a one. */
const codeShapes: Record<List, RegExp> = {
    regions: /^\d{6}$/,
    occupations: /^\d(-\d{2}){1,3}$/,
    industries: /^([A-T]|\d{2})$/,
    skills: /^$/, // skills' codes look like their names
};
const skillCode = /^[a-z][a-z0-9_]*$/;

async function codesOf(list: List, name: string): Promise<string[]> {
    const found = await dataOf<{ items: VocabularyEntry[] }>(
        api.GET('/v1/vocabulary/{list}', { params: { path: { list }, query: { name } } } as never),
    );
    const codes = found.items.map((each) => each.code);
    if (list === 'skills' && codes.length === 0 && skillCode.test(name)) return [name];
    return codes;
}

/** `looked` is called after each answer with how many there are and how many to come in all. */
export async function lookUp(
    names: Map<List, Set<string>>,
    looked: (done: number, all: number) => void,
    stopped: () => boolean,
): Promise<Resolve> {
    const open = [...names].flatMap(([list, texts]) =>
        [...texts].filter((text) => !codeShapes[list].test(text)).map((text) => ({ list, text })),
    );
    const known = new Map<string, string[]>();
    let next = 0;
    let done = 0;
    const work = async () => {
        for (let one = open[next++]; one && !stopped(); one = open[next++]) {
            known.set(`${one.list}/${one.text}`, await codesOf(one.list, one.text));
            looked(++done, open.length);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return (list, text) => (codeShapes[list].test(text) ? [text] : (known.get(`${list}/${text}`) ?? []));
}
