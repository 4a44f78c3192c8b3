import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { i18n } from '@/i18n';
import { language } from '@/i18n/language';
import { besideEachOther, better, pointsText, tally, valuesText, valueText, type Fact } from './facts';

const t = i18n.global.t as unknown as (key: string, values?: Record<string, unknown>) => string;

function fact(criterion: string, given: Partial<Fact> = {}): Fact {
    return {
        criterion,
        kind: 'soft',
        required: [],
        offered: [],
        source: 'declared',
        outcome: 'met',
        points: 0,
        points_max: 0,
        ...given,
    };
}

describe('the values of a fact', () => {
    it('are read in words', async () => {
        language.value = 'zh';
        await nextTick();
        expect(valueText('pay', '36500.00', t)).toBe('¥36,500');
        expect(valueText('education', 'master', t)).toBe('硕士');
        expect(valueText('experience', '3', t)).toBe('3 年');
        expect(valueText('availability', '2027-02-10', t)).toBe('2027/02/10');
        expect(valueText('licence', '人服证字〔2025〕1号', t)).toBe('人服证字〔2025〕1号');
        expect(valuesText('employment', ['full_time', 'internship'], t)).toBe('全职、实习');
        expect(valuesText('words', [], t)).toBe(t('match.nothing'));
    });
    it('are points of a hundred', () => {
        expect(pointsText(3000)).toBe('30');
        expect(pointsText(150)).toBe('1.5');
    });
});

describe('two explanations', () => {
    it('stand beside each other, each criterion once', () => {
        const rows = besideEachOther([fact('pay'), fact('experience')], [fact('experience'), fact('region')]);
        expect(rows.map((row) => row.criterion)).toEqual(['pay', 'experience', 'region']);
        expect(rows[0]?.other).toBeUndefined();
        expect(rows[1]?.one && rows[1].other).toBeTruthy();
    });
    it('prefer points, then the outcome, then proof; and the comparison turned round says the reverse', () => {
        const some = [
            fact('a', { points: 10 }),
            fact('a', { points: 5 }),
            fact('a', { points: 5, source: 'verified' }),
            fact('a', { points: 0, outcome: 'unmet' }),
            undefined,
        ];
        const turned = { one: 'other', other: 'one', neither: 'neither' } as const;
        for (const one of some) {
            for (const other of some) expect(better(one, other)).toBe(turned[better(other, one)]);
        }
        expect(better(some[0], some[1])).toBe('one');
        expect(better(some[1], some[2])).toBe('other');
        expect(better(some[3], undefined)).toBe('one');
    });
    it('are counted by outcome', () => {
        expect(tally([fact('a'), fact('b', { outcome: 'unmet' }), fact('c')])).toEqual({
            met: 2,
            partly: 0,
            unmet: 1,
            unknown: 0,
        });
    });
});
