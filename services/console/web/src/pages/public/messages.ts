export default {
    zh: {
        home: { title: '区域人才市场', hint: '岗位、人才、服务与政府采购，在一个市场里公开可查。' },
        search: {
            title: '搜索{market}',
            words: '关键词',
            placeholder: '职位、技能、地区，中文或英文',
            total: '共 {total} 条结果',
            interpretation: '理解为',
            literal: '按原文搜索“{text}”',
            filters: '筛选',
            none: '没有找到结果',
            noneHint: '换个说法，或去掉部分筛选条件。',
            clear: '清除筛选',
        },
    },
    en: {
        home: {
            title: 'Regional talent market',
            hint: 'Jobs, talents, services and public procurement in one open market.',
        },
        search: {
            title: 'Search {market}',
            words: 'Words',
            placeholder: 'Job, skill or region, Chinese or English',
            total: '{total} results',
            interpretation: 'Read as',
            literal: 'Search “{text}” as typed',
            filters: 'Filters',
            none: 'Nothing was found',
            noneHint: 'Try other words or fewer filters.',
            clear: 'Clear filters',
        },
    },
};
