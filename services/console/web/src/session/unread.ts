// How many notices wait to be read: asked for when a page opens, at most once a minute.
import { ref } from 'vue';
import { read } from '@/api/client';
import { audience } from '@/session/session';

export const unread = ref(0);
const askedAtMost = 60_000;
let askedAt = 0;

export async function learnUnread(): Promise<void> {
    if (!audience.value || audience.value === 'talent') return;
    askedAt = Date.now();
    try {
        unread.value = (await read<{ unread: number }>('/v1/inbox', { query: { limit: 1 } })).data.unread;
    } catch {
        // The header does without.
    }
}

export function learnUnreadNowAndThen(): void {
    if (Date.now() - askedAt > askedAtMost) void learnUnread();
}

export function forgetUnread(): void {
    unread.value = 0;
    askedAt = 0;
}
