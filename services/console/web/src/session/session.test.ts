import { beforeEach, describe, expect, it, vi } from 'vitest';

const answers: Record<string, () => unknown> = {};
const problem = (status: number) => ({ kind: status === 0 ? 'unreachable' : '', status });
vi.mock('@/api/problem', () => ({ Problem: { of: (caught: unknown) => caught } }));
vi.mock('@/api/client', () => ({
    read: () => Promise.resolve().then(() => ({ data: answers.identity!() })),
    remove: () => Promise.resolve().then(() => answers.logOut!()),
    dataOf: (it: Promise<unknown>) => it,
    api: { POST: () => Promise.resolve({ csrf_token: 'token' }) },
}));
const { expired, followOtherTabs, identity, logIn, logOut } = await import('./session');
const { csrfToken, forgetCsrfToken, keepCsrfToken, sessionEnded } = await import('./credential');

const is = (member: string) => (answers.identity = () => ({ member_id: member, audience: 'agency' }));

describe('a session', () => {
    beforeEach(async () => {
        localStorage.clear();
        sessionStorage.clear();
        is('one');
        answers.logOut = () => undefined;
        await logIn('e', 'p');
    });

    it('ends with the logging out, and nothing secret stays', async () => {
        sessionStorage.setItem('talent.secret.one.bid', 'price');
        await logOut();
        expect([identity.value, csrfToken(), sessionStorage.length]).toEqual([null, '', 0]);
    });
    it('that the server knows no more is logged out of as well', async () => {
        answers.logOut = () => {
            throw problem(401);
        };
        await logOut();
        expect([identity.value, expired.value]).toEqual([null, false]);
    });
    it('is not called ended where the server was not reached', async () => {
        answers.logOut = () => {
            throw problem(0);
        };
        await expect(logOut()).rejects.toBeTruthy();
        expect([identity.value?.member_id, csrfToken()]).toEqual(['one', 'token']);
    });
    it('that another tab ended is noticed by the refusal', () => {
        forgetCsrfToken();
        sessionEnded();
        expect([identity.value, expired.value]).toEqual([null, true]);
    });

    it('ended in another tab: the page begins anew', async () => {
        const anew = vi.fn();
        sessionStorage.setItem('talent.secret.one.bid', 'price');
        forgetCsrfToken();
        await followOtherTabs(anew);
        expect([identity.value, anew.mock.calls.length, sessionStorage.length]).toEqual([null, 1, 0]);
    });
    it('of somebody else in another tab: the page begins anew', async () => {
        const anew = vi.fn();
        keepCsrfToken('other');
        is('two');
        await followOtherTabs(anew);
        expect(anew).toHaveBeenCalledOnce();
    });
    it('of the same person in another tab: the page goes on', async () => {
        const anew = vi.fn();
        keepCsrfToken('newer');
        await followOtherTabs(anew);
        await followOtherTabs(anew);
        expect([identity.value?.member_id, anew.mock.calls.length]).toEqual(['one', 0]);
    });
});
