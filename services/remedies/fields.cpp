// The field tables of remedies.
#include "services/remedies/model.hpp"

namespace talent::json {
namespace {

using namespace remedies;

constexpr std::size_t text_code_points_max = 20'000;
constexpr std::size_t ground_code_points_max = 1'000;
constexpr std::size_t reasons_max = 20;
constexpr std::size_t documents_max = 50;

constexpr field_options by_server(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
constexpr field_options derived(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::derived, .about = about};
}
constexpr field_options paragraphs(json::owner whose, std::string_view about) {
    return {.owner = whose,
            .length_max = text_code_points_max,
            .format = text_format::paragraphs,
            .about = about};
}

constexpr field_options decision_reasons{.length_min = 1,
                                         .length_max = ground_code_points_max,
                                         .items_max = reasons_max,
                                         .about = "Why, one by one to the grounds."};
constexpr field_options decision_measure{
    .about = "What an upheld remedy leads to: it has to be said, be it none."};

} // namespace

std::span<std::string_view const> enumeration<remedy_kind>::names() {
    static constexpr std::string_view list[] = {"inquiry", "challenge", "complaint"};
    return list;
}
std::span<std::string_view const> enumeration<remedy_subject>::names() {
    static constexpr std::string_view list[] = {"documents", "process", "result"};
    return list;
}
std::span<std::string_view const> enumeration<remedy_state>::names() {
    static constexpr std::string_view list[] = {"filed",    "accepted", "answered", "upheld",
                                                "rejected", "returned", "withdrawn"};
    return list;
}
std::span<std::string_view const> enumeration<remedy_command>::names() {
    static constexpr std::string_view list[] = {"answer", "accept", "return_unexamined",
                                                "uphold", "reject", "withdraw"};
    return list;
}
std::span<std::string_view const> enumeration<remedy_party>::names() {
    static constexpr std::string_view list[] = {"complainant", "buyer", "supervisor"};
    return list;
}
std::span<std::string_view const> enumeration<remedy_measure>::names() {
    static constexpr std::string_view list[] = {"none", "amend_documents", "choose_again",
                                                "evaluate_again", "cancel_procurement"};
    return list;
}

object_definition const& described<remedy>::table() {
    static constexpr field_definition fields[] = {
        field<&remedy::id>("id", by_server("The id, a UUIDv7.")),
        field<&remedy::number>("number",
                               by_server("A number people can say, R-330100-2026-000123.")),
        field<&remedy::version>("version", by_server("Rises by one with each change; the ETag.")),
        field<&remedy::kind>("kind", {.owner = owner::client_once,
                                      .required = true,
                                      .about = "An inquiry or challenge goes to the buyer, a "
                                               "complaint to the supervising office."}),
        field<&remedy::state>("state", by_server("What was decided last.")),
        field<&remedy::tender_id>("tender_id", by_server("About which tender.")),
        field<&remedy::buyer_id>("buyer_id", by_server("Whose tender.")),
        field<&remedy::region>("region", by_server("The tender's region.")),
        field<&remedy::complainant_id>("complainant_id", by_server("Who filed it.")),
        field<&remedy::complainant_name>("complainant_name",
                                         by_server("The registered name of who filed it.")),
        field<&remedy::earlier_id>("earlier_id",
                                   {.owner = owner::client_once,
                                    .about = "Of a complaint: the challenge that it follows."}),
        field<&remedy::supervisor_id>(
            "supervisor_id",
            {.owner = owner::client_once,
             .about = "Of a complaint: the office that supervises procurement here; "
                      "left out, the nearest of the region and those above it."}),
        field<&remedy::subject>("subject", {.owner = owner::client_once,
                                            .required = true,
                                            .about = "What it is about; the term runs from the "
                                                     "publication, the last step, the notice."}),
        field<&remedy::lot>("lot", {.owner = owner::client_once,
                                    .minimum = 1,
                                    .maximum = procurement::lot_number_max,
                                    .about = "Of which lot; left out: of the whole tender."}),
        field<&remedy::grounds>("grounds", {.owner = owner::client_once,
                                            .required = true,
                                            .length_min = 1,
                                            .length_max = ground_code_points_max,
                                            .items_max = grounds_max,
                                            .about = "What is wrong, one by one."}),
        field<&remedy::facts>("facts",
                              paragraphs(owner::client_once, "What happened, and the law.")),
        field<&remedy::request>("request", paragraphs(owner::client_once, "What is asked for.")),
        field<&remedy::documents>("documents", {.owner = owner::client_once,
                                                .items_max = documents_max,
                                                .about = "Evidence, by its hash."}),
        field<&remedy::answer>("answer", paragraphs(owner::server, "The buyer's answer.")),
        field<&remedy::reasons>("reasons", {.owner = owner::server,
                                            .length_max = ground_code_points_max,
                                            .items_max = reasons_max,
                                            .about = "Of the decision."}),
        field<&remedy::measure>("measure", by_server("What the decision leads to.")),
        field<&remedy::accepted_at>("accepted_at",
                                    by_server("When a complaint was found admissible.")),
        field<&remedy::suspended_until>("suspended_until",
                                        by_server("Until when the procurement rests for it.")),
        field<&remedy::decided_at>("decided_at", by_server("When it was answered or decided.")),
        field<&remedy::created_at>("created_at", by_server("When it was filed.")),
        field<&remedy::updated_at>("updated_at", by_server("When it last changed.")),
        field<&remedy::clocks>("clocks", derived("The clocks that run.")),
        field<&remedy::late>("late", derived("The answer or decision came, or is, too late.")),
    };
    static constexpr object_definition table{
        "remedy", "An inquiry, challenge or complaint of a bidder.", fields};
    return table;
}

object_definition const& described<remedy_answer>::table() {
    static constexpr field_definition fields[] = {
        field<&remedy_answer::text>("text", {.required = true,
                                             .length_min = 1,
                                             .length_max = text_code_points_max,
                                             .format = text_format::paragraphs,
                                             .about = "The answer."}),
        field<&remedy_answer::upheld>("upheld", {.about = "Of a challenge: whether it is right."}),
        field<&remedy_answer::measure>("measure", decision_measure),
        field<&remedy_answer::reasons>("reasons", decision_reasons),
    };
    static constexpr object_definition table{
        "remedy_answer", "A buyer's answer to an inquiry or challenge.", fields};
    return table;
}

object_definition const& described<complaint_acceptance>::table() {
    static constexpr field_definition fields[] = {
        field<&complaint_acceptance::suspends>(
            "suspends", {.required = true,
                         .about = "Whether the procurement rests meanwhile, at most 30 days."}),
    };
    static constexpr object_definition table{"complaint_acceptance",
                                             "A complaint is admissible and is examined.", fields};
    return table;
}

object_definition const& described<complaint_decision>::table() {
    static constexpr field_definition fields[] = {
        field<&complaint_decision::upheld>(
            "upheld", {.required = true, .about = "Whether the complaint is right."}),
        field<&complaint_decision::measure>("measure", decision_measure),
        field<&complaint_decision::reasons>("reasons", decision_reasons),
    };
    static constexpr object_definition table{"complaint_decision", "A decision on a complaint.",
                                             fields};
    return table;
}

} // namespace talent::json
