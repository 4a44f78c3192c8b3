#include "services/identity/overseers.hpp"

#include "common/vocabulary/region_code.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {

std::vector<organisation> list_overseers(db::session& sql, std::string_view region) {
    std::vector<organisation> found;
    std::optional<std::string> at(region);
    while (at) {
        for (auto& each : store::list_overseers_of(sql, *at))
            found.push_back(std::move(each));
        at = vocabulary::parent_of_region(*at);
    }
    return found;
}

} // namespace talent::identity
