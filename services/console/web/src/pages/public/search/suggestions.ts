// What the words being typed may be meant as: occupations, skills and regions of the vocabularies.
import { find, nameOf, occupationsOfTitle, type List } from '@/vocabulary';
import type { VocabularyEntry } from '@/api/market';

export interface Suggestion {
    list: List;
    code: string;
    name: string;
    /** Where it belongs: the classes of an occupation, the province of a county. */
    context: string;
}

const eachAtMost = 4;

/** The part of the words that the caret has just left: behind the last space. */
export function lastWord(words: string): string {
    return words.split(/\s+/).pop() ?? '';
}

/** The words with the last one replaced by a name that was picked. */
export function withPicked(words: string, name: string): string {
    const head = words.slice(0, words.length - lastWord(words).length);
    return `${head}${name} `;
}

function contextOf(list: List, entry: VocabularyEntry): string {
    if (list === 'regions') return entry.level > 1 ? (entry.synonyms[0] ?? '') : '';
    if (list === 'occupations') return (entry.path ?? '').split(' / ').slice(0, 2).join(' / ');
    return '';
}

async function some(list: List, entries: Promise<VocabularyEntry[]>): Promise<Suggestion[]> {
    const got = await entries.catch(() => []);
    return got.slice(0, eachAtMost).map((each) => ({
        list,
        code: each.code,
        name: nameOf(each),
        context: contextOf(list, each),
    }));
}

export async function suggest(words: string): Promise<Suggestion[]> {
    const word = lastWord(words);
    if (!word) return [];
    const found = await Promise.all([
        some('skills', find('skills', word)),
        some('occupations', occupationsOfTitle(word)),
        some('regions', find('regions', word)),
    ]);
    return found.flat();
}
