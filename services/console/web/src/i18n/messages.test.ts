// Both languages say the same things, every key that a page names is there, and every value of the API's
// closed lists has a name.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import common from './common';
import enums from './enums';
import fields from './fields';

interface Messages {
    zh: object;
    en: object;
}

const areas = import.meta.glob<{ default: Messages }>('../pages/*/messages.ts', { eager: true });
const shared = import.meta.glob<{ default: Messages }>('./shared/*.ts', { eager: true });
const sources = import.meta.glob<string>('../**/*.{vue,ts}', {
    eager: true,
    query: '?raw',
    import: 'default',
});

function leavesOf(tree: object, before = ''): Map<string, string> {
    const leaves = new Map<string, string>();
    for (const [key, value] of Object.entries(tree)) {
        if (typeof value === 'object' && value !== null) {
            for (const [inner, text] of leavesOf(value, `${before}${key}.`)) leaves.set(inner, text);
        } else {
            leaves.set(before + key, String(value));
        }
    }
    return leaves;
}

const trees: [string, Messages][] = [
    ['common', common],
    ['enums', enums],
    ['fields', fields],
    ...Object.entries(areas).map(
        ([path, module]) => [path.split('/').at(-2) ?? path, module.default] as [string, Messages],
    ),
];

// Those that areas share stand under their own keys, as the common ones do.
const withoutName = ['common', ...Object.keys(shared)];
trees.push(...Object.entries(shared).map(([path, module]) => [path, module.default] as [string, Messages]));

const all = new Set<string>();
for (const [name, tree] of trees) {
    for (const key of leavesOf(tree.zh).keys()) all.add(withoutName.includes(name) ? key : `${name}.${key}`);
}

describe('messages', () => {
    for (const [name, tree] of trees) {
        const zh = leavesOf(tree.zh);
        const en = leavesOf(tree.en);
        it(`of ${name} have the same keys and placeholders in both languages`, () => {
            expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
            for (const [key, text] of zh) {
                const placeholders = (one: string) => [...new Set(one.match(/\{[^}]*\}/g) ?? [])].sort();
                expect(placeholders(en.get(key) ?? ''), `placeholders of ${name}.${key}`).toEqual(
                    placeholders(text),
                );
            }
        });
        it(`of ${name} are in the language that they are meant for`, () => {
            const han = /[\u4e00-\u9fff]/;
            // The switch names the language that it leads to, in that language.
            const meant = (key: string) => key !== 'menu.language';
            expect([...en].filter(([key, text]) => meant(key) && han.test(text))).toEqual([]);
        });
    }

    it('are there for every key that a page or component names', () => {
        const missing: string[] = [];
        for (const [path, text] of Object.entries(sources)) {
            if (path.endsWith('.test.ts')) continue;
            for (const [, key] of text.matchAll(/\bt\(\s*'([a-zA-Z_]+(?:\.[a-zA-Z_0-9]+)+)'/g)) {
                if (key && !all.has(key)) missing.push(`${path}: ${key}`);
            }
        }
        expect(missing).toEqual([]);
    });
});

describe('the closed lists of the API', () => {
    interface Property {
        enum?: string[];
        items?: { enum?: string[] };
    }
    const description = JSON.parse(readFileSync('../../../schemas/openapi.json', 'utf8')) as {
        components: { schemas: Record<string, { properties?: Record<string, Property> }> };
    };
    // What a list is called in enums, where another name than the field's: one field name, several lists.
    const called: Record<string, string> = {
        'organisation.kind': 'organisation_kind',
        'qualification.kind': 'qualification_kind',
        'remedy.kind': 'remedy_kind',
        'package_sourcing.kind': 'sourcing',
        'mail_setting.kinds': 'notice_kind',
        'complaint_decision.measure': 'measure',
    };
    // Their values are the API's own words and shown as such, or the object itself says what they are.
    const shownAsTheyAre = ['scopes', 'language', 'status', 'subject', 'side', 'audience'];

    it('have a name for every value', () => {
        const missing: string[] = [];
        for (const [schema, { properties }] of Object.entries(description.components.schemas)) {
            for (const [field, property] of Object.entries(properties ?? {})) {
                const values = property.enum ?? property.items?.enum ?? [];
                if (values.length === 0 || shownAsTheyAre.includes(field)) continue;
                const list = called[`${schema}.${field}`] ?? field;
                if (list === 'kind' || list === 'subject') continue;
                for (const value of values) {
                    if (!all.has(`enums.${list}.${value}`))
                        missing.push(`${schema}.${field}: enums.${list}.${value}`);
                }
            }
        }
        expect([...new Set(missing)]).toEqual([]);
    });
});
