// Who is at the console. Null: anybody.
import { computed, readonly, ref } from 'vue';
import { dataOf, read, api, remove, type Schema } from '@/api/client';
import { Problem } from '@/api/problem';
import { csrfToken, forgetCsrfToken, keepCsrfToken, onSessionEnd, onTokenChange } from './credential';
import { forgetSecretDrafts } from './drafts';

export type Audience = 'enterprise' | 'agency' | 'government_office' | 'operator' | 'supervisor' | 'talent';
export type Identity = Schema<'identity'> & {
    audience: Audience;
    organisation?: { id: string; number: string; name: string; region: string; kind: string; status: string };
};

const current = ref<Identity | null>(null);
/** True after the server ended a session that was there: the page says so at the login. */
export const expired = ref(false);

export const identity = readonly(current);
export const audience = computed(() => current.value?.audience ?? null);

let tokenHere = '';

onSessionEnd((wasKnown) => {
    if (!wasKnown && !current.value) return;
    current.value = null;
    expired.value = true;
});

async function learnIdentity(): Promise<void> {
    tokenHere = csrfToken();
    current.value = (await read<Identity>('/v1/identity')).data;
}

/** At the start of a page: takes up the session that the browser has. */
export async function resume(): Promise<void> {
    if (!csrfToken()) return;
    try {
        await learnIdentity();
    } catch {
        // Either it has ended (and the token is forgotten), or the line is down: the page is anybody's.
    }
}

export async function logIn(email: string, password: string): Promise<void> {
    const started = await dataOf<Schema<'login_answer'>>(
        api.POST('/v1/sessions', { body: { email, password } as never }),
    );
    keepCsrfToken((started as { csrf_token: string }).csrf_token);
    expired.value = false;
    await learnIdentity();
    forgetSecretDrafts(current.value?.member_id);
}

/** Throws where the server did not end the session, or was not reached: it is then still open. */
export async function logOut(): Promise<void> {
    try {
        await remove('/v1/sessions/current');
    } catch (caught) {
        if (Problem.of(caught).status !== 401) throw caught;
    }
    forgetSecretDrafts();
    forgetCsrfToken();
    current.value = null;
    expired.value = false;
}

/**
 * Another tab logged out or somebody else in. The cookie is the browser's, so what this page shows and would send
 * is no longer the same person's: it begins anew and keeps nothing in memory.
 */
export async function followOtherTabs(startAnew: () => void): Promise<void> {
    const before = current.value?.member_id;
    if (!csrfToken()) {
        if (!before) return;
        forgetSecretDrafts();
        current.value = null;
        startAnew();
        return;
    }
    if (csrfToken() === tokenHere && before) return;
    await resume();
    if (before && current.value?.member_id !== before) startAnew();
}

export function watchOtherTabs(startAnew = () => location.reload()): void {
    onTokenChange(
        () => tokenHere,
        () => void followOtherTabs(startAnew),
    );
}
