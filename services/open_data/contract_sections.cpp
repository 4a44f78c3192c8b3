// What releases tell of awards, contracts and their implementation.
#include "services/open_data/merge.hpp"
#include "services/open_data/section_parts.hpp"

namespace talent::open_data::sections {
namespace {

using json::value;

constexpr mapped<delivery::contract_state> contract_statuses[] = {
    {delivery::contract_state::in_force, "active"},
    {delivery::contract_state::completed, "terminated"},
    {delivery::contract_state::terminated, "terminated"},
};

constexpr mapped<delivery::milestone_state> milestone_statuses[] = {
    {delivery::milestone_state::accepted, "met"},
    {delivery::milestone_state::partly_accepted, "partiallyMet"},
    {delivery::milestone_state::rejected, "notMet"},
};

value milestone_value(std::int64_t place, std::string const& title, date due_on,
                      std::string_view status) {
    auto made = value::of_object();
    made.set("id", text(number_text(place)));
    put(made, "title", title);
    made.set("type", text("delivery"));
    made.set("dueDate", end_of_day(due_on));
    made.set("status", text(status));
    return made;
}

// Where the milestone of that place stands; scheduled before there is any.
std::string_view milestone_status(process const& of, delivery::contract const& one,
                                  std::int64_t place) {
    auto const found = std::ranges::find_if(of.milestones, [&](delivery::milestone const& each) {
        return each.contract_id == one.id && each.place == place;
    });
    if (found == of.milestones.end()) return "scheduled";
    return map(milestone_statuses, found->state, "scheduled");
}

value planned_milestones(process const& of, delivery::contract const& one) {
    auto made = value::of_array();
    for (std::size_t i = 0; i < one.milestones.size(); ++i) {
        auto const place = static_cast<std::int64_t>(i) + 1;
        auto const& each = one.milestones[i];
        made.elements().push_back(
            milestone_value(place, each.title, each.due_on, milestone_status(of, one, place)));
    }
    return made;
}

value contract_period(delivery::contract const& one) {
    auto made = value::of_object();
    put(made, "startDate", one.in_force_at);
    auto const last =
        std::ranges::max_element(one.milestones, {}, &delivery::planned_milestone::due_on);
    if (last != one.milestones.end()) made.set("endDate", end_of_day(last->due_on));
    return made;
}

value contract_heading(delivery::contract const& one) {
    auto made = value::of_object();
    made.set("id", text(to_string(one.id)));
    made.set("awardID", text(to_string(one.award_id)));
    return made;
}

value contract_value(process const& of, delivery::contract const& one) {
    auto made = contract_heading(one);
    put(made, "title", one.title);
    made.set("status", text(map(contract_statuses, one.state, "pending")));
    put(made, "period", contract_period(one));
    made.set("value", value_of(one.price));
    put(made, "dateSigned", one.in_force_at);
    auto implementation = value::of_object();
    put(implementation, "milestones", planned_milestones(of, one));
    put(made, "implementation", std::move(implementation));
    return made;
}

value within_contract(delivery::contract const& one, std::string const& name, value element) {
    auto list = value::of_array({std::move(element)});
    auto implementation = value::of_object();
    implementation.set(name, std::move(list));
    auto made = contract_heading(one);
    made.set("implementation", std::move(implementation));
    return made;
}

} // namespace

void award(release_draft& to) {
    auto const& one = must_have(find_award(to.from().of, to.from().entry.object_id));
    auto made = value::of_object();
    made.set("id", text(to_string(one.id)));
    put(made, "title", to.tender().title);
    put(made, "description", joined(one.reasons));
    made.set("status", text("pending")); // nothing is signed during the standstill
    made.set("date", instant_of(one.created_at));
    made.set("value", value_of(one.price));
    made.set("suppliers", value::of_array({to.reference(one.supplier_id)}));
    made.set("relatedLots", list_of({number_text(one.lot)}));
    to.awards.elements().push_back(std::move(made));
}

void award_cancelled(release_draft& to) {
    auto made = value::of_object();
    made.set("id", text(to_string(to.from().entry.object_id)));
    made.set("status", text("cancelled"));
    made.set("amendments", amendments_of(to, reasons_of(to.from().entry)));
    to.awards.elements().push_back(std::move(made));
}

void award_in_force(release_draft& to) {
    auto const& one = must_have(find_contract(to.from().of, to.from().entry.object_id));
    auto made = value::of_object();
    made.set("id", text(to_string(one.award_id)));
    made.set("status", text("active"));
    to.awards.elements().push_back(std::move(made));
}

void members_in_force(release_draft& to) {
    auto const& one = must_have(find_framework(to.from().of, to.from().entry.object_id));
    for (auto const& each : to.from().of.awards) {
        if (each.state != procurement::award_state::standing) continue;
        auto made = value::of_object();
        made.set("id", text(to_string(each.id)));
        made.set("status", text("active"));
        auto suppliers = value::of_array();
        for (auto const& member : one.members)
            append_once(suppliers, to.reference(member.supplier_id));
        put(made, "suppliers", std::move(suppliers));
        to.awards.elements().push_back(std::move(made));
    }
}

void contract(release_draft& to) {
    auto const& one = must_have(find_contract(to.from().of, to.from().entry.object_id));
    to.contracts.elements().push_back(contract_value(to.from().of, one));
    to.reference(one.supplier_id);
}

void contract_amended(release_draft& to) {
    auto const& entry = to.from().entry;
    auto const before = json::read_stored<delivery::contract>(entry.before);
    auto const now = json::read_stored<delivery::contract>(entry.after);
    auto made =
        with_removals(contract_value(to.from().of, now), contract_value(to.from().of, before));
    made.set("amendments", amendments_of(to, entry.reason));
    to.contracts.elements().push_back(std::move(made));
    to.reference(now.supplier_id);
}

void contract_status(release_draft& to) {
    auto const& one = must_have(find_contract(to.from().of, to.from().entry.object_id));
    auto made = contract_heading(one);
    made.set("status", text(map(contract_statuses, one.state, "pending")));
    to.contracts.elements().push_back(std::move(made));
}

void milestone(release_draft& to) {
    auto const& one = must_have(find_milestone(to.from().of, to.from().entry.object_id));
    auto const& of = must_have(find_contract(to.from().of, one.contract_id));
    auto made = milestone_value(one.place, one.title, one.due_on,
                                map(milestone_statuses, one.state, "scheduled"));
    made.set("dateModified", instant_of(one.updated_at));
    if (one.state == delivery::milestone_state::accepted)
        made.set("dateMet", instant_of(one.updated_at));
    to.contracts.elements().push_back(within_contract(of, "milestones", std::move(made)));
}

void transaction(release_draft& to) {
    auto const& one = must_have(find_payment(to.from().of, to.from().entry.object_id));
    auto const& of = must_have(find_contract(to.from().of, one.contract_id));
    auto made = value::of_object();
    made.set("id", text(one.number));
    made.set("date", instant_of(one.created_at));
    made.set("value", value_of(one.amount));
    made.set("payer", to.reference(one.buyer_id));
    made.set("payee", to.reference(one.supplier_id));
    to.contracts.elements().push_back(within_contract(of, "transactions", std::move(made)));
}

} // namespace talent::open_data::sections
