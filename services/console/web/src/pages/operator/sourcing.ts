// Where a package's owner may come from, as far as the market and the group's own orders and tenders have it.
import { read, type Page, type Schema } from '@/api/client';
import { identity } from '@/session/session';
import type { Money } from '@/format';

type Package = Schema<'work_package'>;

/** One thing to choose, and the members of the request that name it. */
export interface Choice {
    key: string;
    title: string;
    organisation: string | undefined;
    price: Money | undefined;
    model: string | undefined;
    /** Priced by quote: it has to be ordered first. */
    closed?: boolean;
    names: Record<string, unknown>;
}

type Offering = Schema<'offering'> & { version: number };
type Order = Schema<'order'>;
type Tender = Schema<'tender'>;
type Award = { id?: string; version?: number; supplier_id?: string; price?: Money };

const manyAtOnce = 50;

async function offeringsFor(one: Package): Promise<Choice[]> {
    const query = { category: one.category, region: one.region, limit: manyAtOnce };
    const { data } = await read<Page<Offering>>('/v1/search/{market}', {
        path: { market: 'offerings' },
        query,
    });
    return data.items.map((each) => ({
        key: each.id!,
        title: each.title ?? '',
        organisation: each.organisation_id,
        price: each.price as Money | undefined,
        model: each.price_model,
        closed: each.price_model === 'quote',
        names: { offering_id: each.id, offering_version: each.version },
    }));
}

async function ordersFor(one: Package): Promise<Choice[]> {
    const { data } = await read<Page<Order>>('/v1/orders', { query: { limit: 200 } });
    return data.items
        .filter(
            (each) =>
                each.buyer_id === identity.value?.organisation?.id &&
                each.state === 'accepted' &&
                each.category === one.category,
        )
        .map((each) => ({
            key: each.id!,
            title: `${each.title ?? ''} ${each.number ?? ''}`,
            organisation: each.seller_id,
            price: each.price_total as Money | undefined,
            model: undefined,
            names: { order_id: each.id },
        }));
}

async function awardsOfOwn(): Promise<Choice[]> {
    const { data } = await read<Page<Tender>>('/v1/tenders', { query: { limit: 200 } });
    return data.items.flatMap((tender) =>
        ((tender.awards ?? []) as Award[]).map((award) => ({
            key: award.id ?? '',
            title: `${tender.title ?? ''} ${tender.number ?? ''}`,
            organisation: award.supplier_id,
            price: award.price,
            model: undefined,
            names: { award_id: award.id, award_version: award.version },
        })),
    );
}

export const origins = ['offering', 'order', 'award', 'own_work'] as const;
export type Origin = (typeof origins)[number];

export const choicesOf: Record<Exclude<Origin, 'own_work'>, (one: Package) => Promise<Choice[]>> = {
    offering: offeringsFor,
    order: ordersFor,
    award: awardsOfOwn,
};

const kindOf: Record<Origin, string> = {
    offering: 'order',
    order: 'order',
    award: 'mini_tender',
    own_work: 'own_work',
};

/** The request: only what its kind has, since the API refuses the others' members. */
export function sourcingOf(value: Record<string, unknown>): Record<string, unknown> {
    const origin = (value.origin ?? 'offering') as Origin;
    const made: Record<string, unknown> = { kind: kindOf[origin] };
    if (origin === 'own_work') {
        if (value.justification) made.justification = value.justification;
        return made;
    }
    Object.assign(made, value.chosen);
    if (origin !== 'offering') return made;
    if (value.model === 'per_head' || value.model === 'percent_of_salary')
        made.quantity = value.quantity ?? 1;
    if (value.model === 'percent_of_salary' && value.salary_base) made.salary_base = value.salary_base;
    return made;
}
