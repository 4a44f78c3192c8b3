import vue from 'eslint-plugin-vue';
import typescript from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const chinese = '/[\\u4e00-\\u9fff]/';

export default [
    { ignores: ['node_modules/', 'src/api/schema.d.ts', 'components.d.ts'] },
    ...typescript.configs.recommended,
    ...vue.configs['flat/recommended'],
    {
        files: ['**/*.vue'],
        languageOptions: {
            parser: vueParser,
            parserOptions: { parser: typescript.parser, sourceType: 'module' },
        },
    },
    {
        rules: {
            'vue/multi-word-component-names': 'off',
            'vue/no-v-html': 'error',
            // How a tag is laid out is the formatter's business.
            'vue/max-attributes-per-line': 'off',
            'vue/singleline-html-element-content-newline': 'off',
            'vue/multiline-html-element-content-newline': 'off',
            'vue/html-self-closing': 'off',
            'vue/html-indent': 'off',
            'vue/html-closing-bracket-newline': 'off',
            'vue/require-default-prop': 'off',
            eqeqeq: 'error',
        },
    },
    {
        // A folder of pages is all there is of an area: what two of them show stands outside of both.
        files: ['src/**/*.vue', 'src/**/*.ts'],
        ignores: ['src/router/**'],
        rules: {
            'no-restricted-imports': [
                'error',
                {
                    patterns: [
                        { group: ['@/pages/*', '**/pages/**'], message: 'Share it from outside of pages.' },
                    ],
                },
            ],
        },
    },
    {
        // Every word that people read stands in messages, in both languages.
        files: ['src/**/*.vue', 'src/**/*.ts'],
        ignores: [
            'src/**/messages.ts',
            'src/**/words/*.ts',
            'src/i18n/**',
            'src/**/*.test.ts',
            'src/import/columns.ts',
        ],
        rules: {
            'no-restricted-syntax': [
                'error',
                { selector: `Literal[value=${chinese}]`, message: 'Texts belong in messages.ts.' },
                {
                    selector: `TemplateElement[value.raw=${chinese}]`,
                    message: 'Texts belong in messages.ts.',
                },
            ],
            'vue/no-restricted-syntax': [
                'error',
                { selector: `VText[value=${chinese}]`, message: 'Texts belong in messages.ts.' },
                { selector: `VLiteral[value=${chinese}]`, message: 'Texts belong in messages.ts.' },
            ],
        },
    },
];
