// Why a listing waits for a moderator: the server writes it down in English, with the words that it found.

/** Where the words of the operator's list stand, in the reason that the server gives for a suspension. */
export function moderatedWords(reason: string | undefined): string[] {
    const after = /because of: (.+)$/.exec(reason ?? '')?.[1];
    return after ? after.split(', ') : [];
}
