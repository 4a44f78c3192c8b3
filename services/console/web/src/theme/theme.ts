// Light or dark: the reader's choice, else the device's. theme.js applies it before the first paint.
import { ref, watch } from 'vue';

const place = 'talent.theme';
export const dark = ref(document.documentElement.classList.contains('dark'));

watch(dark, (now) => {
    localStorage.setItem(place, now ? 'dark' : 'light');
    document.documentElement.classList.toggle('dark', now);
});

// Another tab's choice holds for this one too.
window.addEventListener('storage', ({ key, newValue }) => {
    if (key === place && newValue) dark.value = newValue === 'dark';
});
