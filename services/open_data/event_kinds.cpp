#include "services/open_data/event_kinds.hpp"

#include <algorithm>

namespace talent::open_data {
namespace {

namespace of = sections;

constexpr event_kind kinds[] = {
    {"tender.published",
     {"planning", "tender"},
     {&of::planning, &of::tender, &of::framework},
     notice_kind::tender},
    {"tender.amended", {"tenderAmendment"}, {&of::tender_amended}, notice_kind::amendment},
    {"tender.extended", {"tenderAmendment"}, {&of::tender_amended}, notice_kind::amendment},
    {"tender.cancelled",
     {"tenderCancellation"},
     {&of::tender_status, &of::tender_amendment},
     notice_kind::cancellation},
    {"tender_question.answered", {"tenderUpdate"}, {&of::enquiry}},
    {"tender_question.left_unanswered", {"tenderUpdate"}, {&of::enquiry}},
    {"tender.opened", {"tenderUpdate"}, {&of::tender_status, &of::bid_statistics}},
    {"tender.unsuccessful",
     {"tenderUpdate"},
     {&of::tender_status, &of::tender_amendment, &of::bid_statistics},
     notice_kind::cancellation},
    {"tender.awarded", {"tenderUpdate"}, {&of::tender_status}},
    {"tender.reopened", {"tenderUpdate"}, {&of::tender_status}},
    {"tender.lot_awarded", {"tenderUpdate"}, {&of::tender_status}},
    {"tender.lot_released", {"tenderUpdate"}, {&of::tender_status}},
    {"tender.lot_reopened", {"tenderUpdate"}, {&of::tender_status}},
    {"tender.lot_unsuccessful",
     {"tenderUpdate"},
     {&of::tender_status, &of::tender_amendment},
     notice_kind::cancellation},
    {"award.made", {"award"}, {&of::award, &of::bid_outcome}, notice_kind::award},
    {"award.declined", {"awardCancellation"}, {&of::award_cancelled}, notice_kind::cancellation},
    {"award.failed", {"awardCancellation"}, {&of::award_cancelled}, notice_kind::cancellation},
    {"award.set_aside", {"awardCancellation"}, {&of::award_cancelled}, notice_kind::cancellation},
    {"framework_agreement.established", {"awardUpdate"}, {&of::members_in_force}},
    {"contract.in_force",
     {"contract"},
     {&of::contract, &of::award_in_force},
     notice_kind::contract},
    {"contract.published", {"contractUpdate"}, {&of::contract}},
    {"contract.amended", {"contractAmendment"}, {&of::contract_amended}, notice_kind::amendment},
    {"contract.completed", {"contractTermination"}, {&of::contract_status}},
    {"contract.terminated",
     {"contractTermination"},
     {&of::contract_status},
     notice_kind::cancellation},
    {"milestone.accepted", {"implementation"}, {&of::milestone}},
    {"milestone.partly_accepted", {"implementation"}, {&of::milestone}},
    {"payment.made", {"implementation"}, {&of::transaction}},
};

// Acceptances and payments so far, the entry's own included.
std::size_t steps_of_implementation(process const& one) {
    auto steps = one.payments.size();
    for (auto const& each : one.milestones)
        steps += each.acceptances.size();
    return steps;
}

// The first release of the implementation tells that it began, the others that it went on.
std::string_view tag_in_turn(std::string_view tag, process const& one) {
    if (tag != "implementation" || steps_of_implementation(one) <= 1) return tag;
    return "implementationUpdate";
}

} // namespace

std::string_view name_of(notice_kind one) {
    constexpr std::string_view names[] = {"",      "tender",   "amendment",
                                          "award", "contract", "cancellation"};
    return names[static_cast<std::size_t>(one)];
}

std::span<event_kind const> event_kinds() {
    return kinds;
}

event_kind const* find_event_kind(std::string_view entry_type) {
    auto const found = std::ranges::find(kinds, entry_type, &event_kind::entry_type);
    return found == std::end(kinds) ? nullptr : &*found;
}

json::value make_release(event_kind const& kind, release_source const& from) {
    release_draft draft(from);
    for (auto const fill : kind.sections) {
        if (fill != nullptr) fill(draft);
    }
    std::vector<std::string> tags;
    for (auto const tag : kind.tags) {
        if (!tag.empty()) tags.emplace_back(tag_in_turn(tag, from.of));
    }
    return draft.finish(tags);
}

} // namespace talent::open_data
