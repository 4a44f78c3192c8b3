// The use cases of offerings, orders and reviews. Each works on a unit of work that the edge has
// opened, on a database thread. Owned by talentd's main; stateless but for the calendar.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/calendar/working_days.hpp"
#include "common/db/session.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/identity/directory.hpp"
#include "services/offerings/model.hpp"
#include "services/offerings/store.hpp"

namespace talent::offerings {

class offerings_service {
  public:
    explicit offerings_service(identity::directory const& known,
                               calendar::working_days days = calendar::working_days::built_in())
        : known_(known), days_(std::move(days)) {}

    // Offerings (service.cpp). A seller edits in every state; what is published has to stay fit to
    // be.
    result<offering> draft(journal::unit_of_work& unit, offering wanted) const;
    /// The same and published. Where it is refused nothing has been written, as with draft().
    result<offering> draft_published(journal::unit_of_work& unit, offering wanted) const;
    result<offering> edit(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, json::value const& patch,
                          json::code_checker const& codes) const;
    /// Deletes a draft; what was published once is withdrawn instead.
    result<void> discard(journal::unit_of_work& unit, uuid const& id,
                         std::int64_t expected_version) const;
    /// `reason` for suspend only.
    result<offering> command(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, offering_command wanted,
                             std::string reason) const;
    /// By id or number: published ones for everybody, others for their seller, its operators and
    /// supervisors.
    result<offering> read_offering(db::session& sql, security::principal const& asker,
                                   std::string_view reference) const;
    /// The asker's own, in every state.
    result<std::vector<offering>> list_offerings(db::session& sql, security::principal const& asker,
                                                 std::optional<offering_state> state,
                                                 std::string_view after, int limit) const;

    // Orders (service_orders.cpp). For both parties; to all others an order does not exist.
    /// To be delivered in the buyer's region.
    result<order> place(journal::unit_of_work& unit, order wanted) const;
    /// To be delivered in this region; for contracting, in the unit that sources a work package.
    result<order> place_in(journal::unit_of_work& unit, order wanted,
                           std::string_view region) const;
    /// The seller's yes; for `quote` orders the quote, which leaves the order placed.
    result<order> accept(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                         acceptance const& answer) const;
    result<order> confirm(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version) const;
    result<order> decline(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, std::string const& reason) const;
    result<order> withdraw(journal::unit_of_work& unit, uuid const& id,
                           std::int64_t expected_version, std::string const& reason) const;
    result<order> deliver(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, delivery const& handed_over) const;
    result<order> accept_delivery(journal::unit_of_work& unit, uuid const& id,
                                  std::int64_t expected_version) const;
    result<order> dispute(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, std::string const& reason) const;
    result<order> close(journal::unit_of_work& unit, uuid const& id,
                        std::int64_t expected_version) const;
    // For contracting: what becomes of the order behind a work package with its package.
    /// By the seller, after a dispute.
    result<order> deliver_again(journal::unit_of_work& unit, uuid const& id,
                                std::int64_t expected_version, delivery const& handed_over) const;
    /// By the seller: accepted, since nobody inspected it in time.
    result<order> claim(journal::unit_of_work& unit, uuid const& id,
                        std::int64_t expected_version) const;
    /// By the buyer, who gives the work to another or to nobody.
    result<order> release(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, std::string const& reason) const;
    /// By id or number.
    result<order> read_order(db::session& sql, security::principal const& asker,
                             std::string_view reference) const;
    /// Those that the asker is a party to.
    std::vector<order> list_orders(db::session& sql, security::principal const& asker,
                                   store::order_filter const& filter, std::string_view after,
                                   int limit) const;

    // Reviews (service_reviews.cpp).
    result<review> write_review(journal::unit_of_work& unit, uuid const& order_id,
                                review wanted) const;
    /// One's own, and the open ones; for the parties.
    result<std::vector<review>> reviews_of_order(db::session& sql, security::principal const& asker,
                                                 uuid const& order_id, instant now) const;
    struct organisation_reviews {
        rating_summary summary; // of all open ones
        std::vector<review> page;
    };
    /// The open ones, for everybody.
    result<organisation_reviews> reviews_of_organisation(db::session& sql,
                                                         uuid const& organisation_id, instant now,
                                                         std::string_view after, int limit) const;

  private:
    /// What both roads to publication, and edits of what is published, must pass; sets the licence.
    result<void> pass_publication_gate(offering& one, instant now) const;
    /// A draft that may be kept; nothing is written yet.
    result<offering> drafted(journal::unit_of_work const& unit, offering wanted) const;
    void keep_draft(journal::unit_of_work& unit, offering& draft) const;
    /// What the command makes of it; nothing is written yet.
    result<offering> after_command(journal::unit_of_work const& unit, offering one,
                                   offering_command wanted, std::string reason) const;
    result<offering> keep_command(journal::unit_of_work& unit, offering const& before,
                                  offering after, offering_command wanted) const;
    result<std::string> licence_of(uuid const& seller_id, service_category category,
                                   instant now) const;
    std::string region_of(uuid const& organisation_id) const;
    result<void> check_commander(security::principal const& actor, offering const& target,
                                 offering_command wanted) const;

    /// Loads, checks party and version, asks the state table, lets `fill` write the rest, saves.
    result<order> advance(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, order_command wanted,
                          std::function<result<void>(order&)> const& fill) const;
    result<order> hand_over(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version, order_command command,
                            delivery const& handed_over) const;
    /// What binds both sides at acceptance: the licence still holds, and the delivery clock starts.
    result<void> bind(order& one, instant now) const;
    result<void> check_seller_is_verified(uuid const& seller_id) const;

    identity::directory const& known_;
    calendar::working_days days_;
};

} // namespace talent::offerings
