// The columns of an agency's tables, edited in place, and what stands in their cells.
import type { Schema } from '@/api/client';
import { education, priceModels } from '@/listings/choices';
import type { Market } from '@/listings/form';

export type Listing = Partial<Schema<'supply'>> &
    Partial<Schema<'offering'>> & { id: string; version: number; title: string; state: string };

export interface Cell {
    name: string;
    as: 'text' | 'number' | 'money' | 'day' | 'choice';
    options?: string[];
}

export const cellsOf: Record<Market, Cell[]> = {
    supplies: [
        { name: 'title', as: 'text' },
        { name: 'education', as: 'choice', options: education },
        { name: 'experience_years', as: 'number' },
        { name: 'pay_min', as: 'money' },
        { name: 'pay_max', as: 'money' },
        { name: 'available_from', as: 'day' },
    ],
    offerings: [
        { name: 'title', as: 'text' },
        { name: 'price_model', as: 'choice', options: priceModels },
        { name: 'price', as: 'money' },
        { name: 'response_hours', as: 'number' },
        { name: 'delivery_days', as: 'number' },
    ],
};

/** What is typed into a cell as the API's value: null takes a value away. */
export function valueOfText(cell: Cell, text: string): unknown {
    const trimmed = text.trim();
    if (trimmed === '') return cell.as === 'text' ? '' : null;
    if (cell.as === 'money') return { amount: trimmed.replace(/[,，¥￥\s]/g, ''), currency: 'CNY' };
    // What is no number is sent as it is: the server's fault is then shown at the cell.
    if (cell.as === 'number') return /^-?\d+$/.test(trimmed) ? Number(trimmed) : trimmed;
    return trimmed;
}

export function textOfValue(cell: Cell, value: unknown): string {
    if (value === undefined || value === null) return '';
    if (cell.as === 'money') return (value as { amount: string }).amount;
    return String(value);
}
