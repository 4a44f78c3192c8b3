import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connected, lost, pausesBetweenTriesMs, steadyFetch } from './steady';

const write = (key?: string) =>
    new Request('http://localhost/v1/x', {
        method: 'POST',
        body: '{}',
        headers: key ? { 'Idempotency-Key': key } : {},
    });
let asked: Request[] = [];

/** Answers as `how` says, one after the other, then for good as the last. */
function line(...how: ('broken' | 'there')[]) {
    vi.stubGlobal('fetch', (request: Request) => {
        const now = how.length > 1 ? how.shift() : how[0];
        if (request instanceof Request) asked.push(request);
        return now === 'there' ? Promise.resolve(new Response('{}')) : Promise.reject(new TypeError('line'));
    });
}

describe('a request on a bad line', () => {
    beforeEach(() => {
        vi.useFakeTimers();
        asked = [];
        connected.value = true;
    });
    afterEach(() => {
        connected.value = true;
        vi.runOnlyPendingTimers();
        vi.useRealTimers();
        vi.unstubAllGlobals();
    });

    it('is sent again under the same key, until an answer comes', async () => {
        line('broken', 'broken', 'there');
        const sent = steadyFetch(write('one'));
        await vi.advanceTimersByTimeAsync(500);
        expect(connected.value).toBe(false);
        await vi.advanceTimersByTimeAsync(2000);
        expect((await sent).ok).toBe(true);
        expect(asked.map((each) => each.headers.get('Idempotency-Key'))).toEqual(['one', 'one', 'one']);
        expect(connected.value).toBe(true);
    });
    it('is given up in the end, and at once where the server could carry it out twice', async () => {
        line('broken');
        const sent = expect(steadyFetch(write('one'))).rejects.toThrow('line');
        await vi.advanceTimersByTimeAsync(10_000);
        await sent;
        expect(asked).toHaveLength(1 + pausesBetweenTriesMs.length);
        asked = [];
        await expect(steadyFetch(write())).rejects.toThrow('line');
        expect(asked).toHaveLength(1);
    });
    it('does not wait longer than until the server answers again', async () => {
        line('there');
        lost();
        expect(connected.value).toBe(false);
        await vi.advanceTimersByTimeAsync(3100);
        expect(connected.value).toBe(true);
    });
});
