// The rules of ratings one by one: who rates whom, until when, and what a rating must say.
#include "tests/support/every_step.hpp"
#include "tests/unit/ratings/ratings_place.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::ratings;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

instant const soon = package_accepted + hours{1};

} // namespace

TEST_CASE(
    "buyer, user and agency rate each other, and an organisation that is two of them is one") {
    std::array<uuid, 3> const id{make_uuid(soon), make_uuid(soon), make_uuid(soon)};
    rated_delivery const three{.buyer_id = id[0], .user_id = id[1], .agency_id = id[2]};
    CHECK(sides_of(three).size() == 3);
    CHECK(ratings_due_of(sides_of(three)) == 6);
    rated_delivery const two{.buyer_id = id[0], .user_id = id[0], .agency_id = id[2]};
    CHECK(ratings_due_of(sides_of(two)) == 2);
    rated_delivery const one{.buyer_id = id[0], .user_id = id[0], .agency_id = id[0]};
    CHECK(ratings_due_of(sides_of(one)) == 0);
}

TEST_CASE("who is no side of the package, or would rate itself or a stranger, is refused") {
    ratings_place place(GENERATE(from_range(dialects())));
    auto const of = place.package();
    auto const code = [&](identity::organisation const& by, uuid const& about) {
        auto const made = place.write(by, of.package_id, about, soon);
        REQUIRE_FALSE(made.has_value());
        return made.error();
    };
    CHECK(code(place.stranger, place.first.id).code == error_code::not_found);
    CHECK(code(place.group, place.first.id).code == error_code::not_found);
    CHECK(code(place.office, place.office.id).errors.front().pointer == "/about_id");
    CHECK(code(place.office, place.group.id).errors.front().pointer == "/about_id");
    CHECK(place.write(place.office, make_uuid(soon), place.first.id, soon).error().code ==
          error_code::not_found);
    place.write(place.office, of.package_id, place.first.id, soon).value();
    CHECK(code(place.office, place.first.id).code == error_code::duplicate);
}

TEST_CASE("a package is rated from its acceptance on, for thirty days") {
    ratings_place place(GENERATE(from_range(dialects())));
    auto of = place.package();
    auto const end = package_accepted + days{30};
    CHECK(place.write(place.office, of.package_id, place.first.id, end).error().code ==
          error_code::wrong_state);
    CHECK(place.write(place.office, of.package_id, place.first.id, end - milliseconds{1})
              .has_value());
    of = place.package();
    place.packages[of.package_id].accepted_at.reset();
    CHECK(place.write(place.office, of.package_id, place.first.id, soon).error().code ==
          error_code::wrong_state);
}

TEST_CASE("a complaint says what it is about, and nothing else has its text") {
    ratings_place place(GENERATE(from_range(dialects())));
    auto const of = place.package();
    auto const say = [&](bool complaint, std::string text) {
        return place.write(place.office, of.package_id, place.first.id, soon,
                           {.complaint = complaint, .complaint_text = std::move(text)});
    };
    CHECK(say(true, "").error().errors.front().pointer == "/complaint_text");
    CHECK(say(false, "late").error().errors.front().pointer == "/complaint_text");
    auto const made = say(true, "late").value();
    CHECK(made.number.starts_with("E-330100-2026-"));
    CHECK(made.state == rating_state::sealed);
    CHECK(place.edit(place.office, made, R"({"complaint":false})", soon).error().code ==
          error_code::invalid_fields);
    auto const mended =
        place.edit(place.office, made, R"({"complaint":false,"complaint_text":null})", soon)
            .value();
    CHECK_FALSE(mended.complaint);
    CHECK(mended.version == 2);
}

TEST_CASE("at the instant of seven days all ratings of the package open and nothing is written") {
    ratings_place place(GENERATE(from_range(dialects())));
    auto const of = place.package();
    auto const one = place.write(place.office, of.package_id, place.first.id, soon).value();
    auto const last = soon + days{7} - milliseconds{1};
    auto const other = place.write(place.first, of.package_id, place.office.id, last).value();
    auto const edited = place.edit(place.office, one, R"({"satisfaction":1})", last).value();
    CHECK(place.look(place.as(place.first), one.id, last).error().code == error_code::not_found);

    auto const opened = soon + days{7};
    for (auto const& who :
         {place.as(place.first), place.as(place.stranger), security::principal{}}) {
        auto const seen = place.look(who, one.id, opened).value();
        CHECK(seen.state == rating_state::published);
        CHECK(seen.published_at == opened);
        CHECK(seen.satisfaction == 1);
        CHECK(place.look(who, other.id, opened).value().published_at == opened);
    }
    CHECK(place.edit(place.office, edited, R"({"satisfaction":5})", opened).error().code ==
          error_code::wrong_state);
    CHECK(place.edit(place.first, edited, R"({"satisfaction":5})", opened).error().code ==
          error_code::forbidden);
    CHECK(place.write(place.user, of.package_id, place.first.id, opened).error().code ==
          error_code::wrong_state);
}

TEST_CASE("the last rating opens them all at once") {
    ratings_place place(GENERATE(from_range(dialects())));
    auto const of = place.package(place.office.id, place.office.id, place.first.id);
    auto const one = place.write(place.office, of.package_id, place.first.id, soon).value();
    auto const later = soon + days{2};
    CHECK(place.look(place.as(place.first), one.id, later).error().code == error_code::not_found);
    auto const last = place.write(place.first, of.package_id, place.office.id, later).value();
    CHECK(last.state == rating_state::published);
    CHECK(place.look(place.as(place.first), one.id, later).value().published_at == later);
    CHECK(place.edit(place.first, last, R"({"satisfaction":1})", later).error().code ==
          error_code::wrong_state);
}

TEST_CASE("the states of an appeal are those of the table") {
    auto const steps = every_step<appeal_state, appeal_command, appeal_party>();
    CHECK(steps == std::set<std::string>{
                       "received open reviewer opened", "received withdraw appellant withdrawn",
                       "opened uphold reviewer upheld", "opened dismiss reviewer dismissed",
                       "opened withdraw appellant withdrawn"});
}
