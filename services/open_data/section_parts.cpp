#include "services/open_data/section_parts.hpp"

namespace talent::open_data::sections {

using json::value;

std::string reasons_of(journal::entry const& entry) {
    if (!entry.reason.empty()) return entry.reason;
    auto const state = json::parse(entry.after);
    if (!state.has_value()) return {};
    std::vector<std::string> reasons;
    for (auto const& each : state.value()["state_reasons"].elements())
        reasons.push_back(each.text());
    return joined(reasons);
}

value amendments_of(release_draft const& to, std::string const& rationale) {
    auto made = value::of_object();
    made.set("id", text(to.from().id));
    made.set("date", instant_of(to.from().date));
    put(made, "rationale", rationale);
    put(made, "description", to.from().entry.type);
    put(made, "amendsReleaseID", to.from().previous_id);
    made.set("releaseID", text(to.from().id));
    return value::of_array({std::move(made)});
}

} // namespace talent::open_data::sections
