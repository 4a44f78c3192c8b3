// Blindness as a property: in random orders of writing, editing and time passing, nobody reads
// another's rating before it opens, and everybody reads every one after; by no way at all.
#include "services/notices/feed.hpp"
#include "tests/unit/base/seed.hpp"
#include "tests/unit/ratings/ratings_place.hpp"

using namespace talent;
using namespace talent::test;
using std::chrono::days;
using std::chrono::hours;

namespace {

constexpr int packages_tried = 12;
constexpr int steps_of_a_package = 16;

/// What the rule says, kept apart from the service.
struct written_one {
    uuid id;
    uuid by;
    uuid about;
    std::int64_t version;
    std::int64_t satisfaction;
};
struct expectation {
    std::size_t due = 0;
    std::optional<instant> first_at = {};
    std::vector<written_one> written = {};

    bool has(uuid const& id) const { return std::ranges::count(written, id, &written_one::id) > 0; }
    bool open(instant now) const {
        return first_at && (written.size() == due || now >= *first_at + days{7});
    }
};

struct blind_place : ratings_place {
    using ratings_place::ratings_place;

    std::vector<security::principal> everybody() {
        security::principal supervisor{.audience = security::audience::supervisor,
                                       .roles = {security::role::reader},
                                       .organisation = make_uuid(package_accepted),
                                       .region = "330000",
                                       .verified = true};
        // The key of a talent of the agency's speaks within the agency.
        auto talent = as(first);
        talent.audience = security::audience::talent;
        return {as(office),   as(user), as(first),  as(second), as(group),
                as(stranger), talent,   supervisor, {}};
    }

    // What the worker does, for a package or for all that are due.
    void announce(uuid const& package_id, instant now) {
        auto const done = unit(office, now, [&](auto& one) -> result<void> {
            rating.announce(one, package_id);
            return success();
        });
        CHECK(done.has_value());
    }
    void announce_due(instant now) {
        auto const due = reading([&](db::session& sql) {
            return ratings::store::opened_untold(sql, now, packages_tried);
        });
        for (auto const& each : due)
            announce(each, now);
    }

    void check_readers(uuid const& package_id, expectation const& model, instant now) {
        for (auto const& who : everybody()) {
            INFO(security::name_of(who.audience) << " " << to_string(who.organisation));
            bool const person = who.audience == security::audience::talent;
            std::size_t shown = 0;
            for (auto const& each : model.written) {
                bool const own = !person && who.organisation == each.by;
                auto const seen = look(who, each.id, now);
                CHECK(seen.has_value() == (own || model.open(now)));
                if (!seen.has_value()) continue;
                ++shown;
                CHECK(seen.value().satisfaction == each.satisfaction);
                CHECK((seen.value().state == ratings::rating_state::published) == model.open(now));
            }
            auto const listed = list(who, package_id, now);
            CHECK((listed.has_value() ? listed.value().size() : 0) == shown);
        }
    }

    // An entry is read for ever, so what was written blind may never tell, not even after the
    // opening. That is an entry of its own, once for each rating, and never before its time.
    void check_feed(std::vector<expectation> const& packages_rated) {
        auto const entries =
            reading([](db::session& sql) { return journal::read_after(sql, 0, 1'000); });
        std::size_t told = 0;
        std::size_t opened = 0;
        for (auto const& entry : entries) {
            if (entry.object_type != "rating") continue;
            ++told;
            if (entry.type == "rating.opened") {
                ++opened;
                CHECK(std::ranges::any_of(packages_rated, [&](auto const& each) {
                    return each.has(entry.object_id) && each.open(entry.at);
                }));
                for (auto const& who : everybody())
                    CHECK(notices::may_read(who, entry));
                continue;
            }
            for (auto const& who : everybody()) {
                bool const own = who.audience != security::audience::talent &&
                                 who.organisation == entry.actor_organisation;
                CHECK(notices::may_read(who, entry) == own);
            }
        }
        CHECK(told > 0);
        std::size_t written = 0;
        for (auto const& each : packages_rated)
            written += each.written.size();
        CHECK(opened == written);
    }
};

} // namespace

TEST_CASE("nobody reads another's rating before all open, and everybody after") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    blind_place place(GENERATE(from_range(dialects())));
    std::vector<expectation> rated;
    for (int tried = 0; tried < packages_tried; ++tried) {
        bool const same = between(random, 0, 3) == 0;
        auto const& by_user = same ? place.office : place.user;
        auto const of = place.package(place.office.id, by_user.id, place.first.id);
        std::vector<identity::organisation> sides{place.office, place.first};
        if (!same) sides.push_back(place.user);
        expectation model{.due = sides.size() * (sides.size() - 1)};
        auto now = package_accepted;
        for (int step = 0; step < steps_of_a_package; ++step) {
            now += hours{between(random, 0, 30)};
            auto const& by = sides[static_cast<std::size_t>(
                between(random, 0, static_cast<std::int64_t>(sides.size()) - 1))];
            auto const& about = sides[static_cast<std::size_t>(
                between(random, 0, static_cast<std::int64_t>(sides.size()) - 1))];
            auto const said = between(random, 1, 5);
            auto const known = std::ranges::find_if(model.written, [&](auto const& each) {
                return each.by == by.id && each.about == about.id;
            });
            if (known != model.written.end()) {
                auto const edited =
                    place.edit(by, {.id = known->id, .version = known->version},
                               R"({"satisfaction":)" + std::to_string(said) + "}", now);
                CHECK(edited.has_value() == !model.open(now));
                if (edited.has_value()) {
                    known->version = edited.value().version;
                    known->satisfaction = said;
                }
            } else {
                auto const made =
                    place.write(by, of.package_id, about.id, now, {.satisfaction = said});
                CHECK(made.has_value() == (by.id != about.id && !model.open(now)));
                if (made.has_value()) {
                    if (!model.first_at) model.first_at = now;
                    model.written.push_back(
                        {made.value().id, by.id, about.id, made.value().version, said});
                }
            }
            place.announce(of.package_id, now);
            place.check_readers(of.package_id, model, now);
        }
        if (!model.first_at) continue;
        auto const open_at_last = std::max(now, *model.first_at + days{7});
        place.announce_due(open_at_last);
        place.announce_due(open_at_last);
        place.check_readers(of.package_id, model, open_at_last);
        rated.push_back(std::move(model));
    }
    CHECK_FALSE(rated.empty());
    place.check_feed(rated);
}
