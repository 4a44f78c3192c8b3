import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '@/api/problem';
import { withKey } from './keyed';

const seen: Request[] = [];
const answering = (status: number, body: string) =>
    vi.stubGlobal('fetch', (request: Request) => {
        seen.push(request);
        return Promise.resolve(
            new Response(status === 204 ? null : body, { status, headers: { ETag: '"3"' } }),
        );
    });

afterEach(() => {
    vi.unstubAllGlobals();
    seen.length = 0;
    localStorage.clear();
});

describe('a talent’s key', () => {
    it('goes with every request, without cookies, and is kept nowhere', async () => {
        answering(200, '{"items":[]}');
        const client = withKey('tp_live_secret');
        const got = await client.read<{ items: unknown[] }>('/v1/supplies');
        await client.write('PATCH', '/v1/supplies/1', { body: { a: 1 }, etag: got.etag });
        expect(got.data.items).toEqual([]);
        expect(seen.map((request) => request.headers.get('Authorization'))).toEqual([
            'Bearer tp_live_secret',
            'Bearer tp_live_secret',
        ]);
        expect(seen.every((request) => request.credentials === 'omit')).toBe(true);
        expect(seen[1]?.headers.get('If-Match')).toBe('"3"');
        expect(JSON.stringify({ ...localStorage })).not.toContain('secret');
    });
    it('is refused in the server’s words, and an empty answer is no failure', async () => {
        answering(401, '{"title":"no","type":"/problems/unauthenticated"}');
        await expect(withKey('x').read('/v1/supplies')).rejects.toBeInstanceOf(Problem);
        answering(204, '');
        await expect(withKey('x').write('DELETE', '/v1/x')).resolves.toBeUndefined();
    });
});
