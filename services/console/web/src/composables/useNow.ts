// The present instant, once a second while somebody looks.
import { onScopeDispose, ref } from 'vue';

const tickMs = 1000;

export function useNow() {
    const now = ref(Date.now());
    const timer = setInterval(() => {
        now.value = Date.now();
    }, tickMs);
    onScopeDispose(() => clearInterval(timer));
    return now;
}
