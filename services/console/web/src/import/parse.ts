// A file of the reader's, parsed in a worker.
import type { Parsed } from './worker';

export const fileBytesMax = 50 * 1024 * 1024;
export const fileRowsMax = 100_000;

export async function parseFile(file: Blob): Promise<Parsed> {
    const bytes = await file.arrayBuffer();
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    try {
        return await new Promise<Parsed>((resolve, reject) => {
            worker.onmessage = (event: MessageEvent<Parsed>) => resolve(event.data);
            worker.onerror = (event) => reject(new Error(event.message));
            worker.postMessage(bytes, [bytes]);
        });
    } finally {
        worker.terminate();
    }
}
