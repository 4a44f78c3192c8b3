// Messages: the common ones are loaded with the page, an area's with its first page.
import { watch } from 'vue';
import { createI18n, type VueMessageType } from 'vue-i18n';
import common from './common';
import enums from './enums';
import fields from './fields';
import { language, type Language } from './language';

export interface Messages {
    zh: Record<string, unknown>;
    en: Record<string, unknown>;
}

const of = (one: Language) =>
    ({ ...common[one], enums: enums[one], fields: fields[one] }) as unknown as Record<string, VueMessageType>;

export const i18n = createI18n({
    legacy: false,
    locale: language.value as string,
    fallbackLocale: 'zh',
    missingWarn: false,
    fallbackWarn: false,
    messages: { zh: of('zh'), en: of('en') },
});

watch(language, (now) => {
    i18n.global.locale.value = now;
});

const areas = import.meta.glob<{ default: Messages }>('../pages/*/messages.ts');
const loaded = new Set<string>();

const shared = import.meta.glob<{ default: Messages }>('./shared/*.ts');

/** The messages that several areas share: src/i18n/shared/NAME, under the keys that it has. */
async function loadShared(name: string): Promise<void> {
    const load = shared[`./shared/${name}.ts`];
    if (!load || loaded.has(`shared/${name}`)) return;
    const messages = (await load()).default;
    for (const one of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(one, messages[one]);
    loaded.add(`shared/${name}`);
}

/** The messages of src/pages/NAME, under the key NAME, and those that it shares with others. */
export async function loadArea(name: string, sharing: string[] = []): Promise<void> {
    await Promise.all(sharing.map(loadShared));
    const load = areas[`../pages/${name}/messages.ts`];
    if (!load || loaded.has(name)) return;
    const messages = (await load()).default;
    for (const one of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(one, { [name]: messages[one] });
    loaded.add(name);
}
