// The field tables of tenders.
#include <algorithm>

#include "services/procurement/field_options.hpp"
#include "services/procurement/tender.hpp"

namespace talent::json {
namespace {

using namespace procurement;
using namespace procurement::tables;

constexpr std::int64_t document_bytes_max = std::int64_t{4} * 1024 * 1024 * 1024;
constexpr std::int64_t quantity_max = 1'000'000'000;

bool is_criterion_code(std::string_view text) {
    return std::ranges::all_of(text, [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '_';
    });
}
constexpr text_rule code_rule{&is_criterion_code, "not_a_code",
                              "must be of lower-case letters, digits and _"};

} // namespace

std::span<std::string_view const> enumeration<procurement_method>::names() {
    static constexpr std::string_view list[] = {"open", "selective", "consultation", "direct",
                                                "framework_call_off"};
    return list;
}
std::span<std::string_view const> enumeration<tender_state>::names() {
    static constexpr std::string_view list[] = {"draft",      "published",   "cancelled",
                                                "opened",     "evaluated",   "awarded",
                                                "contracted", "unsuccessful"};
    return list;
}
std::span<std::string_view const> enumeration<tender_phase>::names() {
    static constexpr std::string_view list[] = {
        "draft",      "announced",       "bidding",    "bidding_closed", "opened",   "evaluated",
        "standstill", "standstill_over", "contracted", "unsuccessful",   "cancelled"};
    return list;
}
std::span<std::string_view const> enumeration<criterion_kind>::names() {
    static constexpr std::string_view list[] = {"price", "quality"};
    return list;
}
std::span<std::string_view const> enumeration<call_off_mode>::names() {
    static constexpr std::string_view list[] = {"direct", "mini_competition", "either"};
    return list;
}
std::span<std::string_view const> enumeration<procurement_party>::names() {
    static constexpr std::string_view list[] = {"buyer", "bidder", "reviewer", "panel"};
    return list;
}
std::span<std::string_view const> enumeration<tender_command>::names() {
    static constexpr std::string_view list[] = {"publish",
                                                "cancel",
                                                "open",
                                                "open_without_bids",
                                                "evaluate",
                                                "award",
                                                "declare_unsuccessful",
                                                "reopen",
                                                "contract"};
    return list;
}

object_definition const& described<item>::table() {
    static constexpr field_definition fields[] = {
        field<&item::description>(
            "description",
            {.required = true, .length_min = 2, .length_max = 500, .about = "What is bought."}),
        field<&item::quantity>(
            "quantity",
            {.required = true, .minimum = 1, .maximum = quantity_max, .about = "How many."}),
        field<&item::unit>("unit", {.required = true,
                                    .length_min = 1,
                                    .length_max = 30,
                                    .about = "Of what: person, session, month."}),
        field<&item::quantity_estimated>(
            "quantity_estimated",
            {.about = "The quantity is an estimate, such as of what is called off later."}),
        field<&item::lot>("lot", {.minimum = 1,
                                  .maximum = lot_number_max,
                                  .about = "Of which lot; left out: of every lot."}),
    };
    static constexpr object_definition table{"tender_item",
                                             "A thing or service that a tender buys.", fields};
    return table;
}

object_definition const& described<eligibility>::table() {
    static constexpr field_definition fields[] = {
        field<&eligibility::required_qualifications>(
            "required_qualifications",
            {.items_max = 7, .about = "A bidder holds every one of these, valid when it bids."}),
        field<&eligibility::capabilities>(
            "capabilities",
            {.items_max = 9, .about = "A bidder has at least one of these; none: anybody."}),
    };
    static constexpr object_definition table{"tender_eligibility", "Who may bid.", fields};
    return table;
}

object_definition const& described<sub_criterion>::table() {
    static constexpr field_definition fields[] = {
        field<&sub_criterion::code>("code", {.required = true,
                                             .length_min = 1,
                                             .length_max = 40,
                                             .rule = &code_rule,
                                             .about = "Names it in scores."}),
        field<&sub_criterion::title>(
            "title",
            {.required = true, .length_min = 1, .length_max = 200, .about = "What is judged."}),
        field<&sub_criterion::weight>("weight", {.required = true,
                                                 .minimum = 1,
                                                 .maximum = weight_total,
                                                 .about = "Its part of the criterion's weight."}),
    };
    static constexpr object_definition table{"tender_sub_criterion", "A part of a criterion.",
                                             fields};
    return table;
}

object_definition const& described<framework_terms>::table() {
    static constexpr field_definition fields[] = {
        field<&framework_terms::ceiling>(
            "ceiling",
            {.required = true, .minimum = 1, .about = "What all call-offs together may cost."}),
        field<&framework_terms::months>("months", {.required = true,
                                                   .minimum = 1,
                                                   .maximum = framework_months_limit,
                                                   .about = "How long it may be called off."}),
        field<&framework_terms::suppliers_max>("suppliers_max",
                                               {.minimum = 1,
                                                .maximum = framework_suppliers_limit,
                                                .about = "How many suppliers become members."}),
        field<&framework_terms::call_off>("call_off", {.about = "How a member is chosen."}),
    };
    static constexpr object_definition table{
        "framework_terms", "What a tender for a framework agreement settles.", fields};
    return table;
}

object_definition const& described<criterion>::table() {
    static constexpr field_definition fields[] = {
        field<&criterion::code>("code", {.required = true,
                                         .length_min = 1,
                                         .length_max = 40,
                                         .rule = &code_rule,
                                         .about = "Names it in scores."}),
        field<&criterion::title>(
            "title",
            {.required = true, .length_min = 1, .length_max = 200, .about = "What is judged."}),
        field<&criterion::kind>(
            "kind", {.required = true, .about = "The price is reckoned, quality is scored."}),
        field<&criterion::weight>("weight", {.required = true,
                                             .minimum = 1,
                                             .maximum = weight_total,
                                             .about = "Of 100; all weights sum to exactly 100."}),
        field<&criterion::sub_criteria>(
            "sub_criteria",
            {.items_max = 20, .about = "Parts that are scored by themselves; none: it is whole."}),
    };
    static constexpr object_definition table{"tender_criterion", "By what bids are judged.",
                                             fields};
    return table;
}

object_definition const& described<document>::table() {
    static constexpr field_definition fields[] = {
        field<&document::title>(
            "title",
            {.required = true, .length_min = 1, .length_max = 200, .about = "What it is."}),
        field<&document::sha256>(
            "sha256", {.required = true, .format = text_format::sha256, .about = "Its hash."}),
        field<&document::bytes>(
            "bytes",
            {.required = true, .minimum = 0, .maximum = document_bytes_max, .about = "Its size."}),
    };
    static constexpr object_definition table{"document", "A file, known by its hash.", fields};
    return table;
}

object_definition const& described<suspension>::table() {
    static constexpr field_definition fields[] = {
        field<&suspension::remedy_id>("remedy_id", by_server("The challenge or complaint.")),
        field<&suspension::lot>("lot", by_server("Which lot; left out: the whole tender.")),
        field<&suspension::reason>("reason", by_server("Why nothing is awarded or signed.")),
        field<&suspension::since>("since", by_server("From when.")),
        field<&suspension::until>("until", by_server("Until when; left out: until it is lifted.")),
    };
    static constexpr object_definition table{
        "tender_suspension", "A remedy that holds back award and contract.", fields};
    return table;
}

object_definition const& described<tender>::table() {
    static constexpr field_definition fields[] = {
        field<&tender::id>("id", identifier),
        field<&tender::number>("number",
                               by_server("A number people can say, T-330100-2026-000123.")),
        field<&tender::version>("version", version),
        field<&tender::buyer_id>("buyer_id", by_server("The government office that buys.")),
        field<&tender::state>("state", by_server("What was decided last.")),
        field<&tender::state_reasons>("state_reasons",
                                      by_server("Why it was cancelled or unsuccessful.")),
        field<&tender::region>("region", {.owner = owner::client_once,
                                          .required = true,
                                          .codes = code_list::region,
                                          .about = "Where the service is needed, GB/T 2260."}),
        field<&tender::title>(
            "title", {.required = true, .length_min = 2, .length_max = 200, .about = "One line."}),
        field<&tender::description>("description",
                                    {.length_max = paragraphs_code_points_max,
                                     .format = text_format::paragraphs,
                                     .about = "What is bought, and how it is to be delivered."}),
        field<&tender::method>("method", {.required = true, .about = "How the supplier is found."}),
        field<&tender::budget>("budget", {.about = "What is available."}),
        field<&tender::lots>("lots",
                             {.items_max = 20, .about = "Parts that are awarded by themselves."}),
        field<&tender::items>("items", {.items_max = 200, .about = "What is bought."}),
        field<&tender::eligibility>("eligibility", {.about = "Who may bid."}),
        field<&tender::criteria>("criteria",
                                 {.items_max = 20, .about = "By what bids are judged."}),
        field<&tender::documents>("documents",
                                  {.items_max = 50, .about = "Files that belong to it."}),
        field<&tender::drafter_id>(
            "drafter_id",
            {.about = "The organisation that wrote the documents for the buyer, where one did: who "
                      "is tied to it may not bid."}),
        field<&tender::open_at>("open_at",
                                {.about = "From when bids are taken; left out: from publication."}),
        field<&tender::deadline_at>("deadline_at",
                                    {.about = "A bid counts when it arrived before this instant."}),
        field<&tender::standstill_working_days>(
            "standstill_working_days",
            {.minimum = standstill_working_days_min,
             .maximum = standstill_working_days_max,
             .about = "Working days between the award notice and the contract."}),
        field<&tender::invited_supplier_ids>(
            "invited_supplier_ids",
            {.exposure = exposure::write_only,
             .items_max = invited_suppliers_max,
             .about = "Who may bid, where the method is not open to all; invited_suppliers in "
                      "answers."}),
        field<&tender::invitation_list>("invitation_list", hidden("Who may bid.")),
        field<&tender::justification>(
            "justification",
            {.length_max = paragraphs_code_points_max,
             .format = text_format::paragraphs,
             .about = "Why this supplier and no other, for a direct purchase; published."}),
        field<&tender::framework_id>("framework_id",
                                     {.about = "The framework under which a call-off is made."}),
        field<&tender::framework>("framework",
                                  {.about = "There where the tender is for a framework."}),
        field<&tender::amendment_number>(
            "amendment_number", by_server("How often the text was amended since publication.")),
        field<&tender::final_offers_until>(
            "final_offers_until", by_server("Consultation: until when final offers are taken.")),
        field<&tender::final_offers_opened_at>("final_offers_opened_at",
                                               by_server("Consultation: when they were opened.")),
        field<&tender::created_at>("created_at", created),
        field<&tender::updated_at>("updated_at", updated),
        field<&tender::published_at>("published_at", by_server("When it was published.")),
        field<&tender::opened_at>("opened_at", by_server("When the bids were opened.")),
        field<&tender::evaluated_at>("evaluated_at",
                                     by_server("When the evaluation was finished.")),
        field<&tender::report_received_at>(
            "report_received_at", by_server("When the buyer received the evaluation's report.")),
        field<&tender::awarded_at>("awarded_at",
                                   by_server("When a winner was chosen for the last time.")),
        field<&tender::suspensions>("suspensions",
                                    {.owner = owner::server,
                                     .items_max = suspensions_max,
                                     .about = "Remedies that hold back award and contract."}),
        field<&tender::phase>("phase",
                              derived("Where it stands now, from decisions and instants.")),
        field<&tender::clocks>("clocks", derived("The clocks that run.")),
        field<&tender::awards>("awards", derived("The award notices, those that fell included.")),
        field<&tender::invited_suppliers>(
            "invited_suppliers",
            derived("Who was invited: to the buyer, and to all where it is public or opened.")),
        field<&tender::questions_until>(
            "questions_until",
            derived("Questions are taken before this instant: later ones could not be answered "
                    "before the deadline.")),
    };
    static constexpr object_definition table{"tender", "A government office's request for bids.",
                                             fields};
    return table;
}

} // namespace talent::json
