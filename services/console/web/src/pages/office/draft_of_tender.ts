// A draft that the server has, taken up again in the wizard.
import type { Schema } from '@/api/client';
import { emptyDraft, type Criterion, type Draft, type Item, type Lot } from './draft';

const plain = [
    'title',
    'description',
    'region',
    'method',
    'budget',
    'eligibility',
    'open_at',
    'deadline_at',
    'standstill_working_days',
    'justification',
    'framework_id',
    'framework',
] as const;

export function draftOfTender(tender: Schema<'tender'>): Draft {
    const draft = emptyDraft(tender.region ?? '');
    const all = tender as unknown as Record<string, unknown>;
    draft.id = tender.id!;
    draft.text = Object.fromEntries(
        plain.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]),
    );
    draft.lots = (tender.lots ?? []).map((each) => ({
        number: each.number,
        title: each.title,
        budget: each.budget,
    })) as Lot[];
    draft.items = (tender.items ?? []) as Item[];
    draft.criteria = (tender.criteria ?? []).map((each) => ({
        ...each,
        sub_criteria: each.sub_criteria ?? [],
    })) as Criterion[];
    draft.documents = (tender.documents ?? []) as Draft['documents'];
    draft.invited = ((tender.invited_supplier_ids ?? tender.invited_suppliers ?? []) as string[]).join('\n');
    if (draft.lots.length === 0) draft.lots = emptyDraft('').lots;
    return draft;
}
