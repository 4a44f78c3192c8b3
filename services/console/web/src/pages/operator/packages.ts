// The form of a work package.
import type { Field } from '@/components/fields';
import { categories } from '@/listings/choices';

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
