// A demand between the form and the API: the fields that a person writes, what is sent to make one, and what
// is sent to change one (a JSON Merge Patch).
export type Form = Record<string, unknown>;

export const formFields = [
    'title',
    'occupation',
    'industry',
    'employment',
    'employer_name',
    'headcount',
    'region',
    'place',
    'pay_min',
    'pay_max',
    'education_min',
    'experience_years_min',
    'skills_required',
    'skills_preferred',
    'work_content',
    'conditions',
    'expires_at',
    'scope',
    'urgent',
] as const;

export function isEmpty(value: unknown): boolean {
    return (
        value === undefined ||
        value === null ||
        value === false ||
        (typeof value === 'string' && value.trim() === '') ||
        (Array.isArray(value) && value.length === 0)
    );
}

/** What is there, and nothing else: the server takes an empty text for a value. */
export function bodyOf(form: Form): Form {
    return Object.fromEntries(
        formFields.filter((name) => !isEmpty(form[name])).map((name) => [name, form[name]]),
    );
}

export function formOf(demand: object): Form {
    return bodyOf({ ...demand });
}

/** Only what differs; what was taken away is null. */
export function patchOf(before: object, form: Form): Form {
    const old = formOf(before);
    const now = bodyOf(form);
    const changed = formFields.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
    return Object.fromEntries(changed.map((name) => [name, name in now ? now[name] : absent(name)]));
}

function absent(name: string): unknown {
    return name === 'urgent' ? false : null;
}

const defaultDaysShown = 60;

export function emptyForm(organisation: { name: string; region: string } | undefined, now: Date): Form {
    const until = new Date(now.getTime() + defaultDaysShown * 86_400_000).toISOString().slice(0, 10);
    return {
        employer_name: organisation?.name ?? '',
        region: organisation?.region ?? '',
        employment: 'full_time',
        scope: 'everywhere',
        expires_at: `${until}T18:00:00+08:00`,
    };
}
