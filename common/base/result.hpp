// Expected outcomes: a value, or the problem that is the answer instead. Exceptions are left for
// bugs and for infrastructure that failed (see db::error). Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/outcome/basic_result.hpp>
#include <boost/outcome/policy/terminate.hpp>

#include "common/base/error_code.hpp"

namespace talent {

/// One fault in what the client sent. `pointer` is a JSON Pointer (RFC 6901) into the body, or
/// "?name" for a query parameter; `code` is a stable word for programs, `detail` a sentence.
struct field_error {
    std::string pointer;
    std::string code;
    std::string detail;
};

/// What becomes an RFC 9457 problem document at the edge.
struct problem {
    error_code code = error_code::internal;
    std::string detail;
    std::vector<field_error> errors;
    int retry_after_seconds = 0; // 0: no Retry-After
};

template <class T>
using result = boost::outcome_v2::basic_result<T, problem, boost::outcome_v2::policy::terminate>;

inline auto success() {
    return boost::outcome_v2::success();
}

inline problem refuse(error_code code, std::string detail = {}) {
    return problem{.code = code, .detail = std::move(detail), .errors = {}};
}

inline problem refuse_field(std::string pointer, std::string code, std::string detail) {
    problem made{.code = error_code::invalid_fields, .detail = {}, .errors = {}};
    made.errors.push_back({std::move(pointer), std::move(code), std::move(detail)});
    return made;
}

} // namespace talent

/// TRY(auto value, expression) or TRY(expression): on a problem, returns it from this function.
#define TRY(...) TALENT_TRY_PICK(__VA_ARGS__, TALENT_TRY_VALUE, TALENT_TRY_ONLY)(__VA_ARGS__)
#define TALENT_TRY_PICK(first, second, chosen, ...) chosen
#define TALENT_TRY_VALUE(declaration, expression)                                                \
    auto TALENT_UNIQUE(outcome_) = (expression);                                                 \
    if (!TALENT_UNIQUE(outcome_).has_value()) return std::move(TALENT_UNIQUE(outcome_)).error(); \
    declaration = std::move(TALENT_UNIQUE(outcome_)).value()
#define TALENT_TRY_ONLY(expression)                                                        \
    if (auto TALENT_UNIQUE(outcome_) = (expression); !TALENT_UNIQUE(outcome_).has_value()) \
    return std::move(TALENT_UNIQUE(outcome_)).error()
#define TALENT_UNIQUE_JOIN(a, b) a##b
#define TALENT_UNIQUE_EXPAND(a, b) TALENT_UNIQUE_JOIN(a, b)
#define TALENT_UNIQUE(prefix) TALENT_UNIQUE_EXPAND(prefix, __LINE__)
