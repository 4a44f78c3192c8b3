// What a page reads from the server: loading, there, or refused; read again at will.
import { onScopeDispose, ref, shallowRef } from 'vue';
import { Problem } from '@/api/problem';
import { whenBack } from '@/api/steady';

export function useLoad<T>(load: () => Promise<T>, { immediate = true } = {}) {
    const data = shallowRef<T>();
    const problem = shallowRef<Problem>();
    const loading = ref(false);
    let latest = 0;

    /** Keeps what is shown until the new answer is there; an older answer never replaces a newer one. */
    async function reload(): Promise<void> {
        const mine = ++latest;
        loading.value = true;
        try {
            const got = await load();
            if (mine !== latest) return;
            data.value = got;
            problem.value = undefined;
        } catch (caught) {
            if (mine === latest) problem.value = Problem.of(caught);
        } finally {
            if (mine === latest) loading.value = false;
        }
    }

    onScopeDispose(() => {
        ++latest;
    });
    whenBack(() => {
        if (problem.value?.kind === 'unreachable') void reload();
    });
    if (immediate) void reload();
    return { data, problem, loading, reload };
}
