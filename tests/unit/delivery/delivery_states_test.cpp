// The state tables of contracts and milestones, every combination of them.
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "services/delivery/model.hpp"
#include "tests/support/every_step.hpp"

using namespace talent;
using namespace talent::delivery;

namespace {

// As docs and drawings have it: from, command, who, to.
std::set<std::string> const contract_steps = {
    "draft edit buyer draft",
    "draft sign buyer signed_by_buyer",
    "draft sign supplier signed_by_supplier",
    "draft terminate buyer terminated",
    "draft terminate supplier terminated",
    "signed_by_buyer sign supplier in_force",
    "signed_by_buyer terminate buyer terminated",
    "signed_by_buyer terminate supplier terminated",
    "signed_by_supplier sign buyer in_force",
    "signed_by_supplier terminate buyer terminated",
    "signed_by_supplier terminate supplier terminated",
    "in_force complete platform completed",
    "in_force terminate buyer terminated",
};
std::set<std::string> const milestone_steps = {
    "scheduled submit supplier submitted",           "submitted accept buyer accepted",
    "submitted accept_partly buyer partly_accepted", "submitted reject buyer rejected",
    "partly_accepted submit supplier submitted",     "rejected submit supplier submitted",
};

} // namespace

TEST_CASE("a contract takes exactly the steps of its table") {
    CHECK(test::every_step<contract_state, contract_command, delivery_party>() == contract_steps);
    CHECK(contract_transitions().size() == contract_steps.size());
}

TEST_CASE("a milestone takes exactly the steps of its table") {
    CHECK(test::every_step<milestone_state, milestone_command, delivery_party>() ==
          milestone_steps);
    CHECK(milestone_transitions().size() == milestone_steps.size());
}

TEST_CASE("nobody signs twice, and nobody signs what has ended") {
    using enum contract_state;
    auto const sign = [](contract_state from, delivery_party who) {
        return next_state(from, contract_command::sign, who).error().code;
    };
    CHECK(sign(signed_by_buyer, delivery_party::buyer) == error_code::forbidden);
    CHECK(sign(signed_by_supplier, delivery_party::supplier) == error_code::forbidden);
    CHECK(sign(in_force, delivery_party::buyer) == error_code::wrong_state);
    CHECK(sign(terminated, delivery_party::buyer) == error_code::wrong_state);
}
