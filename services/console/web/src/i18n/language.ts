// The language of the page: Chinese or English, kept in the browser.
import { ref, watch } from 'vue';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

const place = 'talent.language';

function first(): Language {
    const kept = localStorage.getItem(place);
    if (kept === 'zh' || kept === 'en') return kept;
    return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language = ref<Language>(first());

watch(
    language,
    (now) => {
        localStorage.setItem(place, now);
        document.documentElement.lang = now === 'zh' ? 'zh-CN' : 'en';
    },
    { immediate: false },
);
document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';

// Another tab's choice holds for this one too.
window.addEventListener('storage', ({ key, newValue }) => {
    if (key === place && (newValue === 'zh' || newValue === 'en')) language.value = newValue;
});
