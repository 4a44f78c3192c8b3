// How values are shown. Instants and days are reckoned in Asia/Shanghai, as the law's deadlines are,
// wherever the reader sits.
import { language } from '@/i18n/language';

export interface Money {
    amount: string;
    currency: string;
}

const zone = 'Asia/Shanghai';
const tag = () => (language.value === 'zh' ? 'zh-CN' : 'en-GB');

/** "12345.6" → "¥12,345.60", by its digits: money never passes through a floating-point number. */
export function moneyText(money: Money | null | undefined): string {
    if (!money) return '';
    const [whole = '0', fraction = ''] = money.amount.replace('-', '').split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    const sign = money.amount.startsWith('-') ? '−' : '';
    return `${sign}${money.currency === 'CNY' ? '¥' : `${money.currency} `}${grouped}.${fraction.padEnd(2, '0')}`;
}

/** Whole yuan where there are no fen: pay, budgets in lists. */
export function shortMoneyText(money: Money | null | undefined): string {
    return moneyText(money).replace(/\.00$/, '');
}

export function instantText(instant: string | null | undefined): string {
    if (!instant) return '';
    return new Intl.DateTimeFormat(tag(), {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
    }).format(new Date(instant));
}

export function dayText(day: string | null | undefined): string {
    if (!day) return '';
    const at = new Date(/^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T00:00:00+08:00` : day);
    return new Intl.DateTimeFormat(tag(), {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
    }).format(at);
}

export function countText(count: number | null | undefined): string {
    return count === null || count === undefined ? '' : new Intl.NumberFormat(tag()).format(count);
}

/** Hundredths of a point or percent, as the API has them: 7005 → "70.05". */
export function hundredthsText(value: number): string {
    return (value / 100).toFixed(2);
}

/** A day and time of Shanghai ("2026-12-01T17:00") as an instant with its offset. */
export function instantOfShanghai(local: string): string {
    const full = local.length === 10 ? `${local}T00:00:00` : local.length === 16 ? `${local}:00` : local;
    return `${full}+08:00`;
}

/** The other way: what an input of Shanghai's time shows for an instant. */
export function shanghaiOfInstant(instant: string): string {
    const shifted = new Date(new Date(instant).getTime() + 8 * 3600_000);
    return shifted.toISOString().slice(0, 16);
}

/** Between the names of a list within a sentence. */
export const listSeparator = (): string => (language.value === 'zh' ? '、' : ', ');
/** Between reasons that are sentences of their own. */
export const sentenceSeparator = (): string => (language.value === 'zh' ? '；' : '; ');
