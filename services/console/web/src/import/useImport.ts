// An import of a file, step by step: read, looked up, tried (a dry run), sent, reported.
import { computed, reactive, ref, shallowRef } from 'vue';
import { post } from '@/api/client';
import { Problem } from '@/api/problem';
import { identity } from '@/session/session';
import type { Market } from './columns';
import { convert, headingOf, namesIn, type Heading, type RowFault } from './convert';
import { lookUp } from './lookup';
import { parseFile } from './parse';
import {
    batchesOf,
    endImport,
    fitsNoBatch,
    importedBefore,
    importName,
    sendAll,
    type BatchAnswer,
} from './send';
import type { TableRow } from './table';
import type { Parsed } from './worker';

export type Step = 'choose' | 'reading' | 'read' | 'looking' | 'trying' | 'tried' | 'sending' | 'sent';

export interface RefusedRow {
    row: TableRow;
    local: RowFault[];
    /** The server's; left out where the file itself is at fault. */
    problem?: Problem;
}

interface Good {
    row: TableRow;
    item: Record<string, unknown>;
}

export function useImport() {
    const step = ref<Step>('choose');
    const market = ref<Market>('supplies');
    const publish = ref(false);
    const fileName = ref('');
    const parsed = shallowRef<Parsed>();
    const heading = shallowRef<Heading>();
    const problem = shallowRef<Problem>();
    /** A message's key: why the file cannot be read. */
    const unreadable = ref('');
    /** When the same file was imported before: it has to be confirmed. */
    const importedAt = ref<string>();
    const onceMore = ref(false);
    const refused = shallowRef<RefusedRow[]>([]);
    const progress = reactive({ done: 0, all: 0, created: 0, refused: 0, waiting: false });
    let good: Good[] = [];
    let refusedHere: RefusedRow[] = [];
    let run = 0;

    const rows = computed(() => parsed.value?.table?.rows.length ?? 0);
    const busy = computed(() => ['reading', 'looking', 'trying', 'sending'].includes(step.value));

    function begin(next: Step, all: number) {
        step.value = next;
        problem.value = undefined;
        Object.assign(progress, { done: 0, all, created: 0, refused: 0, waiting: false });
        return ++run;
    }

    async function choose(file: File) {
        const mine = begin('reading', 0);
        fileName.value = file.name;
        unreadable.value = '';
        refused.value = [];
        good = [];
        let got: Parsed;
        try {
            got = await parseFile(file);
        } catch {
            got = { digest: '' };
        }
        if (mine !== run) return;
        parsed.value = got;
        onceMore.value = false;
        lookBefore();
        heading.value = got.table && headingOf(market.value, got.table.heads);
        unreadable.value = got.unusable ?? (got.table ? '' : 'notText');
        step.value = unreadable.value ? 'choose' : 'read';
    }

    /** Another tab may have imported it meanwhile. */
    function lookBefore() {
        const organisation = identity.value?.organisation?.id ?? '';
        importedAt.value = importedBefore(organisation, parsed.value?.digest ?? '');
    }

    /** When another market was chosen for the same file. */
    function readHeads() {
        if (!parsed.value?.table) return;
        ++run;
        heading.value = headingOf(market.value, parsed.value.table.heads);
        refused.value = [];
        good = [];
        if (step.value !== 'choose') step.value = 'read';
    }

    /** The rows that can be sent; those that cannot are among the refused. */
    async function prepare(): Promise<boolean> {
        const table = parsed.value?.table;
        const heads = heading.value;
        if (!table || !heads) return false;
        const mine = begin('looking', 0);
        try {
            const resolve = await lookUp(
                namesIn(table, heads),
                (done, all) => {
                    if (mine === run) Object.assign(progress, { done, all });
                },
                () => mine !== run,
            );
            if (mine !== run) return false;
            const bad: RefusedRow[] = [];
            good = [];
            for (const row of table.rows) {
                const made = convert(row, table.heads, heads, resolve);
                if (fitsNoBatch(made.item)) made.faults.push({ code: 'too_long' });
                if (made.faults.length > 0) bad.push({ row, local: made.faults });
                else good.push({ row, item: made.item });
            }
            refusedHere = bad;
            refused.value = bad;
            return true;
        } catch (caught) {
            if (mine === run) fail(caught, 'read');
            return false;
        }
    }

    function fail(caught: unknown, back: Step) {
        problem.value = Problem.of(caught);
        step.value = back;
    }

    async function send(dryRun: boolean): Promise<boolean> {
        const mine = begin(dryRun ? 'trying' : 'sending', good.length);
        const found: RefusedRow[] = [];
        const rowsToSend = good;
        const how = `${market.value}.${publish.value ? 'published' : 'drafts'}`;
        const organisation = identity.value?.organisation?.id ?? '';
        const digest = parsed.value?.digest ?? '';
        const name = dryRun ? crypto.randomUUID() : importName(organisation, digest, how);
        progress.refused = refusedHere.length;
        try {
            await sendAll(batchesOf(rowsToSend.map((each) => each.item)), {
                keyOf: (at) => `${name}-${at}`,
                send: async (batch, key) =>
                    (
                        await post<BatchAnswer>(`/v1/imports/${market.value}`, {
                            body: { items: batch.items, publish: publish.value },
                            idempotencyKey: key,
                            dryRun,
                        })
                    ).data,
                settled(at, outcome) {
                    const one = rowsToSend[at]!;
                    ++progress.done;
                    if (!outcome.problem) {
                        ++progress.created;
                        return;
                    }
                    ++progress.refused;
                    found.push({
                        row: one.row,
                        local: [],
                        problem: new Problem(outcome.problem, outcome.problem.status),
                    });
                },
                waiting(is) {
                    progress.waiting = is;
                },
                problemOf: Problem.of,
                stopped: () => mine !== run,
            });
        } catch (caught) {
            if (mine === run) fail(caught, 'read');
            return false;
        }
        if (mine !== run) return false;
        refused.value = [...refusedHere, ...found].sort((one, other) => one.row.number - other.row.number);
        if (!dryRun) endImport(organisation, digest, how);
        step.value = dryRun ? 'tried' : 'sent';
        return true;
    }

    async function tryOut() {
        if (await prepare()) await send(true);
    }

    /** Sends the same batches with a dry run before or without: by that it can be taken up where it broke. */
    async function carryOut() {
        if (step.value === 'sent') return; // pressed again it would make everything twice
        lookBefore();
        if (importedAt.value && !onceMore.value) return;
        if (step.value === 'tried' || (await prepare())) await send(false);
    }

    /** What was sent before stays made; the same file goes on where it stopped. */
    function cancel() {
        ++run;
        progress.waiting = false;
        step.value = parsed.value?.table ? 'read' : 'choose';
    }

    return {
        step,
        market,
        publish,
        fileName,
        parsed,
        heading,
        problem,
        unreadable,
        importedAt,
        onceMore,
        refused,
        progress,
        rows,
        busy,
        choose,
        readHeads,
        tryOut,
        carryOut,
        cancel,
    };
}
