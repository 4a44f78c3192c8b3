#include <catch2/catch.hpp>

#include <latch>

#include "tests/support/database_fixture.hpp"

using namespace talent;
using db::completion;
using db::verdict;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

/// One thread of each kind, so that one job holds everything up.
constexpr db::options narrow{.reader_threads = 1, .writer_threads = 1, .queue_max = 3};

} // namespace

TEST_CASE("a full queue takes no job and calls nothing of it") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, narrow);
    std::latch started{1};
    std::latch go{1};
    auto holder = test::submit_write(*fresh, [&](db::session&) {
        started.count_down();
        go.wait();
        return verdict::keep;
    });
    started.wait();
    std::vector<std::future<test::ending>> waiting;
    for (int i = 0; i < 3; ++i) {
        waiting.push_back(test::submit_write(*fresh, [](db::session&) { return verdict::keep; }));
    }
    CHECK(fresh->queue_depth() == 3);
    std::atomic<bool> called = false;
    db::write_job surplus{.run =
                              [&](db::session&) {
                                  called = true;
                                  return verdict::keep;
                              },
                          .committed = {},
                          .finished = [&](completion, problem const&) { called = true; },
                          .deadline = steady_clock::time_point::max()};
    CHECK_FALSE(fresh->submit(std::move(surplus)));
    std::this_thread::sleep_for(20ms);
    CHECK(fresh->oldest_wait() >= 20ms);
    go.count_down();
    CHECK(holder.get().completion == completion::committed);
    for (auto& each : waiting)
        CHECK(each.get().completion == completion::committed);
    CHECK_FALSE(called);
    CHECK(fresh->queue_depth() == 0);
    CHECK(fresh->oldest_wait() == 0ms);
}

TEST_CASE("a job whose deadline has passed is dropped unexecuted") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, narrow);
    std::atomic<bool> ran = false;
    auto const past = steady_clock::now() - 1ms;
    auto write = test::submit_write(
        *fresh,
        [&](db::session&) {
            ran = true;
            return verdict::keep;
        },
        {}, past);
    auto const ended = write.get();
    CHECK(ended.completion == completion::failed);
    CHECK(ended.reason.code == error_code::overloaded);
    CHECK(ended.reason.retry_after_seconds > 0);
    auto read = test::submit_read(
        *fresh, [&](db::session&) { ran = true; }, past);
    CHECK(read.get().reason.code == error_code::overloaded);
    CHECK_FALSE(ran);
}

TEST_CASE("a read job runs, or fails with what it met") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    std::int64_t sequence = -1;
    auto fine = test::submit_read(*fresh, [&](db::session& sql) {
        sequence = integer_of(
            sql.query_one("SELECT sequence FROM journal_head", {}, {cell_kind::integer})->front());
    });
    CHECK(fine.get().completion == completion::committed);
    CHECK(sequence == 0);
    auto faulty = test::submit_read(
        *fresh, [](db::session& sql) { sql.execute("SELECT nothing FROM nowhere"); });
    CHECK(faulty.get().reason.code == error_code::internal);
    auto after = test::submit_read(*fresh, [](db::session&) {});
    CHECK(after.get().completion == completion::committed);
}

TEST_CASE("stop finishes what is queued and then takes nothing more") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    std::vector<std::future<test::ending>> endings;
    for (int i = 0; i < 100; ++i) {
        endings.push_back(test::submit_write(*fresh, [](db::session&) { return verdict::keep; }));
    }
    fresh->stop();
    for (auto& each : endings) {
        REQUIRE(each.wait_for(0s) == std::future_status::ready);
        CHECK(each.get().completion == completion::committed);
    }
    CHECK_FALSE(
        fresh->submit(db::read_job{[](db::session&) {}, {}, steady_clock::time_point::max()}));
    CHECK_FALSE(fresh->reachable());
    fresh->stop();
}

TEST_CASE("a callback that throws stops no thread") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, narrow);
    db::write_job rude{
        .run = [](db::session&) { return verdict::keep; },
        .committed = [] { throw std::runtime_error("committed"); },
        .finished = [](completion, problem const&) { throw std::runtime_error("finished"); },
        .deadline = steady_clock::time_point::max()};
    REQUIRE(fresh->submit(std::move(rude)));
    CHECK(test::submit_write(*fresh, [](db::session&) { return verdict::keep; }).get().completion ==
          completion::committed);
}
