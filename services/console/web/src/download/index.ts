// Hands the reader a file that was made in the browser.

/** Some browsers read the address only after the click has returned. */
const keptMs = 10_000;

export function saveFile(name: string, text: string, type: string): void {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), keptMs);
}

export function saveJson(name: string, value: unknown): void {
    saveFile(name, JSON.stringify(value, null, 2), 'application/json');
}
