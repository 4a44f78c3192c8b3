// Before the first paint: the dark page must not flash white.
(function () {
    function kept(name) {
        try {
            return localStorage.getItem(name);
        } catch {
            return null;
        }
    }
    const theme = kept('talent.theme');
    const dark =
        theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.classList.toggle('dark', dark);
    document.documentElement.lang = kept('talent.language') === 'en' ? 'en' : 'zh-CN';
})();
