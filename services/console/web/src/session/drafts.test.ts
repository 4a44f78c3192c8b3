import { beforeEach, describe, expect, it } from 'vitest';
import { draftPlace, forgetSecretDrafts } from './drafts';

const keep = (who: string | undefined, name: string, secret: boolean) => {
    const place = draftPlace(who, name, secret);
    place.store.setItem(place.name, name);
};

describe('drafts', () => {
    beforeEach(() => {
        localStorage.clear();
        sessionStorage.clear();
    });

    it('of two people at one machine are apart', () => {
        expect(draftPlace('a', 'x', false).name).not.toBe(draftPlace('b', 'x', false).name);
    });
    it('that are secret never stand where other tabs and later days find them', () => {
        keep('a', 'bid.1', true);
        expect(localStorage.length).toBe(0);
        expect(sessionStorage.length).toBe(1);
    });
    it("that are secret go with the logging out, others' with the next login; the rest stays", () => {
        keep('a', 'bid.1', true);
        keep('b', 'bid.1', true);
        keep('a', 'demand.new', false);
        sessionStorage.setItem('unrelated', 'x');
        forgetSecretDrafts('b');
        expect(Object.keys(sessionStorage).sort()).toEqual(['talent.secret.b.bid.1', 'unrelated']);
        forgetSecretDrafts();
        expect(Object.keys(sessionStorage)).toEqual(['unrelated']);
        expect(localStorage.length).toBe(1);
    });
});
