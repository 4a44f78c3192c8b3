// Small hands for building OCDS documents: members in order, nothing empty. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/json/value.hpp"

namespace talent::open_data {

json::value text(std::string_view content);
json::value list_of(std::vector<std::string> const& texts);
/// {"amount": 900000.00, "currency": "CNY"}
json::value value_of(money amount);
/// RFC 3339 in UTC.
json::value instant_of(instant at);
/// The last second of that day in Asia/Shanghai.
json::value end_of_day(date day);

/// Sets the member, unless it is an empty text, list or object: OCDS leaves out what is not there.
void put(json::value& object, std::string name, json::value content);
void put(json::value& object, std::string name, std::string_view content);
void put(json::value& object, std::string name, std::optional<instant> at);

/// Appends, unless an element of that id is there already: ids are unique in a list.
void append_once(json::value& list, json::value element);

std::string joined(std::vector<std::string> const& texts, std::string_view separator = "; ");

} // namespace talent::open_data
