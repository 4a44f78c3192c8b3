// What the use cases of scores and of the consensus have in common. Private to them; on the session
// of the caller's unit of work.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/procurement/panel_service.hpp"

namespace talent::procurement {

std::map<uuid, std::string> labels_of(db::session& sql, uuid const& tender_id);

std::vector<bid> bids_in_evaluation(db::session& sql, tender const& of);
std::vector<bid> of_lot(std::vector<bid> bids, std::int64_t number);

/// Of the lots' present rounds, and of those who still sit.
std::vector<panel_score> present_scores(db::session& sql, tender const& of,
                                        std::vector<panel_seat> const& held);

std::size_t missing_of_lot(tender const& of, std::vector<panel_seat> const& held,
                           std::vector<bid> const& bids, std::vector<panel_score> const& scores);

/// invalid_fields where it is no quality criterion of the tender.
result<void> check_criterion(tender const& of, std::string_view code);

} // namespace talent::procurement
