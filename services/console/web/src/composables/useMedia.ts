// Whether the window fits a media query, while it is resized too.
import { onScopeDispose, ref, watchEffect, type Ref } from 'vue';

export function useMedia(query: () => string): Ref<boolean> {
    const fits = ref(false);
    let asked: MediaQueryList | undefined;
    const learn = () => {
        fits.value = asked?.matches ?? false;
    };
    watchEffect(() => {
        asked?.removeEventListener('change', learn);
        asked = window.matchMedia(query());
        asked.addEventListener('change', learn);
        learn();
    });
    onScopeDispose(() => asked?.removeEventListener('change', learn));
    return fits;
}
