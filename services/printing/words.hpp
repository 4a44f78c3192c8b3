// How printed documents write amounts, instants and the closed values of the market: in Chinese,
// the language that the documents are in force in. Pure functions; any thread.
#pragma once

#include <string>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "services/delivery/model.hpp"
#include "services/procurement/tender.hpp"

namespace talent::printed {

/// "人民币 1,234.50 元"
std::string written(money amount);
/// "1,234.50", where the column says of what.
std::string written_digits(money amount);
/// "2026年1月31日 17:00", by the clocks of Shanghai.
std::string written(instant at);
std::string written(std::optional<instant> at); // "—" for none
/// "2026年1月31日"
std::string written(date day);
/// Of ten thousand: "12.50 %".
std::string written_basis_points(std::int64_t points);

std::string_view name_of(procurement::procurement_method method);
std::string_view name_of(procurement::tender_state state);
std::string_view name_of(procurement::award_state state);
std::string_view name_of(procurement::criterion_kind kind);
std::string_view name_of(delivery::contract_state state);
std::string_view name_of(delivery::milestone_state state);

} // namespace talent::printed
