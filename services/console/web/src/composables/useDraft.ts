// What a person is writing, kept in the browser until it is sent: a broken line, a closed tab or an ended
// session loses nothing. Kept by account, since several people may use one machine.
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { identity } from '@/session/session';

const keepAfterMs = 400;

interface Kept<T> {
    at: string;
    value: T;
}

function placeOf(name: string): string {
    return `talent.draft.${identity.value?.organisation?.id ?? 'anybody'}.${name}`;
}

export function useDraft<T extends object>(name: string, value: Ref<T>) {
    const place = placeOf(name);
    const restoredFrom = ref<string>();
    const keptAt = ref<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let forgetting = false;

    function keep() {
        timer = undefined;
        const kept: Kept<T> = { at: new Date().toISOString(), value: value.value };
        try {
            localStorage.setItem(place, JSON.stringify(kept));
            keptAt.value = kept.at;
        } catch {
            keptAt.value = undefined; // no room or no permission: the page says nothing of a draft
        }
    }

    const text = localStorage.getItem(place);
    if (text) {
        try {
            const kept = JSON.parse(text) as Kept<T>;
            Object.assign(value.value, kept.value);
            restoredFrom.value = kept.at;
        } catch {
            localStorage.removeItem(place);
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
        localStorage.removeItem(place);
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
