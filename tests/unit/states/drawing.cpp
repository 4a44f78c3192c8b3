#include "tests/unit/states/drawing.hpp"

namespace talent::test {

std::string draw(drawn_machine const& one) {
    std::string text = "```mermaid\nstateDiagram-v2\n    [*] --> " + one.initial + "\n";
    for (auto const& step : one.steps) {
        text.append("    ").append(step.from).append(" --> ").append(step.to);
        text.append(" : ").append(step.command).append(" (").append(step.who).append(")\n");
    }
    for (auto const& end : ends_of(one))
        text.append("    ").append(end).append(" --> [*]\n");
    return text + "```\n";
}

std::set<std::string> reachable_from(drawn_machine const& one, std::string const& state) {
    std::set<std::string> found{state};
    for (bool grew = true; grew;) {
        grew = false;
        for (auto const& step : one.steps) {
            if (found.contains(step.from)) grew |= found.insert(step.to).second;
        }
    }
    return found;
}

std::set<std::string> ends_of(drawn_machine const& one) {
    std::set<std::string> ends(one.states.begin(), one.states.end());
    for (auto const& step : one.steps)
        if (step.from != step.to) ends.erase(step.from);
    return ends;
}

} // namespace talent::test
