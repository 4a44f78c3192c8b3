// Names of organisations by id, each read once.
import { reactive } from 'vue';
import { read, type Schema } from '@/api/client';

const names = reactive(new Map<string, string>());

/** Reactive: the id's beginning until the name is known. */
export function nameOfOrganisation(id: string | undefined): string {
    if (!id) return '';
    const known = names.get(id);
    if (known !== undefined) return known;
    names.set(id, id.slice(0, 8));
    read<Schema<'organisation'>>('/v1/organisations/{id}', { path: { id } })
        .then(({ data }) => names.set(id, data.name))
        .catch(() => undefined);
    return id.slice(0, 8);
}
