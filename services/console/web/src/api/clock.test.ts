import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetTime, learnTime, serverNow } from './clock';

const dated = (at: string) => new Response(null, { headers: { Date: new Date(at).toUTCString() } });

describe("the server's time", () => {
    beforeEach(() => {
        vi.useFakeTimers({ now: Date.parse('2026-03-21T09:00:00Z'), toFake: ['Date', 'performance'] }); // a day ahead
        forgetTime();
    });
    afterEach(() => {
        vi.useRealTimers();
    });

    it("is the machine's until an answer told it", () => {
        expect(serverNow()).toBe(Date.now());
        learnTime(new Response(null));
        learnTime(new Response(null, { headers: { Date: 'yesterday' } }));
        expect(serverNow()).toBe(Date.now());
    });
    it('is what answers tell, and goes on from there', () => {
        learnTime(dated('2026-03-20T09:00:00Z'));
        expect(serverNow()).toBe(Date.parse('2026-03-20T09:00:00Z'));
        vi.advanceTimersByTime(61_000);
        expect(serverNow()).toBe(Date.parse('2026-03-20T09:01:01Z'));
    });
    it("is not set back by an answer from the browser's cache, nor by the machine's clock", () => {
        learnTime(dated('2026-03-20T09:00:00Z'));
        vi.advanceTimersByTime(5000);
        learnTime(dated('2026-03-20T08:00:00Z'));
        vi.setSystemTime(Date.parse('2020-01-01T00:00:00Z'));
        expect(serverNow()).toBe(Date.parse('2026-03-20T09:00:05Z'));
    });
    it('catches up after a sleep in which nothing counted', () => {
        learnTime(dated('2026-03-20T09:00:00Z'));
        learnTime(dated('2026-03-20T17:00:00Z'));
        expect(serverNow()).toBe(Date.parse('2026-03-20T17:00:00Z'));
    });
});
