import * as imports from './words/import';

export default {
    zh: { menu: { import: '批量导入' }, import: imports.zh },
    en: { menu: { import: 'Bulk import' }, import: imports.en },
};
