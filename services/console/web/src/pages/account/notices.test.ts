import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { i18n, loadArea } from '@/i18n';
import { eventText, placeOf } from './notices';

const words: Record<string, string> = {
    'account.objects.order': '订单',
    'account.happened.accepted': '已接受',
};
const te = (key: string) => key in words || key === 'account.event';
const t = (key: string, values?: Record<string, unknown>) =>
    key === 'account.event' ? `${values?.object}：${values?.happened}` : (words[key] ?? key);

describe('a notice', () => {
    it('says what happened, and keeps the API’s own word where it has no other', () => {
        expect(eventText('order.accepted', t, te)).toBe('订单：已接受');
        expect(eventText('order.never_heard_of', t, te)).toBe('订单：never_heard_of');
    });
    it('has words in both languages for every type that the guide to notices names', async () => {
        await loadArea('account');
        const guide = readFileSync('../../../docs/notices.md', 'utf8');
        const types = new Set(
            [...guide.matchAll(/`([a-z_]+\.[a-z_]+)`/g)]
                .map((found) => found[1] ?? '')
                .filter((type) => i18n.global.te(`account.objects.${type.split('.')[0]}`)),
        );
        expect(types.size).toBeGreaterThan(15);
        for (const locale of ['zh', 'en'] as const) {
            i18n.global.locale.value = locale;
            for (const type of types) {
                const said = eventText(type, i18n.global.t, i18n.global.te);
                expect(said, type).not.toContain('_');
                expect(said.endsWith(type.split('.')[1] ?? '') && locale === 'zh', type).toBe(false);
            }
        }
        i18n.global.locale.value = 'zh';
    });
    it('leads to a page only where the reader has one', () => {
        const order = { object_type: 'order', object_id: '7' };
        expect(placeOf(order, 'enterprise')).toBe('/enterprise/orders/7');
        expect(placeOf(order, 'supervisor')).toBeUndefined();
        expect(placeOf({ object_type: 'clock', object_id: '7' }, 'supervisor')).toBe('/account/clocks');
        expect(placeOf(order, null)).toBeUndefined();
        expect(placeOf({ object_type: 'milestone', object_id: '7' }, 'agency')).toBe('/agency/contracts');
        expect(placeOf({ object_type: 'panel_seat', object_id: '7' }, 'agency')).toBe('/account/duties');
    });
});
