// The messages of the public pages, each part beside its pages.
import audit from './audit/messages';
import home from './home/messages';
import listing from './listing/messages';
import notices from './notices/messages';
import search from './search/messages';
import statistics from './statistics/messages';

export default {
    zh: { ...home.zh, ...search.zh, ...listing.zh, ...statistics.zh, ...notices.zh, ...audit.zh },
    en: { ...home.en, ...search.en, ...listing.en, ...statistics.en, ...notices.en, ...audit.en },
};
