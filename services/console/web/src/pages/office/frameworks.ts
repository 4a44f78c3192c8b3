// The office's framework agreements. The list is everybody's, and says whose each is.
import { read, type Page, type Schema } from '@/api/client';
import { identity } from '@/session/session';

export type Framework = Schema<'framework_agreement'>;

export async function ownFrameworks(): Promise<Framework[]> {
    const own = identity.value?.organisation?.id;
    const found: Framework[] = [];
    let cursor: string | undefined;
    do {
        const { data } = await read<Page<Framework>>('/v1/frameworks', { query: { limit: 200, cursor } });
        found.push(...data.items.filter((each) => each.buyer_id === own));
        cursor = data.next ?? undefined;
    } while (cursor);
    return found.reverse();
}
