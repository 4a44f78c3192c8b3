// The use cases of questions, each on a unit of work that the edge has opened, on a database
// thread. A decision on a question locks its tender's row first, so that an opening never misses
// one. Owned by talentd's main; immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procurement/question.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {

class question_service {
  public:
    explicit question_service(procurement_service const& tenders) : tenders_(tenders) {}

    /// By who might bid: verified, eligible, invited where somebody was, not tied to the buyer.
    result<question> ask(journal::unit_of_work& unit, uuid const& tender_id, question wanted) const;
    /// By the buyer, to everybody.
    result<question> answer(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version, std::string text) const;
    /// By the buyer, who says why.
    result<question> leave(journal::unit_of_work& unit, uuid const& id,
                           std::int64_t expected_version, std::vector<std::string> reasons) const;
    /// An unanswered one to its buyer and its asker only.
    result<question> read(db::session& sql, security::principal const& asker, uuid const& id) const;
    result<std::vector<question>> list(db::session& sql, security::principal const& asker,
                                       uuid const& tender_id, std::string_view after,
                                       int limit) const;
    /// With its clock, for whoever keeps them: an unanswered one of a tender that is published.
    std::optional<question> read_running(db::session& sql, uuid const& id) const;
    /// Of a tender, those that it may have.
    static std::vector<uuid> unanswered_of(db::session& sql, uuid const& tender_id);

  private:
    question shown(question one, tender const& of, uuid const& reader) const;
    result<question> settle(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version, question_command command,
                            question with) const;

    procurement_service const& tenders_;
};

/// question_unanswered where a tender is to be opened while a question about it waits.
result<void> check_questions_settled(db::session& sql, uuid const& tender_id);

} // namespace talent::procurement
