// Open reference data: the closed vocabularies and the working-day calendar. Owned by talentd's
// main; everything is read from immutable tables on the I/O thread.
#pragma once

#include "common/calendar/working_days.hpp"
#include "common/http/router.hpp"
#include "common/vocabulary/catalogue.hpp"

namespace talent::reference {

inline constexpr std::size_t vocabulary_entries_max = 500; // in one answer

class reference_api {
  public:
    reference_api(vocabulary::catalogue const& codes, calendar::working_days const& days)
        : codes_(codes), days_(days) {}

    void add_routes(http::router& routes) const;

    http::work list_codes(http::request const& asked) const;
    http::work read_code(http::request const& asked) const;
    http::work list_clocks(http::request const& asked) const;
    http::work reckon_deadline(http::request const& asked) const;

  private:
    vocabulary::catalogue const& codes_;
    calendar::working_days const& days_;
};

} // namespace talent::reference
