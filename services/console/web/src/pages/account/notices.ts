// What a notice says and where it leads. A type that is not named here is shown as the API has it.
import type { Audience } from '@/session/session';

type Translate = (key: string, values?: Record<string, unknown>) => string;

export function eventText(type: string, t: Translate, te: (key: string) => boolean): string {
    const [object = '', happened = ''] = type.split('.');
    const objectKey = `account.objects.${object}`;
    const happenedKey = `account.happened.${happened}`;
    const objectText = te(objectKey) ? t(objectKey) : object;
    const happenedText = te(happenedKey) ? t(happenedKey) : happened;
    return t('account.event', { object: objectText, happened: happenedText });
}

/** Only pages that every console of this audience has. */
const places: Partial<Record<Audience, Record<string, (id: string) => string>>> = {
    enterprise: {
        order: (id) => `/enterprise/orders/${id}`,
        demand: (id) => `/enterprise/demands/${id}`,
        alert: () => '/enterprise/alerts',
    },
};

export function placeOf(
    of: { object_type?: string; object_id?: string },
    audience: Audience | null,
): string | undefined {
    if (of.object_type === 'clock') return '/account/clocks';
    if (of.object_type === 'organisation') return '/account/organisation';
    const known = audience ? places[audience] : undefined;
    return known?.[of.object_type ?? '']?.(of.object_id ?? '');
}
