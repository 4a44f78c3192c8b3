import { expect, it } from 'vitest';
import { marketOf, textOf, type Listing } from './listings';

it('a number leads to its own market, words stay where they are', () => {
    expect(marketOf('OF-330212-2026-000022', 'demands')).toBe('offerings');
    expect(marketOf('S-330212-2026-000211', 'demands')).toBe('supplies');
    expect(marketOf('D-330326-2026-000030', 'offerings')).toBe('demands');
    expect(marketOf('Java', 'supplies')).toBe('supplies');
    expect(marketOf('', 'offerings')).toBe('offerings');
});
it('shows what a listing says, whatever it calls it', () => {
    const one = { id: '1' } as Listing;
    expect(textOf({ ...one, description: '甲' })).toBe('甲');
    expect(textOf({ ...one, work_content: '乙' })).toBe('乙');
    expect(textOf(one)).toBe('');
});
