// Edits of rows in place. A cell shows what was typed at once; the change is sent under the version of the row
// that is shown, one change of a row after the other, since each gives the row a new version. What is refused or
// could not be sent stays in its cell with the reason, until it is sent again, changed or dropped.
import { computed, reactive } from 'vue';
import { Problem } from '@/api/problem';

export interface Row {
    id: string;
    version: number;
}

export interface Edit {
    value: unknown;
    state: 'saving' | 'failed';
    problem?: Problem;
}

export interface Calls<T extends Row> {
    change: (row: T, field: string, value: unknown) => Promise<T>;
    /** Reads the row anew after another change was in between. */
    readAgain: (id: string) => Promise<T>;
}

const same = (left: unknown, right: unknown) =>
    JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

export function makeEditing<T extends Row>(calls: Calls<T>) {
    const rows = reactive(new Map<string, T>());
    const edits = reactive(new Map<string, Edit>());
    const chains = new Map<string, Promise<void>>();
    const keyOf = (id: string, field: string) => `${id}/${field}`;

    const rowOf = (id: string) => rows.get(id) as T | undefined;
    const valueIn = (row: T, field: string) => (row as unknown as Record<string, unknown>)[field];

    /** What lists or commands gave: an older version never replaces a newer one. */
    function take(row: T) {
        const known = rowOf(row.id);
        if (!known || known.version <= row.version) (rows as Map<string, T>).set(row.id, row);
    }

    const editOf = (id: string, field: string) => edits.get(keyOf(id, field));
    const shown = (row: T, field: string) => {
        const edit = editOf(row.id, field);
        return edit ? edit.value : valueIn(rowOf(row.id) ?? row, field);
    };

    async function send(id: string, field: string) {
        const key = keyOf(id, field);
        const sent = edits.get(key);
        const row = rowOf(id);
        if (!sent || sent.state !== 'saving' || !row) return;
        const settle = (edit: Edit | undefined) => {
            // What was typed meanwhile comes next in the row's chain, and is not touched.
            if (edits.get(key) !== sent) return;
            if (edit) edits.set(key, edit);
            else edits.delete(key);
        };
        try {
            take(await calls.change(row, field, sent.value));
            settle(undefined);
        } catch (caught) {
            const problem = Problem.of(caught);
            if (problem.status === 412) {
                try {
                    take(await calls.readAgain(id));
                } catch {
                    // The cell says that the row has changed; it is read with the next attempt.
                }
            }
            settle({ value: sent.value, state: 'failed', problem });
        }
    }

    function commit(id: string, field: string, value: unknown): Promise<void> {
        const row = rowOf(id);
        if (!row) return Promise.resolve();
        const key = keyOf(id, field);
        const before = edits.get(key);
        if (!before && same(valueIn(row, field), value)) return Promise.resolve();
        if (before?.state === 'failed' && same(valueIn(row, field), value)) {
            edits.delete(key);
            return Promise.resolve();
        }
        edits.set(key, { value, state: 'saving' });
        const chain = (chains.get(id) ?? Promise.resolve()).then(() => send(id, field));
        chains.set(id, chain);
        return chain;
    }

    const drop = (id: string, field: string) => edits.delete(keyOf(id, field));
    const again = (id: string, field: string) => {
        const edit = editOf(id, field);
        return edit ? commit(id, field, edit.value) : Promise.resolve();
    };
    const unsaved = computed(() => edits.size);

    return { take, rowOf, shown, editOf, commit, drop, again, unsaved };
}
