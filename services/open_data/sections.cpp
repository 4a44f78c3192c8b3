#include <algorithm>
#include <set>

#include "services/open_data/document.hpp"
#include "services/open_data/merge.hpp"
#include "services/open_data/release.hpp"

namespace talent::open_data::sections {
namespace {

using json::value;
using procurement::tender_state;

template <class Key>
struct mapped {
    Key from;
    std::string_view to;
};

// Whatever is not named here is still running.
constexpr mapped<tender_state> tender_statuses[] = {
    {tender_state::awarded, "complete"},
    {tender_state::contracted, "complete"},
    {tender_state::cancelled, "cancelled"},
    {tender_state::unsuccessful, "unsuccessful"},
};
constexpr mapped<procurement::procurement_method> methods[] = {
    {procurement::procurement_method::open, "open"},
    {procurement::procurement_method::selective, "selective"},
    {procurement::procurement_method::consultation, "selective"},
    {procurement::procurement_method::direct, "direct"},
    {procurement::procurement_method::framework_call_off, "limited"},
};
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

template <class Key, std::size_t Count>
std::string_view map(mapped<Key> const (&table)[Count], Key from, std::string_view otherwise) {
    auto const found = std::ranges::find(table, from, &mapped<Key>::from);
    return found == std::end(table) ? otherwise : found->to;
}

std::string number_text(std::int64_t number) {
    return std::to_string(number);
}

std::string_view status_of(procurement::tender const& one) {
    return map(tender_statuses, one.state, "active");
}

value lot_value(procurement::lot const& one, std::string_view status) {
    auto made = value::of_object();
    made.set("id", text(number_text(one.number)));
    put(made, "title", one.title);
    made.set("status", text(status));
    made.set("value", value_of(one.budget));
    return made;
}

value item_value(procurement::item const& one, std::size_t place) {
    auto made = value::of_object();
    made.set("id", text(number_text(static_cast<std::int64_t>(place))));
    put(made, "description", one.description);
    made.set("quantity", value::of_integer(one.quantity));
    auto unit = value::of_object();
    put(unit, "name", one.unit);
    put(made, "unit", std::move(unit));
    return made;
}

value criterion_value(procurement::criterion const& one) {
    auto made = value::of_object();
    made.set("id", text(one.code));
    put(made, "title", one.title);
    put(made, "description",
        std::string(json::name_of(one.kind)) + ", " + number_text(one.weight) + " of " +
            number_text(procurement::weight_total));
    return made;
}

// Known by its hash: that is what anybody can check a copy against.
value document_value(procurement::document const& one) {
    auto made = value::of_object();
    made.set("id", text("sha256:" + one.sha256));
    put(made, "title", one.title);
    put(made, "description", "SHA-256 " + one.sha256 + ", " + number_text(one.bytes) + " bytes");
    return made;
}

template <class List, class Convert>
value values_of(List const& all, Convert convert) {
    auto made = value::of_array();
    for (auto const& each : all)
        append_once(made, convert(each));
    return made;
}

template <class Names>
std::string names_of(Names const& all) {
    std::vector<std::string> names;
    for (auto const each : all)
        names.emplace_back(json::name_of(each));
    return joined(names, ", ");
}

std::string eligibility_text(procurement::eligibility const& one) {
    std::vector<std::string> parts;
    if (!one.required_qualifications.empty())
        parts.push_back("licences: " + names_of(one.required_qualifications));
    if (!one.capabilities.empty()) parts.push_back("one of: " + names_of(one.capabilities));
    return joined(parts);
}

bool is_price_only(procurement::tender const& one) {
    return one.criteria.size() == 1 &&
           one.criteria.front().kind == procurement::criterion_kind::price;
}

value items_of(procurement::tender const& one) {
    auto made = value::of_array();
    for (std::size_t i = 0; i < one.items.size(); ++i)
        made.elements().push_back(item_value(one.items[i], i + 1));
    return made;
}

value period(std::optional<instant> start, std::optional<instant> end) {
    auto made = value::of_object();
    put(made, "startDate", start);
    put(made, "endDate", end);
    return made;
}

value statistic(std::string const& measure, std::int64_t lot, std::size_t count, instant date) {
    auto made = value::of_object();
    made.set("id", text(measure + "-" + number_text(lot)));
    made.set("measure", text(measure));
    made.set("value", value::of_integer(static_cast<std::int64_t>(count)));
    made.set("date", instant_of(date));
    made.set("relatedLot", text(number_text(lot)));
    return made;
}

struct bids_of_lot {
    std::size_t received = 0;
    std::size_t valid = 0;
    std::set<std::string> bidders = {};
};

bids_of_lot count_bids(process const& of, std::int64_t lot) {
    bids_of_lot counted;
    for (auto const& each : of.bids) {
        if (each.lot != lot || each.state == procurement::bid_state::withdrawn) continue;
        ++counted.received;
        if (each.state == procurement::bid_state::submitted) ++counted.valid;
        counted.bidders.insert(to_string(each.organisation_id));
    }
    return counted;
}

void append_statistics(release_draft& to, std::vector<value> const& more) {
    auto list = to.bids.find("statistics") != nullptr ? to.bids["statistics"] : value::of_array();
    for (auto const& each : more)
        append_once(list, each);
    put(to.bids, "statistics", std::move(list));
}

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

// Why, as the entry says it or the object's newest state.
std::string reasons_of(journal::entry const& entry) {
    if (!entry.reason.empty()) return entry.reason;
    auto const state = json::parse(entry.after);
    if (!state.has_value()) return {};
    std::vector<std::string> reasons;
    for (auto const& each : state.value()["state_reasons"].elements())
        reasons.push_back(each.text());
    return joined(reasons);
}

// That something changed, and why; the release tells what it is now.
value amendments_of(release_draft const& to) {
    auto made = value::of_object();
    made.set("id", text(to.from().id));
    made.set("date", instant_of(to.from().date));
    put(made, "rationale", reasons_of(to.from().entry));
    put(made, "description", to.from().entry.type);
    put(made, "amendsReleaseID", to.from().previous_id);
    made.set("releaseID", text(to.from().id));
    return value::of_array({std::move(made)});
}

value tender_value(release_draft& to, procurement::tender const& one) {
    auto made = value::of_object();
    made.set("id", text(to_string(one.id)));
    put(made, "title", one.title);
    put(made, "description", one.description);
    made.set("status", text(status_of(one)));
    made.set("procuringEntity", to.reference(one.buyer_id));
    made.set("value", value_of(one.budget));
    made.set("procurementMethod", text(map(methods, one.method, "limited")));
    made.set("procurementMethodDetails", text(json::name_of(one.method)));
    made.set("mainProcurementCategory", text("services"));
    made.set("awardCriteria", text(is_price_only(one) ? "priceOnly" : "ratedCriteria"));
    made.set("submissionMethod", list_of({"electronicSubmission"}));
    put(made, "tenderPeriod", period(one.open_at, one.deadline_at));
    put(made, "eligibilityCriteria", eligibility_text(one.eligibility));
    put(made, "criteria", values_of(one.criteria, criterion_value));
    put(made, "items", items_of(one));
    put(made, "lots", values_of(one.lots, [&](procurement::lot const& each) {
            return lot_value(each, status_of(one));
        }));
    put(made, "documents", values_of(one.documents, document_value));
    return made;
}

// What an entry of the process names must be there: the journal has it before or in this entry.
template <class T>
T const& must_have(T const* found) {
    if (found == nullptr) throw std::runtime_error("an entry is of no object of its process");
    return *found;
}

} // namespace

void planning(release_draft& to) {
    auto budget = value::of_object();
    budget.set("amount", value_of(to.tender().budget));
    to.planning.set("budget", std::move(budget));
}

void tender(release_draft& to) {
    to.tender_section = tender_value(to, to.tender());
}

// What the amendment took away is taken away in so many words: merging keeps what is not spoken of.
void tender_amended(release_draft& to) {
    auto const& entry = to.from().entry;
    auto const before = json::read_stored<procurement::tender>(entry.before);
    auto const now = json::read_stored<procurement::tender>(entry.after);
    to.tender_section = with_removals(tender_value(to, now), tender_value(to, before));
    to.tender_section.set("amendments", amendments_of(to));
}

void tender_status(release_draft& to) {
    auto const& one = to.tender();
    auto& made = to.tender_section;
    made.set("id", text(to_string(one.id)));
    made.set("status", text(status_of(one)));
    put(made, "lots", values_of(one.lots, [&](procurement::lot const& each) {
            auto lot = value::of_object();
            lot.set("id", text(number_text(each.number)));
            lot.set("status", text(status_of(one)));
            return lot;
        }));
}

void tender_amendment(release_draft& to) {
    to.tender_section.set("amendments", amendments_of(to));
}

void bid_statistics(release_draft& to) {
    for (auto const& lot : to.tender().lots) {
        auto const counted = count_bids(to.from().of, lot.number);
        append_statistics(
            to, {statistic("bids", lot.number, counted.received, to.from().date),
                 statistic("bidders", lot.number, counted.bidders.size(), to.from().date)});
    }
}

void bid_outcome(release_draft& to) {
    auto const& lot = must_have(find_award(to.from().of, to.from().entry.object_id)).lot;
    auto const counted = count_bids(to.from().of, lot);
    append_statistics(
        to, {statistic("validBids", lot, counted.valid, to.from().date),
             statistic("disqualifiedBids", lot, counted.received - counted.valid, to.from().date)});
}

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
    made.set("amendments", amendments_of(to));
    to.awards.elements().push_back(std::move(made));
}

void award_in_force(release_draft& to) {
    auto const& one = must_have(find_contract(to.from().of, to.from().entry.object_id));
    auto made = value::of_object();
    made.set("id", text(to_string(one.award_id)));
    made.set("status", text("active"));
    to.awards.elements().push_back(std::move(made));
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
    made.set("amendments", amendments_of(to));
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
