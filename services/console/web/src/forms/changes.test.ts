import { describe, expect, it } from 'vitest';
import { changesBetween, withoutEmpty } from './changes';

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
});
