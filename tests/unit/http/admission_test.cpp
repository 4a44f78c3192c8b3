// When a queue takes another job: the rule by itself, and the load that queues tell of themselves.
#include <catch2/catch.hpp>

#include <thread>

#include "common/http/admission.hpp"

using namespace talent;
using namespace talent::http;
using namespace std::chrono_literals;

namespace {

constexpr admission_limits limits{.in_flight_max = 1024, .wait_target = 25ms, .age_max = 250ms};

queue_load long_queue(std::size_t depth, double taken_per_second) {
    return {.depth = depth,
            .depth_max = 4096,
            .oldest_wait = 20ms,
            .busy_for = 10s,
            .taken_per_second = taken_per_second};
}

} // namespace

TEST_CASE("a short queue takes another job at whatever pace it moves") {
    CHECK(has_room(long_queue(0, 0), limits));
    CHECK(has_room(long_queue(short_queue_depth - 1, 0), limits));
    CHECK(has_room(long_queue(short_queue_depth - 1, 10), limits));
    CHECK_FALSE(has_room(long_queue(short_queue_depth, 10), limits));
}

TEST_CASE("a long queue takes as much as it is rid of within the wait allowed") {
    CHECK(has_room(long_queue(249, 10'000), limits));
    CHECK_FALSE(has_room(long_queue(251, 10'000), limits));
    CHECK(has_room(long_queue(499, 20'000), limits));
}

TEST_CASE("a burst may fill a queue that was empty a moment ago, though its pace is not known") {
    auto queue = long_queue(burst_queue_depth - 1, 0);
    CHECK_FALSE(has_room(queue, limits));
    queue.busy_for = burst_time_max - 1ms;
    CHECK(has_room(queue, limits));
    queue.depth = burst_queue_depth;
    CHECK_FALSE(has_room(queue, limits));
}

TEST_CASE("a queue whose oldest job is too old is stuck, however short it is") {
    auto queue = long_queue(1, 10'000);
    queue.oldest_wait = limits.age_max;
    CHECK(has_room(queue, limits));
    queue.oldest_wait = limits.age_max + 1ms;
    CHECK_FALSE(has_room(queue, limits));
}

TEST_CASE("a full queue takes nothing") {
    auto queue = long_queue(10, 1e9);
    queue.depth_max = 10;
    CHECK_FALSE(has_room(queue, limits));
}

TEST_CASE("a queue knows its depth, the age of its next job, and since when it is busy") {
    job_queue<int> queue(3);
    CHECK(queue.load().depth == 0);
    CHECK(queue.load().oldest_wait == 0ms);
    CHECK(queue.load().busy_for == 0ms);
    CHECK(queue.push(1));
    std::this_thread::sleep_for(30ms);
    CHECK(queue.push(2));
    CHECK(queue.push(3));
    CHECK_FALSE(queue.push(4));
    CHECK(queue.load().depth == 3);
    CHECK(queue.load().oldest_wait >= 30ms);
    CHECK(queue.try_pop() == 1);
    CHECK(queue.load().busy_for >= 30ms);
    CHECK(queue.try_pop() == 2);
    CHECK(queue.try_pop() == 3);
    CHECK(queue.push(5));
    CHECK(queue.load().busy_for < 30ms);
}

TEST_CASE("a queue's pace is what is taken while it is never empty") {
    job_queue<int> queue(1'000'000);
    for (int i = 0; i < 200; ++i) {
        queue.push(i);
        queue.try_pop();
        std::this_thread::sleep_for(1ms);
    }
    // Every job was taken at once: how much could be is not known.
    CHECK(queue.load().taken_per_second == 0);
    for (int i = 0; i < 1000; ++i)
        queue.push(i);
    auto const begun = std::chrono::steady_clock::now();
    int taken = 0;
    while (std::chrono::steady_clock::now() - begun < 250ms) {
        taken += queue.try_pop().has_value() ? 1 : 0;
        std::this_thread::sleep_for(1ms);
    }
    auto const pace = queue.load().taken_per_second;
    CHECK(pace > taken);
    CHECK(pace < 1100);
}
