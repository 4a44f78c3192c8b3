// fetch on a bad line: a request that got no answer is sent again. Reads may always be; a write carries an
// Idempotency-Key, under which the server carries it out once however often it arrives.
import { ref } from 'vue';
import { learnTime } from './clock';

/** False from the first request that got no answer until the next one that gets any. */
export const connected = ref(true);

export const pausesBetweenTriesMs = [400, 1200, 3000];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

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
            connected.value = false;
            const wait = pausesBetweenTriesMs[tried];
            if (wait === undefined || !mayBeRepeated(request)) throw failure;
            await pause(wait);
        }
    }
}
