// Every state machine that is a table of data: drawn into docs/state-machines.md, and explored to
// its last state.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "services/contracting/work_package.hpp"
#include "services/delivery/contract.hpp"
#include "services/delivery/milestone.hpp"
#include "services/delivery/settlement.hpp"
#include "services/exclusions/model.hpp"
#include "services/procurement/bid.hpp"
#include "services/procurement/corrections.hpp"
#include "services/procurement/framework.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel.hpp"
#include "services/procurement/question.hpp"
#include "services/ratings/model.hpp"
#include "services/remedies/model.hpp"
#include "tests/unit/states/drawing.hpp"

namespace talent::test {
namespace {

constexpr auto drawings_path = TALENT_SOURCE_DIRECTORY "/docs/state-machines.md";

constexpr std::string_view introduction =
    "# State machines\n\n"
    "Drawn from the tables that the services decide by; a test keeps both the same "
    "(`tests/unit/states`). Each arrow is a command and who may give it. What follows from the "
    "clock, such as a tender's phase or a lapsed term, is derived when it is read and is no state. "
    "To draw them again: `TALENT_UPDATE_STATES=1 build/states_test`.\n";

// The states that are meant to be ends, apart from the tables: a table that lost a way out, or
// gained a dead end, does not agree with them.
struct known_machine {
    drawn_machine one;
    std::set<std::string> ends;
};

std::vector<known_machine> const& machines() {
    using namespace procurement;
    static std::vector<known_machine> const all = {
        {describe("tender", tender_state::draft, tender_transitions()),
         {"cancelled", "contracted", "unsuccessful"}},
        {describe("lot", lot_state::undecided, lot_transitions()), {"contracted", "unsuccessful"}},
        {describe("bid", bid_state::submitted, bid_transitions()),
         {"withdrawn", "disqualified", "lapsed"}},
        {describe("question", question_state::asked, question_transitions()),
         {"answered", "left_unanswered"}},
        {describe("panel seat", seat_state::seated, seat_transitions()), {"replaced"}},
        {describe("correction", correction_state::asked, correction_transitions()), {"answered"}},
        {describe("framework", framework_state::active, framework_transitions()), {"terminated"}},
        {describe("contract", delivery::contract_state::draft, delivery::contract_transitions()),
         {"completed", "terminated"}},
        {describe("amendment", delivery::amendment_state::proposed,
                  delivery::amendment_transitions()),
         {"agreed", "declined", "withdrawn"}},
        {describe("milestone", delivery::milestone_state::scheduled,
                  delivery::milestone_transitions()),
         {"accepted"}},
        {describe("invoice", delivery::invoice_state::issued, delivery::invoice_transitions()),
         {"paid", "conceded"}},
        {describe("project", contracting::project_state::draft, contracting::project_transitions()),
         {"completed", "abandoned"}},
        {describe("work package", contracting::package_state::planned,
                  contracting::package_transitions()),
         {"accepted", "cancelled"}},
        {describe("inquiry", remedies::remedy_state::filed,
                  remedies::transitions_of(remedies::remedy_kind::inquiry)),
         {"answered", "withdrawn"}},
        {describe("challenge", remedies::remedy_state::filed,
                  remedies::transitions_of(remedies::remedy_kind::challenge)),
         {"upheld", "rejected", "withdrawn"}},
        {describe("complaint", remedies::remedy_state::filed,
                  remedies::transitions_of(remedies::remedy_kind::complaint)),
         {"upheld", "rejected", "returned", "withdrawn"}},
        {describe("exclusion", exclusions::exclusion_state::proposed,
                  exclusions::exclusion_transitions()),
         {"dropped", "lifted"}},
        {describe("appeal", ratings::appeal_state::received, ratings::appeal_transitions()),
         {"dismissed", "upheld", "withdrawn"}},
    };
    return all;
}

std::string all_drawn() {
    std::string text(introduction);
    for (auto const& each : machines())
        text.append("\n## ").append(each.one.name).append("\n\n").append(draw(each.one));
    return text;
}

} // namespace

TEST_CASE("the drawings of the state machines are those of the tables") {
    auto const drawn = all_drawn();
    if (std::getenv("TALENT_UPDATE_STATES") != nullptr) std::ofstream(drawings_path) << drawn;
    std::ifstream from(drawings_path);
    std::stringstream kept;
    kept << from.rdbuf();
    INFO("TALENT_UPDATE_STATES=1 build/states_test draws them again");
    CHECK(kept.str() == drawn);
}

TEST_CASE("every state can be reached, and every state but the ends has a way to an end") {
    for (auto const& [one, ends] : machines()) {
        INFO(one.name);
        CHECK(ends_of(one) == ends);
        auto const reached = reachable_from(one, one.initial);
        for (auto const& state : one.states) {
            INFO(state);
            CHECK(reached.contains(state));
            auto const onward = reachable_from(one, state);
            CHECK(std::ranges::any_of(
                onward, [&](std::string const& found) { return ends.contains(found); }));
        }
    }
}

TEST_CASE("a command leads one party from a state to one state only") {
    for (auto const& each : machines()) {
        INFO(each.one.name);
        std::set<std::string> seen;
        for (auto const& step : each.one.steps) {
            INFO(step.from << " " << step.command << " " << step.who);
            CHECK(seen.insert(step.from + "/" + step.command + "/" + step.who).second);
        }
    }
}

} // namespace talent::test
