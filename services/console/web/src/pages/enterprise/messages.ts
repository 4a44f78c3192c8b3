import demands from './demands/messages';
import matches from './matches/messages';
import alerts from './alerts/messages';

const parts = [demands, matches, alerts];

export default {
    zh: {
        menu: { demands: '岗位需求', orders: '服务订单', alerts: '订阅提醒' },
        ...Object.assign({}, ...parts.map((part) => part.zh)),
    },
    en: {
        menu: { demands: 'Demands', orders: 'Orders', alerts: 'Alerts' },
        ...Object.assign({}, ...parts.map((part) => part.en)),
    },
};
