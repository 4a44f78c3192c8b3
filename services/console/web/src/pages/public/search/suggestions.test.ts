import { describe, expect, it } from 'vitest';
import { lastWord, withPicked } from './suggestions';

describe('the word being typed', () => {
    it('is the last one', () => {
        expect(lastWord('杭州 jav')).toBe('jav');
        expect(lastWord('杭州 ')).toBe('');
        expect(lastWord('')).toBe('');
    });
    it('is replaced by what is picked, the others stay', () => {
        expect(withPicked('杭州  jav', 'Java')).toBe('杭州  Java ');
        expect(withPicked('软件', '软件工程师')).toBe('软件工程师 ');
    });
});
