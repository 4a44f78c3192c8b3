// A table of transitions as names, so that machines of different types are drawn and explored
// alike. Values; any thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "common/json/fields.hpp"

namespace talent::test {

struct drawn_step {
    std::string from;
    std::string command;
    std::string who;
    std::string to;
};

struct drawn_machine {
    std::string name;    // "tender"
    std::string initial; // where it begins
    std::vector<std::string> states;
    std::vector<drawn_step> steps;
};

template <class State, class Steps>
drawn_machine describe(std::string name, State initial, Steps const& steps) {
    drawn_machine made{.name = std::move(name),
                       .initial = std::string(json::name_of(initial)),
                       .states = {},
                       .steps = {}};
    for (auto const& row : steps) {
        made.steps.push_back(
            {std::string(json::name_of(row.from)), std::string(json::name_of(row.command)),
             std::string(json::name_of(row.who)), std::string(json::name_of(row.to))});
    }
    std::set<std::string> seen{made.initial};
    made.states.push_back(made.initial);
    for (auto const& step : made.steps) {
        for (auto const& state : {step.from, step.to}) {
            if (seen.insert(state).second) made.states.push_back(state);
        }
    }
    return made;
}

/// In Mermaid's language, which repositories' pages draw.
std::string draw(drawn_machine const& one);

/// Where it can get to from the state, the state itself included.
std::set<std::string> reachable_from(drawn_machine const& one, std::string const& state);
/// States that nothing leads out of.
std::set<std::string> ends_of(drawn_machine const& one);

} // namespace talent::test
