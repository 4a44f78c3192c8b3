// Live updates: the feed as server-sent events, with the session's cookie. The browser takes up a broken
// stream where it stopped (Last-Event-ID), so nothing is missed in between.
import { onScopeDispose } from 'vue';
import { read } from '@/api/client';

export interface FeedEntry {
    sequence: number;
    type: string;
    object_type: string;
    object_id: string;
    withheld: boolean;
}

/** Calls `react` for every entry of these types (a prefix such as "tender." takes all of its kind) from now on. */
export function useLive(types: string[], react: (entry: FeedEntry) => void): void {
    let source: EventSource | undefined;
    let disposed = false;

    const take = (event: MessageEvent<string>) => {
        const entry = JSON.parse(event.data) as FeedEntry;
        if (!entry.withheld) react(entry);
    };

    async function start() {
        try {
            const head = (await read<{ sequence: number }>('/v1/audit/head')).data;
            if (disposed) return;
            source = new EventSource(`/v1/feed/stream?after=${head.sequence}`);
            for (const type of types) source.addEventListener(type, take as (event: Event) => void);
        } catch {
            // Without live updates the page still shows what it read.
        }
    }

    void start();
    onScopeDispose(() => {
        disposed = true;
        source?.close();
    });
}
