// The field tables of questions.
#include "services/procurement/field_options.hpp"
#include "services/procurement/question.hpp"

namespace talent::json {
namespace {

constexpr std::size_t question_code_points_max = 2'000;

} // namespace

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<question_state>::names() {
    static constexpr std::string_view list[] = {"asked", "answered", "left_unanswered"};
    return list;
}
std::span<std::string_view const> enumeration<question_command>::names() {
    static constexpr std::string_view list[] = {"answer", "leave"};
    return list;
}

object_definition const& described<question>::table() {
    static constexpr field_definition fields[] = {
        field<&question::id>("id", identifier),
        field<&question::version>("version", version),
        field<&question::tender_id>("tender_id", by_server("About which tender.")),
        field<&question::organisation_id>("organisation_id", hidden("Who asked.")),
        field<&question::state>("state", by_server("Asked, answered or left unanswered.")),
        field<&question::state_reasons>("state_reasons", by_server("Why it is left unanswered.")),
        field<&question::text>(
            "text",
            {.owner = owner::client_once,
             .required = true,
             .length_min = 5,
             .length_max = question_code_points_max,
             .format = text_format::paragraphs,
             .about = "The question; everybody reads it with its answer, so it names nobody."}),
        field<&question::answer>("answer", by_server("The buyer's answer.")),
        field<&question::created_at>("created_at", by_server("When it was asked.")),
        field<&question::updated_at>("updated_at", updated),
        field<&question::settled_at>("settled_at",
                                     by_server("When it was answered, or left unanswered.")),
        field<&question::asked_by>("asked_by",
                                   derived("To the buyer and to the asker alone: who asked.")),
        field<&question::answer_due>("answer_due",
                                     derived("While it is unanswered: the clock of the answer.")),
    };
    static constexpr object_definition table{"tender_question",
                                             "A question about a published tender.", fields};
    return table;
}

object_definition const& described<answer_text>::table() {
    static constexpr field_definition fields[] = {
        field<&answer_text::text>("answer", {.required = true,
                                             .length_min = 1,
                                             .length_max = paragraphs_code_points_max,
                                             .format = text_format::paragraphs,
                                             .about = "What everybody is told."}),
    };
    static constexpr object_definition table{"tender_answer", "The answer to a question.", fields};
    return table;
}

} // namespace talent::json
