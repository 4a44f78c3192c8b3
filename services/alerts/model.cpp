#include "services/alerts/model.hpp"

namespace talent::alerts {

result<void> check_consistency(saved_search const& one) {
    problem faults{.code = error_code::invalid_fields, .detail = {}, .errors = {}};
    auto const fail = [&](std::string pointer, std::string code, std::string detail) {
        faults.errors.push_back({std::move(pointer), std::move(code), std::move(detail)});
    };
    bool const has_matches = one.kind == searched_kind::demand || one.kind == searched_kind::supply;
    if (one.matches_of && !has_matches)
        fail("/matches_of", "out_of_place", "Only demands and supplies are matched.");
    if (one.score_min && !one.matches_of)
        fail("/score_min", "out_of_place", "Only matches have a score.");
    if (one.pay_min && one.pay_max && *one.pay_min > *one.pay_max)
        fail("/pay_min", "out_of_range", "pay_min is above pay_max.");
    if (!faults.errors.empty()) return faults;
    return success();
}

} // namespace talent::alerts
