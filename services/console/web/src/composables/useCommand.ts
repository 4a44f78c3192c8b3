// A write that a person asked for: one at a time, its refusal kept for the page to show at the field. The
// Idempotency-Key stays the same until the write succeeds or its body changes, so that pressing again after a
// broken connection cannot carry it out twice.
import { ref, shallowRef } from 'vue';
import { Problem } from '@/api/problem';

export function useCommand<Argument, Result>(
    run: (argument: Argument, idempotencyKey: string) => Promise<Result>,
) {
    const busy = ref(false);
    const problem = shallowRef<Problem>();
    let key = '';
    let lastArgument = '';

    /** The result, or undefined where it was refused: `problem` then says why. */
    async function execute(argument: Argument): Promise<Result | undefined> {
        if (busy.value) return undefined;
        const text = JSON.stringify(argument) ?? '';
        if (!key || text !== lastArgument) key = crypto.randomUUID();
        lastArgument = text;
        busy.value = true;
        problem.value = undefined;
        try {
            const result = await run(argument, key);
            key = '';
            return result;
        } catch (caught) {
            problem.value = Problem.of(caught);
            return undefined;
        } finally {
            busy.value = false;
        }
    }

    return { execute, busy, problem };
}
