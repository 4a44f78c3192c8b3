import home from './home/messages';
import listing from './listing/messages';
import search from './search/messages';

const parts = [home, search, listing];

export default {
    zh: Object.assign({}, ...parts.map((part) => part.zh)),
    en: Object.assign({}, ...parts.map((part) => part.en)),
};
