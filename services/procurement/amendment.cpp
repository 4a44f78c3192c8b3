#include "services/procurement/amendment.hpp"

#include <algorithm>
#include <array>

#include "services/procurement/methods.hpp"

namespace talent::procurement {
namespace {

// The tender's fields that a request can name; the deadline has members of its own.
constexpr std::array<std::string_view, 11> text_fields{
    "title",        "description", "budget",    "lots",        "items",
    "eligibility",  "criteria",    "documents", "deadline_at", "standstill_working_days",
    "justification"};

template <class T>
void take(std::optional<T> const& wanted, T& into) {
    if (wanted) into = *wanted;
}

std::string written(json::field_definition const& field, tender const& one) {
    auto const& operations = field.operations();
    auto const* const member = field.member_of(&one);
    if (operations.optional && !operations.is_set(member)) return {};
    json::writer to;
    operations.write(member, to, true);
    return to.take();
}

} // namespace

tender amended(tender const& one, amendment_request const& wanted) {
    auto changed = one;
    take(wanted.title, changed.title);
    take(wanted.description, changed.description);
    take(wanted.budget, changed.budget);
    take(wanted.lots, changed.lots);
    take(wanted.items, changed.items);
    take(wanted.eligibility, changed.eligibility);
    take(wanted.criteria, changed.criteria);
    take(wanted.documents, changed.documents);
    take(wanted.standstill_working_days, changed.standstill_working_days);
    take(wanted.justification, changed.justification);
    if (wanted.deadline_at) changed.deadline_at = wanted.deadline_at;
    return changed;
}

std::vector<std::string> changed_fields(tender const& before, tender const& after) {
    std::vector<std::string> names;
    for (auto const& field : json::described<tender>::table().fields) {
        if (std::ranges::find(text_fields, field.name) == text_fields.end()) continue;
        if (written(field, before) != written(field, after)) names.emplace_back(field.name);
    }
    return names;
}

result<void> check_may_be_amended(tender const& one, instant now) {
    if (one.state != tender_state::published) {
        return refuse(error_code::wrong_state,
                      "The tender is " + std::string(json::name_of(one.state)) + ".");
    }
    if (one.amendment_number >= amendments_max)
        return refuse(error_code::conflict, "The tender was amended too often: cancel it.");
    if (now < *one.deadline_at) return success();
    return refuse(error_code::bidding_closed, "After its deadline a tender stands as it is.");
}

result<void> check_later(tender const& one, instant deadline) {
    if (deadline <= *one.deadline_at)
        return refuse_field("/deadline_at", "out_of_order",
                            "a deadline is moved later, never nearer");
    auto const latest = latest_deadline(*one.published_at);
    if (deadline <= latest) return success();
    return refuse_field("/deadline_at", "too_late",
                        "not after " + format_instant(latest) + ", " +
                            std::to_string(bidding_time_max.count()) + " days from the notice");
}

} // namespace talent::procurement
