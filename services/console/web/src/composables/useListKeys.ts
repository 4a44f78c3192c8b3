// A list of things to judge with the keyboard alone: J and K move among the items, a letter presses what the item
// has under a class. What is typed into a field is left alone.
import { nextTick, ref } from 'vue';

export function useListKeys(presses: Record<string, string>) {
    const list = ref<HTMLElement>();
    const items = () => [...(list.value?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
    let last = 0;

    function onKey(event: KeyboardEvent) {
        const target = event.target as HTMLElement;
        if (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return;
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const all = items();
        const here = all.findIndex((each) => each.contains(target));
        last = Math.max(0, here);
        const key = event.key.toLowerCase();
        const place = presses[key];
        if (key === 'j' || event.key === 'ArrowDown') all[Math.min(all.length - 1, here + 1)]?.focus();
        else if (key === 'k' || event.key === 'ArrowUp') all[Math.max(0, here - 1)]?.focus();
        else if (place) all[here]?.querySelector<HTMLElement>(`${place} button`)?.click();
        else return;
        event.preventDefault();
    }
    /** After a list was read anew: where the person was, or the nearest that is left. */
    async function focusAgain() {
        await nextTick();
        const all = items();
        all[Math.min(last, all.length - 1)]?.focus();
    }
    return { list, onKey, focusAgain };
}
