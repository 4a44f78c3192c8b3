import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'public',
    audiences: [],
    menu: [],
    routes: [
        { path: '/', component: () => import('./home/HomePage.vue') },
        { path: '/login', name: 'login', component: () => import('./LoginPage.vue') },
        // Under a path that the server answers with the page when it is loaded anew.
        { path: '/login/forbidden', name: 'forbidden', component: () => import('./ForbiddenPage.vue') },
        {
            path: '/search/:market(demands|supplies|offerings|tenders)',
            component: () => import('./search/SearchPage.vue'),
        },
        { path: '/demands/:id', component: () => import('./listing/DemandPage.vue') },
        { path: '/supplies/:id', component: () => import('./listing/SupplyPage.vue') },
        { path: '/offerings/:id', component: () => import('./listing/OfferingPage.vue') },
        { path: '/tenders/:id', component: () => import('./listing/TenderPage.vue') },
        { path: '/agencies/:id', component: () => import('./listing/AgencyPage.vue') },
        { path: '/pay', component: () => import('./statistics/PayPage.vue') },
        { path: '/gaps', component: () => import('./statistics/GapsPage.vue') },
        { path: '/notices', component: () => import('./notices/NoticesPage.vue') },
        { path: '/notices/:ocid', component: () => import('./notices/ProcurementPage.vue') },
        { path: '/audit', component: () => import('./audit/AuditPage.vue') },
    ],
};
