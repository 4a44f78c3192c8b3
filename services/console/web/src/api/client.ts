// The API as its OpenAPI document describes it: paths, parameters and bodies are checked by the compiler.
import createClient, { type Middleware } from 'openapi-fetch';
import { csrfToken, sessionEnded } from '@/session/credential';
import { language } from '@/i18n/language';
import { Problem } from './problem';
import type { components, paths } from './schema';
import { steadyFetch } from './steady';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

const ourHeaders: Middleware = {
    onRequest({ request }) {
        request.headers.set('Accept-Language', language.value === 'zh' ? 'zh-CN' : 'en');
        if (request.method === 'GET') return request;
        if (csrfToken()) request.headers.set('X-CSRF-Token', csrfToken());
        if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
            request.headers.set('Idempotency-Key', crypto.randomUUID());
        }
        return request;
    },
};

export const api = createClient<paths>({ baseUrl: location.origin, fetch: steadyFetch });
api.use(ourHeaders);

export interface Answer<T> {
    data: T;
    /** The version to name in If-Match when changing what was read. */
    etag: string;
    response: Response;
}

interface Fetched {
    data?: unknown;
    error?: unknown;
    response: Response;
}

/** The answer of a call, or a Problem thrown. T: where the description names no schema. */
export async function answerOf<T>(call: Promise<Fetched>): Promise<Answer<T>> {
    let fetched: Fetched;
    try {
        fetched = await call;
    } catch (failure) {
        if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
        throw Problem.unreachable();
    }
    const { data, error, response } = fetched;
    if (!response.ok) {
        // Another login took this browser's cookie: what this page holds is of a session that is not its own.
        const type = error && typeof error === 'object' && 'type' in error ? error.type : undefined;
        if (response.status === 401 || type === '/problems/csrf-rejected') sessionEnded();
        const seconds = Number(response.headers.get('Retry-After'));
        throw new Problem(
            error && typeof error === 'object' ? error : {},
            response.status,
            Number.isFinite(seconds) && seconds > 0 ? seconds : null,
        );
    }
    return { data: data as T, etag: response.headers.get('ETag') ?? '', response };
}

/** Only the data of a call. */
export async function dataOf<T>(call: Promise<Fetched>): Promise<T> {
    return (await answerOf<T>(call)).data;
}

type Query = Record<string, string | number | boolean | string[] | undefined>;

interface AnyCall {
    path?: Record<string, string>;
    query?: Query;
    body?: unknown;
    /** The version that the change was decided on. */
    etag?: string;
    idempotencyKey?: string;
    dryRun?: boolean;
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
/** The paths that the description has with this method. */
export type PathOf<M extends Method> = {
    [P in keyof paths]: paths[P][M] extends undefined | never ? never : P;
}[keyof paths];

function call<T>(method: Method, target: string, how: AnyCall): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    if (how.etag) headers['If-Match'] = how.etag;
    if (how.idempotencyKey) headers['Idempotency-Key'] = how.idempotencyKey;
    const query: Query = { ...how.query };
    if (how.dryRun) query.dry_run = true;
    const name = method.toUpperCase() as 'GET';
    const untyped = api[name] as unknown as (target: string, options: unknown) => Promise<Fetched>;
    return answerOf<T>(untyped(target, { params: { path: how.path ?? {}, query }, body: how.body, headers }));
}

/** Reads; `fetch.read('/v1/demands/{id}', { path: { id } })`. The path must be in the description. */
export const read = <T>(target: PathOf<'get'>, how: AnyCall = {}) => call<T>('get', target, how);
/** Creates, or commands where the path ends in a verb. */
export const post = <T>(target: PathOf<'post'>, how: AnyCall = {}) => call<T>('post', target, how);
export const patch = <T>(target: PathOf<'patch'>, how: AnyCall = {}) => call<T>('patch', target, how);
export const put = <T>(target: PathOf<'put'>, how: AnyCall = {}) => call<T>('put', target, how);
export const remove = <T>(target: PathOf<'delete'>, how: AnyCall = {}) => call<T>('delete', target, how);

/** One page of a list. */
export interface Page<T> {
    items: T[];
    next: string | null;
}
