import type { Area } from '@/router/areas';

// An office that the operator named as supervisor of procurement; its members sign in as an office's.
export const area: Area = {
    name: 'supervisor',
    audiences: ['government_office', 'supervisor'],
    only: (who) => who.audience === 'supervisor' || who.organisation?.supervises_procurement === true,
    // Its own work, before the procurement that it could also do as any office.
    place: 'first',
    shares: ['procurement', 'supervision'],
    menu: [
        { to: '/supervisor/complaints', label: 'supervisor.menu.complaints' },
        { to: '/supervisor/exclusions', label: 'supervisor.menu.exclusions' },
        { to: '/supervisor/audit', label: 'supervisor.menu.audit' },
    ],
    routes: [
        { path: '/supervisor', redirect: '/supervisor/complaints' },
        { path: '/supervisor/complaints', component: () => import('./ComplaintsPage.vue') },
        { path: '/supervisor/exclusions', component: () => import('./ExclusionsPage.vue') },
        { path: '/supervisor/audit', component: () => import('./SupervisorAudit.vue') },
    ],
};
