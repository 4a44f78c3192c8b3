// The SQL of questions, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/procurement/question.hpp"

namespace talent::procurement::store {

inline constexpr std::string_view questions_table = "tender_questions";

std::optional<question> find_question(db::session& sql, uuid const& id);
/// In order of id, after `after`: all of a tender, or those that are settled and `asker`'s own.
std::vector<question> list_questions(db::session& sql, uuid const& tender_id,
                                     std::string_view after, int limit);
std::vector<question> list_settled_questions(db::session& sql, uuid const& tender_id,
                                             std::string_view after, uuid const& asker, int limit);
std::vector<question> list_unanswered(db::session& sql, uuid const& tender_id);
std::int64_t count_unanswered(db::session& sql, uuid const& tender_id);
std::int64_t count_questions_of(db::session& sql, uuid const& tender_id, uuid const& asker);

} // namespace talent::procurement::store
