import type { Area } from '@/router/areas';

// Open to anybody: a talent has no session but an access key from the agency, which the page asks for.
export const area: Area = {
    name: 'talent',
    audiences: [],
    menu: [],
    routes: [{ path: '/talent', component: () => import('./TalentPage.vue') }],
};
