import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'office',
    audiences: ['government_office'],
    shares: ['procurement'],
    menu: [
        { to: '/office/tenders', label: 'office.menu.tenders' },
        { to: '/office/contracts', label: 'office.menu.contracts' },
        { to: '/office/frameworks', label: 'office.menu.frameworks' },
        { to: '/office/remedies', label: 'office.menu.remedies' },
        { to: '/office/clocks', label: 'office.menu.clocks' },
        { to: '/office/ledger', label: 'office.menu.ledger' },
    ],
    routes: [
        { path: '/office/tenders', component: () => import('./TendersPage.vue') },
        { path: '/office/tenders/new', component: () => import('./TenderWizard.vue') },
        { path: '/office/tenders/:id/edit', component: () => import('./TenderWizard.vue') },
        { path: '/office/tenders/:id', component: () => import('./TenderPage.vue') },
        { path: '/office/contracts', component: () => import('./ContractsPage.vue') },
        { path: '/office/contracts/:id', component: () => import('./ContractPage.vue') },
        { path: '/office/frameworks', component: () => import('./FrameworksPage.vue') },
        { path: '/office/frameworks/:id', component: () => import('./FrameworkPage.vue') },
        { path: '/office/remedies', component: () => import('./RemediesPage.vue') },
        { path: '/office/clocks', component: () => import('./ClocksPage.vue') },
        { path: '/office/ledger', component: () => import('./LedgerPage.vue') },
    ],
};
