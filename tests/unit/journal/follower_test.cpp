#include <catch2/catch.hpp>

#include <random>

#include "common/journal/follower.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;
using namespace std::chrono_literals;

namespace {

class sequences final : public journal::projection {
  public:
    void apply(journal::entry const& one) override {
        std::lock_guard const lock(mutex_);
        seen_.push_back(one.sequence);
    }
    std::vector<std::int64_t> seen() const {
        std::lock_guard const lock(mutex_);
        return seen_;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<std::int64_t> seen_;
};

class faulty final : public journal::projection {
  public:
    void apply(journal::entry const&) override { throw std::runtime_error("a bug"); }
};

std::vector<std::int64_t> from_to(std::int64_t first, std::int64_t last) {
    std::vector<std::int64_t> made;
    for (auto each = first; each <= last; ++each)
        made.push_back(each);
    return made;
}

} // namespace

TEST_CASE("entries are applied once and in order, however their commits are reported") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    std::vector<std::vector<journal::entry>> commits;
    for (int i = 0; i < 30; ++i)
        commits.push_back(test::append(*fresh, make_uuid(test::noon()), 1 + i % 3));
    auto const last = commits.back().back().sequence;
    std::shuffle(commits.begin(), commits.end(), std::minstd_rand{7});
    sequences one;
    faulty bad;
    sequences other;
    journal::follower follower(*fresh, {&one, &bad, &other});
    for (auto const& each : commits) {
        follower.advance(each);
        CHECK(follower.applied() >= each.back().sequence); // before the answer leaves
    }
    follower.advance({});
    CHECK(follower.applied() == last);
    CHECK(one.seen() == from_to(1, last));
    CHECK(other.seen() == from_to(1, last));
}

TEST_CASE("a follower starts at the position its snapshot stands for") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 5);
    sequences seen;
    journal::follower follower(*fresh, {&seen});
    follower.start(3);
    follower.advance(test::append(*fresh, make_uuid(test::noon()), 2));
    CHECK(seen.seen() == from_to(4, 7));
}

TEST_CASE("a follower far behind catches up in pieces") {
    test::fresh_database fresh(db::dialect::sqlite);
    for (int i = 0; i < 25; ++i)
        test::append(*fresh, make_uuid(test::noon()), 100);
    sequences seen;
    journal::follower follower(*fresh, {&seen});
    follower.advance(test::append(*fresh, make_uuid(test::noon())));
    CHECK(seen.seen() == from_to(1, 2501));
}

TEST_CASE("eight committing threads keep a follower in order") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, {.writer_threads = 8});
    sequences seen;
    journal::follower follower(*fresh, {&seen});
    std::vector<std::future<test::ending>> endings;
    for (int i = 0; i < 800; ++i) {
        auto const recorded = std::make_shared<std::vector<journal::entry>>();
        endings.push_back(test::submit_write(
            *fresh,
            [recorded](db::session& sql) {
                journal::unit_of_work unit(sql, test::noon(), test::clerk(), "request");
                unit.append(test::draft("demand.changed", make_uuid(test::noon())));
                *recorded = journal::record(unit);
                return db::verdict::keep;
            },
            [&follower, recorded] { follower.advance(*recorded); }));
    }
    for (auto& each : endings)
        CHECK(each.get().completion == db::completion::committed);
    CHECK(seen.seen() == from_to(1, 800));
}

TEST_CASE("polling finds what another process committed") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto const another = db::open(fresh.url(), {}, db::migration::leave);
    REQUIRE(another.has_value());
    sequences seen;
    journal::follower follower(*fresh, {&seen});
    follower.start_polling(5ms);
    test::append(*another.value(), make_uuid(test::noon()), 3);
    for (int i = 0; i < 1000 && follower.applied() < 3; ++i)
        std::this_thread::sleep_for(5ms);
    CHECK(seen.seen() == from_to(1, 3));
    follower.stop();
    test::append(*another.value(), make_uuid(test::noon()), 1);
    std::this_thread::sleep_for(30ms);
    CHECK(follower.applied() == 3);
}

TEST_CASE("a follower survives a database that does not answer, and goes on where it stopped") {
    test::fresh_database fresh(db::dialect::sqlite);
    sequences seen;
    journal::follower follower(*fresh, {&seen});
    follower.advance(test::append(*fresh, make_uuid(test::noon())));
    test::append(*fresh, make_uuid(test::noon())); // 2: not told
    test::execute(*fresh, "ALTER TABLE journal_entries RENAME TO elsewhere");
    journal::entry third;
    third.sequence = 3;
    follower.advance({third}); // 2 cannot be fetched: 3 must wait for it
    CHECK(seen.seen() == from_to(1, 1));
    test::execute(*fresh, "ALTER TABLE elsewhere RENAME TO journal_entries");
    follower.advance(test::append(*fresh, make_uuid(test::noon())));
    CHECK(seen.seen() == from_to(1, 3));
}
