#include "services/open_data/document.hpp"

#include <algorithm>

#include "common/calendar/working_days.hpp"

namespace talent::open_data {

using json::value;

json::value text(std::string_view content) {
    return value::of_string(std::string(content));
}

json::value list_of(std::vector<std::string> const& texts) {
    auto made = value::of_array();
    for (auto const& each : texts)
        made.elements().push_back(text(each));
    return made;
}

json::value value_of(money amount) {
    auto made = value::of_object();
    made.set("amount", value::of_number(format_money(amount)));
    made.set("currency", text(currency));
    return made;
}

json::value instant_of(instant at) {
    return text(format_instant(at));
}

json::value end_of_day(date day) {
    using namespace std::chrono_literals;
    return instant_of(instant{day + std::chrono::days{1}} - calendar::shanghai_offset - 1s);
}

void put(json::value& object, std::string name, json::value content) {
    bool const empty = (content.is_string() && content.text().empty()) ||
                       (content.is_array() && content.elements().empty()) ||
                       (content.is_object() && content.members().empty());
    if (!empty) object.set(std::move(name), std::move(content));
}

void put(json::value& object, std::string name, std::string_view content) {
    put(object, std::move(name), text(content));
}

void put(json::value& object, std::string name, std::optional<instant> at) {
    if (at) put(object, std::move(name), instant_of(*at));
}

void append_once(json::value& list, json::value element) {
    auto const same = [&](value const& other) { return other["id"] == element["id"]; };
    if (std::ranges::none_of(list.elements(), same)) list.elements().push_back(std::move(element));
}

std::string joined(std::vector<std::string> const& texts, std::string_view separator) {
    std::string made;
    for (auto const& each : texts) {
        if (!made.empty()) made.append(separator);
        made.append(each);
    }
    return made;
}

} // namespace talent::open_data
