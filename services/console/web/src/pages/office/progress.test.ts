import { expect, it } from 'vitest';
import { progressOf, stages } from './progress';

it('has every stage before the present one behind it', () => {
    expect(progressOf({ phase: 'opened' })).toEqual({
        stage: 'evaluation',
        over: false,
        done: ['draft', 'announced', 'bidding', 'opening'],
    });
    expect(progressOf({ phase: 'contracted' }).done).toEqual([...stages]);
});
it('stops where a procedure ended early', () => {
    expect(progressOf({ phase: 'cancelled', published_at: '2026-01-01T00:00:00Z' })).toEqual({
        stage: undefined,
        over: true,
        done: ['draft', 'announced'],
    });
});
