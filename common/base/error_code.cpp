#include "common/base/error_code.hpp"

#include <array>
#include <utility>

namespace talent {
namespace {

using enum error_code;

constexpr std::array definitions{
    error_definition{malformed_request, "malformed-request", 400,
                     "The request is not well-formed HTTP/1.1", "请求不符合 HTTP/1.1 规范"},
    error_definition{malformed_json, "malformed-json", 400, "The body is not acceptable JSON",
                     "请求正文不是可接受的 JSON"},
    error_definition{invalid_fields, "invalid-fields", 400, "Some fields are not acceptable",
                     "部分字段不符合要求"},
    error_definition{invalid_query, "invalid-query", 400,
                     "Some query parameters are not acceptable", "部分查询参数不符合要求"},
    error_definition{unauthenticated, "unauthenticated", 401, "A valid credential is needed",
                     "需要有效的身份凭证"},
    error_definition{login_failed, "login-failed", 401, "The e-mail address or password is wrong",
                     "邮箱或密码错误"},
    error_definition{csrf_rejected, "csrf-rejected", 403, "The CSRF token is missing or wrong",
                     "CSRF 令牌缺失或错误"},
    error_definition{forbidden, "forbidden", 403, "This credential may not do that",
                     "无权执行此操作"},
    error_definition{organisation_not_verified, "organisation-not-verified", 403,
                     "Only a verified organisation may do that", "仅已核验的机构可执行此操作"},
    error_definition{not_found, "not-found", 404, "There is no such thing", "资源不存在"},
    error_definition{method_not_allowed, "method-not-allowed", 405,
                     "The resource does not know this method", "资源不支持该方法"},
    error_definition{request_timeout, "request-timeout", 408, "The request did not arrive in time",
                     "请求未按时到达"},
    error_definition{conflict, "conflict", 409, "The request conflicts with what is there",
                     "请求与现有数据冲突"},
    error_definition{duplicate, "duplicate", 409, "This already exists", "该内容已存在"},
    error_definition{wrong_state, "wrong-state", 409, "The present state does not allow that",
                     "当前状态不允许此操作"},
    error_definition{stale_version, "stale-version", 412,
                     "The resource has changed since it was read", "资源自读取后已被修改"},
    error_definition{body_too_large, "body-too-large", 413, "The body is too large",
                     "请求正文过大"},
    error_definition{uri_too_long, "uri-too-long", 414, "The request target is too long",
                     "请求地址过长"},
    error_definition{unsupported_media_type, "unsupported-media-type", 415,
                     "The content type is not supported", "不支持的内容类型"},
    error_definition{expectation_failed, "expectation-failed", 417, "The expectation cannot be met",
                     "无法满足 Expect 请求头"},
    error_definition{publication_refused, "publication-refused", 422,
                     "The law does not allow publication as it stands", "不符合依法发布的要求"},
    error_definition{idempotency_key_reused, "idempotency-key-reused", 422,
                     "The idempotency key was used for another request", "幂等键已用于其他请求"},
    error_definition{idempotency_key_required, "idempotency-key-required", 400,
                     "This request needs an Idempotency-Key", "此请求需要 Idempotency-Key"},
    error_definition{precondition_required, "precondition-required", 428,
                     "The request needs If-Match", "请求需要 If-Match"},
    error_definition{rate_limited, "rate-limited", 429, "Too many requests", "请求过于频繁"},
    error_definition{headers_too_large, "headers-too-large", 431, "The header is too large",
                     "请求头过大"},
    error_definition{consent_missing, "consent-missing", 403,
                     "The talent has not consented to this purpose", "当事人未就此目的作出同意"},
    error_definition{licence_missing, "licence-missing", 422,
                     "A valid licence for this category is missing", "缺少该类别所需的有效许可"},
    error_definition{bidding_closed, "bidding-closed", 409, "Bids are not accepted at this instant",
                     "当前不在投标时间内"},
    error_definition{bid_sealed, "bid-sealed", 403, "Bids are sealed until the opening",
                     "开标前投标内容保密"},
    error_definition{conflict_of_interest, "conflict-of-interest", 409,
                     "There is a conflict of interest", "存在利益冲突"},
    error_definition{evaluation_incomplete, "evaluation-incomplete", 409,
                     "The evaluation is not complete", "评审尚未完成"},
    error_definition{standstill_running, "standstill-running", 409,
                     "The standstill period is still running", "异议静默期尚未届满"},
    error_definition{amount_exceeded, "amount-exceeded", 409, "The amount is more than is due",
                     "金额超过应付金额"},
    error_definition{last_administrator, "last-administrator", 409,
                     "An organisation keeps at least one administrator", "机构至少保留一名管理员"},
    error_definition{internal, "internal", 500, "Something went wrong on our side",
                     "服务器内部错误"},
    error_definition{not_implemented, "not-implemented", 501, "The server does not support this",
                     "服务器不支持该功能"},
    error_definition{overloaded, "overloaded", 503, "The server is busy; try again shortly",
                     "服务器繁忙，请稍后重试"},
    error_definition{database_unavailable, "database-unavailable", 503,
                     "The database is not reachable; try again shortly",
                     "数据库暂不可用，请稍后重试"},
    error_definition{storage_full, "storage-full", 507, "The server's storage is full",
                     "服务器存储空间已满"},
    error_definition{http_version_not_supported, "http-version-not-supported", 505,
                     "Only HTTP/1.0 and HTTP/1.1 are spoken here", "仅支持 HTTP/1.0 与 HTTP/1.1"},
    error_definition{officers_missing, "officers-missing", 409,
                     "Not enough of the named officers have acted", "到场的指定开标人员不足"},
    error_definition{seal_invalid, "seal-invalid", 422, "The seal is not acceptable",
                     "密封格式不符合要求"},
    error_definition{clock_set_back, "clock-set-back", 503,
                     "The server's clock is behind what it has recorded",
                     "服务器时钟早于已记录的时间"},
    error_definition{question_unanswered, "question-unanswered", 409,
                     "A question about the tender is unanswered", "尚有未答复的询问"},
    error_definition{panel_incomplete, "panel-incomplete", 409, "The panel is not complete",
                     "评审小组尚未组成"},
    error_definition{award_suspended, "award-suspended", 409, "The award is suspended",
                     "中标结果已被暂停执行"},
    error_definition{remedy_out_of_time, "remedy-out-of-time", 409,
                     "The period for this remedy is over", "救济期限已过"},
    error_definition{project_refused, "project-refused", 422,
                     "The project's work is not divided as it must be", "总包项目的分工不符合要求"},
    error_definition{supplier_excluded, "supplier-excluded", 403, "The supplier is excluded",
                     "供应商处于禁止参加期内"},
    error_definition{target_refused, "target-refused", 422,
                     "The server does not send to that address", "不允许向该地址发送通知"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        if (static_cast<std::size_t>(definitions[i].code) != i) return false;
    }
    return definitions.size() == static_cast<std::size_t>(target_refused) + 1;
}
static_assert(in_order(), "the error table follows the enumeration");

} // namespace

std::span<error_definition const> all_errors() {
    return definitions;
}

error_definition const& definition_of(error_code code) {
    return definitions[static_cast<std::size_t>(code)];
}

} // namespace talent
