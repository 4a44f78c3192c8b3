#include "services/procurement/tender.hpp"

#include <algorithm>
#include <set>

#include "services/procurement/methods.hpp"

namespace talent::procurement {
namespace {

using enum tender_state;

constexpr tender_transition tender_steps[] = {
    {draft, tender_command::publish, procurement_party::buyer, published},
    {draft, tender_command::cancel, procurement_party::buyer, cancelled},
    {published, tender_command::cancel, procurement_party::buyer, cancelled},
    {published, tender_command::open, procurement_party::buyer, opened},
    {published, tender_command::open_without_bids, procurement_party::buyer, unsuccessful},
    {opened, tender_command::evaluate, procurement_party::buyer, evaluated},
    {opened, tender_command::declare_unsuccessful, procurement_party::buyer, unsuccessful},
    {opened, tender_command::cancel, procurement_party::buyer, cancelled},
    {evaluated, tender_command::evaluate, procurement_party::buyer, evaluated},
    {evaluated, tender_command::award, procurement_party::buyer, awarded},
    {evaluated, tender_command::declare_unsuccessful, procurement_party::buyer, unsuccessful},
    {evaluated, tender_command::contract, procurement_party::buyer, contracted},
    {evaluated, tender_command::cancel, procurement_party::buyer, cancelled},
    {awarded, tender_command::contract, procurement_party::buyer, contracted},
    {awarded, tender_command::reopen, procurement_party::buyer, evaluated},
    {awarded, tender_command::declare_unsuccessful, procurement_party::buyer, unsuccessful},
    {awarded, tender_command::cancel, procurement_party::buyer, cancelled},
};

struct fault_list {
    problem faults;
    void add(std::string_view pointer, std::string_view code, std::string_view detail) {
        faults.errors.push_back({std::string(pointer), std::string(code), std::string(detail)});
    }
    result<void> outcome() {
        if (faults.errors.empty()) return success();
        return std::move(faults);
    }
};

void check_parts(criterion const& one, std::string const& pointer, fault_list& found) {
    if (one.sub_criteria.empty()) return;
    if (one.kind == criterion_kind::price)
        found.add(pointer, "price_has_no_parts", "the price is reckoned as a whole");
    std::int64_t weight = 0;
    for (auto const& part : one.sub_criteria)
        weight += part.weight;
    if (weight == one.weight) return;
    found.add(pointer, "wrong_sum",
              "the parts' weights sum to " + std::to_string(weight) + ", not to " +
                  std::to_string(one.weight));
}

void check_criteria(tender const& one, fault_list& found) {
    for (std::size_t i = 0; i < one.criteria.size(); ++i)
        check_parts(one.criteria[i], "/criteria/" + std::to_string(i) + "/sub_criteria", found);
    std::int64_t weight = 0;
    std::int64_t prices = 0;
    for (auto const& each : one.criteria) {
        weight += each.weight;
        prices += each.kind == criterion_kind::price ? 1 : 0;
    }
    if (weight != weight_total) {
        found.add("/criteria", "wrong_sum",
                  "the weights sum to " + std::to_string(weight) + ", not to 100");
    }
    if (prices != 1) found.add("/criteria", "one_price", "exactly one criterion is the price");
}

void check_lots(tender const& one, fault_list& found) {
    if (one.lots.empty()) found.add("/lots", "required", "a tender has at least one lot");
    if (one.lots.size() > lots_max) found.add("/lots", "too_many", "at most 20 lots");
    money sum;
    for (auto const& each : one.lots)
        sum = sum + each.budget;
    if (sum > one.budget)
        found.add("/lots", "over_budget", "the lots' budgets exceed the tender's");
}

void check_instants(tender const& one, instant now, fault_list& found) {
    if (!one.deadline_at) {
        found.add("/deadline_at", "required", "bidders must know until when");
    } else if (*one.deadline_at <= now) {
        found.add("/deadline_at", "in_the_past", "must be in the future");
    }
}

void find_doubled_codes(std::vector<criterion> const& criteria, fault_list& found) {
    std::set<std::string_view> codes;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        auto const pointer = "/criteria/" + std::to_string(i);
        auto const add = [&](std::string const& code, std::string const& place) {
            if (!codes.insert(code).second)
                found.add(place + "/code", "doubled", "another criterion has this code");
        };
        add(criteria[i].code, pointer);
        auto const& parts = criteria[i].sub_criteria;
        for (std::size_t part = 0; part < parts.size(); ++part)
            add(parts[part].code, pointer + "/sub_criteria/" + std::to_string(part));
    }
}

bool awaits_contract(tender const& one, award const& notice) {
    auto const* const of = find_lot(one, notice.lot);
    return (one.state == evaluated || one.state == awarded) &&
           notice.state == award_state::standing && of != nullptr &&
           of->state == lot_state::awarded;
}

calendar::deadline_rule standstill_rule(tender const& one) {
    auto rule = calendar::clocks::standstill;
    rule.amount = one.standstill_working_days;
    return rule;
}

} // namespace

std::span<tender_transition const> tender_transitions() {
    return tender_steps;
}

result<tender_state> next_state(tender_state from, tender_command command, procurement_party who) {
    return json::next_state(tender_transitions(), from, command, who, "tender");
}

bool is_sealed(tender const& one) {
    return !one.opened_at.has_value();
}

bool is_public(tender const& one) {
    return one.published_at.has_value();
}

tender_phase phase_of(tender const& one, std::span<award const> awards, instant now) {
    auto const in_standstill = [&](award const& each) {
        return awaits_contract(one, each) && now < each.standstill_until;
    };
    switch (one.state) {
        case draft:
            return tender_phase::draft;
        case published:
            if (one.open_at && now < *one.open_at) return tender_phase::announced;
            return one.deadline_at && now < *one.deadline_at ? tender_phase::bidding
                                                             : tender_phase::bidding_closed;
        case cancelled:
            return tender_phase::cancelled;
        case opened:
            return tender_phase::opened;
        case evaluated:
            return tender_phase::evaluated;
        case awarded:
            return std::ranges::any_of(awards, in_standstill) ? tender_phase::standstill
                                                              : tender_phase::standstill_over;
        case contracted:
            return tender_phase::contracted;
        case unsuccessful:
            return tender_phase::unsuccessful;
    }
    return tender_phase::draft;
}

std::vector<calendar::deadline> clocks_of(tender const& one, award const& notice,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor) {
    namespace clocks = calendar::clocks;
    if (!awaits_contract(one, notice)) return {};
    return {reckon(clocks::publish_award_notice, notice.created_at, calendar, divisor),
            standstill_of(one, notice, calendar, divisor),
            reckon(clocks::sign_contract, notice.created_at, calendar, divisor)};
}

std::vector<calendar::deadline> clocks_of(tender const& one, std::span<award const> awards,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor) {
    namespace clocks = calendar::clocks;
    std::vector<calendar::deadline> found;
    if (one.state == evaluated && one.report_received_at) {
        found = {reckon(clocks::choose_winner, *one.report_received_at, calendar, divisor)};
    } else if (one.state == evaluated && one.evaluated_at) {
        found = {reckon(clocks::deliver_evaluation_report, *one.evaluated_at, calendar, divisor)};
    }
    for (auto const& each : awards)
        std::ranges::copy(clocks_of(one, each, calendar, divisor), std::back_inserter(found));
    return found;
}

calendar::deadline standstill_of(tender const& one, instant notice_at,
                                 calendar::working_days const& calendar, std::int64_t divisor) {
    return reckon(standstill_rule(one), notice_at, calendar, divisor);
}

calendar::deadline standstill_of(tender const& one, award const& notice,
                                 calendar::working_days const& calendar, std::int64_t divisor) {
    if (!is_outdated(notice.standstill, calendar)) return notice.standstill;
    return standstill_of(one, notice.created_at, calendar, divisor);
}

result<void> check_consistency(tender const& one) {
    fault_list found{refuse(error_code::invalid_fields)};
    find_doubled_codes(one.criteria, found);
    std::set<std::int64_t> numbers;
    for (std::size_t i = 0; i < one.lots.size(); ++i) {
        if (numbers.insert(one.lots[i].number).second) continue;
        found.add("/lots/" + std::to_string(i) + "/number", "doubled",
                  "another lot has this number");
    }
    for (std::size_t i = 0; i < one.items.size(); ++i) {
        if (!one.items[i].lot || numbers.contains(*one.items[i].lot)) continue;
        found.add("/items/" + std::to_string(i) + "/lot", "unknown_value",
                  "is not a lot of this tender");
    }
    find_doubled_documents(one.documents, "/documents", found.faults.errors);
    if (one.open_at && one.deadline_at && *one.deadline_at <= *one.open_at) {
        found.add("/deadline_at", "out_of_order", "must be after open_at");
    }
    return found.outcome();
}

result<void> check_publication(tender const& one, instant now, period_terms const& terms) {
    fault_list found{refuse(error_code::publication_refused)};
    if (one.description.empty()) found.add("/description", "required", "say what is bought");
    if (one.budget.fen <= 0)
        found.add("/budget", "required", "a budget has been approved before a tender");
    if (one.items.empty()) found.add("/items", "required", "at least one item says what is bought");
    check_lots(one, found);
    check_criteria(one, found);
    check_instants(one, now, found);
    find_method_faults(one, now, terms, found.faults.errors);
    return found.outcome();
}

result<void> check_bidding_open(tender const& one, instant now) {
    bool const open = one.state == published && one.open_at && one.deadline_at &&
                      *one.open_at <= now && now < *one.deadline_at;
    if (open) return success();
    return refuse(error_code::bidding_closed);
}

result<void> check_may_be_opened(tender const& one, instant now) {
    if (one.deadline_at && *one.deadline_at <= now) return success();
    return refuse(error_code::wrong_state, "Bids may still arrive.");
}

result<void> check_not_suspended(tender const& one, std::int64_t lot, instant now) {
    for (auto const& each : one.suspensions) {
        bool const over = each.until && *each.until <= now;
        if (over || each.lot.value_or(lot) != lot) continue;
        return refuse(error_code::award_suspended, each.reason);
    }
    return success();
}

lot const* find_lot(tender const& one, std::int64_t number) {
    auto const found = std::ranges::find(one.lots, number, &lot::number);
    return found == one.lots.end() ? nullptr : &*found;
}

std::vector<criterion> leaves_of(std::span<criterion const> criteria) {
    std::vector<criterion> leaves;
    for (auto const& each : criteria) {
        if (each.sub_criteria.empty()) leaves.push_back(each);
        for (auto const& part : each.sub_criteria) {
            leaves.push_back(
                {.code = part.code, .title = part.title, .kind = each.kind, .weight = part.weight});
        }
    }
    return leaves;
}

std::optional<criterion> find_criterion(tender const& one, std::string_view code) {
    for (auto& leaf : leaves_of(one.criteria)) {
        if (leaf.code == code) return std::move(leaf);
    }
    return std::nullopt;
}

void find_doubled_documents(std::vector<document> const& documents, std::string const& pointer,
                            std::vector<field_error>& found) {
    std::set<std::string_view> hashes;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (hashes.insert(documents[i].sha256).second) continue;
        found.push_back({pointer + "/" + std::to_string(i) + "/sha256", "doubled",
                         "another document has this hash"});
    }
}

result<void> check_eligibility(eligibility const& wanted, identity::organisation const& bidder,
                               std::vector<identity::qualification> const& held, date day) {
    for (auto const kind : wanted.required_qualifications) {
        bool const valid = std::ranges::any_of(held, [&](identity::qualification const& one) {
            return one.kind == kind && identity::is_valid_on(one, day);
        });
        if (!valid)
            return refuse(error_code::licence_missing,
                          "The tender asks for a valid " + std::string(json::name_of(kind)) + ".");
    }
    if (wanted.capabilities.empty()) return success();
    if (std::ranges::find_first_of(wanted.capabilities, bidder.capabilities) !=
        wanted.capabilities.end())
        return success();
    return refuse(error_code::forbidden,
                  "The tender asks for a capability that this organisation does not have.");
}

} // namespace talent::procurement
