#include "services/procurement/question_store.hpp"

#include "common/db/record.hpp"

namespace talent::procurement::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view all_of_tender =
    "WHERE tender_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view settled_of_tender =
    "WHERE tender_id = :p1 AND id > :p2 AND (state <> 'asked' OR organisation_id = :p3) ORDER BY "
    "id LIMIT :p4";
constexpr std::string_view unanswered_of_tender =
    "WHERE tender_id = :p1 AND state = 'asked' ORDER BY id";
constexpr std::string_view unanswered =
    "SELECT COUNT(*) FROM tender_questions WHERE tender_id = :p1 AND state = 'asked'";
constexpr std::string_view asked_by =
    "SELECT COUNT(*) FROM tender_questions WHERE tender_id = :p1 AND organisation_id = :p2";

} // namespace

std::optional<question> find_question(db::session& sql, uuid const& id) {
    return db::select_one<question>(sql, questions_table, by_id, {to_string(id)});
}

std::vector<question> list_questions(db::session& sql, uuid const& tender_id,
                                     std::string_view after, int limit) {
    return db::select<question>(sql, questions_table, all_of_tender,
                                {to_string(tender_id), std::string(after), std::int64_t{limit}});
}

std::vector<question> list_settled_questions(db::session& sql, uuid const& tender_id,
                                             std::string_view after, uuid const& asker, int limit) {
    return db::select<question>(
        sql, questions_table, settled_of_tender,
        {to_string(tender_id), std::string(after), to_string(asker), std::int64_t{limit}});
}

std::vector<question> list_unanswered(db::session& sql, uuid const& tender_id) {
    return db::select<question>(sql, questions_table, unanswered_of_tender, {to_string(tender_id)});
}

std::int64_t count_unanswered(db::session& sql, uuid const& tender_id) {
    auto const found = sql.query_one(unanswered, {to_string(tender_id)}, {cell_kind::integer});
    return found ? integer_of(found->front()) : 0;
}

std::int64_t count_questions_of(db::session& sql, uuid const& tender_id, uuid const& asker) {
    auto const found =
        sql.query_one(asked_by, {to_string(tender_id), to_string(asker)}, {cell_kind::integer});
    return found ? integer_of(found->front()) : 0;
}

} // namespace talent::procurement::store
