// Asks the server about a draft a moment after the last keystroke. On a broken line the last judgement stays,
// marked as old, and is asked for again when something changes or the line is back.
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { connected } from '@/api/steady';
import { judge, type Judgement } from './law';
import type { Form } from './body';

const waitMs = 600;

export function useJudgement(form: Ref<Form>) {
    const judgement = shallowRef<Judgement>();
    const checking = ref(false);
    const outdated = ref(false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let latest = 0;

    async function ask(): Promise<Judgement | undefined> {
        clearTimeout(timer);
        const mine = ++latest;
        checking.value = true;
        try {
            const got = await judge(form.value);
            if (mine !== latest) return judgement.value;
            judgement.value = got;
            outdated.value = false;
        } catch {
            if (mine === latest) outdated.value = true;
        } finally {
            if (mine === latest) checking.value = false;
        }
        return judgement.value;
    }

    watch(
        form,
        () => {
            clearTimeout(timer);
            timer = setTimeout(() => void ask(), waitMs);
        },
        { deep: true, immediate: true },
    );
    watch(connected, (now) => {
        if (now && outdated.value) void ask();
    });
    onScopeDispose(() => {
        ++latest;
        clearTimeout(timer);
    });
    return { judgement, checking, outdated, ask };
}
