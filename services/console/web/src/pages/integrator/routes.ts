import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'integrator',
    audiences: ['enterprise', 'agency', 'government_office', 'operator'],
    // Few of those who log in have come to program: their daily work stands before it.
    place: 'last',
    menu: [
        { to: '/integrator/keys', label: 'integrator.keys.title' },
        { to: '/integrator/webhooks', label: 'integrator.webhooks.title' },
        { to: '/integrator/reference', label: 'integrator.reference.title' },
        { to: '/integrator/signatures', label: 'integrator.signatures.title' },
        { to: '/integrator/feed', label: 'integrator.feed.title' },
    ],
    routes: [
        { path: '/integrator', redirect: '/integrator/keys' },
        { path: '/integrator/keys', component: () => import('./KeysPage.vue') },
        { path: '/integrator/webhooks', component: () => import('./WebhooksPage.vue') },
        { path: '/integrator/webhooks/:id', component: () => import('./WebhookPage.vue'), props: true },
        { path: '/integrator/reference', component: () => import('./ReferencePage.vue') },
        { path: '/integrator/signatures', component: () => import('./SignaturesPage.vue') },
        { path: '/integrator/feed', component: () => import('./FeedPage.vue') },
    ],
};
