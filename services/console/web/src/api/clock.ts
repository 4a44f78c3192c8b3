// The server's time. Deadlines count by it, and a machine's own clock may be off by a day. Every answer tells it
// (Date, RFC 9110 6.6.1), to the second and late by its way here, or by its time in the browser's cache: so the
// greatest that any answer gave is the nearest. Between answers a clock counts that nobody can set.
let ahead: number | undefined;

/** Of an answer that has just come. */
export function learnTime(answer: Response, elapsedMs = performance.now()): void {
    const told = Date.parse(answer.headers.get('Date') ?? '');
    if (Number.isNaN(told)) return;
    if (ahead === undefined || told - elapsedMs > ahead) ahead = told - elapsedMs;
}

/** Milliseconds since 1970; the machine's own until an answer has come. */
export function serverNow(): number {
    return ahead === undefined ? Date.now() : Math.floor(ahead + performance.now());
}

export function forgetTime(): void {
    ahead = undefined;
}
