import { describe, expect, it } from 'vitest';
import { markets } from '@/api/market';
import {
    addressOf,
    agesInDays,
    elsewhere,
    emptyQuery,
    filtersOf,
    isNarrowed,
    oneOnly,
    parametersOf,
    queryFrom,
    sorts,
    toggled,
    type SearchQuery,
} from './query';

/** Deterministic, so that a failure can be repeated (mulberry32). */
function randomOf(seed: number) {
    let state = seed;
    return (below: number) => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
}

describe('a search in the address', () => {
    it('comes back as it was', () => {
        for (let seed = 1; seed <= 300; ++seed) {
            const random = randomOf(seed);
            const market = markets[random(markets.length)]!;
            const query: SearchQuery = {
                words: ['', 'java 杭州', 'c++ & "x"=1'][random(3)]!,
                literal: ['杭州', 'java'].slice(0, random(3)),
                asTyped: random(2) === 1,
                chosen: {},
                payMin: ['', '8000'][random(2)]!,
                payMax: ['', '20000'][random(2)]!,
                days: [0, ...agesInDays][random(5)]!,
                sort: sorts[random(sorts.length)]!,
            };
            for (const filter of filtersOf[market]) {
                if (random(2)) query.chosen[filter] = ['a', 'b', 'c'].slice(0, 1 + random(3));
            }
            const again = queryFrom(market, addressOf(query) as never);
            expect(again, `seed ${seed}`).toEqual(query);
        }
    });

    it('takes no nonsense', () => {
        const query = queryFrom('tenders', {
            sort: 'cheapest',
            days: '3',
            pay_min: '-1',
            skill: 'java',
            region: [null, '', '330100', '330100'],
        });
        expect(query).toEqual({ ...emptyQuery(), chosen: { region: ['330100'] } });
    });
});

describe('parameters', () => {
    it('ask for the facets of the market, and for highlights where there are words', () => {
        const query = { ...emptyQuery(), words: 'java', days: 7 };
        const now = Date.parse('2026-11-08T00:00:00Z');
        expect(parametersOf('tenders', query, now)).toEqual({
            q: 'java',
            facets: 'region,method,progress',
            highlight: 'true',
            published_since: '2026-11-01T00:00:00.000Z',
        });
        expect(parametersOf('offerings', emptyQuery(), now)).toEqual({ facets: 'region,stage,category' });
    });
});

describe('filters', () => {
    it('are added and taken away; of levels only one is chosen', () => {
        let query = emptyQuery();
        expect(isNarrowed(query)).toBe(false);
        query = toggled(toggled(query, 'region', '330100'), 'region', '330200');
        expect(query.chosen.region).toEqual(['330100', '330200']);
        expect(isNarrowed(query)).toBe(true);
        query = toggled(toggled(query, 'region', '330100'), 'region', '330200');
        expect(isNarrowed(query)).toBe(false);
        for (const level of oneOnly) {
            expect(toggled(toggled(query, level, '1'), level, '3').chosen[level]).toEqual(['3']);
        }
    });
    it('of another market: words and region go along', () => {
        const query = queryFrom('demands', {
            q: 'java',
            region: '330100',
            education: 'master',
            sort: 'newest',
        });
        expect(elsewhere(query)).toEqual({ q: 'java', region: ['330100'] });
    });
});
