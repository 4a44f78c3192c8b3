// What a search finds, as far as its page shows it: the fields of four kinds of listing.
import type { FacetValue, Highlight, Interpretation } from '@/api/market';
import type { Money } from '@/format';

export interface Found {
    id: string;
    number: string;
    title: string;
    state: string;
    expired?: boolean;
    published_at?: string;
    organisation_id?: string;
    highlights?: (Highlight & { cut_before?: boolean; cut_after?: boolean })[];
    region?: string;
    regions?: string[];
    pay_min?: Money;
    pay_max?: Money;
    employer_name?: string;
    education_min?: string;
    education?: string;
    experience_years_min?: number;
    experience_years?: number;
    employment?: string;
    employments?: string[];
    headcount?: number;
    urgent?: boolean;
    licence_number?: string;
    work_content?: string;
    summary?: string;
    skills?: string[];
    skills_required?: string[];
    description?: string;
    category?: string;
    chain_stage?: string;
    price_model?: string;
    price?: Money;
    response_hours?: number;
    delivery_days?: number;
    method?: string;
    budget?: Money;
    deadline_at?: string;
    phase?: string;
}

export interface FoundAnswer {
    items: Found[];
    next: string | null;
    total: number;
    interpretation: Interpretation[];
    facets: Record<string, FacetValue[]>;
}
