// The field tables of offerings, orders and reviews.
#include "services/offerings/model.hpp"

namespace talent::json {
namespace {

using namespace offerings;

constexpr field_options identifier{.owner = owner::server, .about = "The id, a UUIDv7."};
constexpr field_options version{.owner = owner::server,
                                .about = "Rises by one with each change; the ETag."};
constexpr field_options created{.owner = owner::server, .about = "When it was made."};
constexpr field_options updated{.owner = owner::server, .about = "When it last changed."};

constexpr field_options frozen(std::string_view about) {
    return {.owner = owner::server, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<chain_stage>::names() {
    static constexpr std::string_view list[] = {"training", "introduction", "use", "service",
                                                "incentive"};
    return list;
}
std::span<std::string_view const> enumeration<offering_state>::names() {
    static constexpr std::string_view list[] = {"draft", "published", "suspended", "withdrawn"};
    return list;
}
std::span<std::string_view const> enumeration<price_model>::names() {
    static constexpr std::string_view list[] = {"fixed", "per_head", "percent_of_salary", "quote"};
    return list;
}
std::span<std::string_view const> enumeration<order_state>::names() {
    static constexpr std::string_view list[] = {
        "placed", "accepted", "declined", "delivered", "accepted_by_buyer", "disputed", "closed"};
    return list;
}
std::span<std::string_view const> enumeration<order_side>::names() {
    static constexpr std::string_view list[] = {"buyer", "seller"};
    return list;
}

object_definition const& described<offering>::table() {
    static constexpr field_definition fields[] = {
        field<&offering::id>("id", identifier),
        field<&offering::number>(
            "number",
            {.owner = owner::server, .about = "A number people can say, OF-330100-2026-000123."}),
        field<&offering::version>("version", version),
        field<&offering::organisation_id>("organisation_id",
                                          {.owner = owner::server, .about = "The seller."}),
        field<&offering::state>(
            "state",
            {.owner = owner::server, .about = "Only a published offering is found and ordered."}),
        field<&offering::state_reason>("state_reason", {.owner = owner::server,
                                                        .format = text_format::paragraphs,
                                                        .about = "Why the operator suspended it."}),
        field<&offering::created_at>("created_at", created),
        field<&offering::updated_at>("updated_at", updated),
        field<&offering::published_at>(
            "published_at", {.owner = owner::server, .about = "When it was last published."}),
        field<&offering::title>("title", {.required = true,
                                          .length_min = 2,
                                          .length_max = 120,
                                          .about = "What is sold, in one line."}),
        field<&offering::description>("description",
                                      {.length_max = 8000,
                                       .format = text_format::paragraphs,
                                       .about = "What the buyer gets; needed for publication."}),
        field<&offering::chain_stage>(
            "chain_stage",
            {.owner = owner::server, .about = "The category's stage in the chain of talent work."}),
        field<&offering::category>(
            "category", {.required = true,
                         .about = "What kind of service; decides which licence the seller needs."}),
        field<&offering::regions>(
            "regions", {.required = true,
                        .items_max = regions_served_max,
                        .codes = code_list::region,
                        .about = "Where it is served; a region stands for everything inside it."}),
        field<&offering::price_model>("price_model",
                                      {.required = true, .about = "How the price is reckoned."}),
        field<&offering::price>(
            "price", {.minimum = 1,
                      .about = "For fixed: each time it is ordered; for per_head: each person."}),
        field<&offering::percent_basis_points>(
            "percent_basis_points",
            {.minimum = 1,
             .maximum = percent_basis_points_max,
             .about = "For percent_of_salary: hundredths of a percent of each person's salary."}),
        field<&offering::response_hours>(
            "response_hours", {.minimum = 1,
                               .maximum = response_hours_max,
                               .about = "Service level: hours until the seller answers an order."}),
        field<&offering::delivery_days>(
            "delivery_days", {.minimum = 1,
                              .maximum = delivery_working_days_max,
                              .about = "Service level: working days from acceptance to delivery."}),
        field<&offering::terms>(
            "terms", {.length_max = terms_code_points_max,
                      .format = text_format::paragraphs,
                      .about = "The terms that an order freezes; needed for publication."}),
        field<&offering::licence_number>(
            "licence_number",
            {.owner = owner::server,
             .about = "The seller's licence for the category; empty where it needs none."}),
    };
    static constexpr object_definition table{"offering", "A service that an agency sells.", fields};
    return table;
}

object_definition const& described<order>::table() {
    static constexpr field_definition fields[] = {
        field<&order::id>("id", identifier),
        field<&order::number>(
            "number",
            {.owner = owner::server, .about = "A number people can say, OD-330100-2026-000123."}),
        field<&order::version>("version", version),
        field<&order::offering_id>(
            "offering_id",
            {.owner = owner::client_once, .required = true, .about = "What is ordered."}),
        field<&order::offering_version>("offering_version",
                                        {.owner = owner::client_once,
                                         .required = true,
                                         .minimum = 1,
                                         .about = "The offering's version that the buyer has read; "
                                                  "refused where it has changed since."}),
        field<&order::buyer_id>("buyer_id", {.owner = owner::server, .about = "Who ordered."}),
        field<&order::seller_id>("seller_id",
                                 {.owner = owner::server, .about = "Whose offering it was."}),
        field<&order::state>("state", {.owner = owner::server, .about = "How far it has come."}),
        field<&order::title>("title", frozen("The offering's title at placing.")),
        field<&order::category>("category", frozen("The offering's category at placing.")),
        field<&order::price_model>("price_model", frozen("The offering's price model at placing.")),
        field<&order::price>("price", frozen("The offering's price at placing.")),
        field<&order::percent_basis_points>("percent_basis_points",
                                            frozen("The offering's percentage at placing.")),
        field<&order::response_hours>(
            "response_hours",
            frozen("The offering's service level at placing: hours until the answer.")),
        field<&order::delivery_days>(
            "delivery_days",
            frozen("The offering's service level at placing: working days until delivery.")),
        field<&order::terms>("terms", frozen("The offering's terms at placing.")),
        field<&order::licence_number>(
            "licence_number", {.owner = owner::server,
                               .about = "The seller's licence, checked again at acceptance; empty "
                                        "where the category needs none."}),
        field<&order::quantity>(
            "quantity",
            {.owner = owner::client_once,
             .minimum = 1,
             .maximum = quantity_max,
             .about = "How many persons; for a fixed price, how many times. One where left out."}),
        field<&order::salary_base>("salary_base",
                                   {.owner = owner::client_once,
                                    .minimum = 1,
                                    .maximum = salary_base_fen_max,
                                    .about = "For percent_of_salary: the salary of one person that "
                                             "the percentage is taken of."}),
        field<&order::price_total>("price_total",
                                   {.owner = owner::server,
                                    .about = "What it costs; for a quote only once the seller has "
                                             "named it, and binding once the buyer confirms."}),
        field<&order::note>("note", {.owner = owner::client_once,
                                     .length_max = 2000,
                                     .format = text_format::paragraphs,
                                     .about = "What the buyer wants the seller to know."}),
        field<&order::delivery_note>(
            "delivery_note",
            {.owner = owner::server, .about = "What the seller says of the delivery."}),
        field<&order::evidence>("evidence", {.owner = owner::server,
                                             .items_max = evidence_items_max,
                                             .about = "SHA-256 of each document handed over."}),
        field<&order::decline_reason>("decline_reason",
                                      {.owner = owner::server, .about = "Why it came to nothing."}),
        field<&order::declined_by>("declined_by",
                                   {.owner = owner::server, .about = "Which side stepped back."}),
        field<&order::dispute_reason>(
            "dispute_reason",
            {.owner = owner::server, .about = "Why the buyer disputes the delivery."}),
        field<&order::response_deadline>(
            "response_deadline",
            {.owner = owner::server, .about = "Until when the seller answers."}),
        field<&order::delivery_deadline>(
            "delivery_deadline",
            {.owner = owner::server, .about = "Until when the seller delivers."}),
        field<&order::placed_at>("placed_at",
                                 {.owner = owner::server, .about = "When it was placed."}),
        field<&order::updated_at>("updated_at", updated),
        field<&order::quoted_at>(
            "quoted_at", {.owner = owner::server, .about = "When the seller last named a total."}),
        field<&order::accepted_at>(
            "accepted_at", {.owner = owner::server, .about = "When both sides were bound."}),
        field<&order::declined_at>(
            "declined_at", {.owner = owner::server, .about = "When one side stepped back."}),
        field<&order::delivered_at>(
            "delivered_at", {.owner = owner::server, .about = "When the seller delivered."}),
        field<&order::accepted_by_buyer_at>(
            "accepted_by_buyer_at",
            {.owner = owner::server, .about = "When the buyer accepted the delivery."}),
        field<&order::disputed_at>(
            "disputed_at",
            {.owner = owner::server, .about = "When the buyer disputed the delivery."}),
        field<&order::closed_at>("closed_at",
                                 {.owner = owner::server, .about = "When it was closed."}),
    };
    static constexpr object_definition table{
        "order", "An order of an offering, with its terms frozen.", fields};
    return table;
}

object_definition const& described<review>::table() {
    static constexpr field_definition fields[] = {
        field<&review::id>("id", identifier),
        field<&review::order_id>("order_id", {.owner = owner::server, .about = "Which order."}),
        field<&review::author_id>("author_id", {.owner = owner::server, .about = "Who wrote it."}),
        field<&review::subject_id>("subject_id",
                                   {.owner = owner::server, .about = "Whom it is about."}),
        field<&review::side>("side",
                             {.owner = owner::server, .about = "The author's side of the order."}),
        field<&review::rating>("rating", {.owner = owner::client_once,
                                          .required = true,
                                          .minimum = 1,
                                          .maximum = 5,
                                          .about = "From 1, poor, to 5, excellent."}),
        field<&review::text>("text", {.owner = owner::client_once,
                                      .required = true,
                                      .length_min = 1,
                                      .length_max = 2000,
                                      .format = text_format::paragraphs,
                                      .about = "What others should know."}),
        field<&review::written_at>("written_at",
                                   {.owner = owner::server, .about = "When it was written."}),
        field<&review::published>(
            "published",
            {.owner = owner::server,
             .exposure = exposure::derived,
             .about = "Open to all: both sides have written, or seven days have passed."}),
    };
    static constexpr object_definition table{"review", "One side's review of an order.", fields};
    return table;
}

object_definition const& described<given_reason>::table() {
    static constexpr field_definition fields[] = {
        field<&given_reason::reason>("reason",
                                     {.required = true,
                                      .length_min = 2,
                                      .length_max = 2000,
                                      .format = text_format::paragraphs,
                                      .about = "Why, so that the other side can act on it."}),
    };
    static constexpr object_definition table{"given_reason", "Why something was done.", fields};
    return table;
}

object_definition const& described<acceptance>::table() {
    static constexpr field_definition fields[] = {
        field<&acceptance::price_total>("price_total",
                                        {.minimum = 1,
                                         .about = "For an offering priced by quote: the quoted "
                                                  "total, which the buyer then confirms."}),
    };
    static constexpr object_definition table{"order_acceptance", "The seller's answer to an order.",
                                             fields};
    return table;
}

object_definition const& described<delivery>::table() {
    static constexpr field_definition fields[] = {
        field<&delivery::delivery_note>("delivery_note", {.required = true,
                                                          .length_min = 2,
                                                          .length_max = 4000,
                                                          .format = text_format::paragraphs,
                                                          .about = "What was delivered."}),
        field<&delivery::evidence>("evidence", {.length_min = 64,
                                                .items_max = evidence_items_max,
                                                .format = text_format::sha256,
                                                .about = "SHA-256 of each document handed over."}),
    };
    static constexpr object_definition table{"order_delivery", "What the seller delivers.", fields};
    return table;
}

} // namespace talent::json
