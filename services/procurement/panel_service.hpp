// The use cases of the panel: seats, declarations, bids under pseudonyms, each member's scores, the
// consensus, and corrections of formal defects. Each works on a unit of work that the edge has
// opened, on a database thread, and locks the tender's row first. Owned by talentd's main;
// immutable.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/identity/directory.hpp"
#include "services/procurement/consensus.hpp"
#include "services/procurement/corrections.hpp"
#include "services/procurement/panel.hpp"
#include "services/procurement/report.hpp"
#include "services/procurement/scoring.hpp"

namespace talent::procurement {

class panel_service {
  public:
    panel_service(identity::directory const& known, calendar::working_days const& calendar)
        : known_(known), calendar_(calendar) {}

    // Seats: seating.cpp.
    /// By the buyer, from the publication on. conflict_of_interest for who is tied to a bidder once
    /// the bids are open: before, even the refusal would tell who bids.
    result<panel_seat> seat(journal::unit_of_work& unit, uuid const& tender_id,
                            seating wanted) const;
    /// By the holder; again where a tie became known later.
    result<panel_seat> declare(journal::unit_of_work& unit, uuid const& seat_id,
                               std::int64_t expected_version, interest_declaration declared) const;
    /// By the buyer: the former seat is given up with its scores, and the new one is the answer.
    result<panel_seat> replace(journal::unit_of_work& unit, uuid const& seat_id,
                               std::int64_t expected_version, seat_replacement wanted) const;
    /// To the buyer, and to who sits on the panel.
    result<panel_seat> read_seat(db::session& sql, security::principal const& asker,
                                 uuid const& seat_id) const;
    result<std::vector<panel_seat>> list_seats(db::session& sql, security::principal const& asker,
                                               uuid const& tender_id) const;

    // Scores: panel_scoring.cpp. For holders of seats, once the panel is complete.
    result<std::vector<anonymous_bid>> list_bids(db::session& sql, security::principal const& asker,
                                                 uuid const& tender_id) const;
    /// Once for each bid and criterion of a round; duplicate for a second.
    result<panel_score> give_score(journal::unit_of_work& unit, uuid const& tender_id,
                                   panel_score wanted) const;
    /// One's own until every member has scored the lot; then every member's, to the buyer as well.
    result<std::vector<panel_score>> list_panel_scores(db::session& sql,
                                                       security::principal const& asker,
                                                       uuid const& tender_id) const;

    // The consensus: agreeing.cpp.
    /// Proposed, after every member has scored the lot; a second for the same bid and criterion
    /// supersedes the first until the evaluation and is confirmed anew, which the other members are
    /// told. One in the same words as that which stands changes nothing.
    result<consensus> propose_consensus(journal::unit_of_work& unit, uuid const& tender_id,
                                        score wanted) const;
    /// By another member, once for each proposal while it is open. conflict where the proposal
    /// that it names was replaced; evaluation_incomplete for who has not scored the lot.
    result<consensus_position> take_position(journal::unit_of_work& unit, uuid const& tender_id,
                                             consensus_position wanted) const;
    /// As of now, to the buyer and to who sits on the panel.
    result<std::vector<consensus>> list_consensus(db::session& sql,
                                                  security::principal const& asker,
                                                  uuid const& tender_id, instant now) const;
    /// For whoever keeps clocks: until when the holder of a seat may speak on what was proposed, of
    /// the proposal whose time ends first. Nothing where it has said all, or may say no more.
    std::optional<calendar::deadline> time_to_object(db::session& sql, uuid const& seat_id,
                                                     instant now) const;

    // Formal defects: correcting.cpp.
    result<correction> ask_correction(journal::unit_of_work& unit, uuid const& tender_id,
                                      correction wanted) const;
    result<correction> answer_correction(journal::unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         correction_answer given) const;
    /// The panel's and the buyer's: all of the tender; a bidder's: its own.
    result<std::vector<correction>> list_corrections(db::session& sql,
                                                     security::principal const& asker,
                                                     uuid const& tender_id) const;
    result<correction> read_correction(db::session& sql, security::principal const& asker,
                                       uuid const& id) const;
    /// For whoever keeps clocks: what its bidder is still asked to mend.
    std::optional<correction> read_running_correction(db::session& sql, uuid const& id) const;

    // The report: reporting.cpp.
    /// By a member, once for each evaluation; from then on the buyer chooses.
    result<evaluation_report> deliver_report(journal::unit_of_work& unit, uuid const& tender_id,
                                             evaluation_report wanted) const;
    /// To the buyer, and to who sits on the panel.
    result<std::vector<evaluation_report>> list_reports(db::session& sql,
                                                        security::principal const& asker,
                                                        uuid const& tender_id) const;

  private:
    struct panel_of_tender {
        tender of;
        panel_seat own; // the asker's
        std::vector<panel_seat> held;
    };
    std::vector<conflict> conflicts_with_bidders(panel_seat const& seat,
                                                 std::vector<bid> const& bids) const;
    result<panel_seat> new_seat(db::session& sql, tender const& of, uuid const& holder,
                                instant now) const;
    result<panel_of_tender> panel_at_work(db::session& sql, security::principal const& asker,
                                          tender of) const;
    panel_seat shown(db::session& sql, panel_seat one, tender const& of) const;
    result<void> supersede(journal::unit_of_work& unit, panel_of_tender const& panel,
                           score const& earlier, score& wanted) const;
    std::size_t missing_of_open(db::session& sql, panel_of_tender const& panel,
                                std::vector<panel_seat> const& seats, std::int64_t lot,
                                std::vector<score> const& agreed) const;
    std::vector<consensus> shown_consensus(db::session& sql, std::vector<score> const& proposals,
                                           tender const& of, instant when) const;
    std::vector<consensus> consensus_of_report(db::session& sql, tender const& of,
                                               instant delivered) const;

    identity::directory const& known_;
    calendar::working_days const& calendar_;
};

/// Who holds a seat in this principal's name: the member, or the key.
uuid holder_of(security::principal const& who);

/// Whether the asker sits on the panel of a tender whose bids it may know by pseudonym only for
/// now.
bool is_kept_anonymous_to(db::session& sql, security::principal const& asker, tender const& of);

/// The bid of this lot whose bidder the panel knows by that label, being evaluated.
result<bid> find_evaluated_bid(db::session& sql, tender const& of, std::int64_t lot,
                               std::string_view label);

/// What an evaluation reckons with: of the lots' present rounds, where the panel agrees by then.
/// `divisor` is the buyer's.
std::vector<score> agreed_scores(db::session& sql, tender const& of,
                                 std::vector<panel_seat> const& held, std::int64_t divisor,
                                 instant now);

/// At the opening: every bidder gets a pseudonym, in random order.
void give_pseudonyms(journal::unit_of_work& unit, tender const& of, std::vector<bid> const& bids);

} // namespace talent::procurement
