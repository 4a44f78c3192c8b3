import { expect, it } from 'vitest';
import { pathOfNumber } from './objects';

it('knows listings by their numbers', () => {
    expect(pathOfNumber('D-330109-2026-000001')).toBe('/v1/demands/{id}');
    expect(pathOfNumber(' of-330212-2026-000022')).toBe('/v1/offerings/{id}');
    expect(pathOfNumber('S-330212-2026-000211')).toBe('/v1/supplies/{id}');
});
it('takes nothing else for one', () => {
    for (const text of [
        '',
        '01a1-d-1',
        'O-330000-2026-000001',
        'DS-1',
        'D',
        '01a20622-0000-7000-8000-000000000000',
    ])
        expect(pathOfNumber(text)).toBeUndefined();
});
