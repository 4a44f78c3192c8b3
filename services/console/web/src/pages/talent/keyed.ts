// The API with a talent's own access key. The key stands in this page's memory alone: a reload forgets it. No
// cookie goes with these requests, so a session in the same browser has no part in them.
import { Problem } from '@/api/problem';
import { steadyFetch } from '@/api/steady';
import { language } from '@/i18n/language';

export interface Keyed {
    read<T>(target: string): Promise<{ data: T; etag: string }>;
    write<T>(
        method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
        target: string,
        how?: { body?: unknown; etag?: string; idempotencyKey?: string },
    ): Promise<T>;
}

async function take<T>(answer: Response): Promise<{ data: T; etag: string }> {
    const text = await answer.text();
    let parsed: unknown;
    try {
        parsed = text ? JSON.parse(text) : undefined;
    } catch {
        parsed = undefined;
    }
    if (!answer.ok) throw new Problem(parsed && typeof parsed === 'object' ? parsed : {}, answer.status);
    return { data: parsed as T, etag: answer.headers.get('ETag') ?? '' };
}

export function withKey(key: string): Keyed {
    const send = async (method: string, target: string, headers: Record<string, string>, body?: unknown) => {
        const request = new Request(location.origin + target, {
            method,
            credentials: 'omit',
            headers: {
                Authorization: `Bearer ${key}`,
                'Accept-Language': language.value === 'zh' ? 'zh-CN' : 'en',
                ...headers,
                ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        try {
            return await steadyFetch(request);
        } catch {
            throw Problem.unreachable();
        }
    };
    return {
        async read<T>(target: string) {
            return take<T>(await send('GET', target, {}));
        },
        async write<T>(
            method: string,
            target: string,
            how: { body?: unknown; etag?: string; idempotencyKey?: string } = {},
        ) {
            const headers: Record<string, string> = {};
            if (how.etag) headers['If-Match'] = how.etag;
            if (method === 'POST') headers['Idempotency-Key'] = how.idempotencyKey ?? crypto.randomUUID();
            return (await take<T>(await send(method, target, headers, how.body))).data;
        },
    };
}
