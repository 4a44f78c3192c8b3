import type { Area } from '@/router/areas';

// Whoever sits on a panel or opens bids, of whichever organisation: reached by a link, not from the menu.
export const area: Area = {
    name: 'duties',
    audiences: ['government_office', 'agency', 'enterprise', 'operator'],
    aside: true,
    shares: ['procurement'],
    menu: [{ to: '/duties', label: 'duties.menu' }],
    routes: [
        { path: '/duties', component: () => import('./DutiesPage.vue') },
        { path: '/duties/tenders/:id', component: () => import('./DutyPage.vue') },
    ],
};
