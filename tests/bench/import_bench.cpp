// Ten thousand supplies imported over HTTP in batches of 200, published, one connection, one batch
// after the other, on each engine. Measured by hand: build/bench_import.
#include <catch2/catch.hpp>

#include <iostream>

#include "tests/api/market_scenes.hpp"

using namespace talent::test;

namespace {

constexpr int batches = 50;
constexpr int items = 200;

std::string batch_text() {
    std::string text = R"({"publish":true,"items":[)";
    for (int i = 0; i < items; ++i)
        text.append(i == 0 ? "" : ",").append(supply_text());
    return text.append("]}");
}

} // namespace

TEST_CASE("ten thousand supplies are imported") {
    using steady = std::chrono::steady_clock;
    for (auto const on : engines()) {
        small_market market(on, server_clock::of_the_machine);
        auto const batch = batch_text();
        auto slowest = steady::duration::zero();
        auto const start = steady::now();
        for (int i = 0; i < batches; ++i) {
            auto const sent = steady::now();
            auto const got = market.agency.api.post("/v1/imports/supplies", batch,
                                                    {{"Idempotency-Key", "b" + std::to_string(i)}});
            REQUIRE(got["created"].integer() == items);
            slowest = std::max(slowest, steady::now() - sent);
        }
        std::chrono::duration<double> const spent = steady::now() - start;
        std::cout << name_of(on) << ": " << batches * items << " supplies in " << spent.count()
                  << " s, the slowest batch in "
                  << std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count()
                  << " ms\n";
    }
}
