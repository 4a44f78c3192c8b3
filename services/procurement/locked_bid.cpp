#include "services/procurement/locked_bid.hpp"

#include "services/procurement/store.hpp"

namespace talent::procurement {

result<bid_of_tender> lock_bid(journal::unit_of_work& unit, uuid const& bid_id) {
    auto const seen = store::find_bid(unit.sql(), bid_id);
    if (!seen) return refuse(error_code::not_found);
    auto of = store::lock_tender(unit.sql(), seen->tender_id);
    auto one = store::find_bid(unit.sql(), bid_id);
    if (!of || !one) return refuse(error_code::not_found);
    return bid_of_tender{*std::move(one), *std::move(of)};
}

result<bid_of_tender> lock_own_bid(journal::unit_of_work& unit, uuid const& bid_id) {
    TRY(auto found, lock_bid(unit, bid_id));
    if (found.one.organisation_id == unit.actor().organisation) return found;
    return refuse(error_code::not_found);
}

} // namespace talent::procurement
