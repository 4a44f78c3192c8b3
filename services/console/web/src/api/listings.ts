// Listings as a read answers them: with what the description leaves open because a draft has it not yet.
import type { Schema } from './client';

export type Demand = Schema<'demand'> & {
    id: string;
    number: string;
    version: number;
    state: 'draft' | 'published' | 'suspended' | 'closed' | 'filled' | 'withdrawn';
    expired: boolean;
    state_reason?: string;
};

export type Supply = Schema<'supply'> & {
    id: string;
    number: string;
    personalised_ranking: boolean;
    skills_verified: string[];
};

export type Offering = Schema<'offering'> & { id: string; number: string; version: number };
