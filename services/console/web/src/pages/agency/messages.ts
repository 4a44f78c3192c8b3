import * as bids from './words/bids';
import * as contracts from './words/contracts';
import * as imports from './words/import';
import * as licences from './words/licences';
import * as listings from './words/listings';
import * as orders from './words/orders';
import packages from './words/packages';
import remedies from './words/remedies';

export default {
    zh: {
        menu: { talents: '人才', offerings: '服务产品', import: '批量导入', tenders: '采购与投标' },
        ...listings.zh,
        ...bids.zh,
        ...contracts.zh,
        ...orders.zh,
        ...packages.zh,
        ...remedies.zh,
        import: imports.zh,
        licences: licences.zh,
    },
    en: {
        menu: {
            talents: 'Talents',
            offerings: 'Offerings',
            import: 'Bulk import',
            tenders: 'Tenders and bids',
        },
        ...listings.en,
        ...bids.en,
        ...contracts.en,
        ...orders.en,
        ...packages.en,
        ...remedies.en,
        import: imports.en,
        licences: licences.en,
    },
};
