// Appeals against ratings: their clocks, who reviews them, and what a decision does.
#include "tests/unit/ratings/ratings_place.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::ratings;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

struct appeal_place : ratings_place {
    using ratings_place::ratings_place;

    /// Of two sides that have both written: published at once. What the buyer wrote of the agency.
    ratings::rating published(uuid const& agency, instant when) {
        auto const of = package(office.id, office.id, agency);
        packages[of.package_id].accepted_at = when;
        auto const one = write(office, of.package_id, agency, when, {.satisfaction = 1}).value();
        auto const* other = agency == first.id ? &first : &group;
        write(*other, of.package_id, office.id, when).value();
        return one;
    }
    ratings::rating published(instant when) { return published(first.id, when); }

    ratings::appeal read_appeal(security::principal const& who, uuid const& id, instant now) {
        return reading([&](db::session& sql) { return rating.read_appeal(sql, who, id, now); })
            .value();
    }
};

instant const before_holidays = at("2025-09-26T10:00:00+08:00");

} // namespace

TEST_CASE("the rated organisation appeals, within seven working days, once") {
    appeal_place place(GENERATE(from_range(dialects())));
    auto const against = place.published(before_holidays);
    // 28 September makes up for a holiday; from 1 to 8 October nobody works.
    auto const due = at("2025-10-14T00:00:00+08:00");
    CHECK(place.file(place.office, against.id, before_holidays).error().code ==
          error_code::not_found);
    CHECK(place.file(place.stranger, against.id, before_holidays).error().code ==
          error_code::not_found);
    CHECK(place.file(place.first, against.id, due).error().code == error_code::remedy_out_of_time);
    auto const filed = place.file(place.first, against.id, due - milliseconds{1}).value();
    CHECK(filed.number.starts_with("A-330100-2025-"));
    CHECK(filed.reviewer_id == place.group.id);
    CHECK(place.file(place.first, against.id, due - milliseconds{1}).error().code ==
          error_code::duplicate);
}

TEST_CASE("a sealed rating cannot be appealed against, not even by who wrote it") {
    appeal_place place(GENERATE(from_range(dialects())));
    auto const of = place.package();
    auto const one =
        place.write(place.office, of.package_id, place.first.id, package_accepted).value();
    for (auto const& who : {place.first, place.office})
        CHECK(place.file(who, one.id, package_accepted).error().code == error_code::not_found);
}

TEST_CASE("the review is opened within five working days, and a late one stays late") {
    appeal_place place(GENERATE(from_range(dialects())));
    auto const filed =
        place.file(place.first, place.published(before_holidays).id, before_holidays).value();
    auto const due = at("2025-10-11T00:00:00+08:00");
    REQUIRE(filed.clocks.size() == 1);
    CHECK(filed.clocks.front().rule == "open_appeal_review");
    CHECK(filed.clocks.front().due == due);
    CHECK_FALSE(filed.clocks.front().calendar_version.empty());
    CHECK_FALSE(place.read_appeal({}, filed.id, due - milliseconds{1}).late);
    CHECK(place.read_appeal({}, filed.id, due).late);

    SECTION("opened in time") {
        auto const opened = place.open_review(place.group, filed, due - milliseconds{1}).value();
        CHECK(opened.clocks.empty());
        CHECK_FALSE(place.read_appeal({}, filed.id, due + days{9}).late);
    }
    SECTION("opened too late") {
        auto const opened = place.open_review(place.group, filed, due).value();
        auto const decided = place.decide(place.group, opened, false, due + days{1}).value();
        CHECK(decided.state == appeal_state::dismissed);
        CHECK(place.read_appeal({}, filed.id, due + days{9}).late);
    }
    SECTION("withdrawn in time") {
        auto const gone = place.withdraw(place.first, filed, due - milliseconds{1}).value();
        CHECK(gone.state == appeal_state::withdrawn);
        CHECK_FALSE(place.read_appeal({}, filed.id, due + days{9}).late);
    }
}

TEST_CASE("an upheld appeal strikes the rating with public reasons, a dismissed one leaves it") {
    appeal_place place(GENERATE(from_range(dialects())));
    bool const upheld = GENERATE(true, false);
    auto const now = package_accepted;
    auto const against = place.published(now);
    auto const filed = place.file(place.first, against.id, now).value();
    CHECK(place.decide(place.group, filed, upheld, now).error().code == error_code::wrong_state);
    auto const opened = place.open_review(place.group, filed, now).value();
    CHECK(place.open_review(place.group, filed, now).error().code == error_code::stale_version);
    auto const unfounded = place.unit(place.group, now, [&](auto& one) {
        return place.rating.decide(one, opened.id, opened.version, {upheld, {}});
    });
    CHECK(unfounded.error().errors.front().pointer == "/reasons");
    place.decide(place.group, opened, upheld, now).value();

    auto const seen = place.look({}, against.id, now).value();
    CHECK(seen.state == (upheld ? rating_state::struck : rating_state::published));
    CHECK(seen.struck_reasons.empty() == !upheld);
    auto const record =
        place
            .reading([&](db::session& sql) {
                return place.rating.read_record(sql, {}, place.first.id, {}, now + hours{1});
            })
            .value();
    CHECK(record.total.n == (upheld ? 0 : 1));
    auto const public_side = place.read_appeal({}, filed.id, now);
    CHECK(public_side.reasons.empty());
    CHECK(public_side.decision_reasons.size() == 1);
    CHECK(place.read_appeal(place.as(place.first), filed.id, now).reasons.size() == 1);
    // A struck rating is not appealed against again; neither is one whose appeal was decided.
    CHECK_FALSE(place.file(place.first, against.id, now).has_value());
}

TEST_CASE("who wrote the rating or is rated never reviews it") {
    appeal_place place(GENERATE(from_range(dialects())));
    auto const now = package_accepted;
    auto finance = place.join(identity::organisation_kind::government_office, "财政局", "330100");
    auto const against = place.published(place.group.id, now);
    auto const refused = [&](auto const& who, ratings::appeal const& one) {
        return place.open_review(who, one, now).error().code;
    };

    SECTION("where no other operator is above, a named supervising office does") {
        finance.supervises_procurement = true;
        place.database->write_now([&](db::session& sql) {
            sql.execute("UPDATE organisations SET supervises_procurement = 1 WHERE id = :p1",
                        {to_string(finance.id)});
            return db::verdict::keep;
        });
        place.learn(finance);
        auto const filed = place.file(place.group, against.id, now).value();
        CHECK(filed.reviewer_id == finance.id);
        CHECK(refused(place.group, filed) == error_code::conflict_of_interest);
        CHECK(refused(place.office, filed) == error_code::conflict_of_interest);
        CHECK(refused(place.stranger, filed) == error_code::not_found);
        auto const opened = place.open_review(finance, filed, now).value();
        CHECK(place.decide(place.group, opened, true, now).error().code ==
              error_code::conflict_of_interest);
        CHECK(place.decide(finance, opened, true, now).value().state == appeal_state::upheld);
    }
    SECTION("an operator of the region above does, and no office") {
        auto const above =
            place.join(identity::organisation_kind::operator_group, "上级", "330000");
        auto const filed = place.file(place.group, against.id, now).value();
        CHECK(filed.reviewer_id == above.id);
        CHECK(refused(finance, filed) == error_code::not_found);
        CHECK(refused(place.group, filed) == error_code::conflict_of_interest);
        CHECK(place.open_review(above, filed, now).has_value());
    }
    SECTION("where nobody can, the appeal stands and is late until somebody is there") {
        auto const filed = place.file(place.group, against.id, now).value();
        CHECK_FALSE(filed.reviewer_id.has_value());
        CHECK(place.read_appeal({}, filed.id, now + days{30}).late);
        auto const later = place.join(identity::organisation_kind::operator_group, "新", "330100");
        CHECK(place.open_review(later, filed, now + days{30}).value().reviewer_id == later.id);
    }
}

TEST_CASE("the general contractor of the rated work does not review, whoever else must") {
    appeal_place place(GENERATE(from_range(dialects())));
    auto const now = package_accepted;
    auto const of = place.package(place.office.id, place.office.id, place.first.id);
    place.packages[of.package_id].contractor_id = place.group.id;
    auto const against =
        place.write(place.office, of.package_id, place.first.id, now, {.satisfaction = 1}).value();
    place.write(place.first, of.package_id, place.office.id, now).value();
    auto const refused_to_the_group = [&](ratings::appeal const& one) {
        return place.open_review(place.group, one, now).error().code ==
               error_code::conflict_of_interest;
    };
    SECTION("another operator of the region or above does") {
        auto const above =
            place.join(identity::organisation_kind::operator_group, "上级", "330000");
        auto const filed = place.file(place.first, against.id, now).value();
        CHECK(filed.reviewer_id == above.id);
        CHECK(refused_to_the_group(filed));
        auto const opened = place.open_review(above, filed, now).value();
        CHECK(place.decide(place.group, opened, false, now).error().code ==
              error_code::conflict_of_interest);
        CHECK(place.decide(above, opened, true, now).value().state == appeal_state::upheld);
    }
    SECTION("where there is none, nobody does until somebody is there") {
        auto const filed = place.file(place.first, against.id, now).value();
        CHECK_FALSE(filed.reviewer_id.has_value());
        CHECK(refused_to_the_group(filed));
        auto const later = place.join(identity::organisation_kind::operator_group, "新", "330100");
        CHECK(place.open_review(later, filed, now).value().reviewer_id == later.id);
    }
}

TEST_CASE("an appeal is withdrawn by who filed it, and may be filed again a few times") {
    appeal_place place(GENERATE(from_range(dialects())));
    auto const now = package_accepted;
    auto const against = place.published(now);
    for (std::int64_t i = 0; i < appeals_per_rating_max; ++i) {
        auto const filed = place.file(place.first, against.id, now).value();
        CHECK(place.withdraw(place.office, filed, now).error().code == error_code::not_found);
        place.withdraw(place.first, filed, now).value();
    }
    CHECK(place.file(place.first, against.id, now).error().code == error_code::conflict);
}
