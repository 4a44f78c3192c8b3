// The routes that change one object, all alike: the id from the path, the version from If-Match, a
// use case in a unit of work, the object as the answer. For handlers; any I/O thread.
#pragma once

#include "common/http/work.hpp"

namespace talent::http {

/// Which object a change is of, and the version that the client decided on.
struct change_target {
    uuid id;
    std::int64_t version = 0;
};

/// not_found where the path holds no id; see request::expected_version for the rest.
inline result<change_target> read_change_target(request const& asked) {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY(auto version, asked.expected_version());
    return change_target{*id, version};
}

/// `use(unit, id, version)` gives the changed object, or nothing where the object is gone (204).
template <class Use>
work change(request const& asked, Use use) {
    TRY_WORK(auto target, read_change_target(asked));
    return write_work{
        [target, use = std::move(use)](journal::unit_of_work& unit) -> result<response> {
            auto outcome = use(unit, target.id, target.version);
            if constexpr (std::is_same_v<decltype(outcome), result<void>>) {
                TRY(std::move(outcome));
                return no_content();
            } else {
                return shown_or_problem(std::move(outcome));
            }
        }};
}

} // namespace talent::http
