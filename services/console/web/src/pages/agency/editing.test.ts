import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import { makeEditing, type Row } from './editing';

interface Talent extends Row {
    title: string;
    years: number;
}

/** A server that knows versions, and refuses what it is told to. */
function server() {
    const kept = new Map<string, Talent>([['a', { id: 'a', version: 1, title: 'one', years: 1 }]]);
    const refusals: Problem[] = [];
    const calls: string[] = [];
    return {
        kept,
        refusals,
        calls,
        async change(row: Talent, field: string, value: unknown) {
            calls.push(`${field}=${String(value)}@${row.version}`);
            await Promise.resolve();
            const refusal = refusals.shift();
            if (refusal) throw refusal;
            const now = kept.get(row.id)!;
            if (now.version !== row.version) throw new Problem({}, 412);
            const changed = { ...now, [field]: value, version: now.version + 1 };
            kept.set(row.id, changed);
            return changed;
        },
        readAgain: (id: string) => Promise.resolve(kept.get(id)!),
    };
}

describe('an edit in place', () => {
    it('is shown at once and saved under the version that was read', async () => {
        const market = server();
        const editing = makeEditing<Talent>(market);
        editing.take(market.kept.get('a')!);
        const row = editing.rowOf('a')!;
        const saved = editing.commit('a', 'title', 'two');
        expect(editing.shown(row, 'title')).toBe('two');
        expect(editing.editOf('a', 'title')?.state).toBe('saving');
        await saved;
        expect(editing.editOf('a', 'title')).toBeUndefined();
        expect(editing.rowOf('a')).toEqual(market.kept.get('a'));
    });

    it('waits for the earlier change of its row, which gives it its version', async () => {
        const market = server();
        const editing = makeEditing<Talent>(market);
        editing.take(market.kept.get('a')!);
        await Promise.all([
            editing.commit('a', 'title', 'two'),
            editing.commit('a', 'years', 5),
            editing.commit('a', 'title', 'three'),
        ]);
        expect(market.kept.get('a')).toEqual({ id: 'a', version: 3, title: 'three', years: 5 });
        expect(market.calls).toEqual(['title=three@1', 'years=5@2']);
        expect(editing.unsaved.value).toBe(0);
    });

    it('is not lost where it is refused or the line is down, and can be sent again', async () => {
        const market = server();
        const editing = makeEditing<Talent>(market);
        editing.take(market.kept.get('a')!);
        market.refusals.push(Problem.unreachable());
        await editing.commit('a', 'title', 'two');
        expect(editing.editOf('a', 'title')?.problem?.kind).toBe('unreachable');
        expect(editing.shown(editing.rowOf('a')!, 'title')).toBe('two');
        expect(editing.unsaved.value).toBe(1);
        await editing.again('a', 'title');
        expect(market.kept.get('a')?.title).toBe('two');
        expect(editing.unsaved.value).toBe(0);
    });

    it('says that the row has changed meanwhile, and is applied to what it is now', async () => {
        const market = server();
        const editing = makeEditing<Talent>(market);
        editing.take(market.kept.get('a')!);
        market.kept.set('a', { id: 'a', version: 7, title: 'other', years: 1 });
        await editing.commit('a', 'years', 9);
        expect(editing.editOf('a', 'years')?.problem?.status).toBe(412);
        expect(editing.rowOf('a')?.title).toBe('other');
        await editing.again('a', 'years');
        expect(market.kept.get('a')).toEqual({ id: 'a', version: 8, title: 'other', years: 9 });
    });

    it('sends nothing where nothing changed, and drops a refused value that was taken back', async () => {
        const market = server();
        const editing = makeEditing<Talent>(market);
        editing.take(market.kept.get('a')!);
        await editing.commit('a', 'title', 'one');
        expect(market.calls).toEqual([]);
        market.refusals.push(new Problem({}, 400));
        await editing.commit('a', 'title', 'x');
        await editing.commit('a', 'title', 'one');
        expect(editing.unsaved.value).toBe(0);
        expect(market.calls.length).toBe(1);
    });
});
