import { describe, expect, it } from 'vitest';
import { mayComplain, mayWithdraw, subjectsOf } from './remedies';

const challenge = {
    id: 'c',
    kind: 'challenge' as const,
    subject: 'result' as const,
    grounds: ['评分有误'],
    complainant_id: 'us',
};

describe('what an inquiry or challenge can be about', () => {
    it('grows with the procedure, for who bid', () => {
        const published = { published_at: '2026-01-01T00:00:00Z' };
        const opened = { ...published, opened_at: '2026-02-01T00:00:00Z' };
        const awarded = { ...opened, awards: [{ id: 'a' }] };
        expect(subjectsOf({} as never, true)).toEqual([]);
        expect(subjectsOf(published as never, true)).toEqual(['documents']);
        expect(subjectsOf(opened as never, true)).toEqual(['documents', 'process']);
        expect(subjectsOf(awarded as never, true)).toEqual(['documents', 'process', 'result']);
        expect(subjectsOf(awarded as never, false)).toEqual(['documents']);
    });
});

describe('what may be done with a remedy', () => {
    it('is taken back by who filed it while it waits', () => {
        expect(mayWithdraw({ ...challenge, state: 'filed' }, 'us')).toBe(true);
        expect(mayWithdraw({ ...challenge, state: 'accepted' }, 'us')).toBe(true);
        expect(mayWithdraw({ ...challenge, state: 'upheld' }, 'us')).toBe(false);
        expect(mayWithdraw({ ...challenge, state: 'filed' }, 'them')).toBe(false);
    });

    it('lets a complaint follow the answer, or the end of its term, once', () => {
        const decided = { ...challenge, state: 'rejected' as const, decided_at: '2026-01-02T00:00:00Z' };
        const waiting = {
            ...challenge,
            state: 'filed' as const,
            clocks: [{ due: '2026-01-10T00:00:00.000Z' }],
        };
        const before = Date.parse('2026-01-09T23:59:59Z');
        expect(mayComplain(decided, 'us', [decided], before)).toBe(true);
        expect(mayComplain(waiting, 'us', [waiting], before)).toBe(false);
        expect(mayComplain(waiting, 'us', [waiting], Date.parse('2026-01-10T00:00:00Z'))).toBe(true);
        expect(mayComplain(decided, 'them', [decided], before)).toBe(false);
        const complaint = { ...challenge, id: 'd', kind: 'complaint' as const, earlier_id: 'c' };
        expect(mayComplain(decided, 'us', [decided, { ...complaint, state: 'filed' }], before)).toBe(false);
        expect(mayComplain(decided, 'us', [decided, { ...complaint, state: 'returned' }], before)).toBe(true);
        expect(mayComplain({ ...complaint, decided_at: 'x' }, 'us', [], before)).toBe(false);
    });
});
