// What a person is writing, kept in the browser until it is sent: a broken line, a closed tab or an ended
// session loses nothing. Kept by person, since several may use one machine.
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { draftPlace } from '@/session/drafts';
import { expired, identity } from '@/session/session';

const keepAfterMs = 400;

interface Kept<T> {
    at: string;
    value: T;
}

interface How {
    /** Kept until the tab is closed or the person logs out; an ended session alone loses it not. */
    secret?: boolean;
}

export function useDraft<T extends object>(name: string, value: Ref<T>, { secret = false }: How = {}) {
    const who = identity.value?.member_id;
    const { name: place, store } = draftPlace(who, name, secret);
    const restoredFrom = ref<string>();
    const keptAt = ref<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let forgetting = false;

    function keep() {
        timer = undefined;
        // After logging out nothing secret is written again by a page that goes.
        if (secret && identity.value?.member_id !== who && !expired.value) return;
        const kept: Kept<T> = { at: new Date().toISOString(), value: value.value };
        try {
            store.setItem(place, JSON.stringify(kept));
            keptAt.value = kept.at;
        } catch {
            keptAt.value = undefined; // no room or no permission: the page says nothing of a draft
        }
    }

    const text = store.getItem(place);
    if (text) {
        try {
            const kept = JSON.parse(text) as Kept<T>;
            Object.assign(value.value, kept.value);
            restoredFrom.value = kept.at;
        } catch {
            store.removeItem(place);
        }
    }

    const stop = watch(
        value,
        () => {
            if (forgetting) return;
            clearTimeout(timer);
            timer = setTimeout(keep, keepAfterMs);
        },
        { deep: true, flush: 'sync' },
    );

    /** When it has been sent, or the person does not want it. */
    function forget() {
        clearTimeout(timer);
        timer = undefined;
        store.removeItem(place);
        restoredFrom.value = undefined;
        keptAt.value = undefined;
    }

    /** A change of the form that is not the person's, and is not kept. */
    function without(change: () => void) {
        forgetting = true;
        change();
        forgetting = false;
    }

    const keepNow = () => {
        if (timer) keep();
    };
    window.addEventListener('pagehide', keepNow);
    onScopeDispose(() => {
        keepNow();
        stop();
        window.removeEventListener('pagehide', keepNow);
    });
    return { restoredFrom, keptAt, forget, without };
}
