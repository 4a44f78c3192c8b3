// One search at a time: its first page when the address changes, further pages on demand. Coming back from a
// listing shows the pages that were there, so that the reader is where they left.
import { onScopeDispose, ref, shallowRef, watch, type ComputedRef } from 'vue';
import { read } from '@/api/client';
import type { Market } from '@/api/market';
import { Problem } from '@/api/problem';
import { whenBack } from '@/api/steady';
import { learnNames } from '@/vocabulary';
import type { FoundAnswer } from './found';
import { parametersOf, type SearchQuery } from './query';

const pageItems = 20;
const keepMs = 5 * 60_000;
const keptAtMost = 10;
const vocabularies = {
    region: 'regions',
    occupation: 'occupations',
    skill: 'skills',
    industry: 'industries',
};

interface Kept {
    at: number;
    answer: FoundAnswer;
}
const kept = new Map<string, Kept>();

function keep(place: string, answer: FoundAnswer) {
    kept.delete(place);
    kept.set(place, { at: Date.now(), answer });
    const oldest = kept.keys().next().value;
    if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest);
}

/** The router notes where the reader came back from. */
const cameBack = () => typeof window.history.state?.forward === 'string';

/** `place` names the search: its address. */
export function useSearch(market: Market, query: ComputedRef<SearchQuery>, place: ComputedRef<string>) {
    const answer = shallowRef<FoundAnswer>();
    const problem = shallowRef<Problem>();
    const loading = ref(false);
    let latest = 0;
    /** Of all pages of a search: "within seven days" must not move between them. */
    let askedAt = Date.now();
    let askedFor: string | undefined;

    async function ask(cursor?: string): Promise<void> {
        const mine = ++latest;
        const here = place.value;
        askedFor = cursor;
        loading.value = true;
        if (!cursor) askedAt = Date.now();
        try {
            const parameters = parametersOf(market, query.value, askedAt);
            const got = (
                await read<FoundAnswer>('/v1/search/{market}', {
                    path: { market },
                    query: { ...parameters, limit: pageItems, ...(cursor ? { cursor } : {}) },
                })
            ).data;
            if (mine !== latest) return;
            for (const [filter, list] of Object.entries(vocabularies)) {
                learnNames(list as 'regions', got.facets[filter] ?? []);
            }
            const before = cursor ? (answer.value?.items ?? []) : [];
            answer.value = { ...got, items: [...before, ...got.items] };
            problem.value = undefined;
            keep(here, answer.value);
        } catch (caught) {
            if (mine === latest) problem.value = Problem.of(caught);
        } finally {
            if (mine === latest) loading.value = false;
        }
    }

    /** `back`: where the reader comes back to it. */
    function show(back: boolean) {
        const had = kept.get(place.value);
        if (back && had && Date.now() - had.at < keepMs) {
            ++latest;
            answer.value = had.answer;
            problem.value = undefined;
            loading.value = false;
        } else void ask();
    }

    whenBack(() => {
        if (problem.value?.kind === 'unreachable') void ask(askedFor);
    });
    show(cameBack());
    watch(place, () => show(cameBack()));
    onScopeDispose(() => {
        ++latest;
    });
    return {
        answer,
        problem,
        loading,
        again: () => void ask(),
        more: () => (answer.value?.next ? ask(answer.value.next) : Promise.resolve()),
    };
}
