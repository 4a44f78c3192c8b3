// The fields of the demand editor, in the order in which a person thinks of a post.
import type { Field } from '@/components/fields';

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

export const demandFields: Field[] = [
    {
        name: 'title',
        as: 'text',
        label: 'enterprise.editor.title',
        heading: 'enterprise.editor.post',
        max: 120,
        required: true,
        wide: true,
    },
    { name: 'occupation', as: 'occupation', required: true },
    { name: 'industry', as: 'industry' },
    { name: 'employer_name', as: 'text', max: 120 },
    { name: 'headcount', as: 'number', min: 1, max: 100000 },
    {
        name: 'employment',
        as: 'choice',
        options: ['full_time', 'part_time', 'internship', 'project', 'dispatch'],
    },
    {
        name: 'region',
        as: 'region',
        required: true,
        heading: 'enterprise.editor.placeAndPay',
    },
    { name: 'place', as: 'text', max: 200, hint: 'enterprise.editor.placeHint' },
    { name: 'pay_min', as: 'money', hint: 'enterprise.editor.payHint' },
    { name: 'pay_max', as: 'money' },
    {
        name: 'work_content',
        as: 'paragraphs',
        max: 5000,
        heading: 'enterprise.editor.workAndConditions',
        hint: 'enterprise.editor.workHint',
    },
    { name: 'conditions', as: 'paragraphs', max: 5000, hint: 'enterprise.editor.conditionsHint' },
    { name: 'education_min', as: 'choice', options: education },
    { name: 'experience_years_min', as: 'number', min: 0, max: 60 },
    { name: 'skills_required', as: 'skills' },
    { name: 'skills_preferred', as: 'skills' },
    { name: 'expires_at', as: 'instant', heading: 'enterprise.editor.showing' },
    {
        name: 'scope',
        as: 'choice',
        options: ['everywhere', 'own_region'],
        hint: 'enterprise.editor.scopeHint',
    },
    { name: 'urgent', as: 'flag', hint: 'enterprise.editor.urgentHint' },
];
