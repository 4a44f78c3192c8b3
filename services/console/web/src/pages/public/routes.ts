import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'public',
    audiences: [],
    menu: [],
    routes: [
        { path: '/', component: () => import('./home/HomePage.vue') },
        { path: '/login', name: 'login', component: () => import('./LoginPage.vue') },
        { path: '/forbidden', name: 'forbidden', component: () => import('./ForbiddenPage.vue') },
        {
            path: '/search/:market(demands|supplies|offerings|tenders)',
            component: () => import('./search/SearchPage.vue'),
        },
    ],
};
