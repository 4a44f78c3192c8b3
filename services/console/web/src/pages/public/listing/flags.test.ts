import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import messages from './messages';

const source = readFileSync('../../open_data/flags.cpp', 'utf8');
const inTable = [...source.matchAll(/\{"(\w+)",\s*"[^"]+",\s*(?:"[^"]+",\s*)?flag_scope::/g)].map(
    ([, code]) => code,
);
const inputs = [...source.matchAll(/tell\(inputs, "(\w+)"/g)].map(([, name]) => name);

describe('the red flags', () => {
    it('are all named and explained in both languages, and so are their figures', () => {
        expect(inTable.length).toBeGreaterThan(10);
        expect(inputs.length).toBeGreaterThan(10);
        for (const { flag, flagMeaning, flagInput } of [messages.zh, messages.en]) {
            expect(Object.keys(flag).sort()).toEqual([...inTable].sort());
            expect(Object.keys(flagMeaning).sort()).toEqual([...inTable].sort());
            expect(Object.keys(flagInput).sort()).toEqual([...new Set(inputs)].sort());
        }
    });
});
