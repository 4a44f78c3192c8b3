// Saved searches in words, and which hits nobody here has marked yet.
import type { Schema } from '@/api/client';
import { nameOfCode } from '@/vocabulary';

export type SavedSearch = Schema<'saved_search'> & { id: string; version: number };
export type Alert = Schema<'alert'> & { id: string; kind: string; listing_id: string };
export type Notice = Schema<'inbox_notice'> & { id: string };

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** The alert's id, and the notice by which it is marked read. */
export function unreadOf(alerts: { id: string }[], notices: Notice[]): Map<string, string> {
    const waiting = new Map(
        notices
            .filter((notice) => notice.object_type === 'alert' && !notice.read)
            .map((notice) => [notice.object_id ?? '', notice.id]),
    );
    return new Map(
        alerts
            .filter((alert) => waiting.has(alert.id))
            .map((alert) => [alert.id, waiting.get(alert.id) ?? '']),
    );
}

export function wordsOf(search: SavedSearch, t: Translate): string {
    const parts = [
        search.q ? `“${search.q}”` : '',
        ...(search.region ?? []).map((code) => nameOfCode('regions', code)),
        ...(search.occupation ?? []).map((code) => nameOfCode('occupations', code)),
        ...(search.skill ?? []).map((code) => nameOfCode('skills', code)),
        search.matches_of ? t('enterprise.alerts.matching') : '',
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(' · ') : t('enterprise.alerts.everything');
}

const markets: Record<string, string> = {
    demand: 'demands',
    supply: 'supplies',
    offering: 'offerings',
    tender: 'tenders',
};

/** The public page of what was found. */
export function hitPlace(alert: { kind: string; listing_id: string }): string {
    return `/${markets[alert.kind] ?? 'search'}/${alert.listing_id}`;
}
