// What releases tell of a tender: the tender itself, its status, how many bids there were.
#include <set>

#include "services/open_data/merge.hpp"
#include "services/open_data/section_parts.hpp"

namespace talent::open_data::sections {
namespace {

using json::value;
using procurement::tender_state;

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

std::string_view status_of(procurement::tender const& one) {
    return map(tender_statuses, one.state, "active");
}

constexpr mapped<procurement::lot_state> lot_statuses[] = {
    {procurement::lot_state::awarded, "complete"},
    {procurement::lot_state::contracted, "complete"},
    {procurement::lot_state::unsuccessful, "unsuccessful"},
};

// Its own result where it has one; else it shares the tender's fate, but for what others got.
std::string_view status_of(procurement::tender const& of, procurement::lot const& one) {
    auto const whole = status_of(of);
    return map(lot_statuses, one.state, whole == "complete" ? "active" : whole);
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
    std::size_t valid = 0;
    std::size_t disqualified = 0;
    std::set<std::string> bidders = {};
};

// Bids that were withdrawn, or lapsed before the opening, are none.
bids_of_lot count_bids(process const& of, std::int64_t lot) {
    bids_of_lot counted;
    for (auto const& each : of.bids) {
        if (each.lot != lot || !was_received(each)) continue;
        ++(each.state == procurement::bid_state::submitted ? counted.valid : counted.disqualified);
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
            return lot_value(each, status_of(one, each));
        }));
    put(made, "documents", values_of(one.documents, document_value));
    return made;
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
    to.tender_section.set("amendments", amendments_of(to, reasons_of(to.from().entry)));
}

void tender_status(release_draft& to) {
    auto const& one = to.tender();
    auto& made = to.tender_section;
    made.set("id", text(to_string(one.id)));
    made.set("status", text(status_of(one)));
    put(made, "lots", values_of(one.lots, [&](procurement::lot const& each) {
            auto lot = value::of_object();
            lot.set("id", text(number_text(each.number)));
            lot.set("status", text(status_of(one, each)));
            return lot;
        }));
}

void tender_amendment(release_draft& to) {
    to.tender_section.set("amendments", amendments_of(to, reasons_of(to.from().entry)));
}

void framework(release_draft& to) {
    auto const& found = to.from().framework;
    if (!found) return;
    auto made = value::of_object();
    made.set("id", text("framework"));
    made.set("relationship", list_of({"framework"}));
    put(made, "title", found->title);
    made.set("scheme", text("ocid"));
    made.set("identifier", text(found->ocid));
    to.related_processes.elements().push_back(std::move(made));
}

void enquiry(release_draft& to) {
    auto const& one = must_have(find_question(to.from().of, to.from().entry.object_id));
    auto made = value::of_object();
    made.set("id", text(to_string(one.id)));
    made.set("date", instant_of(one.created_at));
    put(made, "description", one.text);
    put(made, "answer", one.answer);
    if (!one.answer.empty()) put(made, "dateAnswered", one.settled_at);
    to.tender_section.set("id", text(to_string(to.tender().id)));
    to.tender_section.set("hasEnquiries", value::of_boolean(true));
    auto list = value::of_array();
    list.elements().push_back(std::move(made));
    put(to.tender_section, "enquiries", std::move(list));
}

void bid_statistics(release_draft& to) {
    for (auto const& lot : to.tender().lots) {
        auto const counted = count_bids(to.from().of, lot.number);
        append_statistics(
            to,
            {statistic("bids", lot.number, counted.valid + counted.disqualified, to.from().date),
             statistic("bidders", lot.number, counted.bidders.size(), to.from().date)});
    }
}

void bid_outcome(release_draft& to) {
    auto const& lot = must_have(find_award(to.from().of, to.from().entry.object_id)).lot;
    auto const counted = count_bids(to.from().of, lot);
    append_statistics(to,
                      {statistic("validBids", lot, counted.valid, to.from().date),
                       statistic("disqualifiedBids", lot, counted.disqualified, to.from().date)});
}

} // namespace talent::open_data::sections
