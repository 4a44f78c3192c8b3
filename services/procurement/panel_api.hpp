// The routes of the panel: seats, bids under pseudonyms, scores, consensus, corrections. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/panel_service.hpp"

namespace talent::procurement {

class panel_api {
  public:
    explicit panel_api(panel_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work seat_member(http::request const& asked) const;
    http::work list_seats(http::request const& asked) const;
    http::work read_seat(http::request const& asked) const;
    http::work declare_interests(http::request const& asked) const;
    http::work replace_member(http::request const& asked) const;

    http::work list_bids(http::request const& asked) const;
    http::work give_score(http::request const& asked) const;
    http::work list_scores(http::request const& asked) const;
    http::work propose_consensus(http::request const& asked) const;
    http::work take_position(http::request const& asked) const;
    http::work list_consensus(http::request const& asked) const;

    http::work ask_correction(http::request const& asked) const;
    http::work list_corrections(http::request const& asked) const;
    http::work read_correction(http::request const& asked) const;
    http::work answer_correction(http::request const& asked) const;

    http::work deliver_report(http::request const& asked) const;
    http::work list_reports(http::request const& asked) const;

  private:
    panel_service const& service_;
};

} // namespace talent::procurement
