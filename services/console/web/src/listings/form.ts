// What is written of a talent or an offering, and what its owner may do with it in each state. The server decides;
// this says which fields and buttons are worth showing.
import type { Field } from '@/components/fields';
import { categories, education, employment, priceModels } from './choices';

export type Market = 'supplies' | 'offerings';

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

export const commandsOf: Record<Market, Record<string, string[]>> = {
    supplies: {
        draft: ['publish'],
        published: ['withdraw', 'fill', 'close'],
        withdrawn: ['publish'],
    },
    offerings: { draft: ['publish'], published: ['withdraw'], withdrawn: ['publish'] },
};
