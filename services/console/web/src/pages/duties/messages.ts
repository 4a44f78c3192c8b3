import { inBoth } from '@/i18n/pairs';

export default inBoth({
    menu: ['开标与评审', 'Opening and panel'],
    title: ['开标与评审', 'Opening and panel'],
    hint: [
        '您若是某个采购项目的开标人或评审成员，请输入采购人给您的项目编号。',
        'Where you open bids or sit on a panel, enter the procurement’s id, which its buyer gave you.',
    ],
    go: ['进入', 'Go'],
    share: ['开标份额', 'Share of the opening'],
    shareHint: ['仅指定的三位开标人可用。', 'For the three officers alone.'],
    seat: ['我的席位', 'My seat'],
    noSeat: ['您不在本项目评审小组中。', 'You are not on the panel of this procurement.'],
});
