// What a screen reader says when a page opens or the language changes: the window's title, once it is the new one.
import { onScopeDispose, readonly, ref } from 'vue';

const settledAfterMs = 300;

export function useAnnouncement() {
    const announced = ref('');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const learn = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            announced.value = document.title;
        }, settledAfterMs);
    };
    const watching = new MutationObserver(learn);
    watching.observe(document.head, { childList: true, subtree: true, characterData: true });
    onScopeDispose(() => {
        clearTimeout(timer);
        watching.disconnect();
    });
    return readonly(announced);
}
