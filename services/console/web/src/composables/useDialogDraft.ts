// The draft of a dialog: kept in the browser once a person has changed something, thrown away when it was sent.
import { ref, type Ref } from 'vue';
import { useDraft } from './useDraft';

/** `name`: of the object and what is done with it; without one nothing is kept. */
export function useDialogDraft<T extends object>(name: string | undefined, value: Ref<T>) {
    if (!name) {
        return {
            restoredFrom: ref<string>(),
            keptAt: ref<string>(),
            forget: () => undefined,
            without: (change: () => void) => change(),
        };
    }
    return useDraft(name, value);
}
