// States as data: a table of transitions, from which a service takes the next state and the
// documents their drawings. Pure; any thread.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/json/fields.hpp"

namespace talent::json {

/// One row: in state `from`, `who` may give the command, which leads to `to`. All three are
/// described enumerations, so that a refusal and a drawing can name them.
template <class State, class Command, class Party>
struct transition {
    State from;
    Command command;
    Party who;
    State to;
};

/// wrong_state where the state does not know the command, forbidden where it is another's.
/// `what` names the thing for the refusal's detail: "tender".
template <class State, class Command, class Party>
result<State> next_state(std::span<transition<State, Command, Party> const> rows, State from,
                         Command command, Party who, std::string_view what) {
    bool others = false;
    for (auto const& row : rows) {
        if (row.from != from || row.command != command) continue;
        if (row.who == who) return row.to;
        others = true;
    }
    if (others) {
        return refuse(error_code::forbidden,
                      "This step is not the " + std::string(name_of(who)) + "'s.");
    }
    return refuse(error_code::wrong_state,
                  "The " + std::string(what) + " is " + std::string(name_of(from)) + ".");
}

} // namespace talent::json
