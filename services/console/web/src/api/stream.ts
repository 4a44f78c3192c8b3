// The feed's stream, read by fetch: server-sent events whose names need not be known beforehand, as they must be
// for an EventSource.

/** Takes pieces of text as they come and gives the data of each event that is whole. */
export function makeEventReader(): (piece: string) => string[] {
    let rest = '';
    return (piece) => {
        const events = (rest + piece).split(/\r?\n\r?\n/);
        rest = events.pop() ?? '';
        return events
            .map((event) =>
                event
                    .split(/\r?\n/)
                    .filter((line) => line.startsWith('data:'))
                    .map((line) => line.slice(5).replace(/^ /, ''))
                    .join('\n'),
            )
            .filter((data) => data !== '');
    };
}

const firstPauseMs = 2000;
const longestPauseMs = 60_000;

/** Goes on after a broken line from the last entry that came, until it is stopped or refused. */
export async function followFeed<T extends { sequence: number }>(
    after: number,
    take: (entry: T) => void,
    connected: (is: boolean) => void,
    stop: AbortSignal,
): Promise<void> {
    let last = after;
    let pause = firstPauseMs;
    while (!stop.aborted) {
        try {
            const answer = await fetch(`/v1/feed/stream?after=${last}`, { signal: stop });
            // Who is logged out, or may not read the feed, would ask for ever.
            if (answer.status === 401 || answer.status === 403) return;
            if (!answer.ok || !answer.body) throw new Error(String(answer.status));
            connected(true);
            pause = firstPauseMs;
            const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
            const events = makeEventReader();
            for (let got = await reader.read(); !got.done; got = await reader.read()) {
                for (const data of events(got.value)) {
                    const entry = JSON.parse(data) as T;
                    last = entry.sequence;
                    take(entry);
                }
            }
        } catch {
            // Told below; tried again.
        }
        connected(false);
        if (stop.aborted) return;
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(pause * 2, longestPauseMs);
    }
}
