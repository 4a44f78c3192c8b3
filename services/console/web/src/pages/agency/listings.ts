// What an agency's talents and offerings have in common, as data: fields of the form, columns of the table.
import type { Schema } from '@/api/client';
import type { Field } from '@/components/fields';

export type Market = 'supplies' | 'offerings';
export type Listing = Partial<Schema<'supply'>> &
    Partial<Schema<'offering'>> & { id: string; version: number; title: string; state: string };

const education = [
    'none',
    'junior_secondary',
    'senior_secondary',
    'vocational',
    'college',
    'bachelor',
    'master',
    'doctorate',
];
const employment = ['full_time', 'part_time', 'internship', 'project', 'dispatch'];
const categories = [
    'skills_training',
    'management_training',
    'continuing_education',
    'degree_programme',
    'headhunting',
    'mass_recruitment',
    'campus_recruitment',
    'overseas_recruitment',
    'job_fair',
    'labour_dispatch',
    'hr_outsourcing',
    'payroll',
    'hr_consulting',
    'talent_assessment',
    'tech_transfer',
    'patent_service',
    'relocation',
    'visa_service',
    'talent_housing',
    'family_service',
    'policy_application',
    'incubation',
    'investment_matching',
    'equity_incentive_planning',
    'award_application',
];
const priceModels = ['fixed', 'per_head', 'percent_of_salary', 'quote'];

export const formOf: Record<Market, Field[]> = {
    supplies: [
        {
            name: 'title',
            as: 'text',
            required: true,
            max: 120,
            wide: true,
            hint: 'agency.listing.noIdentity',
        },
        { name: 'occupation', as: 'occupation', required: true },
        { name: 'industry', as: 'industry' },
        { name: 'summary', as: 'paragraphs', max: 5000, hint: 'agency.listing.noIdentity' },
        { name: 'education', as: 'choice', options: education },
        { name: 'experience_years', as: 'number', min: 0, max: 60 },
        { name: 'skills', as: 'skills', wide: true },
        { name: 'regions', as: 'regions', wide: true },
        { name: 'pay_min', as: 'money' },
        { name: 'pay_max', as: 'money' },
        { name: 'available_from', as: 'day' },
        { name: 'employments', as: 'choices', options: employment },
        { name: 'scope', as: 'choice', options: ['everywhere', 'own_region'] },
        { name: 'expires_at', as: 'instant', hint: 'agency.listing.expiry' },
        { name: 'personalised_ranking', as: 'flag', hint: 'agency.listing.ranking' },
    ],
    offerings: [
        { name: 'title', as: 'text', required: true, max: 120, wide: true },
        { name: 'category', as: 'choice', options: categories, required: true },
        { name: 'description', as: 'paragraphs', max: 8000 },
        { name: 'regions', as: 'regions', required: true, wide: true },
        { name: 'price_model', as: 'choice', options: priceModels, required: true },
        { name: 'price', as: 'money', hint: 'agency.listing.price' },
        { name: 'percent_basis_points', as: 'number', min: 1, max: 10000, hint: 'agency.listing.percent' },
        { name: 'response_hours', as: 'number', min: 1, max: 720 },
        { name: 'delivery_days', as: 'number', min: 1, max: 1000 },
        { name: 'terms', as: 'paragraphs', max: 10000, hint: 'agency.listing.terms' },
    ],
};

/** Columns of the table, all edited in place. */
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

export const commandsOf: Record<Market, Record<string, string[]>> = {
    supplies: {
        draft: ['publish'],
        published: ['withdraw', 'fill', 'close'],
        withdrawn: ['publish'],
    },
    offerings: { draft: ['publish'], published: ['withdraw'], withdrawn: ['publish'] },
};
