// Live updates: the feed, with the session's cookie. A broken stream is taken up where it stopped, so nothing is
// missed in between.
import { onScopeDispose } from 'vue';
import { listen, type FeedEntry } from '@/api/live';

/** A bulk import makes thousands of entries: what they cause is done at most this often. */
const atMostEveryMs = 1000;

/**
 * Calls `react` for every entry of these types (a prefix such as "tender." takes all of its kind) from now on. A
 * reaction that takes no entry is called once for all that came together.
 */
export function useLive(types: string[], react: (entry: FeedEntry) => void): void {
    const exact = new Set(types.filter((type) => !type.endsWith('.')));
    const prefixes = types.filter((type) => type.endsWith('.'));
    const wanted = (type: string) => exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix));
    let gathered: FeedEntry[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    function deliver() {
        timer = undefined;
        if (gathered.length === 0) return;
        const entries = gathered;
        gathered = [];
        timer = setTimeout(deliver, atMostEveryMs);
        if (react.length === 0) return (react as () => void)();
        // Of one object the last entry of a type says all.
        const last = new Map(entries.map((entry) => [`${entry.type} ${entry.object_id}`, entry]));
        for (const entry of last.values()) react(entry);
    }

    const end = listen((entry) => {
        if (!wanted(entry.type)) return;
        gathered.push(entry);
        if (timer === undefined) deliver();
    });
    onScopeDispose(() => {
        end();
        clearTimeout(timer);
    });
}
