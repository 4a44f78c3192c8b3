// Open reference data: the closed vocabularies and the working-day calendar. Owned by talentd's
// main; everything is read from immutable tables: a code or a clock on the I/O thread, what looks
// at a whole table or reads a title on a query thread.
#pragma once

#include "common/calendar/working_days.hpp"
#include "common/http/router.hpp"
#include "common/vocabulary/catalogue.hpp"
#include "common/vocabulary/title_classifier.hpp"

namespace talent::reference {

inline constexpr std::size_t vocabulary_entries_max = 500; // in one answer
inline constexpr std::size_t vocabulary_query_code_points_max = 100;

class reference_api {
  public:
    reference_api(vocabulary::catalogue const& codes, calendar::working_days const& days)
        : codes_(codes), days_(days), titles_(codes) {}

    void add_routes(http::router& routes) const;

    http::work list_codes(http::request const& asked) const;
    http::work read_code(http::request const& asked) const;
    http::work list_clocks(http::request const& asked) const;
    http::work reckon_deadline(http::request const& asked) const;

  private:
    /// The entries that the parameters choose; maybe more than an answer holds.
    std::vector<vocabulary::entry const*> choose(json::code_list list,
                                                 http::request const& asked) const;
    std::string write_found(json::code_list list,
                            std::vector<vocabulary::entry const*> const& found) const;
    /// The occupations that a free job title may mean, each with a confidence and its reasons.
    http::work propose_occupations(http::request const& asked) const;
    std::string write_proposals(vocabulary::title_proposals const& found) const;

    vocabulary::catalogue const& codes_;
    calendar::working_days const& days_;
    vocabulary::title_classifier titles_;
};

} // namespace talent::reference
