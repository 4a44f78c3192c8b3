// A state table as text, found by trying every combination. For tests of models; any thread.
#pragma once

#include <set>
#include <string>

#include "common/json/operations.hpp"

namespace talent::test {

/// "draft publish buyer published": every step that next_state() of their service allows.
template <class State, class Command, class Party>
std::set<std::string> every_step() {
    auto const count_of = [](auto of) { return json::enumeration<decltype(of)>::names().size(); };
    std::set<std::string> found;
    for (std::size_t i = 0; i < count_of(State{}) * count_of(Command{}) * count_of(Party{}); ++i) {
        auto const who = static_cast<Party>(i % count_of(Party{}));
        auto const rest = i / count_of(Party{});
        auto const command = static_cast<Command>(rest % count_of(Command{}));
        auto const from = static_cast<State>(rest / count_of(Command{}));
        auto const to = next_state(from, command, who);
        if (!to.has_value()) continue;
        found.insert(std::string(json::name_of(from)) + " " + std::string(json::name_of(command)) +
                     " " + std::string(json::name_of(who)) + " " +
                     std::string(json::name_of(to.value())));
    }
    return found;
}

} // namespace talent::test
