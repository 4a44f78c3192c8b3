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
    "in_force publish buyer in_force",
    "in_force file buyer in_force",
    "in_force amend platform in_force",
    "in_force suspend buyer suspended",
    "in_force suspend supplier suspended",
    "in_force complete platform completed",
    "in_force terminate buyer terminated",
    "suspended publish buyer suspended",
    "suspended file buyer suspended",
    "suspended amend platform suspended",
    "suspended resume buyer in_force",
    "suspended resume supplier in_force",
    "suspended terminate buyer terminated",
    "suspended terminate supplier terminated",
    "completed publish buyer completed",
    "completed file buyer completed",
    "terminated publish buyer terminated",
    "terminated file buyer terminated",
};
std::set<std::string> const amendment_steps = {
    "proposed agree counterparty agreed",
    "proposed decline counterparty declined",
    "proposed withdraw proposer withdrawn",
};
std::set<std::string> const milestone_steps = {
    "scheduled submit supplier submitted",
    "submitted accept buyer accepted",
    "submitted accept_partly buyer partly_accepted",
    "submitted reject buyer rejected",
    "submitted release buyer submitted",
    "submitted release supplier submitted",
    "partly_accepted submit supplier submitted",
    "partly_accepted release buyer partly_accepted",
    "partly_accepted release supplier partly_accepted",
    "rejected submit supplier submitted",
    "rejected release buyer rejected",
    "rejected release supplier rejected",
    "accepted release buyer accepted",
    "accepted release supplier accepted",
};
std::set<std::string> const invoice_steps = {
    "issued pay_part buyer partly_paid",
    "issued pay_rest buyer paid",
    "issued dispute buyer issued",
    "issued withdraw_dispute buyer issued",
    "issued concede_part supplier issued",
    "issued concede_rest supplier conceded",
    "partly_paid pay_part buyer partly_paid",
    "partly_paid pay_rest buyer paid",
    "partly_paid dispute buyer partly_paid",
    "partly_paid withdraw_dispute buyer partly_paid",
    "partly_paid concede_part supplier partly_paid",
    "partly_paid concede_rest supplier paid",
    "partly_paid refund supplier partly_paid",
    "paid refund supplier paid",
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

TEST_CASE("an amendment takes exactly the steps of its table") {
    CHECK(test::every_step<amendment_state, amendment_command, amendment_party>() ==
          amendment_steps);
    CHECK(amendment_transitions().size() == amendment_steps.size());
}

TEST_CASE("an invoice takes exactly the steps of its table") {
    CHECK(test::every_step<invoice_state, invoice_command, delivery_party>() == invoice_steps);
    CHECK(invoice_transitions().size() == invoice_steps.size());
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
