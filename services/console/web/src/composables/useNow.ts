// The server's present instant, once a second while somebody looks.
import { onScopeDispose, ref } from 'vue';
import { serverNow } from '@/api/clock';

const tickMs = 1000;

export function useNow() {
    const now = ref(serverNow());
    const timer = setInterval(() => {
        now.value = serverNow();
    }, tickMs);
    onScopeDispose(() => clearInterval(timer));
    return now;
}
