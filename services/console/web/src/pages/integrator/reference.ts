// What the reference's library leaves out for readers with a keyboard or a screen reader, added after it drew.
type Translate = (key: string) => string;

export function mendForReaders(root: HTMLElement, t: Translate): void {
    const mend = () => {
        for (const input of root.querySelectorAll<HTMLElement>(
            'input:not([aria-label]), select:not([aria-label]), textarea:not([aria-label])',
        )) {
            const near = input.closest('tr')?.querySelector('.parameter__name')?.textContent;
            input.setAttribute('aria-label', near ?? t('integrator.reference.filter'));
        }
        for (const button of root.querySelectorAll<HTMLElement>('button:not([aria-label])')) {
            if (!button.textContent?.trim()) {
                button.setAttribute('aria-label', button.title || t('action.details'));
            }
        }
        // Long answers scroll in their own box, which the keyboard must reach.
        for (const box of root.querySelectorAll<HTMLElement>('.microlight, .highlight-code pre, pre.example'))
            box.tabIndex = 0;
    };
    mend();
    new MutationObserver(mend).observe(root, { childList: true, subtree: true });
}

/** The library has a dark theme under a class of its own: it follows ours. Ends with what this returns. */
export function followTheme(): () => void {
    const root = document.documentElement;
    const follow = () => {
        const wanted = root.classList.contains('dark');
        if (root.classList.contains('dark-mode') !== wanted) root.classList.toggle('dark-mode', wanted);
    };
    follow();
    const watching = new MutationObserver(follow);
    watching.observe(root, { attributes: true, attributeFilter: ['class'] });
    return () => {
        watching.disconnect();
        root.classList.remove('dark-mode');
    };
}
