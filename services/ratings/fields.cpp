// The field tables of ratings, appeals and delivery records.
#include "services/ratings/delivery_record.hpp"
#include "services/ratings/model.hpp"

namespace talent::json {
namespace {

using namespace ratings;

constexpr std::size_t text_code_points_max = 5'000;
constexpr std::size_t reason_code_points_max = 1'000;
constexpr std::size_t reasons_max = 20;
constexpr std::size_t documents_max = 20;

constexpr field_options by_server(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
constexpr field_options derived(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::derived, .about = about};
}
constexpr field_options hidden(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::hidden, .about = about};
}
constexpr field_options paragraphs(std::string_view about) {
    return {.length_max = text_code_points_max, .format = text_format::paragraphs, .about = about};
}
constexpr field_options reason_list(json::owner whose, bool required, std::string_view about) {
    return {.owner = whose,
            .required = required,
            .length_min = 1,
            .length_max = reason_code_points_max,
            .items_max = reasons_max,
            .about = about};
}

constexpr field_options identifier = by_server("The id, a UUIDv7.");
constexpr field_options version = by_server("Rises by one with each change; the ETag.");

} // namespace

std::span<std::string_view const> enumeration<rating_state>::names() {
    static constexpr std::string_view list[] = {"sealed", "published", "struck"};
    return list;
}
std::span<std::string_view const> enumeration<appeal_state>::names() {
    static constexpr std::string_view list[] = {"received", "opened", "upheld", "dismissed",
                                                "withdrawn"};
    return list;
}
std::span<std::string_view const> enumeration<appeal_command>::names() {
    static constexpr std::string_view list[] = {"open", "uphold", "dismiss", "withdraw"};
    return list;
}
std::span<std::string_view const> enumeration<appeal_party>::names() {
    static constexpr std::string_view list[] = {"appellant", "reviewer"};
    return list;
}

object_definition const& described<rating>::table() {
    static constexpr field_definition fields[] = {
        field<&rating::id>("id", identifier),
        field<&rating::number>("number",
                               by_server("A number people can say, E-330100-2026-000123.")),
        field<&rating::version>("version", version),
        field<&rating::state>("state", derived("Sealed until all sides have rated each other or "
                                               "seven days after the first; struck by an appeal.")),
        field<&rating::package_id>("package_id", by_server("Of which work package.")),
        field<&rating::by_id>("by_id", by_server("Who wrote it.")),
        field<&rating::about_id>("about_id",
                                 {.owner = owner::client_once,
                                  .required = true,
                                  .about = "Whom it is about: another side of the package."}),
        field<&rating::region>("region", by_server("The package's region.")),
        field<&rating::category>("category", by_server("The package's category of service.")),
        field<&rating::accepted_at>("accepted_at", by_server("When the delivery was accepted.")),
        field<&rating::satisfaction>("satisfaction", {.required = true,
                                                      .minimum = 1,
                                                      .maximum = satisfaction_max,
                                                      .about = "From 1, the worst, to 5."}),
        field<&rating::hours_to_resolve>(
            "hours_to_resolve", {.maximum = hours_to_resolve_max,
                                 .about = "How long the other side took to put right what had to "
                                          "be, in hours. Left out: nothing had to be."}),
        field<&rating::complaint>("complaint", {.about = "Whether it is a complaint too."}),
        field<&rating::complaint_text>("complaint_text",
                                       paragraphs("What the complaint is about.")),
        field<&rating::comment>("comment", paragraphs("In the author's own words.")),
        field<&rating::published_at>("published_at", derived("Since when everybody reads it.")),
        field<&rating::struck_at>("struck_at", by_server("When an appeal struck it.")),
        field<&rating::struck_reasons>(
            "struck_reasons", reason_list(owner::server, false, "Why an appeal struck it.")),
        field<&rating::ratings_due>("ratings_due", hidden("How many all sides write.")),
        field<&rating::opens_at>("opens_at", hidden("When it opens at the latest.")),
        field<&rating::opening_told>("opening_told",
                                     hidden("Whether the journal has its opening.")),
        field<&rating::created_at>("created_at", by_server("When it was written.")),
        field<&rating::updated_at>("updated_at", by_server("When it last changed.")),
    };
    static constexpr object_definition table{
        "rating", "What one side of a delivered work package says of another.", fields};
    return table;
}

object_definition const& described<appeal>::table() {
    static constexpr field_definition fields[] = {
        field<&appeal::id>("id", identifier),
        field<&appeal::number>("number",
                               by_server("A number people can say, A-330100-2026-000123.")),
        field<&appeal::version>("version", version),
        field<&appeal::state>("state", by_server("What was decided last.")),
        field<&appeal::rating_id>("rating_id", by_server("Against which rating.")),
        field<&appeal::package_id>("package_id", by_server("Of which work package.")),
        field<&appeal::region>("region", by_server("The package's region.")),
        field<&appeal::rater_id>("rater_id", by_server("Who wrote the rating.")),
        field<&appeal::appellant_id>("appellant_id", by_server("Whom it is about.")),
        field<&appeal::reviewer_id>(
            "reviewer_id", by_server("Who reviews it: the nearest operator without a part in the "
                                     "rating, else a supervising office.")),
        field<&appeal::reasons>(
            "reasons", reason_list(owner::client_once, true,
                                   "What is wrong with the rating; shown to parties only.")),
        field<&appeal::documents>("documents", {.owner = owner::client_once,
                                                .items_max = documents_max,
                                                .about = "Evidence, by its hash; shown to parties "
                                                         "only."}),
        field<&appeal::opened_at>("opened_at", by_server("When the review was opened.")),
        field<&appeal::ended_at>("ended_at", by_server("When it was decided or withdrawn.")),
        field<&appeal::decision_reasons>(
            "decision_reasons", reason_list(owner::server, false, "Of the decision; public.")),
        field<&appeal::contractor_id>("contractor_id",
                                      hidden("The general contractor of the rated work.")),
        field<&appeal::test>("test", hidden("Of test organisations.")),
        field<&appeal::created_at>("created_at", by_server("When it was filed.")),
        field<&appeal::updated_at>("updated_at", by_server("When it last changed.")),
        field<&appeal::clocks>("clocks", derived("The clock that runs.")),
        field<&appeal::late>("late", derived("The review was, or is, opened too late.")),
    };
    static constexpr object_definition table{"appeal", "An appeal against a published rating.",
                                             fields};
    return table;
}

object_definition const& described<appeal_decision>::table() {
    static constexpr field_definition fields[] = {
        field<&appeal_decision::upheld>("upheld",
                                        {.required = true,
                                         .about = "Whether the appeal is right: the rating is "
                                                  "struck then."}),
        field<&appeal_decision::reasons>(
            "reasons", reason_list(owner::client, true, "Why: everybody reads them.")),
    };
    static constexpr object_definition table{"appeal_decision",
                                             "The written decision on an appeal.", fields};
    return table;
}

object_definition const& described<record_cell>::table() {
    static constexpr field_definition fields[] = {
        field<&record_cell::category>("category", derived("The category; empty: none, or all.")),
        field<&record_cell::n>("n", derived("How many ratings.")),
        field<&record_cell::withheld>(
            "withheld", derived("Too few ratings, or of too few organisations, to say more.")),
        field<&record_cell::satisfaction_hundredths>(
            "satisfaction_hundredths", derived("The mean of the satisfaction: 433 is 4.33.")),
        field<&record_cell::median_hours_hundredths>(
            "median_hours_hundredths",
            derived("The median of the hours to resolve: 2450 is 24.5 hours.")),
        field<&record_cell::complaint_basis_points>("complaint_basis_points",
                                                    derived("Complaints in 10000 ratings.")),
    };
    static constexpr object_definition table{"delivery_record_cell",
                                             "What an organisation's ratings amount to.", fields};
    return table;
}

object_definition const& described<delivery_record>::table() {
    static constexpr field_definition fields[] = {
        field<&delivery_record::organisation_id>("organisation_id", derived("Whose record.")),
        field<&delivery_record::from>("from", derived("Deliveries accepted from this day on.")),
        field<&delivery_record::until>("until", derived("Deliveries accepted up to this day.")),
        field<&delivery_record::total>("total", derived("All together.")),
        field<&delivery_record::categories>("categories", derived("By category.")),
    };
    static constexpr object_definition table{
        "delivery_record", "What the published ratings of an organisation amount to.", fields};
    return table;
}

} // namespace talent::json
