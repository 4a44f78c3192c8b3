// Names of a file's cells looked up in the vocabularies, each once, several at a time.
import { dataOf, api } from '@/api/client';
import type { VocabularyEntry } from '@/api/market';
import type { List } from '@/vocabulary';
import { Problem } from '@/api/problem';
import type { Resolve } from './convert';
import { passes, sleep } from './send';

const atOnce = 8;
const pauseSeconds = 2;

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

/** A file with thousands of different names meets the server's limit of requests: it waits its turn. */
async function patiently(ask: () => Promise<string[]>, stopped: () => boolean): Promise<string[]> {
    for (;;) {
        try {
            return await ask();
        } catch (caught) {
            const problem = Problem.of(caught);
            if (stopped() || !passes(problem)) throw caught;
            await sleep((problem.retryAfterSeconds ?? pauseSeconds) * 1000);
        }
    }
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
            known.set(`${one.list}/${one.text}`, await patiently(() => codesOf(one.list, one.text), stopped));
            looked(++done, open.length);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return (list, text) => (codeShapes[list].test(text) ? [text] : (known.get(`${list}/${text}`) ?? []));
}
