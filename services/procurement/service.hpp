// The use cases of procurement, from the draft of a tender to the award. Each works on a unit of
// work that the edge has opened, on a database thread; other services see procurement through this
// header only. Owned by talentd's main; immutable.
//
// Every decision on a tender, and every bid that arrives, locks the tender's row first: so the
// opening never misses a bid, and two bids never get one place in the order of arrival.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/identity/directory.hpp"
#include "services/procurement/bid_filter.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/methods.hpp"
#include "services/procurement/receipts.hpp"
#include "services/procurement/tender_key.hpp"

namespace talent::procurement {

class procurement_service {
  public:
    procurement_service(identity::directory const& known, calendar::working_days const& calendar,
                        procurement_rules rules = {})
        : known_(known), calendar_(calendar), rules_(std::move(rules)) {}

    // Tenders: tendering.cpp.
    result<tender> draft(journal::unit_of_work& unit, tender wanted) const;
    result<tender> edit(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                        json::value const& patch, json::code_checker const& codes) const;
    result<tender> publish(journal::unit_of_work& unit, uuid const& id,
                           std::int64_t expected_version) const;
    result<tender> cancel(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, std::vector<std::string> reasons) const;
    /// Where fewer bidders came, or are left, than the method asks for: goes on with as few as the
    /// law allows with an approval, which the reasons name; it holds for the lots that have too
    /// few now, or the one that is named, and for the round they are in (few_bidders.cpp).
    result<tender> proceed(journal::unit_of_work& unit, uuid const& id,
                           std::int64_t expected_version, fewer_bidders_approval approval) const;
    /// A lot, or every lot that is not decided yet.
    result<tender> declare_unsuccessful(journal::unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version,
                                        unsuccessful_declaration declared) const;
    /// Drafts to their buyer only; with phase, clocks and notice as of `now`.
    result<tender> read(db::session& sql, security::principal const& asker, uuid const& id,
                        instant now) const;
    /// An office's own, in that state or any. The published tenders of all are the market's to
    /// search.
    result<std::vector<tender>> list_own(db::session& sql, security::principal const& asker,
                                         std::optional<tender_state> state, std::string_view after,
                                         int limit, instant now) const;

    // Bids: bidding.cpp.
    /// Arrives at the unit's instant; replaces the organisation's live bid for the lot.
    /// A box as the client sealed it, or plain content that is sealed here before it is stored.
    result<bid_receipt> submit(journal::unit_of_work& unit, uuid const& tender_id,
                               bid_submission const& sent, receipt_desk const& desk) const;
    /// To the bidder, at any time, as it was given.
    result<bid_receipt> read_receipt(db::session& sql, security::principal const& asker,
                                     uuid const& bid_id) const;
    /// Of all bids, withdrawn ones too, in order of arrival; bid_sealed before the deadline.
    result<std::vector<arrived_hash>> list_hashes(db::session& sql,
                                                  security::principal const& asker,
                                                  uuid const& tender_id, std::int64_t after,
                                                  int limit, instant now) const;
    result<bid> withdraw(journal::unit_of_work& unit, uuid const& bid_id,
                         std::int64_t expected_version) const;
    result<bid> justify(journal::unit_of_work& unit, uuid const& bid_id,
                        std::int64_t expected_version, std::string const& justification) const;
    result<bid> disqualify(journal::unit_of_work& unit, uuid const& bid_id,
                           std::int64_t expected_version, std::vector<std::string> reasons) const;
    /// Before the opening the bidder's alone; afterwards the buyer's and the region's overseers'
    /// too.
    result<bid> read_bid(db::session& sql, security::principal const& asker, uuid const& id) const;
    /// bid_sealed before the opening, whether there are bids or not.
    result<std::vector<bid>> list_bids(db::session& sql, security::principal const& asker,
                                       uuid const& tender_id, std::string_view after,
                                       int limit) const;
    result<std::vector<bid>> list_own_bids(db::session& sql, security::principal const& asker,
                                           bid_filter const& filter, std::string_view after,
                                           int limit) const;

    // The opening: opening.cpp.
    /// Opens every bid in this one unit, with the secret that two officers' shares give, and keeps
    /// the protocol; unsuccessful where there is no bid. officers_missing, seal_invalid or, before
    /// the deadline, wrong_state: then the attempt is on the journal.
    result<tender> open(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                        opening_act const& act) const;

    // The ranking: awarding.cpp.
    /// Of the lots that are opened or reopened: a complete panel, its consensus on every quality
    /// criterion of every bid, and no correction awaited; else panel_incomplete or
    /// evaluation_incomplete.
    result<tender> evaluate(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version) const;

    // Awards, one at a time for each lot: awards.cpp.
    /// For a bid, and by that for its lot.
    result<tender> choose_winner(journal::unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version, award_decision decision) const;
    /// By the winner, before the contract. The next ranked may be chosen then; where none is left,
    /// the lot is unsuccessful.
    result<award> decline_award(journal::unit_of_work& unit, uuid const& award_id,
                                std::int64_t expected_version,
                                std::vector<std::string> reasons) const;
    /// By the buyer, where the winner is not eligible any more or let the time for signing pass.
    result<award> fail_award(journal::unit_of_work& unit, uuid const& award_id,
                             std::int64_t expected_version, std::vector<std::string> reasons) const;
    /// For remedies, in the unit that decides one: wrong_state where no award of the lot stands or
    /// it is contracted. No version: the decision is not the buyer's.
    result<tender> set_aside(journal::unit_of_work& unit, uuid const& tender_id, std::int64_t lot,
                             std::vector<std::string> reasons, after_set_aside then) const;
    /// A notice, which is public; with its clocks.
    result<award> read_award(db::session& sql, security::principal const& asker,
                             uuid const& id) const;

    struct conclusion {
        tender concluded;
        award notice;
    };
    /// For delivery, in the unit that makes the contract: the award's lot is contracted, and the
    /// tender with the last of them. `expected_version` is the award's. standstill_running before
    /// the standstill is over.
    result<conclusion> conclude(journal::unit_of_work& unit, uuid const& award_id,
                                std::int64_t expected_version,
                                conclusion_kind kind = conclusion_kind::contract) const;

    // For the contract that an award became: suspending.cpp.
    /// award_suspended while a remedy holds back the award's lot, in force or not (Implementing
    /// Regulation art. 54; Order 94). An award that is not known holds nothing back.
    result<void> check_award_not_suspended(db::session& sql, uuid const& award_id,
                                           instant now) const;
    /// licence_missing where the award's supplier has no licence, valid on that day as the register
    /// has it now, of a kind that the tender asked for.
    result<void> check_licences_of_award(db::session& sql, uuid const& award_id, date day) const;

    // Suspensions, for remedies, in the unit that decides on the remedy: suspending.cpp.
    /// The tender, locked; not_found where it is not public.
    result<tender> lock_public_tender(journal::unit_of_work& unit, uuid const& id) const;
    /// Another suspension of the same remedy is replaced. conflict beyond suspensions_max.
    result<tender> suspend(journal::unit_of_work& unit, uuid const& id, suspension made) const;
    /// Nothing where the remedy does not suspend it.
    result<tender> resume(journal::unit_of_work& unit, uuid const& id, uuid const& remedy_id) const;
    /// Ends the tender by a decision that is not its buyer's. wrong_state where it has ended.
    result<tender> cancel_for_remedy(journal::unit_of_work& unit, uuid const& id,
                                     std::vector<std::string> reasons) const;
    /// Whether the organisation has ever bid for it. For those who check who may file.
    bool has_submitted(db::session& sql, uuid const& tender_id, uuid const& organisation) const;
    /// The newest notice of the lot, or of any where none is named.
    std::optional<award> newest_award(db::session& sql, uuid const& tender_id,
                                      std::optional<std::int64_t> lot) const;

    identity::directory const& known() const { return known_; }
    calendar::working_days const& calendar() const { return calendar_; }
    procurement_rules const& rules() const { return rules_; }
    /// What a tender's periods are reckoned with.
    period_terms terms_for(tender const& one) const {
        return {rules_, calendar_, known_.divisor_of(one.buyer_id)};
    }

    /// With what is reckoned at read time, as everybody may see it.
    tender presented(tender one, std::vector<award> awards, instant now) const;
    /// The same, as its own buyer may see it.
    tender presented_to_buyer(tender one, std::vector<award> awards, instant now) const;
    /// A tender as others' use cases need it: not_found for who may not see it.
    result<tender> read_public(db::session& sql, security::principal const& asker,
                               uuid const& id) const;
    /// Whether the actor may bid: verified, invited where somebody was, eligible on that day, not
    /// tied to the buyer. At bids, questions and confirmations.
    result<void> check_bidder(tender const& of, security::principal const& actor,
                              instant now) const;
    /// invalid_fields, naming each, where an invited one is no verified supplier or is the buyer.
    result<void> check_invitation(tender const& one) const;

  private:
    struct award_end {
        award_state state;
        procurement_party who;
        std::vector<std::string> reasons;
        std::optional<after_set_aside> followed_by = {};
    };
    result<tender> keep_lots(journal::unit_of_work& unit, tender const& found, tender changed,
                             std::string_view to_the_lot) const;
    result<tender> end_award(journal::unit_of_work& unit, tender const& found,
                             award const& standing, award_end end) const;
    result<tender> cancel_locked(journal::unit_of_work& unit, tender const& found,
                                 std::vector<std::string> reasons) const;
    result<void> end_awards_of_cancelled(journal::unit_of_work& unit, tender const& of,
                                         std::vector<std::string> const& reasons) const;
    result<void> check_not_officer(tender_key const& key, uuid const& bidder_id) const;
    result<void> check_still_eligible(journal::unit_of_work& unit, tender const& of,
                                      uuid const& bidder_id) const;
    result<tender> decide(journal::unit_of_work& unit, tender const& found, tender changed,
                          tender_command command, std::string_view happened) const;
    result<std::vector<std::int64_t>> end_lots_with_few(tender& one,
                                                        std::span<bid const> left) const;
    result<bool> return_few_bids(journal::unit_of_work& unit, tender& changed) const;
    std::vector<standing> standings_of(db::session& sql, uuid const& tender_id,
                                       std::int64_t lot) const;
    struct opened_bids {
        std::int64_t all = 0;
        std::int64_t disqualified = 0;
    };
    result<bid_state> open_bid(journal::unit_of_work& unit, tender const& of, bid const& sealed,
                               std::vector<bid> const& all,
                               security::secret_key const& secret) const;
    result<opened_bids> open_all(journal::unit_of_work& unit, tender const& of,
                                 security::secret_key const& secret) const;
    result<award> make_award(journal::unit_of_work& unit, tender const& of, bid const& winner,
                             std::vector<std::string> reasons) const;
    void add_ties_to_panel(bid& arriving, tender const& of, db::session& sql) const;
    std::vector<conflict> conflicts_with_bidders(uuid const& bidder_id,
                                                 std::vector<bid> const& others) const;

    identity::directory const& known_;
    calendar::working_days const& calendar_;
    procurement_rules rules_;
};

/// The tender of the actor's own office, locked, at the version that the actor decided on;
/// not_found for anybody else's.
result<tender> lock_own_tender(journal::unit_of_work& unit, uuid const& id,
                               std::int64_t expected_version);

} // namespace talent::procurement
