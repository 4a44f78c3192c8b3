import * as imports from './words/import';
import * as listings from './words/listings';

export default {
    zh: {
        menu: { talents: '人才', offerings: '服务产品', import: '批量导入' },
        ...listings.zh,
        import: imports.zh,
    },
    en: {
        menu: { talents: 'Talents', offerings: 'Offerings', import: 'Bulk import' },
        ...listings.en,
        import: imports.en,
    },
};
