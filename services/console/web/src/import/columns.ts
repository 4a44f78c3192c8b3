// The columns of a file that talents or service offerings are imported from: how each is called in Chinese, in
// English and in the API, and what its cells hold. The names of values come from the console's messages, so a
// value that a page shows can be typed into a file.
import enums from '@/i18n/enums';
import type { List } from '@/vocabulary';

export type Market = 'supplies' | 'offerings';

export interface Column {
    /** The API's field. */
    name: string;
    zh: string;
    en: string;
    /** Other heads that files from elsewhere have. */
    also?: string[];
    as:
        | 'text'
        | 'integer'
        | 'money'
        | 'percent'
        | 'day'
        | 'end'
        | 'flag'
        | 'choice'
        | 'choices'
        | 'code'
        | 'codes';
    list?: List;
    /** Under which enums.… the values stand; the field's name where left out. */
    named?: string;
    required?: boolean;
    /** Two examples for the template. */
    example: [string, string];
}

const supplies: Column[] = [
    {
        name: 'title',
        zh: '名称',
        en: 'Title',
        also: ['标题', '职位', '岗位'],
        as: 'text',
        required: true,
        example: ['高级后端工程师', '康复治疗师'],
    },
    {
        name: 'occupation',
        zh: '职业',
        en: 'Occupation',
        also: ['职业代码', '职业名称'],
        as: 'code',
        list: 'occupations',
        required: true,
        example: ['2-02-10-03', '康复技师'],
    },
    {
        name: 'industry',
        zh: '行业',
        en: 'Industry',
        also: ['行业代码'],
        as: 'code',
        list: 'industries',
        example: ['65', ''],
    },
    {
        name: 'summary',
        zh: '简介',
        en: 'Summary',
        also: ['个人简介', '描述'],
        as: 'text',
        example: ['五年微服务开发经验，带过三人小组', '三级医院工作经验'],
    },
    { name: 'education', zh: '学历', en: 'Education', as: 'choice', example: ['本科', 'college'] },
    {
        name: 'experience_years',
        zh: '工作年限',
        en: 'Years of experience',
        also: ['工作经验', '经验年限'],
        as: 'integer',
        example: ['5', '8'],
    },
    { name: 'skills', zh: '技能', en: 'Skills', as: 'codes', list: 'skills', example: ['java;mysql', ''] },
    {
        name: 'regions',
        zh: '地区',
        en: 'Regions',
        also: ['意向地区', '工作地区', '工作地点', 'Region'],
        as: 'codes',
        list: 'regions',
        example: ['330100;330200', '浙江省'],
    },
    {
        name: 'pay_min',
        zh: '最低月薪',
        en: 'Pay, at least',
        also: ['最低薪酬', '薪酬下限'],
        as: 'money',
        example: ['18000', '9000.00'],
    },
    {
        name: 'pay_max',
        zh: '最高月薪',
        en: 'Pay, at most',
        also: ['最高薪酬', '期望月薪', '薪酬上限'],
        as: 'money',
        example: ['2.5万', '12000'],
    },
    {
        name: 'available_from',
        zh: '可到岗日期',
        en: 'Available from',
        also: ['到岗日期'],
        as: 'day',
        example: ['2027-01-01', '2027/2/1'],
    },
    {
        name: 'employments',
        zh: '用工形式',
        en: 'Employment',
        as: 'choices',
        example: ['全职;项目制', 'full_time'],
    },
    { name: 'scope', zh: '展示范围', en: 'Scope', as: 'choice', example: ['所有地区', ''] },
    {
        name: 'personalised_ranking',
        zh: '个性化排序',
        en: 'Personalised ranking',
        as: 'flag',
        example: ['是', 'yes'],
    },
    {
        name: 'expires_at',
        zh: '有效期至',
        en: 'Expires',
        also: ['到期日'],
        as: 'end',
        example: ['2027-06-30', '2027-06-30'],
    },
];

const offerings: Column[] = [
    {
        name: 'title',
        zh: '名称',
        en: 'Title',
        also: ['标题', '服务名称'],
        as: 'text',
        required: true,
        example: ['后端工程师实训营', '技术高管寻访'],
    },
    {
        name: 'category',
        zh: '类别',
        en: 'Category',
        also: ['服务类别'],
        as: 'choice',
        required: true,
        example: ['技能培训', 'headhunting'],
    },
    {
        name: 'description',
        zh: '说明',
        en: 'Description',
        also: ['服务说明', '描述'],
        as: 'text',
        example: ['四十课时，结业后组织等级认定', '三个月内推荐三名候选人'],
    },
    {
        name: 'regions',
        zh: '地区',
        en: 'Regions',
        also: ['服务地区', 'Region'],
        as: 'codes',
        list: 'regions',
        required: true,
        example: ['330100', '浙江省'],
    },
    {
        name: 'price_model',
        zh: '计价方式',
        en: 'Price model',
        as: 'choice',
        required: true,
        example: ['按人', 'percent_of_salary'],
    },
    { name: 'price', zh: '价格', en: 'Price', also: ['单价'], as: 'money', example: ['4300', ''] },
    {
        name: 'percent_basis_points',
        zh: '薪酬比例',
        en: 'Percent of salary',
        also: ['收费比例'],
        as: 'percent',
        example: ['', '20%'],
    },
    {
        name: 'response_hours',
        zh: '响应时限（小时）',
        en: 'Hours to respond',
        also: ['响应小时'],
        as: 'integer',
        example: ['24', '8'],
    },
    {
        name: 'delivery_days',
        zh: '交付天数',
        en: 'Days to deliver',
        also: ['交付工作日'],
        as: 'integer',
        example: ['20', '60'],
    },
    {
        name: 'terms',
        zh: '条款',
        en: 'Terms',
        as: 'text',
        example: ['交付并确认后三十日内支付', '入职满一月后支付'],
    },
];

export const columnsOf: Record<Market, Column[]> = { supplies, offerings };

/** Heads under which an error file has its reasons; ignored when it is uploaded again. */
export const reasonHeads = { zh: '错误原因', en: 'Reasons' };

/** Heads are compared without their spaces, case, marks of need and kinds of brackets. */
export function plain(text: string): string {
    return text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s*_\-:,.;()]/g, '');
}

const headsOf = (column: Column) =>
    [column.name, column.zh, column.en, ...(column.also ?? [])].map((each) => plain(each));

export function columnOfHead(market: Market, head: string): Column | undefined {
    const wanted = plain(head);
    return columnsOf[market].find((column) => headsOf(column).includes(wanted));
}

export function isReasonHead(head: string): boolean {
    return Object.values(reasonHeads).some((each) => plain(each) === plain(head));
}

type Names = Record<string, string>;
const listsOf = (language: 'zh' | 'en') => enums[language] as unknown as Record<string, Names>;

/** The code of a value of a closed list, given by its code or its name in either language. */
export function codeOfValue(column: Column, text: string): string | undefined {
    const list = column.named ?? column.name;
    const wanted = plain(text);
    for (const names of [listsOf('zh')[list] ?? {}, listsOf('en')[list] ?? {}]) {
        for (const [code, name] of Object.entries(names)) {
            // Of "中专/技校" each part alone will do.
            const known = [code, name, ...name.split('/')].map((each) => plain(each));
            if (known.includes(wanted)) return code;
        }
    }
    return undefined;
}

const yes = ['是', 'yes', 'true', '1', 'y', '√', '对'];
const no = ['否', 'no', 'false', '0', 'n', '×', '不'];
export function flagOf(text: string): boolean | undefined {
    const wanted = plain(text);
    if (yes.map(plain).includes(wanted)) return true;
    return no.map(plain).includes(wanted) ? false : undefined;
}

/** An amount in ten thousands, as pay is often written. */
export const tenThousands = /^(\d+(?:\.\d{1,6})?)(?:万|w)$/i;
export const currencySigns = /[¥￥,，\s]|元$|rmb$|cny$/gi;
export const yearMonthDay = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
/** What stands between several values of a cell. */
export const betweenValues = /[;；、|\n，,]+/;
