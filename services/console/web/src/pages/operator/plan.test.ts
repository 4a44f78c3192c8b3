import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import { fenOf } from '@/forms';
import { counted, messagesOf, planOf, refusalsAt } from './plan';

const yuan = (amount: string) => ({ amount, currency: 'CNY' as const });
const one = (id: string, amount: string, state = 'planned') =>
    ({ id, state, title: id, category: 'hr_consulting', region: '330100', price: yuan(amount) }) as never;
const project = (fee: string, margin: string) =>
    ({
        contract_price: yuan('1077988.00'),
        fee: yuan(fee),
        margin: yuan(margin),
        fee_cap_basis_points: 800,
        kept_cap_basis_points: 1500,
    }) as never;

describe('a plan', () => {
    it('has no money without a place once the remainder is declared as margin', () => {
        for (const parts of [[], ['1.01'], ['646792.80', '323396.40'], ['9999999.99']]) {
            const packages = parts.map((amount, at) => one(String(at), amount));
            const { remainder } = planOf(project('53899.40', '0.00'), packages);
            const settled = planOf(project('53899.40', remainder.amount), packages);
            expect(fenOf(settled.left)).toBe(0n);
        }
    });
    it('counts what is kept against the caps to the fen', () => {
        expect(planOf(project('86239.04', '0.00'), []).feeBeyondCap).toBe(false);
        expect(planOf(project('86239.05', '0.00'), []).feeBeyondCap).toBe(true);
        expect(planOf(project('86239.04', '75459.16'), []).keptBeyondCap).toBe(false);
        expect(planOf(project('86239.04', '75459.17'), []).keptBeyondCap).toBe(true);
        expect(planOf(project('86239.04', '0.00'), []).feeBasisPoints).toBe(800);
    });
    it('leaves cancelled packages out, of the sum as of the refusals’ count', () => {
        const packages = [one('a', '1.00', 'cancelled'), one('b', '2.00')];
        expect(planOf(project('0.00', '0.00'), packages).packages.amount).toBe('2.00');
        expect(counted(packages)).toHaveLength(1);
        const problem = new Problem(
            {
                errors: [
                    { pointer: '/packages/0/due_on', code: 'after_contract_end', detail: '' },
                    { pointer: '/packages', code: 'pass_through', detail: '' },
                    { pointer: '/fee', code: 'exceeds_cap', detail: '' },
                    { pointer: '/margin', code: 'does_not_add_up', detail: '' },
                ],
            },
            422,
        );
        const found = refusalsAt(problem, packages);
        expect([...found.packages.keys()]).toEqual(['b']);
        expect([found.fee, found.margin, found.whole].map((each) => each.length)).toEqual([1, 1, 1]);
    });
    it('names a refusal by its place first', () => {
        const fault = { pointer: '/packages/3/owner_id', code: 'required', detail: '' };
        expect(messagesOf(fault)[0]).toBe('operator.projects.refusal.owner_id_required');
        expect(messagesOf(fault)[1]).toBe('operator.projects.refusal.required');
    });
});
