// fetch on a bad line: a request that got no answer is sent again. Reads may always be; a write carries an
// Idempotency-Key, under which the server carries it out once however often it arrives.
import { ref, watch } from 'vue';
import { learnTime } from './clock';

/** False from the first request that got no answer, or the device's word, until the server answers again. */
export const connected = ref(true);

export const pausesBetweenTriesMs = [400, 1200, 3000];
const askAgainMs = 3000;

/** Waits, but not beyond the moment at which the line is back. */
function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
        const stop = watch(connected, (now) => now && finish(), { flush: 'sync' });
        const timer = setTimeout(finish, ms);
        function finish() {
            clearTimeout(timer);
            stop();
            resolve();
        }
    });
}

function mayBeRepeated(request: Request): boolean {
    return request.method === 'GET' || request.headers.has('Idempotency-Key');
}

export async function steadyFetch(request: Request): Promise<Response> {
    for (let tried = 0; ; ++tried) {
        try {
            const answer = await fetch(request.clone());
            connected.value = true;
            learnTime(answer);
            return answer;
        } catch (failure) {
            if (request.signal.aborted) throw failure;
            lost();
            const wait = pausesBetweenTriesMs[tried];
            if (wait === undefined || !mayBeRepeated(request)) throw failure;
            await pause(wait);
        }
    }
}

let asking = false;

/** Asks until the server answers: then pages read again what they could not. */
export function lost(): void {
    connected.value = false;
    if (asking) return;
    asking = true;
    const ask = async () => {
        try {
            await fetch('/healthz', { cache: 'no-store' });
            connected.value = true;
        } catch {
            // Asked again below.
        }
        if (connected.value) asking = false;
        else setTimeout(ask, askAgainMs);
    };
    setTimeout(ask, askAgainMs);
}

window.addEventListener('offline', lost);

/** Calls `react` whenever the line is back, as long as the component that asks is there. */
export function whenBack(react: () => void): void {
    watch(connected, (now) => now && react());
}
