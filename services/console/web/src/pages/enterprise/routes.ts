import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'enterprise',
    audiences: ['enterprise'],
    shares: ['orders'],
    menu: [
        { to: '/enterprise/demands', label: 'enterprise.menu.demands' },
        { to: '/enterprise/orders', label: 'enterprise.menu.orders' },
        { to: '/enterprise/alerts', label: 'enterprise.menu.alerts' },
    ],
    routes: [
        { path: '/enterprise', redirect: '/enterprise/demands' },
        { path: '/enterprise/demands', component: () => import('./demands/DemandsPage.vue') },
        { path: '/enterprise/demands/new', component: () => import('./demands/DemandEditorPage.vue') },
        { path: '/enterprise/demands/:id', component: () => import('./demands/DemandPage.vue') },
        { path: '/enterprise/demands/:id/edit', component: () => import('./demands/DemandEditorPage.vue') },
        { path: '/enterprise/demands/:id/matches', component: () => import('./matches/MatchesPage.vue') },
        { path: '/enterprise/demands/:id/compare', component: () => import('./matches/ComparePage.vue') },
        {
            path: '/enterprise/demands/:id/offerings',
            component: () => import('./matches/FittingOfferingsPage.vue'),
        },
        { path: '/enterprise/orders', component: () => import('./orders/OrdersPage.vue') },
        { path: '/enterprise/orders/new', component: () => import('./orders/PlaceOrderPage.vue') },
        { path: '/enterprise/orders/:id', component: () => import('./orders/OrderPage.vue') },
        { path: '/enterprise/alerts', component: () => import('./alerts/AlertsPage.vue') },
    ],
};
