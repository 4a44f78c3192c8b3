// The one table of everything that can be refused or go wrong: code → slug, HTTP status, titles.
// The slug is public: it ends the problem's `type` URL and names its page under docs/problems.
// Pure data; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace talent {

enum class error_code : std::uint8_t {
    malformed_request,
    malformed_json,
    invalid_fields,
    invalid_query,
    unauthenticated,
    login_failed,
    csrf_rejected,
    forbidden,
    organisation_not_verified,
    not_found,
    method_not_allowed,
    request_timeout,
    conflict,
    duplicate,
    wrong_state,
    stale_version,
    body_too_large,
    uri_too_long,
    unsupported_media_type,
    expectation_failed,
    publication_refused,
    idempotency_key_reused,
    idempotency_key_required,
    precondition_required,
    rate_limited,
    headers_too_large,
    consent_missing,
    licence_missing,
    bidding_closed,
    bid_sealed,
    conflict_of_interest,
    evaluation_incomplete,
    standstill_running,
    amount_exceeded,
    last_administrator,
    internal,
    not_implemented,
    overloaded,
    database_unavailable,
    storage_full,
    http_version_not_supported,
    officers_missing,
    seal_invalid,
    clock_set_back,
    question_unanswered,
    panel_incomplete,
    award_suspended,
    remedy_out_of_time,
    project_refused,
    supplier_excluded,
    target_refused,
};

struct error_definition {
    error_code code;
    std::string_view slug;
    int status;
    std::string_view title_en;
    std::string_view title_zh;
};

/// Every error, in the order of the enumeration.
std::span<error_definition const> all_errors();

error_definition const& definition_of(error_code code);

} // namespace talent
