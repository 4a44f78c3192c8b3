// The use cases of amendments: proposed by one side with a rationale, agreed to by the other. The
// text before each stays readable.
#include <algorithm>

#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

namespace talent::delivery {
namespace {

using journal::unit_of_work;

struct locked_amendment {
    contract of;
    amendment one;
    amendment_party who;
};

// The contract is locked before its amendment, as everywhere.
result<locked_amendment> lock_amendment(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version) {
    auto const seen = store::find_amendment(unit.sql(), id);
    if (!seen) return refuse(error_code::not_found);
    TRY(auto found, lock_as_party(unit, seen->contract_id));
    auto one = store::lock_amendment(unit.sql(), id);
    if (!one) return refuse(error_code::not_found);
    TRY(journal::check_version(one->version, expected_version));
    auto const who =
        one->proposed_by == found.side ? amendment_party::proposer : amendment_party::counterparty;
    return locked_amendment{std::move(found.one), *std::move(one), who};
}

milestone const* find(std::vector<milestone> const& among, uuid const& id) {
    auto const found = std::ranges::find(among, id, &milestone::id);
    return found == among.end() ? nullptr : &*found;
}

result<void> check_milestones(std::vector<milestone> const& existing, amendment const& wanted) {
    if (existing.size() + wanted.added_milestones.size() > milestones_in_all_max) {
        return refuse_field(
            "/added_milestones", "too_many",
            "a contract has at most " + std::to_string(milestones_in_all_max) + " milestones");
    }
    for (std::size_t i = 0; i < wanted.moved_milestones.size(); ++i) {
        auto const* const one = find(existing, wanted.moved_milestones[i].milestone_id);
        if (one == nullptr) {
            return refuse_field("/moved_milestones/" + std::to_string(i) + "/milestone_id",
                                "unknown_value", "is not a milestone of this contract");
        }
        TRY(check_may_be_moved(*one));
    }
    return success();
}

contract_text text_of(contract const& one, std::vector<milestone> const& existing,
                      amendment const& by) {
    contract_text text{.text_version = one.text_version, .terms = one.terms, .price = one.price};
    for (auto const& each : by.moved_milestones)
        text.due_dates.push_back({each.milestone_id, find(existing, each.milestone_id)->due_on});
    return text;
}

result<void> move_milestones(unit_of_work& unit, contract const& of,
                             std::vector<milestone> const& existing, amendment const& by) {
    for (auto const& each : by.moved_milestones) {
        auto const& before = *find(existing, each.milestone_id);
        auto after = before;
        after.due_on = each.due_on;
        TRY(journal::save(unit, before, after, milestone_change(of, "moved")));
    }
    return success();
}

// Two dates for one milestone would leave it open which is meant.
result<void> check_moved_once(amendment const& wanted) {
    auto const& moved = wanted.moved_milestones;
    for (auto one = moved.begin(); one != moved.end(); ++one) {
        auto const same = std::ranges::find(one + 1, moved.end(), one->milestone_id,
                                            &moved_milestone::milestone_id);
        if (same != moved.end())
            return refuse_field("/moved_milestones", "doubled", "names a milestone twice");
    }
    return success();
}

} // namespace

result<amendment> delivery_service::propose(unit_of_work& unit, uuid const& contract_id,
                                            amendment wanted) const {
    TRY(auto const found, lock_as_party(unit, contract_id));
    TRY(next_state(found.one.state, contract_command::amend, delivery_party::platform));
    TRY(check_amendment(found.one, wanted));
    TRY(check_days(wanted, unit.now()));
    TRY(check_moved_once(wanted));
    TRY(check_milestones(store::list_milestones(unit.sql(), contract_id), wanted));
    auto const earlier = store::list_amendments(unit.sql(), contract_id);
    if (earlier.size() >= amendments_max) {
        return refuse(error_code::conflict, "The contract has " + std::to_string(amendments_max) +
                                                " amendments, and may have no more.");
    }
    wanted.id = make_uuid(unit.now());
    wanted.contract_id = contract_id;
    wanted.buyer_id = found.one.buyer_id;
    wanted.supplier_id = found.one.supplier_id;
    wanted.place = static_cast<std::int64_t>(earlier.size()) + 1;
    wanted.proposed_by = found.side;
    journal::create(unit, wanted, amendment_change(found.one, "proposed"));
    return wanted;
}

result<amendment> delivery_service::agree(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version) const {
    TRY(auto const found, lock_amendment(unit, id, expected_version));
    auto changed = found.one;
    TRY(check_not_held(unit, found.of));
    TRY(changed.state, next_state(changed.state, amendment_command::agree, found.who));
    auto const existing = store::lock_milestones(unit.sql(), found.of.id);
    TRY(check_milestones(existing, changed));
    TRY(auto after, amended(found.of, changed));
    changed.earlier = text_of(found.of, existing, changed);
    changed.decided_at = unit.now();
    TRY(move_milestones(unit, after, existing, changed));
    for (auto& each : added_milestones(after, changed, existing.size(), unit.now()))
        journal::create(unit, each, milestone_change(after, "scheduled"));
    TRY(journal::save(unit, found.of, after, contract_change(after, "amended")));
    TRY(journal::save(unit, found.one, changed, amendment_change(after, "agreed")));
    return changed;
}

result<amendment> delivery_service::drop(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version, amendment_command command,
                                         std::vector<std::string> reasons) const {
    TRY(auto const found, lock_amendment(unit, id, expected_version));
    auto changed = found.one;
    TRY(changed.state, next_state(changed.state, command, found.who));
    if (command == amendment_command::decline && reasons.empty())
        return refuse_field("/reasons", "required", "say why");
    changed.state_reasons = std::move(reasons);
    changed.decided_at = unit.now();
    TRY(journal::save(unit, found.one, changed,
                      amendment_change(found.of, json::name_of(changed.state))));
    return changed;
}

result<amendment> delivery_service::decline(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version,
                                            std::vector<std::string> reasons) const {
    return drop(unit, id, expected_version, amendment_command::decline, std::move(reasons));
}

result<amendment> delivery_service::withdraw(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version) const {
    return drop(unit, id, expected_version, amendment_command::withdraw, {});
}

result<amendment> delivery_service::read_amendment(db::session& sql,
                                                   security::principal const& asker,
                                                   uuid const& id) const {
    auto found = store::find_amendment(sql, id);
    if (!found) return refuse(error_code::not_found);
    TRY(readable_contract(sql, asker, found->contract_id));
    return *std::move(found);
}

result<std::vector<amendment>> delivery_service::list_amendments(db::session& sql,
                                                                 security::principal const& asker,
                                                                 uuid const& contract_id) const {
    TRY(readable_contract(sql, asker, contract_id));
    return store::list_amendments(sql, contract_id);
}

} // namespace talent::delivery
