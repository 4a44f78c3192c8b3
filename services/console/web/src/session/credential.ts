// What a browser's session needs besides its cookie, which no script can read: the token that every write
// sends. All tabs share it.
const place = 'talent.csrf';

let ended: () => void = () => undefined;

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
    if (!csrfToken()) return;
    forgetCsrfToken();
    ended();
}

export function onSessionEnd(react: () => void): void {
    ended = react;
}
