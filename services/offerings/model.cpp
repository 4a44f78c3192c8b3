// The rules of offerings.
#include "services/offerings/model.hpp"

#include <algorithm>

#include "common/vocabulary/region_code.hpp"

namespace talent::offerings {
namespace {

struct transition {
    offering_state from;
    offering_command command;
    offering_state to;
};

using enum offering_state;

// A suspended offering cannot be withdrawn: published again from there, it would have got round the
// operator's decision.
constexpr transition transitions[] = {
    {draft, offering_command::publish, published},
    {published, offering_command::withdraw, withdrawn},
    {withdrawn, offering_command::publish, published},
    {published, offering_command::suspend, suspended},
    {suspended, offering_command::reinstate, published},
};

bool has_price(price_model pricing) {
    return pricing == price_model::fixed || pricing == price_model::per_head;
}

void check_prices(offering const& one, problem& faults) {
    std::string const model(json::name_of(one.price_model));
    if (one.price && !has_price(one.price_model)) {
        faults.errors.push_back(
            {"/price", "not_applicable", "has no meaning with the price model " + model});
    }
    if (one.percent_basis_points && one.price_model != price_model::percent_of_salary) {
        faults.errors.push_back({"/percent_basis_points", "not_applicable",
                                 "has no meaning with the price model " + model});
    }
}

} // namespace

result<offering_state> next_state(offering_state from, offering_command command) {
    for (auto const& step : transitions) {
        if (step.from == from && step.command == command) return step.to;
    }
    return refuse(error_code::wrong_state,
                  "The offering is " + std::string(json::name_of(from)) + ".");
}

result<void> check_consistency(offering const& one) {
    problem faults{.code = error_code::invalid_fields, .detail = {}, .errors = {}};
    if (one.regions.empty()) {
        faults.errors.push_back({"/regions", "required", "an offering is served somewhere"});
    }
    for (std::size_t i = 0; i < one.regions.size(); ++i) {
        auto const before = one.regions.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::find(one.regions.begin(), before, one.regions[i]) == before) continue;
        faults.errors.push_back({"/regions/" + std::to_string(i), "doubled", "is named twice"});
    }
    check_prices(one, faults);
    if (!faults.errors.empty()) return faults;
    return success();
}

result<void> check_publication(offering const& one) {
    problem faults{.code = error_code::publication_refused, .detail = {}, .errors = {}};
    auto const need = [&faults](bool given, std::string pointer, std::string detail) {
        if (!given) faults.errors.push_back({std::move(pointer), "required", std::move(detail)});
    };
    need(!one.description.empty(), "/description", "say what the buyer gets");
    need(!one.terms.empty(), "/terms", "an order freezes the terms, so there must be some");
    need(one.response_hours.has_value(), "/response_hours", "the service level is missing");
    need(one.delivery_days.has_value(), "/delivery_days", "the service level is missing");
    if (has_price(one.price_model)) {
        need(one.price.has_value(), "/price", "the price model needs a price");
    }
    if (one.price_model == price_model::percent_of_salary) {
        need(one.percent_basis_points.has_value(), "/percent_basis_points",
             "the price model needs a percentage");
    }
    if (!faults.errors.empty()) return faults;
    return success();
}

bool serves(offering const& one, std::string_view region) {
    return std::ranges::any_of(one.regions, [region](std::string const& served) {
        return vocabulary::is_region_within(region, served);
    });
}

} // namespace talent::offerings
