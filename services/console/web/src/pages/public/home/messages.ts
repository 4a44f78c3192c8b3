export default {
    zh: {
        home: { title: '区域人才市场', hint: '岗位、人才、服务与政府采购，在一个市场里公开可查。' },
    },
    en: {
        home: {
            title: 'Regional talent market',
            hint: 'Jobs, talents, services and public procurement in one open market.',
        },
    },
};
