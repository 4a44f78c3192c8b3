import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vitest/config';

export default defineConfig({
    plugins: [
        vue(),
        // Only the parts of Element Plus that a page uses are loaded with it. Our own components are imported by name.
        components({ dirs: [], resolvers: [ElementPlusResolver()], dts: 'components.d.ts' }),
    ],
    resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
    define: {
        __VUE_OPTIONS_API__: 'true', // Element Plus has components that need it
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_I18N_FULL_INSTALL__: 'false',
        __VUE_I18N_LEGACY_API__: 'false',
        __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
        outDir: process.env.TALENT_CONSOLE_OUT ?? '../../../build/console',
        emptyOutDir: true,
        target: 'es2022',
        assetsInlineLimit: 0, // the page's policy allows no data: but for images
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 1700, // Swagger UI, which the API's reference alone loads
    },
    server: {
        proxy: {
            '/v1': 'http://127.0.0.1:8080',
            '/openapi.json': 'http://127.0.0.1:8080',
            '/problems': 'http://127.0.0.1:8080',
        },
    },
    test: { environment: 'jsdom', include: ['src/**/*.test.ts'], setupFiles: ['src/testing.ts'] },
});
