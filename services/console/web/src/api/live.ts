// One stream of the feed for all tabs of a browser: it opens six connections to a server at most, and a stream
// keeps one. The tab that has the lock reads and tells the others; when it goes, the next takes up where it was.
import { read } from '@/api/client';
import { identity } from '@/session/session';
import { followFeed } from './stream';

export interface FeedEntry {
    sequence: number;
    type: string;
    object_type: string;
    object_id: string;
    withheld: boolean;
}

const keptSequences = 1000;
const listeners = new Set<(entry: FeedEntry) => void>();
let stopping: AbortController | undefined;

/** Calls all listeners once for each entry, however it came here. */
function teller(): (entry: FeedEntry) => void {
    const seen = new Set<number>();
    return (entry) => {
        if (seen.has(entry.sequence)) return;
        seen.add(entry.sequence);
        if (seen.size > keptSequences) seen.delete(seen.values().next().value!);
        if (entry.withheld) return;
        for (const listener of [...listeners]) listener(entry);
    };
}

async function run(stop: AbortSignal): Promise<void> {
    const tell = teller();
    const name = `talent.feed.${identity.value?.member_id ?? ''}`;
    const others = new BroadcastChannel(name);
    stop.addEventListener('abort', () => others.close());
    let last = 0;
    others.onmessage = ({ data }: MessageEvent<FeedEntry>) => {
        last = Math.max(last, data.sequence);
        tell(data);
    };
    const follow = () =>
        followFeed<FeedEntry>(
            last,
            (entry) => {
                last = entry.sequence;
                others.postMessage(entry);
                tell(entry);
            },
            () => undefined,
            stop,
        );
    try {
        const head = (await read<{ sequence: number }>('/v1/audit/head')).data;
        if (stop.aborted) return;
        last = Math.max(last, head.sequence);
        // Without locks (an address without TLS) each tab reads for itself.
        await (navigator.locks ? navigator.locks.request(name, { signal: stop }, follow) : follow());
    } catch {
        // Without live updates the page still shows what it read.
    }
}

/** The function that ends it. */
export function listen(to: (entry: FeedEntry) => void): () => void {
    listeners.add(to);
    if (!stopping) {
        stopping = new AbortController();
        void run(stopping.signal);
    }
    return () => {
        listeners.delete(to);
        if (listeners.size > 0) return;
        stopping?.abort();
        stopping = undefined;
    };
}
