// The shapes of search, match and statistics, which the description gives in words only.
import type { Schema } from './client';

export const markets = ['demands', 'supplies', 'offerings', 'tenders'] as const;
export type Market = (typeof markets)[number];

export interface Interpretation {
    text: string;
    read_as: string;
    code: string;
    name_zh: string;
    name_en: string;
    corrected?: string;
    applied: boolean;
}

export interface FacetValue {
    value: string;
    name_zh?: string;
    name_en?: string;
    count: number;
}

export interface HighlightPiece {
    text: string;
    matched: boolean;
}

export interface Highlight {
    pointer: string;
    pieces: HighlightPiece[];
}

interface Found {
    score?: number;
    highlights?: Highlight[];
}

export type FoundListing = Partial<Schema<'demand'>> &
    Partial<Schema<'supply'>> &
    Partial<Schema<'offering'>> &
    Partial<Schema<'tender'>> &
    Found & { id: string };

export interface SearchAnswer {
    items: FoundListing[];
    next: string | null;
    total: number;
    interpretation: Interpretation[];
    facets: Record<string, FacetValue[]>;
}

export interface VocabularyEntry {
    code: string;
    parent: string;
    level: number;
    name_zh: string;
    name_en: string;
    synonyms: string[];
    path?: string;
    confidence?: number;
}
