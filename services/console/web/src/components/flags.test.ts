import { afterEach, describe, expect, it } from 'vitest';
import { language } from '@/i18n/language';
import { flagCode, flagDefinition, flagName, raisedOf, type Flag } from './flags';

const one: Flag = {
    code: 'R018',
    name: 'Single bid',
    name_zh: '只有一家投标',
    definition: 'One bidder alone bid for the lot.',
    definition_zh: '该标段只有一家投标人投标。',
    outcome: 'raised',
};
const own: Flag = { ...one, code: 'late_winner', outcome: 'not_raised' };

describe('red flags', () => {
    afterEach(() => {
        language.value = 'zh';
    });

    it('are told in the language that the reader has now', () => {
        language.value = 'zh';
        expect([flagName(one), flagDefinition(one)]).toEqual([one.name_zh, one.definition_zh]);
        language.value = 'en';
        expect([flagName(one), flagDefinition(one)]).toEqual([one.name, one.definition]);
    });

    it('show the number of the published list, and none where they are the platform’s own', () => {
        expect(flagCode(one)).toBe('R018');
        expect(flagCode(own)).toBe('');
    });

    it('are counted where they are raised', () => {
        expect(raisedOf([one, own])).toEqual([one]);
        expect(raisedOf(undefined)).toEqual([]);
    });
});
