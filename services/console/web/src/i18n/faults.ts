// The server says what is wrong with a field in English; by its code it is said in Chinese here. A code that
// is not known here is said to be one, with the server's words.
import type { Fault } from '@/api/problem';
import { language } from './language';

/** {0} and {1} are the numbers of the server's sentence, in their order. */
const chinese: Record<string, string> = {
    required: '必填',
    too_short: '至少 {0} 个字符',
    too_long: '最多 {0} 个字符',
    too_many: '最多 {0} 项',
    too_few: '至少 {0} 项',
    too_large: '数值过大',
    out_of_range: '须在 {0} 到 {1} 之间',
    out_of_order: '先后或大小顺序不对',
    in_the_past: '须晚于当前时间',
    in_the_future: '须早于当前时间',
    malformed: '格式不正确',
    unknown_code: '词表中没有这个代码',
    unknown_value: '不在可选值之内',
    unknown_field: '没有这个字段',
    unknown_parameter: '没有这个参数',
    unknown_currency: '币种须为人民币（CNY）',
    not_money: '须为金额，最多两位小数',
    not_boolean: '须为是或否',
    wrong_type: '类型不正确',
    forbidden_character: '含有不允许的字符',
    server_owned: '由系统填写，不能提交',
    repeated: '有重复项',
    doubled: '与前面的重复',
    not_applicable: '在当前选择下不适用',
    not_allowed: '当前不允许',
    personal_data: '不能出现电话、身份证号或邮箱；姓名与联系方式请填入个人信息档案',
    nothing_changed: '没有任何改动',
    not_offered: '不在所提供的内容之中',
    taken: '已被使用',
    wrong: '不正确',
    fixed: '已经确定，不能再改',
    unexpected: '这里不应填写',
    needed_to_publish: '发布前必须填写',
    weak: '密码过于简单',
    wrong_check_digit: '校验位不符',
    after_contract_end: '晚于合同最后一个里程碑',
    does_not_add_up: '分包、服务费与结余之和不等于合同价',
    does_not_fit: '与所处理的事项不符',
    duplicate: '重复填写',
    easily_guessed: '由常见词、本人信息、年份或连续重复字符组成，容易被猜到',
    exceeds_cap: '超过地区规定的上限',
    exceeds_contract: '超过合同约定',
    exceeds_price: '分包与服务费之和超过合同价',
    not_a_complaint: '只有投诉才引用此前的质疑',
    not_a_general_contractor: '只有总承包方可以收取服务费',
    not_a_cursor: '翻页标记已失效，请从头查询',
    not_an_agency: '只有服务机构才有机构能力',
    not_an_id: '须为有效的编号',
    not_challenged: '不在此前质疑的事项之内',
    not_csv: '不是可读取的 CSV 文件',
    not_delivered: '所验收的超出分包已交付的部分',
    not_in_force: '合同未生效、已中止或已结束',
    not_on_the_market: '不是已发布的服务',
    not_priced: '按询价计价：请先下单，再引用该订单',
    not_upheld: '质疑或投诉成立时才可采取措施',
    on_the_market: '本地区市场上已有此类服务，须从市场采购',
    one_price: '评审因素中须且仅有一项为价格',
    order_not_accepted: '卖方尚未接受该订单',
    other_category: '类别与分包不一致',
    other_region: '地区与分包不一致',
    out_of_place: '不能用在这里',
    out_of_the_race: '该投标此前的中标已作废',
    over_budget: '超过预算',
    own_password: '修改本人密码请到“账户”页',
    owner_excluded: '该机构在本地区处于禁止参加采购期内',
    owner_not_verified: '该机构尚未核验',
    pass_through: '单一承接方（及其关联方）承担了九成以上工作，属于整体转包',
    price_weight: '价格权重低于规定的下限',
    reckoned: '价格分按公式计算，不由评委打分',
    region_not_served: '该服务不覆盖此地区',
    test_only: '测试机构只能与测试机构演练',
    tied_to_contractor: '是总承包方本身，或与其有人员、账户关联',
    too_many_rows: '行数超过上限',
    too_late: '晚于允许的最晚时间',
    too_low: '低于允许的最小值',
    too_soon: '早于允许的最早时间',
    wrong_header: '表头不符合要求',
    wrong_count: '数量不符合要求',
    wrong_sum: '合计不符合要求',
    unknown_parent: '上级代码不存在',
    wrong_parent: '上级代码不符',
    wrong_level: '层级不符',
};

export const faultCodes = Object.keys(chinese);

/** What publication needs, by field: the words of the regulation on the human-resources market. */
const chineseNeeds: Record<string, string> = {
    employer_name: '招聘信息应当写明用人单位名称',
    headcount: '招聘信息应当写明招聘人数',
    conditions: '招聘信息应当写明招聘条件',
    work_content: '招聘信息应当写明工作内容',
    place: '招聘信息应当写明工作地点',
    pay_min: '招聘信息应当写明基本劳动报酬',
    expires_at: '须有晚于当前时间的有效期',
    source: '机构代发的招聘信息应当注明信息来源',
    licence_number: '机构须持有有效的人力资源服务许可证',
    summary: '请写明人才能做什么',
    regions: '请写明意向工作地区',
    description: '请写明采购方得到什么',
    terms: '下单时条款即被固定，因此必须填写',
};

export function faultText(fault: Fault): string {
    if (language.value === 'en') return fault.detail;
    const field = fault.pointer.split('/')[1] ?? '';
    const template =
        (fault.code === 'needed_to_publish' ? chineseNeeds[field] : undefined) ?? chinese[fault.code];
    if (template === undefined) return `不符合要求（服务器原文：${fault.detail}）`;
    const numbers = fault.detail.match(/-?\d[\d.]*/g) ?? [];
    let complete = true;
    const text = template.replace(/\{(\d)\}/g, (_all, at: string) => {
        const number = numbers[Number(at)];
        if (number === undefined) complete = false;
        return number?.replace(/\.$/, '') ?? '';
    });
    // Without its numbers a limit says nothing: then the server's words stand beside it.
    return complete ? text : `不符合要求（服务器原文：${fault.detail}）`;
}
