// Requests to the market's handlers as the edge hands them over, and their answers. For the tests
// of this folder; one thread.
#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "common/http/work.hpp"
#include "common/json/value.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market::testing {

using parameters = std::vector<std::pair<std::string, std::string>>;

/// Of nobody in particular, on market_day().
inline http::request request_for(std::vector<std::string> path_parameters) {
    http::request made;
    made.path_parameters = std::move(path_parameters);
    made.received = market_day();
    made.codes = &catalogue();
    return made;
}

/// The same of a route without parameters in its path.
inline http::request queried(parameters query) {
    auto made = request_for({});
    made.query = std::move(query);
    return made;
}

inline result<http::response> run(http::work work) {
    if (auto* const refused = std::get_if<problem>(&work)) return std::move(*refused);
    auto* const query = std::get_if<http::query_work>(&work);
    REQUIRE(query != nullptr);
    return query->run();
}

inline json::value answer_of(http::work work) {
    auto const done = run(std::move(work));
    REQUIRE(done.has_value());
    return json::parse(done.value().body).value();
}

inline problem problem_of(http::work work) {
    auto done = run(std::move(work));
    REQUIRE_FALSE(done.has_value());
    return done.error();
}

} // namespace talent::market::testing
