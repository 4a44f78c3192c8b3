// The form of a work package.
import type { Field } from '@/components/fields';

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

/** What may still be mended of a package: once it has an owner, category, region and price are settled. */
export const fieldsToEdit = (owned: boolean): Field[] =>
    packageFields.filter((field) => !owned || !['category', 'region', 'price'].includes(field.name));
