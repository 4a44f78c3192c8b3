// Whom the office may name to open bids: its own officers, and those that its newest tenders named.
import { read, type Page, type Schema } from '@/api/client';

type OpeningKey = Schema<'opening_key'>;
const tendersLookedAt = 5;

export async function knownOfficers(): Promise<OpeningKey[]> {
    const [own, tenders] = await Promise.all([
        read<Page<OpeningKey>>('/v1/opening_keys', { query: { limit: 200 } }),
        read<Page<Schema<'tender'>>>('/v1/tenders', { query: { limit: 200 } }),
    ]);
    const officers = own.data.items.filter((each) => !each.retired_at);
    const newest = tenders.data.items
        .filter((each) => each.state !== 'draft')
        .sort((left, right) => String(right.created_at).localeCompare(String(left.created_at)))
        .slice(0, tendersLookedAt);
    const keys = await Promise.all(
        newest.map((each) =>
            read<Schema<'tender_key'>>('/v1/tenders/{id}/key', { path: { id: each.id! } }).catch(
                () => undefined,
            ),
        ),
    );
    for (const officer of keys.flatMap((each) => each?.data.officers ?? [])) {
        if (officers.some((each) => each.id === officer.opening_key_id)) continue;
        officers.push({
            id: officer.opening_key_id,
            organisation_id: officer.organisation_id,
            label: officer.label ?? '',
            public_key: officer.public_key ?? '',
        } as OpeningKey);
    }
    return officers;
}
