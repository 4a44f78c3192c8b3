// What an order is called, for the seller's side too: the words of the buyer's pages, under their key.
import orders from '../../pages/enterprise/orders/messages';

export default { zh: { enterprise: orders.zh }, en: { enterprise: orders.en } };
