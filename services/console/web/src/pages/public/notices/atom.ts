// The Atom feed of notices, read in the page.

export interface Notice {
    ocid: string;
    release: string;
    kind: string;
    title: string;
    at: string;
}

export interface Notices {
    items: Notice[];
    next: string | null;
}

const last = (address: string) => decodeURIComponent(address.split('/').pop() ?? '');

export function noticesOf(text: string): Notices {
    const feed = new DOMParser().parseFromString(text, 'text/xml');
    const textOf = (entry: Element, name: string) =>
        entry.getElementsByTagName(name)[0]?.textContent?.trim() ?? '';
    const linkOf = (inside: Element, rel: string) =>
        [...inside.children]
            .find((each) => each.localName === 'link' && each.getAttribute('rel') === rel)
            ?.getAttribute('href') ?? '';
    const items = [...feed.getElementsByTagName('entry')].map((entry) => ({
        ocid: last(linkOf(entry, 'related')),
        release: last(textOf(entry, 'id')),
        kind: entry.getElementsByTagName('category')[0]?.getAttribute('term') ?? '',
        title: textOf(entry, 'title'),
        at: textOf(entry, 'published'),
    }));
    const next = feed.documentElement ? linkOf(feed.documentElement, 'next') : '';
    return { items, next: next ? new URL(next, location.origin).searchParams.get('cursor') : null };
}
