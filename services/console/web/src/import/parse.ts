// A file of the reader's, parsed in a worker.
import { fileBytesMax } from './limits';
import type { Parsed } from './worker';

export async function parseFile(file: Blob): Promise<Parsed> {
    if (file.size > fileBytesMax) return { unusable: 'tooBig', digest: '' };
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
