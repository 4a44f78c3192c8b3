import { createApp } from 'vue';
import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import '@/theme/theme.css';
import App from './App.vue';
import { i18n } from './i18n';
import { router } from './router';
import { resume, watchOtherTabs } from './session/session';

async function start() {
    await resume();
    watchOtherTabs();
    createApp(App).use(i18n).use(router).mount('#app');
}

void start();
