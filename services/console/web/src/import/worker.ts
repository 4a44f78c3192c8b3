// Decodes and parses a file away from the page, which stays usable meanwhile.
import { decode, type Encoding } from './decode';
import { usable, type Unusable } from './limits';
import { tableOf, type Table } from './table';

export interface Parsed {
    table?: Table;
    /** A message's key: why the text is no table to import. */
    unusable?: Unusable;
    encoding?: Encoding;
    /** SHA-256 of the bytes: by it an interrupted import of the same file is taken up again. */
    digest: string;
}

self.onmessage = async (event: MessageEvent<ArrayBuffer>) => {
    const hash = await crypto.subtle.digest('SHA-256', event.data);
    const digest = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const decoded = decode(new Uint8Array(event.data));
    const answer: Parsed = decoded
        ? { ...usable(tableOf(decoded.text)), encoding: decoded.encoding, digest }
        : { digest };
    self.postMessage(answer);
};
