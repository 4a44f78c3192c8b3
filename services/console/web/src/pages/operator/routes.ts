import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'operator',
    audiences: ['operator'],
    shares: ['procurement', 'supervision'],
    menu: [
        { to: '/operator/queue', label: 'operator.menu.queue' },
        { to: '/operator/listings', label: 'operator.menu.listings' },
        { to: '/operator/organisations', label: 'operator.menu.organisations' },
        { to: '/operator/projects', label: 'operator.menu.projects' },
        { to: '/operator/gaps', label: 'operator.menu.gaps' },
        { to: '/operator/words', label: 'operator.menu.words' },
        { to: '/operator/appeals', label: 'operator.menu.appeals' },
        { to: '/operator/audit', label: 'operator.menu.audit' },
        { to: '/account/duties', label: 'operator.menu.duties' },
    ],
    routes: [
        { path: '/operator/queue', component: () => import('./QueuePage.vue') },
        { path: '/operator/listings', component: () => import('./ListingsPage.vue') },
        { path: '/operator/organisations', component: () => import('./OrganisationsPage.vue') },
        { path: '/operator/projects', component: () => import('./ProjectsPage.vue') },
        { path: '/operator/projects/:id', component: () => import('./ProjectPage.vue') },
        { path: '/operator/gaps', component: () => import('./GapsPage.vue') },
        { path: '/operator/words', component: () => import('./WordsPage.vue') },
        { path: '/operator/appeals', component: () => import('./AppealsPage.vue') },
        { path: '/operator/audit', component: () => import('./AuditPage.vue') },
    ],
};
