import { describe, expect, it } from 'vitest';
import { cellsOf, textOfValue, valueOfText } from './cells';

describe('what is typed', () => {
    it('into a cell comes back as the same text', () => {
        for (const cell of [...cellsOf.supplies, ...cellsOf.offerings]) {
            const text = {
                money: '18000.50',
                number: '12',
                day: '2027-01-31',
                choice: 'bachelor',
                text: 'ab',
            }[cell.as];
            expect(textOfValue(cell, valueOfText(cell, ` ${text} `))).toBe(text);
            expect(textOfValue(cell, valueOfText(cell, ' '))).toBe('');
        }
        expect(valueOfText({ name: 'n', as: 'number' }, 'five')).toBe('five');
        expect(valueOfText({ name: 'p', as: 'money' }, '¥18,000')).toEqual({
            amount: '18000',
            currency: 'CNY',
        });
    });
});
