// Open reference data: the closed vocabularies and the working-day calendar. Owned by talentd's
// main; everything is read from immutable tables on the I/O thread.
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
    std::vector<vocabulary::entry const*> find_containing(json::code_list list,
                                                          std::string_view part,
                                                          std::string_view within) const;
    /// The occupations that a free job title may mean, each with a confidence and its reasons.
    http::work propose_occupations(http::request const& asked, std::string_view title) const;

    vocabulary::catalogue const& codes_;
    calendar::working_days const& days_;
    vocabulary::title_classifier titles_;
};

} // namespace talent::reference
