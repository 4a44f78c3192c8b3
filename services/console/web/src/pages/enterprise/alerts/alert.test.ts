import { describe, expect, it } from 'vitest';
import { hitPlace, unreadOf, wordsOf, type Notice, type SavedSearch } from './alert';

const notice = (id: string, object: string, read: boolean, type = 'alert') =>
    ({ id, object_id: object, object_type: type, read }) as Notice;
const t = (key: string) => key;

describe('hits', () => {
    it('are new as long as their notice is unread', () => {
        const alerts = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
        const notices = [
            notice('1', 'a', false),
            notice('2', 'b', true),
            notice('3', 'c', false, 'order'),
            notice('4', 'z', false),
        ];
        expect([...unreadOf(alerts, notices)]).toEqual([['a', '1']]);
    });
    it('lead to the page of what was found', () => {
        expect(hitPlace({ kind: 'supply', listing_id: '7' })).toBe('/supplies/7');
    });
});

describe('a saved search', () => {
    it('is told in words, and finds everything where it has none', () => {
        const search = { id: '1', version: 1, name: 'x', kind: 'supply' } as SavedSearch;
        expect(wordsOf(search, t)).toBe('enterprise.alerts.everything');
        expect(wordsOf({ ...search, q: 'java' }, t)).toBe('“java”');
    });
});
