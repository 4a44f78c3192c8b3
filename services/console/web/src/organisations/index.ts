// The names of organisations by their ids, each asked for once.
import { reactive } from 'vue';
import { read, type Schema } from '@/api/client';

const names = reactive(new Map<string, string>());

/** The name; the id's beginning until it is known. Reactive. */
export function nameOfOrganisation(id: string | undefined | null): string {
    if (!id) return '';
    const known = names.get(id);
    if (known !== undefined) return known;
    names.set(id, `${id.slice(0, 8)}…`);
    read<Schema<'organisation'>>('/v1/organisations/{id}', { path: { id } })
        .then(({ data }) => names.set(id, data.name))
        .catch(() => undefined);
    return names.get(id)!;
}
