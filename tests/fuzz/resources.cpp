#include "tests/fuzz/resources.hpp"

#include <stdexcept>

#include "services/alerts/model.hpp"
#include "services/clocks/model.hpp"
#include "services/contracting/project.hpp"
#include "services/contracting/work_package.hpp"
#include "services/delivery/contract.hpp"
#include "services/delivery/ledger.hpp"
#include "services/delivery/milestone.hpp"
#include "services/delivery/settlement.hpp"
#include "services/exclusions/model.hpp"
#include "services/identity/model.hpp"
#include "services/listings/imports.hpp"
#include "services/listings/model.hpp"
#include "services/match_runs/model.hpp"
#include "services/notices/mail.hpp"
#include "services/notices/model.hpp"
#include "services/offerings/imports.hpp"
#include "services/offerings/model.hpp"
#include "services/procurement/amendment.hpp"
#include "services/procurement/bid.hpp"
#include "services/procurement/consensus.hpp"
#include "services/procurement/corrections.hpp"
#include "services/procurement/final_offer.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel.hpp"
#include "services/procurement/question.hpp"
#include "services/procurement/report.hpp"
#include "services/procurement/scoring.hpp"
#include "services/procurement/tender_key.hpp"
#include "services/ratings/model.hpp"
#include "services/remedies/model.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

/// Changes an object that exists; a second time changes nothing more.
template <class T>
void check_patch(json::value const& document, T object) {
    auto const before = json::write_stored(object);
    auto const patched = json::patch(document, object, short_codes());
    if (!patched.has_value()) {
        check_problem(patched.error(), document);
        require(json::write_stored(object) == before, "a refused patch changes nothing");
        return;
    }
    auto const after = json::write_stored(object);
    require(json::patch(document, object, short_codes()).has_value(), "a patch applies again");
    require(json::write_stored(object) == after, "a patch applied again changes nothing");
}

template <class T>
void check_body_of(json::value const& document) {
    check_patch(document, T{});
    auto const read = json::read<T>(document, short_codes());
    if (!read.has_value()) {
        check_problem(read.error(), document);
        return;
    }
    auto const& made = read.value();
    auto const shown = json::parse(json::write_shown(made));
    require(shown.has_value(), "an answer is JSON");
    auto const sent_again = as_sent(shown.value(), document);
    auto const second = json::read<T>(sent_again, short_codes());
    require(second.has_value(), "what an answer shows may be sent again");
    auto const stored = json::write_stored(made);
    require(json::write_stored(second.value()) == stored, "what is sent again is the same");
    require(json::write_stored(json::read_stored<T>(stored)) == stored,
            "what is stored comes back");
    check_table_lines(&made, json::described<T>::table());
    check_patch(document, made);
}

/// Every column of a row comes back as it was.
template <class T>
void check_columns(T const& object) {
    T other{};
    for (auto const& field : json::described<T>::table().fields) {
        auto const column = field.operations().to_cell(field.member_of(&object));
        field.operations().from_cell(column, field.member(&other));
    }
    require(json::write_stored(other) == json::write_stored(object), "every column comes back");
}

template <class T>
bool check_stored_of(json::value const& document) {
    T made{};
    json::read_context context{.stored = true};
    json::read_object(document, &made, json::described<T>::table(), "", context);
    if (!context.errors.empty()) return false;
    auto const stored = json::write_stored(made);
    auto const again = json::read_stored<T>(stored);
    require(json::write_stored(again) == stored, "what is stored comes back");
    require(json::parse(json::write_shown(made)).has_value(), "an answer is JSON");
    check_table_lines(&made, json::described<T>::table());
    check_columns(made);
    return true;
}

template <class T>
std::vector<field_error> faults_of(json::value const& document) {
    T anything{};
    if (json::patch(document, anything, short_codes()).has_value()) return {};
    auto read = json::read<T>(document, short_codes());
    return read.has_value() ? std::vector<field_error>{} : std::move(read).error().errors;
}

template <class T>
constexpr resource resource_of() {
    return {&json::described<T>::table, &check_body_of<T>, &check_stored_of<T>, &faults_of<T>};
}

constexpr resource all[] = {
    resource_of<identity::registration>(),
    resource_of<identity::organisation>(),
    resource_of<identity::reasons>(),
    resource_of<identity::qualification>(),
    resource_of<identity::member>(),
    resource_of<identity::login>(),
    resource_of<identity::api_key>(),
    resource_of<listings::demand>(),
    resource_of<listings::supply>(),
    resource_of<listings::moderation>(),
    resource_of<listings::verified_facts>(),
    resource_of<listings::personal_record>(),
    resource_of<listings::consent>(),
    resource_of<listings::reveal>(),
    resource_of<listings::moderation_list>(),
    resource_of<offerings::offering>(),
    resource_of<offerings::given_reason>(),
    resource_of<offerings::order>(),
    resource_of<offerings::acceptance>(),
    resource_of<offerings::delivery>(),
    resource_of<offerings::review>(),
    resource_of<procurement::tender>(),
    resource_of<procurement::bid_submission>(),
    resource_of<procurement::justification_text>(),
    resource_of<procurement::score>(),
    resource_of<procurement::award_decision>(),
    resource_of<delivery::contract_request>(),
    resource_of<delivery::contract>(),
    resource_of<delivery::milestone_submission>(),
    resource_of<delivery::full_acceptance>(),
    resource_of<delivery::partial_acceptance>(),
    resource_of<delivery::invoice>(),
    resource_of<delivery::payment>(),
    resource_of<identity::session>(),
    resource_of<procurement::bid>(),
    resource_of<procurement::bid_content>(),
    resource_of<delivery::milestone>(),
    resource_of<delivery::ledger_transaction>(),
    resource_of<identity::password_change>(),
    resource_of<alerts::saved_search>(),
    resource_of<match_runs::match_run>(),
    resource_of<delivery::amendment>(),
    resource_of<procurement::correction>(),
    resource_of<procurement::correction_answer>(),
    resource_of<clocks::clock_subscription>(),
    resource_of<remedies::complaint_acceptance>(),
    resource_of<remedies::complaint_decision>(),
    resource_of<delivery::concession>(),
    resource_of<delivery::dispute>(),
    resource_of<exclusions::exclusion>(),
    resource_of<exclusions::exclusion_decision>(),
    resource_of<exclusions::exclusion_defence>(),
    resource_of<notices::inbox_marks>(),
    resource_of<procurement::interest_declaration>(),
    resource_of<procurement::panel_score>(),
    resource_of<procurement::seat_replacement>(),
    resource_of<procurement::seating>(),
    resource_of<notices::redelivery>(),
    resource_of<delivery::refund>(),
    resource_of<remedies::remedy>(),
    resource_of<remedies::remedy_answer>(),
    resource_of<procurement::amendment_request>(),
    resource_of<procurement::answer_text>(),
    resource_of<procurement::extension_request>(),
    resource_of<procurement::question>(),
    resource_of<procurement::unsuccessful_declaration>(),
    resource_of<notices::webhook>(),
    resource_of<procurement::opening_key>(),
    resource_of<procurement::key_naming>(),
    resource_of<procurement::released_share>(),
    resource_of<procurement::opening_act>(),
    resource_of<ratings::appeal>(),
    resource_of<ratings::appeal_decision>(),
    resource_of<procurement::evaluation_report>(),
    resource_of<procurement::final_offer_call>(),
    resource_of<notices::mail_setting>(),
    resource_of<contracting::package_acceptance>(),
    resource_of<contracting::package_delivery>(),
    resource_of<contracting::package_payment>(),
    resource_of<contracting::package_reassignment>(),
    resource_of<contracting::package_sourcing>(),
    resource_of<contracting::project>(),
    resource_of<ratings::rating>(),
    resource_of<contracting::work_package>(),
    resource_of<procurement::consensus_position>(),
    resource_of<procurement::fewer_bidders_approval>(),
    resource_of<notices::mail_redelivery>(),
    resource_of<listings::demand_import>(),
    resource_of<listings::supply_import>(),
    resource_of<offerings::offering_import>(),
};

} // namespace

std::span<resource const> resources() {
    return all;
}

resource const& resource_for(char selector) {
    auto const number = static_cast<unsigned char>(selector - 'A');
    return all[number % std::size(all)];
}

} // namespace talent::fuzz
