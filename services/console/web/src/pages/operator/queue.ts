// What waits for the operator's judgement, whatever it is: organisations, licences, listings, offerings.
import { post, read, type Page, type PathOf, type Schema } from '@/api/client';
import { etagOf, linesOf } from '@/forms';

export const kinds = ['organisations', 'qualifications', 'demands', 'supplies', 'offerings'] as const;
export type Kind = (typeof kinds)[number];

export interface Waiting {
    id: string;
    version: number;
    title: string;
    /** Facts by the names of fields. */
    facts: { field: string; value: string }[];
    reason: string;
    organisation: string;
    region: string;
}

interface FeedPage {
    entries: { withheld: boolean; object_id?: string }[];
    next: number;
    head: number;
}

/** The ids of which the journal has an entry of this type, the newest first. */
async function idsOf(type: string): Promise<string[]> {
    const ids = new Set<string>();
    for (let after = 0; ;) {
        const { data } = await read<FeedPage>('/v1/feed', { query: { types: type, after, limit: 1000 } });
        for (const entry of data.entries) if (!entry.withheld && entry.object_id) ids.add(entry.object_id);
        if (data.next >= data.head || data.next <= after) return [...ids].reverse();
        after = data.next;
    }
}

async function eachOf<T>(path: PathOf<'get'>, ids: string[]): Promise<T[]> {
    const got = await Promise.all(
        ids.slice(0, 200).map((id) => read<T>(path, { path: { id } }).catch(() => undefined)),
    );
    return got.flatMap((each) => (each ? [each.data] : []));
}

const fact = (field: string, value: unknown) => ({ field, value: String(value ?? '') });

const load: Record<Kind, () => Promise<Waiting[]>> = {
    async organisations() {
        const query = { status: 'submitted', limit: 200 };
        const { data } = await read<Page<Schema<'organisation'>>>('/v1/organisations', { query });
        return data.items.map((each) => ({
            id: each.id!,
            version: each.version!,
            title: each.name,
            facts: [
                fact('credit_code', each.credit_code),
                fact('legal_representative', each.legal_representative),
                fact('phone', each.phone),
                fact('address', each.address),
            ],
            reason: '',
            organisation: each.id!,
            region: each.region,
        }));
    },
    async qualifications() {
        const all = await eachOf<Schema<'qualification'>>(
            '/v1/qualifications/{id}',
            await idsOf('qualification.declared'),
        );
        return all
            .filter((each) => each.status === 'declared')
            .map((each) => ({
                id: each.id!,
                version: each.version!,
                title: each.number,
                facts: [
                    fact('qualification_kind', each.kind),
                    fact('issued_by', each.issued_by),
                    fact('valid_from', each.valid_from),
                    fact('valid_until', each.valid_until),
                ],
                reason: '',
                organisation: each.organisation_id!,
                region: '',
            }));
    },
    async demands() {
        const query = { limit: 200 };
        const { data } = await read<Page<Schema<'demand'>>>('/v1/moderation/demands', { query });
        return data.items.map((each) => ({
            id: each.id!,
            version: each.version!,
            title: each.title,
            facts: [
                fact('work_content', each.work_content),
                fact('conditions', each.conditions),
                fact('employer_name', each.employer_name),
            ],
            reason: each.state_reason ?? '',
            organisation: each.organisation_id!,
            region: each.region,
        }));
    },
    async supplies() {
        const query = { limit: 200 };
        const { data } = await read<Page<Schema<'supply'>>>('/v1/moderation/supplies', { query });
        return data.items.map((each) => ({
            id: each.id!,
            version: each.version!,
            title: each.title,
            facts: [fact('summary', each.summary)],
            reason: each.state_reason ?? '',
            organisation: each.organisation_id!,
            region: each.regions?.[0] ?? '',
        }));
    },
    async offerings() {
        const all = await eachOf<Schema<'offering'>>('/v1/offerings/{id}', await idsOf('offering.suspended'));
        return all
            .filter((each) => each.state === 'suspended')
            .map((each) => ({
                id: each.id!,
                version: each.version!,
                title: each.title,
                facts: [fact('description', each.description), fact('terms', each.terms)],
                reason: each.state_reason ?? '',
                organisation: each.organisation_id!,
                region: each.regions?.[0] ?? '',
            }));
    },
};

export const waitingOf = (kind: Kind): Promise<Waiting[]> => load[kind]();

/** Organisations and licences are verified; what was suspended is let be shown again. */
export function approve(kind: Kind, one: Waiting, idempotencyKey?: string) {
    const verb = kind === 'organisations' || kind === 'qualifications' ? 'verify' : 'reinstate';
    return post(`/v1/${kind}/{id}/${verb}` as PathOf<'post'>, {
        path: { id: one.id },
        etag: etagOf(one),
        idempotencyKey,
    });
}

export const canReject = (kind: Kind): boolean => kind === 'organisations' || kind === 'qualifications';

export function reject(kind: Kind, one: Waiting, reasons: string, idempotencyKey?: string) {
    return post(`/v1/${kind}/{id}/reject` as PathOf<'post'>, {
        path: { id: one.id },
        body: kind === 'organisations' ? { reasons: linesOf(reasons) } : undefined,
        etag: etagOf(one),
        idempotencyKey,
    });
}
