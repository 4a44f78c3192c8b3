// What the server refuses, by the last word of its type (docs/problems): its title as the server has it, and what
// to do about it, in both languages.
import type { Problem } from '@/api/problem';
import { language } from './language';

interface Said {
    zh: string;
    en: string;
}

/** Kind: title, what to do. */
const texts: Record<string, [title: [zh: string, en: string], advice?: [zh: string, en: string]]> = {
    'malformed-request': [['请求不符合 HTTP/1.1 规范', 'The request is not well-formed HTTP/1.1']],
    'malformed-json': [['请求正文不是可接受的 JSON', 'The body is not acceptable JSON']],
    'invalid-fields': [
        ['部分字段不符合要求', 'Some fields are not acceptable'],
        ['请按各字段旁的说明修改后再提交。', 'Mend the fields that are named and send it again.'],
    ],
    'invalid-query': [
        ['部分查询参数不符合要求', 'Some query parameters are not acceptable'],
        ['请修改或清除筛选条件。', 'Change the filters, or take them away.'],
    ],
    unauthenticated: [
        ['需要有效的身份凭证', 'A valid credential is needed'],
        ['请重新登录；已填写的内容保留在本机。', 'Log in again; what you entered stays on this device.'],
    ],
    'login-failed': [
        ['邮箱或密码错误', 'The e-mail address or password is wrong'],
        [
            '请核对后重试；忘记密码请联系本机构管理员。',
            'Check both and try again; who has forgotten a password asks the organisation’s administrator.',
        ],
    ],
    'csrf-rejected': [
        ['CSRF 令牌缺失或错误', 'The CSRF token is missing or wrong'],
        ['请重新载入页面后再试。', 'Reload the page and try again.'],
    ],
    forbidden: [
        ['无权执行此操作', 'This credential may not do that'],
        [
            '请由有相应角色的同事操作，或请管理员调整角色。',
            'Ask a colleague with the role for it, or the administrator for the role.',
        ],
    ],
    'organisation-not-verified': [
        ['仅已核验的机构可执行此操作', 'Only a verified organisation may do that'],
        ['请先在账户页提交机构核验。', 'Submit the organisation for verification first, under Account.'],
    ],
    'not-found': [
        ['资源不存在', 'There is no such thing'],
        ['内容可能已撤回，或不属于本机构。', 'It may have been withdrawn, or is another organisation’s.'],
    ],
    'method-not-allowed': [['资源不支持该方法', 'The resource does not know this method']],
    'request-timeout': [
        ['请求未按时到达', 'The request did not arrive in time'],
        ['网络较慢，请重试。', 'The line is slow: try again.'],
    ],
    conflict: [
        ['请求与现有数据冲突', 'The request conflicts with what is there'],
        ['请重新载入，看清现状后再操作。', 'Reload, look at what is there, and decide anew.'],
    ],
    duplicate: [
        ['该内容已存在', 'This already exists'],
        ['请使用已有的记录。', 'Use the record that is there.'],
    ],
    'wrong-state': [
        ['当前状态不允许此操作', 'The present state does not allow that'],
        ['请重新载入，按当前状态可做的步骤操作。', 'Reload: the page shows which steps are open now.'],
    ],
    'stale-version': [
        ['资源自读取后已被修改', 'The resource has changed since it was read'],
        ['请重新载入后再操作。', 'Reload it before going on.'],
    ],
    'body-too-large': [
        ['请求正文过大', 'The body is too large'],
        ['请减少内容或分批提交。', 'Send less, or in parts.'],
    ],
    'uri-too-long': [
        ['请求地址过长', 'The request target is too long'],
        ['请减少筛选条件。', 'Take some of the filters away.'],
    ],
    'unsupported-media-type': [['不支持的内容类型', 'The content type is not supported']],
    'expectation-failed': [['无法满足 Expect 请求头', 'The expectation cannot be met']],
    'publication-refused': [
        ['不符合依法发布的要求', 'The law does not allow publication as it stands'],
        ['请补全或修改下列各项。', 'Add or mend what is named below.'],
    ],
    'idempotency-key-reused': [
        ['幂等键已用于其他请求', 'The idempotency key was used for another request'],
        ['请重新载入页面后再提交。', 'Reload the page and send it again.'],
    ],
    'idempotency-key-required': [['此请求需要 Idempotency-Key', 'This request needs an Idempotency-Key']],
    'precondition-required': [['请求需要 If-Match', 'The request needs If-Match']],
    'rate-limited': [
        ['请求过于频繁', 'Too many requests'],
        ['请稍等片刻再试。', 'Wait a moment and try again.'],
    ],
    'headers-too-large': [['请求头过大', 'The header is too large']],
    'consent-missing': [
        ['当事人未就此目的作出同意', 'The talent has not consented to this purpose'],
        ['请先由人才本人授权此目的。', 'The talent has to consent to this purpose first.'],
    ],
    'licence-missing': [
        ['缺少该类别所需的有效许可', 'A valid licence for this category is missing'],
        ['请在资质页登记有效许可并完成核验。', 'Record a valid licence, and have it verified.'],
    ],
    'bidding-closed': [
        ['当前不在投标时间内', 'Bids are not accepted at this instant'],
        ['请核对公告的投标起止时间。', 'Look at the notice: it says from when to when bids are taken.'],
    ],
    'bid-sealed': [
        ['开标前投标内容保密', 'Bids are sealed until the opening'],
        ['请在开标后查看。', 'Come back after the opening.'],
    ],
    'conflict-of-interest': [
        ['存在利益冲突', 'There is a conflict of interest'],
        [
            '请改由无利害关系的人员或机构参加。',
            'Somebody without ties to the matter has to take part instead.',
        ],
    ],
    'evaluation-incomplete': [
        ['评审尚未完成', 'The evaluation is not complete'],
        ['请待全部评委提交评分。', 'Wait until every member of the panel has scored.'],
    ],
    'standstill-running': [
        ['异议静默期尚未届满', 'The standstill period is still running'],
        ['请在静默期届满后操作。', 'Come back when the standstill is over.'],
    ],
    'amount-exceeded': [
        ['金额超过应付金额', 'The amount is more than is due'],
        ['请按未付金额填写。', 'Enter no more than what is still due.'],
    ],
    'last-administrator': [
        ['机构至少保留一名管理员', 'An organisation keeps at least one administrator'],
        ['请先指定另一名管理员。', 'Make somebody else an administrator first.'],
    ],
    internal: [
        ['服务器内部错误', 'Something went wrong on our side'],
        [
            '请稍后重试；仍有问题请把请求编号告知平台。',
            'Try again later; if it stays so, tell the operator the request’s number.',
        ],
    ],
    'not-implemented': [['服务器不支持该功能', 'The server does not support this']],
    overloaded: [
        ['服务器繁忙，请稍后重试', 'The server is busy; try again shortly'],
        ['已填写的内容保留在本页。', 'What you entered stays on this page.'],
    ],
    'database-unavailable': [
        ['数据库暂不可用，请稍后重试', 'The database is not reachable; try again shortly'],
        ['已填写的内容保留在本页。', 'What you entered stays on this page.'],
    ],
    'storage-full': [
        ['服务器存储空间已满', 'The server’s storage is full'],
        ['请联系平台运营方。', 'Tell the operator of the platform.'],
    ],
    'http-version-not-supported': [
        ['仅支持 HTTP/1.0 与 HTTP/1.1', 'Only HTTP/1.0 and HTTP/1.1 are spoken here'],
    ],
    'officers-missing': [
        ['到场的指定开标人员不足', 'Not enough of the named officers have acted'],
        ['请待其他开标人员释放密钥份额。', 'Other named officers have to release their shares first.'],
    ],
    'seal-invalid': [
        ['密封格式不符合要求', 'The seal is not acceptable'],
        ['请重新生成并提交投标。', 'Seal the bid anew and send it again.'],
    ],
    'clock-set-back': [
        ['服务器时钟早于已记录的时间', 'The server’s clock is behind what it has recorded'],
        ['请联系平台运营方。', 'Tell the operator of the platform.'],
    ],
    'question-unanswered': [
        ['尚有未答复的询问', 'A question about the tender is unanswered'],
        ['请先答复全部询问。', 'Answer every question first.'],
    ],
    'panel-incomplete': [
        ['评审小组尚未组成', 'The panel is not complete'],
        ['请先组成评审小组。', 'Seat the panel first.'],
    ],
    'award-suspended': [
        ['中标结果已被暂停执行', 'The award is suspended'],
        ['请待质疑或投诉处理完毕。', 'Wait until the challenge or complaint is decided.'],
    ],
    'remedy-out-of-time': [
        ['救济期限已过', 'The period for this remedy is over'],
        ['请查看期限页所列的其他途径。', 'The clocks show which other remedies are open.'],
    ],
    'project-refused': [
        ['总包项目的分工不符合要求', 'The project’s work is not divided as it must be'],
        ['请修改下列各项。', 'Mend what is named below.'],
    ],
    'supplier-excluded': [
        ['供应商处于禁止参加期内', 'The supplier is excluded'],
        ['禁止期届满后方可参加。', 'It may take part again when the exclusion is over.'],
    ],
    'target-refused': [
        ['不允许向该地址发送通知', 'The server does not send to that address'],
        ['请填写公网可达的 HTTPS 地址。', 'Give an HTTPS address that is reachable from the public network.'],
    ],
};

const pair = (both: [string, string] | undefined): Said | undefined => both && { zh: both[0], en: both[1] };

export const problemKinds = Object.keys(texts);
export const titleOf = (kind: string): Said | undefined => pair(texts[kind]?.[0]);
export const adviceOf = (kind: string): Said | undefined => pair(texts[kind]?.[1]);

/** In the reader's language now, even where the server answered before it was switched. */
export const titleText = (problem: Problem) => titleOf(problem.kind)?.[language.value] ?? problem.message;
export const adviceText = (problem: Problem) => adviceOf(problem.kind)?.[language.value] ?? '';
/** In one line, for lists of several refusals: the server's own sentence where the reader has its language. */
export const lineText = (problem: Problem) =>
    [titleText(problem), language.value === 'en' ? problem.detail : adviceText(problem)]
        .filter(Boolean)
        .join(language.value === 'en' ? ': ' : '：');
