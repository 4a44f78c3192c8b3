// What the form of a contract asks for, and what the API takes of it.
import type { Field } from '@/components/fields';
import { given } from '@/forms';

export const contractFields: Field[] = [
    { name: 'title', as: 'text', wide: true, max: 200 },
    { name: 'terms', as: 'paragraphs' },
    {
        name: 'milestones',
        as: 'paragraphs',
        required: true,
        label: 'office.milestones',
        hint: 'office.milestonesHint',
    },
    { name: 'payment_calendar_days', as: 'number', min: 1, max: 60, label: 'office.paymentDays' },
    { name: 'inspection_calendar_days', as: 'number', min: 1, max: 60, label: 'office.inspectionDays' },
    { name: 'penalty_basis_points_per_day', as: 'number', min: 0, max: 1000, label: 'office.penaltyPerDay' },
    { name: 'penalty_cap_basis_points', as: 'number', min: 0, max: 10000, label: 'office.penaltyCap' },
    { name: 'retention_basis_points', as: 'number', min: 0, max: 1000, label: 'office.retention' },
    { name: 'warranty_until', as: 'day', label: 'office.warrantyUntil' },
];

export interface MilestoneLine {
    title: string;
    percent_basis_points: number;
    due_on: string;
}

/** One a line: "上半年 50% 2027-06-30"; the part of the price in per cent with up to two places. */
export function milestoneLines(text: string): MilestoneLine[] {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean)
        .map((line) => {
            const found = /^(.*?)[\s,，]+(\d{1,3}(?:\.\d{1,2})?)\s*%[\s,，]+(\d{4}-\d{2}-\d{2})$/.exec(line);
            if (!found) return { title: line, percent_basis_points: 0, due_on: '' };
            return {
                title: found[1]!.trim(),
                percent_basis_points: Math.round(Number(found[2]) * 100),
                due_on: found[3]!,
            };
        });
}

export function paymentTermsOf(value: Record<string, unknown>): Record<string, unknown> | undefined {
    const terms = given({
        payment_calendar_days: value.payment_calendar_days,
        inspection_calendar_days: value.inspection_calendar_days,
        penalty_basis_points_per_day: value.penalty_basis_points_per_day,
        penalty_cap_basis_points: value.penalty_cap_basis_points,
        retention_basis_points: value.retention_basis_points,
        warranty_until: value.warranty_until,
    });
    return Object.keys(terms).length > 0 ? terms : undefined;
}
