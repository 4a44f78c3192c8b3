import { effectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedEntry } from '@/api/live';

const listeners = new Set<(entry: FeedEntry) => void>();
vi.mock('@/api/live', () => ({
    listen: (to: (entry: FeedEntry) => void) => {
        listeners.add(to);
        return () => listeners.delete(to);
    },
}));
const { useLive } = await import('./useLive');

let sequence = 0;
function happens(type: string, id = 'one') {
    const entry = { sequence: ++sequence, type, object_type: '', object_id: id, withheld: false };
    for (const listener of listeners) listener(entry);
}

describe('live updates', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => {
        vi.useRealTimers();
    });

    it('are those of the types named, or of all that begin so', () => {
        const seen: string[] = [];
        const scope = effectScope();
        scope.run(() => useLive(['tender.', 'award.made'], (entry) => void seen.push(entry.type)));
        for (const type of ['tender.opened', 'tender_question.asked', 'award.made', 'award.undone']) {
            happens(type);
            vi.advanceTimersByTime(2000);
        }
        expect(seen).toEqual(['tender.opened', 'award.made']);
        scope.stop();
        happens('award.made');
        expect(seen.length).toBe(2);
        expect(listeners.size).toBe(0);
    });
    it('that come by the thousand cause one reaction a second, or one an object', () => {
        let reloads = 0;
        const objects: string[] = [];
        const scope = effectScope();
        scope.run(() => {
            useLive(['supply.'], () => void ++reloads);
            useLive(['supply.'], (entry) => void objects.push(entry.object_id));
        });
        for (let at = 0; at < 1000; ++at) happens('supply.edited', `o${at % 3}`);
        vi.advanceTimersByTime(1000);
        expect(reloads).toBe(2);
        expect([...new Set(objects)].sort()).toEqual(['o0', 'o1', 'o2']);
        expect(objects.length).toBe(4);
        scope.stop();
    });
});
