// SHA-256 by the browser itself: of texts, and of files that never leave the machine.
import { hex, utf8 } from './bytes';

export async function sha256(bytes: Uint8Array): Promise<string> {
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}

export const sha256OfText = (text: string): Promise<string> => sha256(utf8(text));

export interface HashedFile {
    title: string;
    sha256: string;
    bytes: number;
}

export async function hashFile(file: File): Promise<HashedFile> {
    return {
        title: file.name,
        sha256: await sha256(new Uint8Array(await file.arrayBuffer())),
        bytes: file.size,
    };
}
