// A list that the server gives page by page (cursor): the first page, then more on demand.
import { computed, ref, shallowRef } from 'vue';
import type { Page } from '@/api/client';
import { Problem } from '@/api/problem';
import { whenBack } from '@/api/steady';

export function usePages<T>(
    load: (cursor: string | undefined) => Promise<Page<T>>,
    { immediate = true } = {},
) {
    const items = shallowRef<T[]>([]);
    const next = ref<string | null>(null);
    const loading = ref(false);
    const loaded = ref(false);
    const problem = shallowRef<Problem>();
    let latest = 0;
    let asked: string | undefined;

    async function take(cursor: string | undefined): Promise<void> {
        const mine = ++latest;
        asked = cursor;
        loading.value = true;
        try {
            const page = await load(cursor);
            if (mine !== latest) return;
            items.value = cursor === undefined ? page.items : [...items.value, ...page.items];
            next.value = page.next;
            problem.value = undefined;
            loaded.value = true;
        } catch (caught) {
            if (mine === latest) problem.value = Problem.of(caught);
        } finally {
            if (mine === latest) loading.value = false;
        }
    }

    const reload = () => take(undefined);
    const more = () => (next.value ? take(next.value) : Promise.resolve());
    whenBack(() => {
        if (problem.value?.kind === 'unreachable') void take(asked);
    });
    if (immediate) void reload();
    return { items, loading, loaded, problem, reload, more, hasMore: computed(() => next.value !== null) };
}
