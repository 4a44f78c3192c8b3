// What a page does when a dialog in it hears that the object was changed meanwhile (412): read it again, so that
// the same may be sent for the version that is there now. What was typed stays.
import { inject, provide, type InjectionKey } from 'vue';

type Reload = () => Promise<unknown> | void;
const place: InjectionKey<Reload> = Symbol('reload');

/** In a page: how its object is read again. */
export const provideReload = (reload: Reload): void => provide(place, reload);

/** In a dialog: undefined where the page offers none. */
export const useReload = (): Reload | undefined => inject(place, undefined);
