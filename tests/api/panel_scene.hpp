// A panel for scenarios: people with a key each, seated on a tender, who declare their interests,
// score and agree.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/api/market_people.hpp"

namespace talent::test {

struct panel_people {
    struct person {
        std::string key_id; // by which a seat is held
        http_client api;
    };
    std::vector<person> members; // the office's first
    std::vector<std::string> seats;
};

/// One of the office and four experts of an institute that does not bid; everybody has declared.
/// `serial` tells the institute apart where a test has several panels.
panel_people seat_panel(server_process const& server, participant& office,
                        std::string const& tender_path, int serial = 900);

/// Every member gives each bid the points that stand beside its price, for this criterion; then the
/// panel agrees on them.
void score_by_price(panel_people& panel, std::string const& tender_path,
                    std::string const& criterion, std::map<std::string, int> const& points);

/// The panel asks the bidder with this price to mend a defect of form, and it does; the correction.
std::string mend_a_defect(panel_people& panel, std::string const& tender_path,
                          std::string const& price, participant& bidder);

} // namespace talent::test
