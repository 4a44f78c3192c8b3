// Reads again from time to time while somebody looks: for what the feed does not tell of, such as the scores of a
// panel, which are nobody's business before the evaluation is over.
import { onScopeDispose } from 'vue';

const everyMs = 8000;

export function useRefresh(reload: () => unknown): void {
    const timer = setInterval(() => {
        if (document.visibilityState === 'visible') void reload();
    }, everyMs);
    onScopeDispose(() => clearInterval(timer));
}
