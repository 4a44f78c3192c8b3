// What a form's value means to the API: a creation leaves out what is empty, a merge patch says null to take a
// value away and names only what differs.

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

export function withoutEmpty(value: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => !isEmpty(each)));
}

export function changesBetween(
    before: Record<string, unknown>,
    after: Record<string, unknown>,
): Record<string, unknown> {
    const changes: Record<string, unknown> = {};
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const [was, is] = [before[name], after[name]];
        if (isEmpty(was) && isEmpty(is)) continue;
        if (JSON.stringify(was) === JSON.stringify(is)) continue;
        changes[name] = isEmpty(is) ? (typeof was === 'string' && is === '' ? '' : null) : is;
    }
    return changes;
}
