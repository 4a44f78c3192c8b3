// The closed vocabularies: names of codes and look-ups, each asked for once.
import { reactive } from 'vue';
import { dataOf, api } from '@/api/client';
import type { VocabularyEntry } from '@/api/market';
import { language } from '@/i18n/language';

export type List = 'regions' | 'occupations' | 'industries' | 'skills';

interface Entries {
    items: VocabularyEntry[];
}

const names = reactive(new Map<string, VocabularyEntry | null>());

const target = (list: List) => ({ params: { path: { list } } });

/** The entry's name in the page's language; English names of regions are their Chinese ones. */
export function nameOf(
    entry: { name_zh?: string; name_en?: string; code?: string } | null | undefined,
): string {
    if (!entry) return '';
    return (language.value === 'en' && entry.name_en) || entry.name_zh || entry.code || '';
}

export function learn(list: List, entries: VocabularyEntry[]): void {
    for (const each of entries) names.set(`${list}/${each.code}`, each);
}

/** Names that came with another answer (facets, statistics): no need to ask for them again. */
export function learnNames(
    list: List,
    values: { value: string; name_zh?: string; name_en?: string }[],
): void {
    for (const { value, name_zh = '', name_en = '' } of values) {
        const place = `${list}/${value}`;
        if (!name_zh || names.get(place)) continue;
        names.set(place, { code: value, parent: '', level: 0, name_zh, name_en, synonyms: [] });
    }
}

/** The name of a code; the code itself until it is known. Reactive. */
export function nameOfCode(list: List, code: string | undefined | null): string {
    if (!code) return '';
    const place = `${list}/${code}`;
    const known = names.get(place);
    if (known === undefined) {
        names.set(place, null);
        dataOf<{ entry: VocabularyEntry }>(
            api.GET('/v1/vocabulary/{list}/{code}', { params: { path: { list, code } } } as never),
        )
            .then((got) => names.set(place, got.entry))
            .catch(() => undefined);
    }
    return known ? nameOf(known) : code;
}

export async function children(list: List, parent: string | undefined): Promise<VocabularyEntry[]> {
    const query = parent === undefined ? {} : { parent };
    const got = await dataOf<Entries>(
        api.GET('/v1/vocabulary/{list}', { params: { ...target(list).params, query } } as never),
    );
    learn(list, got.items);
    return got.items;
}

export async function find(list: List, text: string): Promise<VocabularyEntry[]> {
    const got = await dataOf<Entries>(
        api.GET('/v1/vocabulary/{list}', {
            params: { ...target(list).params, query: { query: text } },
        } as never),
    );
    learn(list, got.items);
    return got.items;
}

/** What a free job title may mean, the likeliest first. */
export async function occupationsOfTitle(title: string): Promise<VocabularyEntry[]> {
    const got = await dataOf<Entries>(
        api.GET('/v1/vocabulary/{list}', {
            params: { path: { list: 'occupations' }, query: { title, limit: 10 } },
        } as never),
    );
    learn('occupations', got.items);
    return got.items;
}
