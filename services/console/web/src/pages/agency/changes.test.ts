import { describe, expect, it } from 'vitest';
import { changesBetween, withoutEmpty } from './changes';
import { cellsOf, textOfValue, valueOfText } from './listings';

/** RFC 7396, as the server applies it. */
function merged(to: Record<string, unknown>, patch: Record<string, unknown>) {
    const made = { ...to };
    for (const [name, value] of Object.entries(patch)) {
        if (value === null) delete made[name];
        else made[name] = value;
    }
    return made;
}

describe('changes', () => {
    it('merged into what was give what was wanted', () => {
        const values = [
            undefined,
            '',
            'a',
            'b',
            0,
            5,
            false,
            true,
            [],
            ['x'],
            { amount: '1', currency: 'CNY' },
        ];
        for (const was of values) {
            for (const is of values) {
                const changes = changesBetween({ f: was, same: 1 }, { f: is, same: 1 });
                expect('same' in changes).toBe(false);
                const got = merged(withoutEmpty({ f: was }), changes);
                expect(withoutEmpty(got)).toEqual(withoutEmpty({ f: is }));
            }
        }
    });

    it('of a cell come back as the text that was typed', () => {
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
