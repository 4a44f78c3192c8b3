import { nextTick } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { loadArea } from '@/i18n';
import { audience } from '@/session/session';
import { areaNamed, areas, letsIn } from './areas';

export const router = createRouter({
    history: createWebHistory(),
    routes: [
        ...areas.flatMap((area) =>
            area.routes.map(
                (route) => ({ ...route, meta: { ...route.meta, area: area.name } }) as typeof route,
            ),
        ),
        { path: '/:path(.*)*', name: 'not-found', component: () => import('@/pages/NotFound.vue') },
    ],
    scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
});

router.beforeEach(async (to) => {
    const area = areaNamed(to.meta.area);
    if (area && area.audiences.length > 0) {
        if (!audience.value) return { name: 'login', query: { to: to.fullPath } };
        if (!area.audiences.includes(audience.value) || !letsIn(area))
            return { name: 'forbidden', query: { to: to.fullPath } };
    }
    if (area) await loadArea(area.name, area.shares);
    return true;
});

// Who reads with a screen reader or moves by keyboard starts at the new page's heading.
router.afterEach(async (to, from) => {
    if (to.path === from.path || from.matched.length === 0) return;
    await nextTick();
    document.querySelector<HTMLElement>('main h1')?.focus();
});
