import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import messages from './messages';

const source = readFileSync('../../open_data/flags.cpp', 'utf8');
const inputs = [...source.matchAll(/tell\(inputs, "(\w+)"/g)].map(([, name]) => name);

describe('the figures of red flags', () => {
    it('are named in both languages', () => {
        expect(inputs.length).toBeGreaterThan(10);
        for (const { flagInput } of [messages.zh, messages.en]) {
            expect(Object.keys(flagInput).sort()).toEqual([...new Set(inputs)].sort());
        }
    });
});
