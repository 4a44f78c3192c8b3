import type { RouteRecordRaw } from 'vue-router';
import type { Area } from '@/router/areas';

const listings = (path: string, market: 'supplies' | 'offerings'): RouteRecordRaw[] => [
    { path, component: () => import('./ListingsPage.vue'), props: { market } },
    { path: `${path}/new`, component: () => import('./ListingPage.vue'), props: { market } },
    {
        path: `${path}/:id`,
        component: () => import('./ListingPage.vue'),
        props: (route) => ({ market, id: route.params.id }),
    },
];

export const area: Area = {
    name: 'agency',
    audiences: ['agency'],
    shares: ['procurement', 'orders'],
    menu: [
        { to: '/agency/talents', label: 'agency.menu.talents' },
        { to: '/agency/offerings', label: 'agency.menu.offerings' },
        { to: '/agency/import', label: 'agency.menu.import' },
        { to: '/agency/tenders', label: 'agency.menu.tenders' },
        { to: '/agency/bids', label: 'agency.bids.title' },
        { to: '/agency/remedies', label: 'agency.remedy.title' },
        { to: '/agency/contracts', label: 'agency.contracts.title' },
        { to: '/agency/packages', label: 'agency.packages.title' },
        { to: '/agency/orders', label: 'agency.orders.title' },
        { to: '/agency/licences', label: 'agency.licences.title' },
    ],
    routes: [
        ...listings('/agency/talents', 'supplies'),
        ...listings('/agency/offerings', 'offerings'),
        { path: '/agency/import', component: () => import('./ImportPage.vue') },
        { path: '/agency/tenders', component: () => import('./TendersPage.vue') },
        { path: '/agency/contracts', component: () => import('./ContractsPage.vue') },
        { path: '/agency/contracts/:id', component: () => import('./ContractPage.vue'), props: true },
        { path: '/agency/bids', component: () => import('./BidsPage.vue') },
        { path: '/agency/packages', component: () => import('./packages/PackagesPage.vue') },
        { path: '/agency/packages/:id', component: () => import('./packages/PackagePage.vue'), props: true },
        { path: '/agency/remedies', component: () => import('./remedies/RemediesPage.vue') },
        { path: '/agency/orders', component: () => import('./orders/OrdersPage.vue') },
        { path: '/agency/orders/:id', component: () => import('./orders/OrderPage.vue'), props: true },
        { path: '/agency/licences', component: () => import('./LicencesPage.vue') },
        { path: '/agency/tenders/:id/bid', component: () => import('./BidPage.vue'), props: true },
    ],
};
