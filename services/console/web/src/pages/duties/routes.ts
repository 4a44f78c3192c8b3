import type { Area } from '@/router/areas';

// Whoever sits on a panel or opens bids, of whichever organisation: reached by a link, not from the menu.
export const area: Area = {
    name: 'duties',
    audiences: ['government_office', 'agency', 'enterprise', 'operator'],
    aside: true,
    shares: ['procurement'],
    menu: [{ to: '/account/duties', label: 'duties.menu' }],
    routes: [
        { path: '/account/duties', component: () => import('./DutiesPage.vue') },
        { path: '/account/duties/tenders/:id', component: () => import('./DutyPage.vue') },
    ],
};
