// What a browser's session needs besides its cookie, which no script can read: the token that every write
// sends. All tabs share it, as they share the cookie.
const place = 'talent.csrf';

let ended: (wasKnown: boolean) => void = () => undefined;

export function csrfToken(): string {
    return localStorage.getItem(place) ?? '';
}

export function keepCsrfToken(token: string): void {
    localStorage.setItem(place, token);
}

export function forgetCsrfToken(): void {
    localStorage.removeItem(place);
}

/** Called by the client when the server knows the session no more. */
export function sessionEnded(): void {
    const wasKnown = csrfToken() !== '';
    forgetCsrfToken();
    ended(wasKnown);
}

/** `wasKnown`: this browser held a token until now; another tab may have dropped it before. */
export function onSessionEnd(react: (wasKnown: boolean) => void): void {
    ended = react;
}

/**
 * Called when another tab logged in or out, also when it did while this page slept in the browser's history.
 * `tokenHere`: the token that this page last worked with.
 */
export function onTokenChange(tokenHere: () => string, react: () => void): void {
    window.addEventListener('storage', (event) => {
        if (event.key === place || event.key === null) react();
    });
    window.addEventListener('pageshow', (event) => {
        if (event.persisted && csrfToken() !== tokenHere()) react();
    });
}
