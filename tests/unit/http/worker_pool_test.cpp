// The bounded pool: nothing accepted is lost, nothing beyond the bound is accepted.
#include <catch2/catch.hpp>

#include <atomic>
#include <latch>

#include "common/http/worker_pool.hpp"

using namespace talent::http;

TEST_CASE("a full pool refuses, and everything it accepted is run") {
    std::atomic<int> run{0};
    int accepted = 0;
    {
        worker_pool pool(1, 3);
        std::latch started(1);
        std::latch released(1);
        REQUIRE(pool.submit([&] {
            started.count_down();
            released.wait();
            ++run;
        }));
        started.wait();
        for (int i = 0; i < 10; ++i)
            accepted += pool.submit([&] { ++run; }) ? 1 : 0;
        CHECK(pool.queue_depth() == 3);
        released.count_down();
    }
    CHECK(accepted == 3);
    CHECK(run == 4);
}
