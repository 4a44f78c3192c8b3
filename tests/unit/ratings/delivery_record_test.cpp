// The delivery record against a plain reckoning over all ratings, with random data, on each
// database.
#include <algorithm>
#include <cmath>
#include <set>

#include "tests/unit/base/seed.hpp"
#include "tests/unit/ratings/ratings_place.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::ratings;
using std::chrono::days;
using std::chrono::hours;

namespace {

constexpr int packages_made = 160;
constexpr int questions_asked = 40;
constexpr std::array<std::string_view, 4> categories{"", "skills_training", "executive_search",
                                                     "labour_dispatch"};
instant const first_day = at("2026-01-01T00:00:00+08:00");

struct record_place : ratings_place {
    explicit record_place(db::dialect dialect) : ratings_place(dialect) {
        for (int i = 0; i < 6; ++i)
            raters.push_back(join(identity::organisation_kind::enterprise, "企", "330100").id);
    }

    void add(std::mt19937_64& random, std::int64_t serial) {
        auto const package_id = make_uuid(first_day);
        auto const any = [&](std::int64_t below) { return between(random, 0, below - 1); };
        bool const rare = any(3) == 0; // some categories have few raters
        auto const category = categories[static_cast<std::size_t>(any(4))];
        auto const accepted = first_day + hours{any(24 * 60)};
        auto const opens = accepted + hours{any(24 * 40)};
        auto const due = any(2) == 0 ? 2 : 6;
        auto const written = 1 + any(2);
        for (std::int64_t i = 0; i < written; ++i) {
            auto const rater = raters[static_cast<std::size_t>(any(rare ? 2 : 6))];
            bool const agency = i == 1;
            ratings::rating one{.id = make_uuid(first_day),
                                .number = "E-" + std::to_string(serial) + "-" + std::to_string(i),
                                .version = 1,
                                .package_id = package_id,
                                .by_id = agency ? first.id : rater,
                                .about_id = agency ? rater : first.id,
                                .region = "330100",
                                .category = std::string(category),
                                .accepted_at = accepted,
                                .satisfaction = 1 + any(5),
                                .complaint = any(4) == 0,
                                .ratings_due = due,
                                .opens_at = opens};
            if (any(3) > 0) one.hours_to_resolve = any(4) == 0 ? any(8'784) : any(12);
            if (any(8) == 0) one.struck_at = opens + days{1};
            rows.push_back(one);
            database->write_now([&](db::session& sql) {
                db::insert(sql, store::ratings_table, one);
                return db::verdict::keep;
            });
        }
    }

    /// By the definition and nothing else.
    record_cell naive(std::vector<ratings::rating> const& chosen, std::string category) const {
        record_cell cell{.category = std::move(category),
                         .n = static_cast<std::int64_t>(chosen.size())};
        if (chosen.empty()) return cell;
        std::set<uuid> by;
        double satisfaction = 0;
        double complaints = 0;
        std::vector<std::int64_t> resolved;
        for (auto const& each : chosen) {
            by.insert(each.by_id);
            satisfaction += static_cast<double>(each.satisfaction);
            complaints += each.complaint ? 1 : 0;
            if (each.hours_to_resolve) resolved.push_back(*each.hours_to_resolve);
        }
        cell.withheld = chosen.size() < 5 || by.size() < 3;
        if (cell.withheld) return cell;
        auto const n = static_cast<double>(chosen.size());
        cell.satisfaction_hundredths = std::llround(100 * satisfaction / n);
        cell.complaint_basis_points = std::llround(10'000 * complaints / n);
        if (resolved.size() < 5) return cell;
        std::ranges::sort(resolved);
        auto const half = resolved.size() / 2;
        cell.median_hours_hundredths = resolved.size() % 2 == 1
                                           ? 100 * resolved[half]
                                           : 50 * (resolved[half - 1] + resolved[half]);
        return cell;
    }

    std::vector<ratings::rating> chosen(record_question const& of, instant now) const {
        std::vector<ratings::rating> found;
        for (auto const& each : rows) {
            auto const written =
                std::ranges::count(rows, each.package_id, &ratings::rating::package_id);
            bool const open = now >= each.opens_at || written >= each.ratings_due;
            auto const day = calendar::day_of(each.accepted_at);
            bool const counts = each.about_id == first.id && !each.struck_at && open &&
                                each.accepted_at < now && (!of.from || day >= *of.from) &&
                                (!of.until || day <= *of.until) &&
                                (!of.category || *of.category == each.category);
            if (counts) found.push_back(each);
        }
        return found;
    }

    std::vector<uuid> raters;
    std::vector<ratings::rating> rows;
};

bool same(record_cell const& left, record_cell const& right) {
    return json::write_shown(left) == json::write_shown(right);
}

} // namespace

TEST_CASE("the delivery record is what a plain reckoning over the open ratings gives") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    record_place place(GENERATE(from_range(dialects())));
    for (int i = 0; i < packages_made; ++i)
        place.add(random, i);
    std::size_t shown = 0;
    std::size_t withheld = 0;
    for (int i = 0; i < questions_asked; ++i) {
        record_question of;
        auto const start = calendar::day_of(first_day) + days{between(random, 0, 60)};
        if (between(random, 0, 1) == 0) of.from = start;
        if (between(random, 0, 1) == 0) of.until = start + days{between(random, 0, 40)};
        if (between(random, 0, 2) == 0)
            of.category = std::string(categories[static_cast<std::size_t>(between(random, 1, 3))]);
        auto const now = first_day + hours{between(random, 24 * 20, 24 * 120)};
        auto const got = place
                             .reading([&](db::session& sql) {
                                 return place.rating.read_record(sql, {}, place.first.id, of, now);
                             })
                             .value();
        auto const all = place.chosen(of, now);
        CHECK(same(got.total, place.naive(all, "")));
        std::map<std::string, std::vector<ratings::rating>> parted;
        for (auto const& each : all)
            parted[each.category].push_back(each);
        REQUIRE(got.categories.size() == parted.size());
        for (auto const& cell : got.categories) {
            CHECK(same(cell, place.naive(parted.at(cell.category), cell.category)));
            (cell.withheld ? withheld : shown) += 1;
        }
    }
    CHECK(shown > 0);
    CHECK(withheld > 0);
}

TEST_CASE("the record of an organisation that nobody knows is not there") {
    record_place place(GENERATE(from_range(dialects())));
    auto const got = place.reading([&](db::session& sql) {
        return place.rating.read_record(sql, {}, make_uuid(first_day), {}, first_day);
    });
    CHECK(got.error().code == error_code::not_found);
}
