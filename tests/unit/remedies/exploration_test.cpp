// Every state that an evaluated tender can reach with its awards, standstill, suspensions and
// remedies, by the services themselves: nothing is awarded or contracted under a suspension or
// within the standstill, and each state has a way to an end. Broken rules show that the exploration
// would find them. On SQLite; the rules do not know which database it is.
#include <iostream>

#include "tests/unit/remedies/award_world.hpp"

using namespace talent;
using namespace talent::test;

namespace {

constexpr int ticks_max = 2; // of sixteen days: a suspension of thirty and the term to sign fit

std::string found_with(broken_rule broken) {
    award_world world(broken, ticks_max, 1);
    world.explore();
    std::cout << world.fault() << "\n";
    return world.fault();
}

} // namespace

TEST_CASE("no state of a tender is awarded or contracted too early or has no way out") {
    award_world world(broken_rule::none, ticks_max, 1);
    world.explore();
    std::cout << world.seen().states() << " states of a tender with remedies, "
              << world.seen().steps() << " steps, " << world.seen().ends() << " ends.\n";
    CHECK(world.fault().empty());
    CHECK(world.seen().ends() > 0);
    CHECK(world.seen().states() > 500);
    CHECK(world.seen().without_way_out().empty());
    // Nor does anybody need the buyer's leave to end: cancelling is no state's only way out.
    CHECK(world.without_cancelling().without_way_out().empty());
}

TEST_CASE("the exploration of tenders finds an award and a contract under a suspension") {
    CHECK(found_with(broken_rule::award_ignores_suspension).starts_with("an award was made under"));
    CHECK(found_with(broken_rule::contract_ignores_suspension)
              .starts_with("a contract was made under"));
}

TEST_CASE("the exploration of tenders finds a contract within the standstill") {
    CHECK(found_with(broken_rule::contract_ignores_standstill)
              .starts_with("a contract was made within"));
}

TEST_CASE("the exploration of tenders finds a suspension that outlives its remedy") {
    CHECK(found_with(broken_rule::remedy_keeps_its_suspension)
              .starts_with("the tender does not rest as"));
}

TEST_CASE("the exploration of tenders finds a lot that has no way on") {
    award_world world(broken_rule::reopened_lot_has_no_way_on, 1, 1);
    world.explore();
    CHECK(world.fault().empty());
    CHECK_FALSE(world.without_cancelling().without_way_out().empty());
}
