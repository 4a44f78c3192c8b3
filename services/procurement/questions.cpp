#include "services/procurement/questions.hpp"

#include "services/exclusions/service.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/question_store.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

// Who asks is the buyer's and the asker's to know: without a region no operator, which may bid
// itself, is shown the entry. The answer is everybody's, and its entry is the buyer's.
journal::change question_change(question const& one, tender const& of, std::string_view happened) {
    bool const settled = one.state != question_state::asked;
    return {.table = store::questions_table,
            .object_type = "tender_question",
            .happened = happened,
            .visible = settled ? journal::visibility::open : journal::visibility::parties,
            .parties =
                settled ? std::vector{of.buyer_id} : std::vector{of.buyer_id, one.organisation_id},
            .region = settled ? of.region : std::string()};
}

} // namespace

question question_service::shown(question one, tender const& of, uuid const& reader) const {
    if (!reader.is_nil() && (reader == of.buyer_id || reader == one.organisation_id))
        one.asked_by = one.organisation_id;
    if (one.state == question_state::asked)
        one.answer_due = answer_due_of(one, tenders_.terms_for(of));
    return one;
}

result<question> question_service::ask(unit_of_work& unit, uuid const& tender_id,
                                       question wanted) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    auto const& actor = unit.actor();
    if (!of || !is_public(*of) || !tenders_.known().may_see(actor, of->buyer_id))
        return refuse(error_code::not_found);
    TRY(check_may_be_asked(*of, unit.now(), tenders_.terms_for(*of)));
    TRY(tenders_.check_bidder(*of, actor, unit.now()));
    TRY(exclusions::check_not_excluded(unit.sql(), actor.organisation, of->region, unit.now()));
    if (store::count_questions_of(unit.sql(), tender_id, actor.organisation) >=
        questions_per_bidder_max) {
        return refuse(error_code::conflict, "This organisation has asked too much already.");
    }
    wanted.id = make_uuid(unit.now());
    wanted.tender_id = tender_id;
    wanted.organisation_id = actor.organisation;
    journal::create(unit, wanted, question_change(wanted, *of, "asked"));
    return shown(std::move(wanted), *of, actor.organisation);
}

result<question> question_service::settle(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version, question_command command,
                                          question with) const {
    auto const seen = store::find_question(unit.sql(), id);
    if (!seen) return refuse(error_code::not_found);
    auto const of = store::lock_tender(unit.sql(), seen->tender_id);
    auto const found = store::find_question(unit.sql(), id);
    if (!of || !found || of->buyer_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(auto state, next_state(found->state, command, procurement_party::buyer));
    changed.state = state;
    changed.answer = std::move(with.answer);
    changed.state_reasons = std::move(with.state_reasons);
    changed.settled_at = unit.now();
    auto const happened = json::name_of(state);
    TRY(journal::save(unit, *found, changed, question_change(changed, *of, happened)));
    return shown(std::move(changed), *of, of->buyer_id);
}

result<question> question_service::answer(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version, std::string text) const {
    return settle(unit, id, expected_version, question_command::answer,
                  {.answer = std::move(text)});
}

result<question> question_service::leave(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         std::vector<std::string> reasons) const {
    if (reasons.empty())
        return refuse_field("/reasons", "required", "say why, since whoever asked is a bidder");
    return settle(unit, id, expected_version, question_command::leave,
                  {.state_reasons = std::move(reasons)});
}

result<question> question_service::read(db::session& sql, security::principal const& asker,
                                        uuid const& id) const {
    auto found = store::find_question(sql, id);
    if (!found) return refuse(error_code::not_found);
    TRY(auto const of, tenders_.read_public(sql, asker, found->tender_id));
    bool const party =
        !asker.organisation.is_nil() &&
        (asker.organisation == of.buyer_id || asker.organisation == found->organisation_id);
    if (found->state == question_state::asked && !party) return refuse(error_code::not_found);
    return shown(*std::move(found), of, asker.organisation);
}

result<std::vector<question>> question_service::list(db::session& sql,
                                                     security::principal const& asker,
                                                     uuid const& tender_id, std::string_view after,
                                                     int limit) const {
    TRY(auto const of, tenders_.read_public(sql, asker, tender_id));
    auto found =
        asker.organisation == of.buyer_id
            ? store::list_questions(sql, tender_id, after, limit)
            : store::list_settled_questions(sql, tender_id, after, asker.organisation, limit);
    for (auto& each : found)
        each = shown(std::move(each), of, asker.organisation);
    return found;
}

std::optional<question> question_service::read_running(db::session& sql, uuid const& id) const {
    auto found = store::find_question(sql, id);
    if (!found || found->state != question_state::asked) return std::nullopt;
    auto const of = store::find_tender(sql, found->tender_id);
    if (!of || of->state != tender_state::published) return std::nullopt;
    return shown(*std::move(found), *of, of->buyer_id);
}

std::vector<uuid> question_service::unanswered_of(db::session& sql, uuid const& tender_id) {
    std::vector<uuid> found;
    for (auto const& each : store::list_unanswered(sql, tender_id))
        found.push_back(each.id);
    return found;
}

result<void> check_questions_settled(db::session& sql, uuid const& tender_id) {
    auto const waiting = store::count_unanswered(sql, tender_id);
    if (waiting == 0) return success();
    return refuse(error_code::question_unanswered,
                  std::to_string(waiting) +
                      " of the tender's questions wait for an answer, or for "
                      "the reasons why there is none.");
}

} // namespace talent::procurement
