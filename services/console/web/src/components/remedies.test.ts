import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import { decisionOf, measuresOf } from './remedies';

describe('a decision', () => {
    it('that is upheld names what follows, be it nothing', () => {
        expect(() => decisionOf({ upheld: true, reasons: 'r' })).toThrow(Problem);
        expect(decisionOf({ upheld: true, measure: 'none', reasons: 'a\n\nb' })).toEqual({
            upheld: true,
            measure: 'none',
            reasons: ['a', 'b'],
        });
        expect(decisionOf({ reasons: 'r' })).toEqual({ upheld: false, reasons: ['r'] });
    });
    it('offers measures that fit what it is about', () => {
        expect(measuresOf('documents')).toContain('amend_documents');
        expect(measuresOf('documents')).not.toContain('choose_again');
        expect(measuresOf('result')).toContain('choose_again');
        expect(measuresOf('process')).not.toContain('amend_documents');
    });
});
