// The forms of a work package: what is planned, and where its owner comes from.
import type { Field } from '@/components/fields';
import { given } from '@/forms';

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

export const packageFields: Field[] = [
    { name: 'title', as: 'text', required: true, wide: true, max: 200 },
    { name: 'category', as: 'choice', options: categories, required: true },
    { name: 'region', as: 'region', required: true },
    { name: 'price', as: 'money', required: true },
    { name: 'due_on', as: 'day', required: true },
    { name: 'deliverable', as: 'paragraphs' },
    { name: 'acceptance_standard', as: 'paragraphs' },
];

export const sourcingFields: Field[] = [
    {
        name: 'kind',
        as: 'choice',
        options: ['order', 'mini_tender', 'own_work'],
        options_named: 'sourcing',
        label: 'operator.packages.sourcing',
        required: true,
    },
    { name: 'offering_id', as: 'text', label: 'operator.packages.offering' },
    { name: 'offering_version', as: 'number', label: 'operator.packages.offeringVersion', min: 1 },
    { name: 'order_id', as: 'text', label: 'operator.packages.order' },
    { name: 'award_id', as: 'text', label: 'operator.packages.award' },
    { name: 'award_version', as: 'number', label: 'operator.packages.awardVersion', min: 1 },
    { name: 'justification', as: 'paragraphs', hint: 'operator.packages.ownWorkHint' },
];

const members: Record<string, string[]> = {
    order: ['offering_id', 'offering_version', 'order_id'],
    mini_tender: ['award_id', 'award_version'],
    own_work: ['justification'],
};

/** Only what the kind has: the API refuses the others' members. */
export function sourcingOf(value: Record<string, unknown>): Record<string, unknown> {
    const kind = String(value.kind ?? '');
    const taken = Object.fromEntries((members[kind] ?? []).map((name) => [name, value[name]]));
    return given({ kind, ...taken });
}
