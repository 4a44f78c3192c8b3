#include <catch2/catch.hpp>

#include <latch>
#include <numeric>
#include <set>

#include "tests/support/database_fixture.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using db::completion;
using db::verdict;

namespace {

constexpr auto insert = "INSERT INTO things (id) VALUES (:p1)";

void make_things(db::database& on) {
    test::execute(on, "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY)");
}

/// Keeps the writer busy until it is let go, so that what is submitted meanwhile is one group.
class held_writer {
  public:
    explicit held_writer(db::database& on)
        : done_(test::submit_write(on, [this](db::session&) {
              if (!started_.try_wait()) started_.count_down(); // it may be run again
              go_.wait();
              return verdict::keep;
          })) {
        started_.wait();
    }
    void let_go() { go_.count_down(); }
    ~held_writer() { done_.wait(); }

  private:
    std::latch started_{1};
    std::latch go_{1};
    std::future<test::ending> done_;
};

} // namespace

TEST_CASE("a group commits once, and each unit hears of it in order") {
    test::fresh_database fresh(db::dialect::sqlite);
    make_things(*fresh);
    std::vector<std::int64_t> committed;
    std::vector<std::future<test::ending>> endings;
    {
        held_writer held(*fresh);
        for (std::int64_t id = 0; id < 20; ++id) {
            endings.push_back(test::submit_write(
                *fresh,
                [&, id](db::session& sql) {
                    CHECK(committed.empty()); // all run before the one commit
                    sql.execute(insert, {id});
                    return verdict::keep;
                },
                [&, id] {
                    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") ==
                          20); // durable, all of them
                    committed.push_back(id);
                }));
        }
        held.let_go();
    }
    for (auto& each : endings)
        CHECK(each.get().completion == completion::committed);
    REQUIRE(committed.size() == 20);
    CHECK(std::is_sorted(committed.begin(), committed.end()));
}

TEST_CASE("one failing unit of a group rolls back alone") {
    test::fresh_database fresh(db::dialect::sqlite);
    make_things(*fresh);
    std::vector<std::future<test::ending>> endings;
    bool failed_heard_commit = false;
    {
        held_writer held(*fresh);
        for (std::int64_t id = 0; id < 5; ++id) {
            endings.push_back(test::submit_write(*fresh, [id](db::session& sql) {
                sql.execute(insert, {id});
                return verdict::keep;
            }));
        }
        endings.push_back(test::submit_write(
            *fresh,
            [](db::session& sql) {
                sql.execute(insert, {std::int64_t{100}});
                sql.execute(insert, {std::int64_t{3}}); // taken by a unit of the same group
                return verdict::keep;
            },
            [&] { failed_heard_commit = true; }));
        endings.push_back(test::submit_write(*fresh, [](db::session& sql) -> verdict {
            sql.execute(insert, {std::int64_t{101}});
            throw std::runtime_error("a bug");
        }));
        endings.push_back(test::submit_write(*fresh, [](db::session& sql) {
            sql.execute(insert, {std::int64_t{102}});
            return verdict::discard;
        }));
        endings.push_back(test::submit_write(*fresh, [](db::session& sql) {
            sql.execute(insert, {std::int64_t{5}});
            return verdict::keep;
        }));
        held.let_go();
    }
    std::vector<test::ending> ended;
    for (auto& each : endings)
        ended.push_back(each.get());
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(ended[i].completion == completion::committed);
    CHECK(ended[5].completion == completion::failed);
    CHECK(ended[5].reason.code == error_code::duplicate);
    CHECK_FALSE(failed_heard_commit);
    CHECK(ended[6].completion == completion::failed);
    CHECK(ended[6].reason.code == error_code::internal);
    CHECK(ended[7].completion == completion::discarded);
    CHECK(ended[8].completion == completion::committed);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things WHERE id < 100") == 6);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things WHERE id >= 100") == 0);
}

// A unit of the random groups: what it inserts, and how it ends where nothing it inserts is taken.
struct random_unit {
    enum class fate { keep, discard, fail } ends = fate::keep;
    std::vector<std::int64_t> ids;
    bool likely_undone = false;
};

random_unit make_unit(std::mt19937_64& generator) {
    random_unit made;
    auto const draw = between(generator, 0, 9);
    made.ends = draw < 7    ? random_unit::fate::keep
                : draw == 7 ? random_unit::fate::discard
                            : random_unit::fate::fail;
    for (auto count = between(generator, 0, 3); count > 0; --count)
        made.ids.push_back(between(generator, 0, 400));
    made.likely_undone = between(generator, 0, 4) == 0;
    return made;
}

// As if each were alone: the reference.
completion expected_of(random_unit const& one, std::set<std::int64_t>& things) {
    auto after = things;
    for (auto const id : one.ids) {
        if (!after.insert(id).second) return completion::failed;
    }
    if (one.ends == random_unit::fate::fail) return completion::failed;
    if (one.ends == random_unit::fate::discard) return completion::discarded;
    things = std::move(after);
    return completion::committed;
}

TEST_CASE("random groups leave what their units would have left one by one") {
    auto const careful = GENERATE(std::size_t{0}, std::size_t{3});
    test::fresh_database fresh(db::dialect::sqlite, {.careful_groups = careful});
    make_things(*fresh);
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    std::set<std::int64_t> things;
    for (int round = 0; round < 150; ++round) {
        if (things.size() > 300) {
            test::execute(*fresh, "DELETE FROM things");
            things.clear();
        }
        std::vector<random_unit> units;
        for (auto count = between(generator, 1, 12); count > 0; --count)
            units.push_back(make_unit(generator));
        std::vector<std::future<test::ending>> endings;
        {
            held_writer held(*fresh);
            for (auto const& one : units) {
                endings.push_back(test::submit_write(
                    *fresh,
                    [&one](db::session& sql) {
                        for (auto const id : one.ids)
                            sql.execute(insert, {id});
                        if (one.ends == random_unit::fate::fail) throw std::runtime_error("a bug");
                        return one.ends == random_unit::fate::keep ? verdict::keep
                                                                   : verdict::discard;
                    },
                    {}, std::chrono::steady_clock::time_point::max(), one.likely_undone));
            }
            held.let_go();
        }
        for (std::size_t i = 0; i < units.size(); ++i)
            CHECK(endings[i].get().completion == expected_of(units[i], things));
        CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") ==
              static_cast<std::int64_t>(things.size()));
        CHECK(test::integer(*fresh, "SELECT COALESCE(SUM(id * id), 0) FROM things") ==
              std::accumulate(things.begin(), things.end(), std::int64_t{0},
                              [](std::int64_t sum, std::int64_t id) { return sum + id * id; }));
    }
}

TEST_CASE("where the commit fails, a unit that only looked at the group's work fails too") {
    test::fresh_database fresh(db::dialect::sqlite);
    make_things(*fresh);
    test::execute(*fresh,
                  "CREATE TABLE parts (id BIGINT NOT NULL PRIMARY KEY, thing BIGINT NOT NULL"
                  " REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED)");
    std::vector<std::future<test::ending>> endings;
    bool seen = false;
    {
        held_writer held(*fresh);
        endings.push_back(test::submit_write(*fresh, [](db::session& sql) {
            // Found out at the COMMIT only.
            sql.execute("INSERT INTO parts (id, thing) VALUES (1, 2)", {});
            return verdict::keep;
        }));
        endings.push_back(test::submit_write(*fresh, [&](db::session& sql) {
            seen = sql.query_one("SELECT id FROM parts", {}, {cell_kind::integer}).has_value();
            return verdict::discard; // as a replay does, which answers 2xx
        }));
        held.let_go();
    }
    CHECK(endings[0].get().completion == completion::failed);
    CHECK(endings[1].get().completion == completion::failed);
    CHECK(seen);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM parts") == 0);
}

TEST_CASE("a unit may expect a duplicate and go on") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    make_things(*fresh);
    test::execute(*fresh, insert, {std::int64_t{1}});
    auto ending = test::submit_write(*fresh, [](db::session& sql) {
        try {
            sql.execute(insert, {std::int64_t{1}});
        } catch (db::error const& fault) {
            if (fault.kind() != db::failure::duplicate_key) throw;
        }
        sql.execute(insert, {std::int64_t{2}});
        return verdict::keep;
    });
    CHECK(ending.get().completion == completion::committed);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == 2);
}

TEST_CASE("a group is bounded in units") {
    test::fresh_database fresh(db::dialect::sqlite, {.group_units_max = 4});
    make_things(*fresh);
    std::atomic<int> ran = 0;
    std::vector<int> ran_at_commit;
    std::vector<std::future<test::ending>> endings;
    {
        held_writer held(*fresh);
        for (std::int64_t id = 0; id < 11; ++id) {
            endings.push_back(test::submit_write(
                *fresh,
                [&, id](db::session& sql) {
                    sql.execute(insert, {id});
                    ++ran;
                    return verdict::keep;
                },
                [&] { ran_at_commit.push_back(ran); }));
        }
        held.let_go();
    }
    for (auto& each : endings)
        CHECK(each.get().completion == completion::committed);
    CHECK(ran_at_commit ==
          std::vector<int>{3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11}); // the holder was one
}

TEST_CASE("write_now brings out what the unit threw, and may not be called by a job") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    make_things(*fresh);
    CHECK_THROWS_AS(fresh->write_now([](db::session&) -> verdict { throw std::out_of_range("x"); }),
                    std::out_of_range);
    fresh->write_now([](db::session& sql) {
        sql.execute(insert, {std::int64_t{1}});
        return verdict::discard;
    });
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == 0);
    if (dialect != db::dialect::sqlite) return;
    auto ending = test::submit_write(*fresh, [&](db::session&) {
        CHECK_THROWS_AS(fresh->write_now([](db::session&) { return verdict::keep; }), db::error);
        return verdict::keep;
    });
    CHECK(ending.get().completion == completion::committed);
}
