// Where drafts stand in the browser. Most of them outlive the tab and the session. What is to stay secret, such as
// the price of a bid, stays in its tab and goes with the logging out.
const kept = 'talent.draft.';
const secretKept = 'talent.secret.';

export interface DraftPlace {
    name: string;
    store: Storage;
}

/** By person: two people of one organisation may work at one machine. */
export function draftPlace(who: string | undefined, name: string, secret: boolean): DraftPlace {
    return {
        name: `${secret ? secretKept : kept}${who ?? 'anybody'}.${name}`,
        store: secret ? sessionStorage : localStorage,
    };
}

/** Of everybody, or of everybody else. */
export function forgetSecretDrafts(but?: string): void {
    for (const name of Object.keys(sessionStorage)) {
        const own = but !== undefined && name.startsWith(`${secretKept}${but}.`);
        if (name.startsWith(secretKept) && !own) sessionStorage.removeItem(name);
    }
}
