// Ratings written and edited at the same time: each side's once, one opening for all, and nothing
// changes that somebody may have read.
#include <atomic>
#include <barrier>
#include <thread>

#include "tests/unit/ratings/ratings_place.hpp"

using namespace talent;
using namespace talent::test;
using std::chrono::hours;

namespace {

constexpr int rounds = 10;

struct race_place : ratings_place {
    using ratings_place::ratings_place;

    /// A unit on the calling thread; the place's own clock is not touched.
    template <class Use>
    bool at_once(identity::organisation const& by, instant now, Use use) {
        auto const who = as(by);
        bool kept = false;
        database->write_now([&](db::session& sql) {
            journal::unit_of_work one(sql, now, who, "request");
            kept = use(one).has_value();
            if (!kept) return db::verdict::discard;
            journal::record(one);
            return db::verdict::keep;
        });
        return kept;
    }
};

template <class... Work>
void race(Work... work) {
    std::barrier start(static_cast<std::ptrdiff_t>(sizeof...(work)));
    std::vector<std::thread> threads;
    (threads.emplace_back([&start, work] {
        start.arrive_and_wait();
        work();
    }),
     ...);
    for (auto& each : threads)
        each.join();
}

} // namespace

TEST_CASE("of two that write the same rating at once, one does") {
    race_place place(GENERATE(from_range(dialects())));
    for (int i = 0; i < rounds; ++i) {
        auto const of = place.package();
        std::atomic<int> kept = 0;
        auto const write = [&] {
            ratings::rating const said{.about_id = place.first.id, .satisfaction = 3};
            kept += place.at_once(place.office, package_accepted, [&](auto& one) {
                return place.rating.write(one, of.package_id, said);
            });
        };
        race(write, write);
        CHECK(kept == 1);
    }
}

TEST_CASE("sides that begin at once have one opening, and what opened is not edited") {
    race_place place(GENERATE(from_range(dialects())));
    for (int i = 0; i < rounds; ++i) {
        auto const of = place.package(place.office.id, place.office.id, place.first.id);
        auto const one =
            place.write(place.office, of.package_id, place.first.id, package_accepted).value();
        auto const now = package_accepted + hours{1};
        std::atomic<bool> edited = false;
        auto const edit = [&] {
            auto const patch = json::parse(R"({"satisfaction":2})");
            edited = place.at_once(place.office, now, [&](auto& unit) {
                return place.rating.edit(unit, one.id, one.version, patch.value(), place.codes);
            });
        };
        // What the other side reads right after its own rating opened them stands.
        std::int64_t read = 0;
        auto const finish = [&] {
            ratings::rating const said{.about_id = place.office.id, .satisfaction = 5};
            place.at_once(place.first, now, [&](auto& unit) {
                return place.rating.write(unit, of.package_id, said);
            });
            read = place.look(place.as(place.first), one.id, now).value().satisfaction;
        };
        race(edit, finish);
        CHECK(place.look({}, one.id, now).value().satisfaction == read);
        CHECK(read == (edited ? 2 : 4));
        auto const all = place.list({}, of.package_id, now).value();
        REQUIRE(all.size() == 2);
        CHECK(all[0].opens_at == all[1].opens_at);
    }
}

TEST_CASE("all sides writing everything at once write each rating once, with one opening") {
    race_place place(GENERATE(from_range(dialects())));
    for (int i = 0; i < rounds; ++i) {
        auto const of = place.package();
        auto const write = [&](identity::organisation const& by, uuid const& first_about,
                               uuid const& second_about) {
            return [&place, &of, &by, first_about, second_about] {
                for (auto const& about : {first_about, second_about}) {
                    ratings::rating const said{.about_id = about, .satisfaction = 3};
                    place.at_once(by, package_accepted, [&](auto& one) {
                        return place.rating.write(one, of.package_id, said);
                    });
                }
            };
        };
        race(write(place.office, place.user.id, place.first.id),
             write(place.user, place.first.id, place.office.id),
             write(place.first, place.office.id, place.user.id));
        auto const all = place.list({}, of.package_id, package_accepted).value();
        REQUIRE(all.size() == 6);
        for (auto const& each : all) {
            CHECK(each.state == ratings::rating_state::published);
            CHECK(each.opens_at == all.front().opens_at);
        }
    }
}
