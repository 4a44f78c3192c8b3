// The server says what is wrong with a field in English; by its code it is said in Chinese here. A code that
// is not known here keeps the server's words.
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
};

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
    if (template === undefined) return fault.detail;
    const numbers = fault.detail.match(/-?\d[\d.]*/g) ?? [];
    let complete = true;
    const text = template.replace(/\{(\d)\}/g, (_all, at: string) => {
        const number = numbers[Number(at)];
        if (number === undefined) complete = false;
        return number?.replace(/\.$/, '') ?? '';
    });
    return complete ? text : fault.detail;
}
