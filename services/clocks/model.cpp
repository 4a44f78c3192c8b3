#include "services/clocks/model.hpp"

#include <algorithm>
#include <array>

namespace talent::clocks {
namespace {

constexpr std::array<std::string_view, 6> waiting_rules{
    "standstill",    "file_challenge",        "file_complaint",
    licence_expires, "correct_formal_defect", "object_to_consensus"};

running_clock row_of(std::string_view object_type, uuid const& object_id, std::string const& title,
                     uuid const& party, calendar::deadline const& each, uuid const& id) {
    return {.id = id,
            .version = 1,
            .organisation_id = party,
            .object_type = std::string(object_type),
            .object_id = object_id,
            .title = title,
            .rule = each.rule,
            .start_event = each.start_event,
            .start = each.start,
            .due = each.due,
            .amount = each.amount,
            .unit = each.unit,
            .calendar_version = each.calendar_version,
            .provisional = each.provisional,
            .divisor = each.divisor,
            .nearing_at = nearing_of(each)};
}

} // namespace

instant nearing_of(calendar::deadline const& one) {
    auto const quarter = (one.due - one.start) / 4;
    auto const most = one.rule == licence_expires ? licence_nearing_max : nearing_max;
    return one.due - std::min<std::chrono::milliseconds>(quarter, most);
}

calendar::deadline licence_clock(date valid_from, date valid_until) {
    calendar::deadline made;
    made.rule = licence_expires;
    made.start_event = "licence_valid_from";
    made.start = calendar::start_of(valid_from);
    made.due = calendar::start_of(valid_until + std::chrono::days{1});
    made.amount = (made.due - made.start) / std::chrono::days{1};
    made.unit = calendar::deadline_unit::calendar_days;
    return made;
}

bool is_waiting(std::string_view rule) {
    return std::ranges::find(waiting_rules, rule) != waiting_rules.end();
}

std::vector<running_clock> rows_of(std::string_view object_type, uuid const& object_id,
                                   object_clocks const& from, std::function<uuid()> const& make) {
    std::vector<running_clock> rows;
    for (auto const& party : from.parties) {
        for (auto const& each : from.running)
            rows.push_back(row_of(object_type, object_id, from.title, party, each, make()));
    }
    for (auto const& each : from.of_one)
        rows.push_back(row_of(object_type, object_id, from.title, each.party, each.clock, make()));
    return rows;
}

bool is_same(running_clock const& one, running_clock const& other) {
    return one.organisation_id == other.organisation_id && one.object_id == other.object_id &&
           one.rule == other.rule && one.start == other.start;
}

} // namespace talent::clocks
