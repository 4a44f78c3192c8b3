// An area is a folder of src/pages with pages for one audience: its routes.ts says what it has. Adding one
// touches no other file.
import type { RouteRecordRaw } from 'vue-router';
import { identity, type Audience, type Identity } from '@/session/session';

export interface MenuEntry {
    to: string;
    /** A message key, in the area's messages or the common ones. */
    label: string;
}

export interface Area {
    /** The folder's name, and the key of its messages. */
    name: string;
    /** Who works here; empty: anybody. */
    audiences: Audience[];
    /** Not a workspace of its own: reached from elsewhere, such as the account from the header. */
    aside?: boolean;
    /** Whoever logs in starts in the first of the areas open to them; left out: between, by name. */
    place?: 'first' | 'last';
    /** Of these audiences only whom it lets in; left out: all. */
    only?: (who: Identity) => boolean;
    /** Further messages, which other areas use too: files of src/i18n/shared. */
    shares?: string[];
    menu: MenuEntry[];
    routes: RouteRecordRaw[];
}

const found = import.meta.glob<{ area: Area }>('../pages/*/routes.ts', { eager: true });

const rank = (area: Area) => ({ first: 0, between: 1, last: 2 })[area.place ?? 'between'];

export const areas: Area[] = Object.values(found)
    .map((each) => each.area)
    .sort((left, right) => rank(left) - rank(right));

export function areaNamed(name: unknown): Area | undefined {
    return areas.find((each) => each.name === name);
}

/** Whether whoever is at the console may enter; audiences are asked apart. */
export function letsIn(area: Area): boolean {
    return !area.only || (identity.value !== null && area.only(identity.value as Identity));
}

/** The areas in which this audience works, other than the public one. */
export function areasOf(audience: Audience | null): Area[] {
    return audience
        ? areas.filter((each) => !each.aside && each.audiences.includes(audience) && letsIn(each))
        : [];
}
