import { expect, it } from 'vitest';
import { sourcingOf } from './packages';

it('sends what the kind of sourcing has, and nothing of the others', () => {
    const value = {
        offering_id: 'o',
        offering_version: 2,
        award_id: 'a',
        award_version: 1,
        justification: 'j',
    };
    expect(sourcingOf({ ...value, kind: 'order' })).toEqual({
        kind: 'order',
        offering_id: 'o',
        offering_version: 2,
    });
    expect(sourcingOf({ ...value, kind: 'mini_tender' })).toEqual({
        kind: 'mini_tender',
        award_id: 'a',
        award_version: 1,
    });
    expect(sourcingOf({ ...value, kind: 'own_work' })).toEqual({ kind: 'own_work', justification: 'j' });
});
