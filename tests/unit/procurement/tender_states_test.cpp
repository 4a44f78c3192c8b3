// The state tables of tenders and bids, every combination of them.
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "services/procurement/lot_results.hpp"
#include "tests/support/every_step.hpp"

using namespace talent;
using namespace talent::procurement;

namespace {

// As docs and drawings have it: from, command, who, to.
std::set<std::string> const tender_steps = {
    "draft publish buyer published",
    "draft cancel buyer cancelled",
    "published cancel buyer cancelled",
    "published open buyer opened",
    "published open_without_bids buyer unsuccessful",
    "opened evaluate buyer evaluated",
    "opened declare_unsuccessful buyer unsuccessful",
    "opened cancel buyer cancelled",
    "evaluated evaluate buyer evaluated", // a lot whose award was set aside with its scores
    "evaluated award buyer awarded",
    "evaluated contract buyer contracted",
    "evaluated declare_unsuccessful buyer unsuccessful",
    "evaluated cancel buyer cancelled",
    "awarded contract buyer contracted",
    "awarded reopen buyer evaluated",
    "awarded declare_unsuccessful buyer unsuccessful",
    "awarded cancel buyer cancelled",
};
std::set<std::string> const lot_steps = {
    "undecided award buyer awarded",
    "undecided declare_unsuccessful buyer unsuccessful",
    "reopened declare_unsuccessful buyer unsuccessful",
    "reopened evaluate buyer undecided",
    "awarded contract buyer contracted",
    "awarded release buyer undecided",
    "awarded release bidder undecided",
    "awarded release reviewer undecided",
    "awarded reopen reviewer reopened",
};
std::set<std::string> const bid_steps = {
    "submitted withdraw bidder withdrawn",
    "submitted replace bidder withdrawn",
    "submitted disqualify buyer disqualified",
    "submitted invalidate buyer invalidated",
    "submitted lapse buyer lapsed",
    "invalidated confirm bidder submitted",
    "invalidated withdraw bidder withdrawn",
    "invalidated replace bidder withdrawn",
    "invalidated lapse buyer lapsed",
};

} // namespace

TEST_CASE("a tender takes exactly the steps of its table") {
    CHECK(test::every_step<tender_state, tender_command, procurement_party>() == tender_steps);
    CHECK(tender_transitions().size() == tender_steps.size());
}

TEST_CASE("a lot takes exactly the steps of its table") {
    CHECK(test::every_step<lot_state, lot_command, procurement_party>() == lot_steps);
    CHECK(lot_transitions().size() == lot_steps.size());
}

TEST_CASE("a bid takes exactly the steps of its table") {
    CHECK(test::every_step<bid_state, bid_command, procurement_party>() == bid_steps);
    CHECK(bid_transitions().size() == bid_steps.size());
}

TEST_CASE("a step of the other side is forbidden, one that the state does not know is refused") {
    auto const others =
        next_state(tender_state::draft, tender_command::publish, procurement_party::bidder);
    auto const unknown =
        next_state(tender_state::contracted, tender_command::cancel, procurement_party::buyer);
    CHECK(others.error().code == error_code::forbidden);
    CHECK(unknown.error().code == error_code::wrong_state);
}

TEST_CASE("nothing leads out of a final state") {
    for (auto const& each : tender_transitions()) {
        CHECK(each.from != tender_state::cancelled);
        CHECK(each.from != tender_state::contracted);
        CHECK(each.from != tender_state::unsuccessful);
    }
    for (auto const& each : lot_transitions()) {
        CHECK(each.from != lot_state::contracted);
        CHECK(each.from != lot_state::unsuccessful);
    }
}
