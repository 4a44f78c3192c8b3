// The use cases of ratings and of appeals against them. Each works on a unit of work that the edge
// has opened, on a database thread; other services see ratings through this header only. Owned by
// talentd's main; immutable.
//
// Whoever writes a rating or decides on one holds the journal's head from the start: so nobody
// writes or edits a rating while the others' are opening.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/journal/unit_of_work.hpp"
#include "services/identity/directory.hpp"
#include "services/ratings/delivery_record.hpp"
#include "services/ratings/model.hpp"

namespace talent::ratings {

/// What is known of a work package; nothing where there is none. On a database thread.
using deliveries =
    std::function<std::optional<rated_delivery>(db::session& sql, uuid const& package_id)>;

/// Of a delivery record: the days of acceptance, both inclusive.
struct record_question {
    std::optional<date> from = {};
    std::optional<date> until = {};
    std::optional<std::string> category = {};
};

class ratings_service {
  public:
    ratings_service(deliveries find, identity::directory const& known,
                    calendar::working_days const& calendar)
        : deliveries_(std::move(find)), known_(known), calendar_(calendar) {}

    // Ratings (rating.cpp).
    /// By a side of the package; not_found for everybody else.
    result<rating> write(journal::unit_of_work& unit, uuid const& package_id, rating wanted) const;
    /// Puts the opening of a package's ratings on the journal, once; nothing while they are sealed.
    void announce(journal::unit_of_work& unit, uuid const& package_id) const;
    /// By its author until it is published: wrong_state then; forbidden for who is rated then.
    result<rating> edit(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                        json::value const& patch, json::code_checker const& codes) const;
    /// A sealed one its author alone: for everybody else, the operator included, it is not there.
    result<rating> read(db::session& sql, security::principal const& asker, uuid const& id,
                        instant now) const;
    /// The sides' own and the open ones; not_found for others while none is open.
    result<std::vector<rating>> list_of_package(db::session& sql, security::principal const& asker,
                                                uuid const& package_id, instant now) const;
    result<delivery_record> read_record(db::session& sql, security::principal const& asker,
                                        uuid const& organisation_id, record_question const& of,
                                        instant now) const;

    // Appeals (appealing.cpp).
    /// By the rated organisation; not_found for others.
    result<appeal> file(journal::unit_of_work& unit, uuid const& rating_id, appeal wanted) const;
    result<appeal> withdraw(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version) const;
    // By who reviews (reviewers_among): conflict_of_interest for who wrote the rating or is rated,
    // not_found for others.
    result<appeal> open(journal::unit_of_work& unit, uuid const& id,
                        std::int64_t expected_version) const;
    /// An upheld appeal strikes the rating in the same unit.
    result<appeal> decide(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, appeal_decision const& decision) const;
    result<appeal> read_appeal(db::session& sql, security::principal const& asker, uuid const& id,
                               instant now) const;
    std::vector<appeal> list_appeals(db::session& sql, security::principal const& asker,
                                     std::string_view after, int limit, instant now) const;

  private:
    result<rating> find_published(db::session& sql, uuid const& id, instant now) const;
    std::vector<uuid> reviewers_of(db::session& sql, appeal const& one) const;
    result<appeal> lock_for_review(journal::unit_of_work& unit, uuid const& id,
                                   std::int64_t expected_version) const;
    result<void> strike(journal::unit_of_work& unit, appeal const& decided) const;
    appeal presented(appeal one, instant now) const;
    appeal shown_to(security::principal const& asker, appeal one, instant now) const;

    deliveries deliveries_;
    identity::directory const& known_;
    calendar::working_days const& calendar_;
};

} // namespace talent::ratings
