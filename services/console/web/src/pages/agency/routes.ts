import type { Area } from '@/router/areas';

export const area: Area = {
    name: 'agency',
    audiences: ['agency'],
    menu: [{ to: '/agency/import', label: 'agency.menu.import' }],
    routes: [{ path: '/agency/import', component: () => import('./ImportPage.vue') }],
};
