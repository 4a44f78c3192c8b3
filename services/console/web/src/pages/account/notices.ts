// What a notice says and where it leads. A type that is not named here is shown as the API has it.
import type { Audience } from '@/session/session';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Objects whose states are named under another's name, or whose type is longer than the list's. */
const statesOf: Record<string, string> = {
    demand: 'listing',
    supply: 'listing',
    offering: 'listing',
    tender_question: 'question',
    bid_correction: 'correction',
    framework_agreement: 'framework',
    work_package: 'package',
};

export function eventText(type: string, t: Translate, te: (key: string) => boolean): string {
    const [object = '', happened = ''] = type.split('.');
    const named = [
        `account.happened.${happened}`,
        `enums.states.${statesOf[object] ?? object}.${happened}`,
    ].find(te);
    const objectKey = `account.objects.${object}`;
    const objectText = te(objectKey) ? t(objectKey) : object;
    return t('account.event', { object: objectText, happened: named ? t(named) : happened });
}

type Places = Record<string, (id: string) => string>;
const everyOf = (path: string, ...types: string[]): Places =>
    Object.fromEntries(types.map((type) => [type, () => path]));
const oneOf = (path: string, type: string): Places => ({ [type]: (id) => `${path}/${id}` });

/** Where a notice's object is shown: its own page, else the list that has it. */
const places: Partial<Record<Audience, Places>> = {
    enterprise: {
        ...oneOf('/enterprise/orders', 'order'),
        ...oneOf('/enterprise/demands', 'demand'),
        ...everyOf('/enterprise/alerts', 'alert'),
    },
    agency: {
        ...oneOf('/agency/orders', 'order'),
        ...oneOf('/agency/contracts', 'contract'),
        ...everyOf('/agency/contracts', 'amendment', 'milestone', 'invoice', 'payment', 'refund'),
        ...oneOf('/agency/packages', 'work_package'),
        ...everyOf('/agency/bids', 'bid', 'bid_correction', 'award'),
        ...oneOf('/tenders', 'tender'),
        ...everyOf('/agency/remedies', 'remedy', 'exclusion'),
        ...everyOf('/agency/packages', 'rating', 'appeal'),
        ...everyOf('/agency/licences', 'qualification'),
        ...oneOf('/agency/supplies', 'supply'),
        ...oneOf('/agency/offerings', 'offering'),
    },
    government_office: {
        ...oneOf('/office/tenders', 'tender'),
        ...everyOf('/office/tenders', 'tender_question', 'bid_correction', 'award', 'bid'),
        ...oneOf('/office/contracts', 'contract'),
        ...everyOf('/office/contracts', 'amendment', 'milestone', 'invoice', 'payment', 'refund'),
        ...everyOf('/office/remedies', 'remedy'),
        ...oneOf('/office/frameworks', 'framework_agreement'),
    },
    operator: {
        ...oneOf('/operator/projects', 'project'),
        ...everyOf('/operator/projects', 'work_package'),
        ...everyOf('/operator/appeals', 'appeal'),
        ...everyOf('/operator/queue', 'qualification'),
    },
    supervisor: {
        ...everyOf('/supervisor/complaints', 'remedy'),
        ...everyOf('/supervisor/exclusions', 'exclusion'),
    },
};

export function placeOf(
    of: { object_type?: string; object_id?: string },
    audience: Audience | null,
): string | undefined {
    if (of.object_type === 'clock') return '/account/clocks';
    if (of.object_type === 'organisation') return '/account/organisation';
    if (of.object_type === 'panel_seat') return '/account/duties';
    if (of.object_type === 'webhook') return '/integrator/webhooks';
    const known = audience ? places[audience] : undefined;
    return known?.[of.object_type ?? '']?.(of.object_id ?? '');
}
