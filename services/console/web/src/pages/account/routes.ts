import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'account',
    audiences: ['enterprise', 'agency', 'government_office', 'operator', 'supervisor', 'talent'],
    aside: true,
    menu: [
        { to: '/account/me', label: 'account.menu.me' },
        { to: '/account/organisation', label: 'account.menu.organisation' },
        { to: '/account/members', label: 'account.menu.members' },
        { to: '/account/inbox', label: 'account.menu.inbox' },
        { to: '/account/clocks', label: 'account.menu.clocks' },
        { to: '/account/sessions', label: 'account.menu.sessions' },
        { to: '/account/mail', label: 'account.menu.mail' },
    ],
    routes: [
        { path: '/account', redirect: '/account/me' },
        { path: '/account/me', component: () => import('./MePage.vue') },
        { path: '/account/organisation', component: () => import('./OrganisationPage.vue') },
        { path: '/account/members', component: () => import('./MembersPage.vue') },
        { path: '/account/inbox', component: () => import('./InboxPage.vue') },
        { path: '/account/clocks', component: () => import('./ClocksPage.vue') },
        { path: '/account/sessions', component: () => import('./SessionsPage.vue') },
        { path: '/account/mail', component: () => import('./MailPage.vue') },
    ],
};
