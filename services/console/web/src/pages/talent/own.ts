import type { Supply } from '@/api/listings';
import type { Field } from '@/components/fields';
import { changesBetween } from '@/forms/changes';
import { formOf } from '@/listings/form';

export type OwnSupply = Supply & { version: number; state: string; expired: boolean };

/** A resource's ETag is its version. */
export const etagOf = (one: { version?: number }) => `"${one.version ?? 0}"`;

/** What a talent edits of their own listing: the agency's form, in words said to the talent; ranking stands apart. */
const hints: Record<string, string> = {
    title: 'talent.record.noIdentity',
    summary: 'talent.record.noIdentity',
    expires_at: 'talent.record.expiry',
};
export const ownFields: Field[] = formOf.supplies
    .filter((field) => field.name !== 'personalised_ranking')
    .map((field) => {
        const { hint, ...own } = { ...field, hint: hints[field.name] };
        return hint ? { ...own, hint } : own;
    });

type Value = Record<string, unknown>;
export const valueOf = (supply: OwnSupply): Value =>
    Object.fromEntries(ownFields.map(({ name }) => [name, (supply as unknown as Value)[name]]));

/** The merge patch from what stood in the listing to what was typed: nothing else of it is touched. */
export const changesTo = (supply: OwnSupply, typed: Value): Value => changesBetween(valueOf(supply), typed);

export const purposes = ['recruitment', 'service_introduction', 'policy_advice'] as const;

/** The purposes that no consent in force allows yet. */
export function purposesLeft(consents: { purpose: string; withdrawn_at?: string | undefined }[]): string[] {
    return purposes.filter(
        (purpose) => !consents.some((each) => each.purpose === purpose && !each.withdrawn_at),
    );
}
