import { describe, expect, it } from 'vitest';
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
    it('leads to a page only where the reader has one', () => {
        const order = { object_type: 'order', object_id: '7' };
        expect(placeOf(order, 'enterprise')).toBe('/enterprise/orders/7');
        expect(placeOf(order, 'supervisor')).toBeUndefined();
        expect(placeOf({ object_type: 'clock', object_id: '7' }, 'supervisor')).toBe('/account/clocks');
        expect(placeOf(order, null)).toBeUndefined();
    });
});
