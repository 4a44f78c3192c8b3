// The rules of organisations, qualifications and keys: each table is whole, against an expectation
// written by hand.
#include <catch2/catch.hpp>

#include <map>

#include "services/identity/model.hpp"
#include "services/identity/service.hpp"

using namespace talent;
using namespace talent::identity;
using security::audience;
using security::role;

namespace {

constexpr organisation_status all_statuses[] = {
    organisation_status::registered, organisation_status::submitted, organisation_status::verified,
    organisation_status::rejected, organisation_status::suspended};
constexpr organisation_command all_commands[] = {
    organisation_command::submit,  organisation_command::verify,    organisation_command::reject,
    organisation_command::suspend, organisation_command::reinstate, organisation_command::amend};
constexpr audience all_audiences[] = {
    audience::anonymous,      audience::enterprise, audience::agency, audience::government_office,
    audience::operator_group, audience::supervisor, audience::talent};
constexpr role all_roles[] = {role::administrator, role::manager, role::finance, role::reader};

date day(char const* text) {
    return parse_date(text).value();
}

/// The pointer and code of a field error; the problem's slug where it has none.
std::string fault(result<void> const& outcome) {
    if (outcome.has_value()) return "";
    auto const& why = outcome.error();
    if (why.errors.empty()) return std::string(definition_of(why.code).slug);
    return why.errors.front().pointer + " " + why.errors.front().code;
}

api_key key_for(audience whom, std::vector<role> roles, bool with_subject) {
    api_key wanted;
    wanted.audience = whom;
    wanted.roles = std::move(roles);
    if (with_subject) wanted.subject_id = make_uuid(instant{});
    return wanted;
}

} // namespace

TEST_CASE("an organisation's state follows the table, and every other step is refused") {
    using enum organisation_status;
    using command = organisation_command;
    std::map<std::pair<organisation_status, command>, organisation_status> const expected = {
        {{registered, command::submit}, submitted}, {{rejected, command::submit}, submitted},
        {{submitted, command::verify}, verified},   {{submitted, command::reject}, rejected},
        {{verified, command::suspend}, suspended},  {{suspended, command::reinstate}, verified},
        {{verified, command::amend}, submitted},
    };
    int steps = 0;
    for (auto const from : all_statuses) {
        for (auto const one : all_commands) {
            INFO(json::name_of(from) << ", command " << static_cast<int>(one));
            auto const outcome = next_status(from, one);
            auto const known = expected.find({from, one});
            REQUIRE(outcome.has_value() == (known != expected.end()));
            if (known != expected.end()) {
                CHECK(outcome.value() == known->second);
                ++steps;
            } else {
                CHECK(outcome.error().code == error_code::wrong_state);
                CHECK(outcome.error().detail.find(json::name_of(from)) != std::string::npos);
            }
        }
    }
    CHECK(steps == 7);
}

TEST_CASE("each kind of organisation speaks as its own audience") {
    CHECK(audience_of(organisation_kind::enterprise) == audience::enterprise);
    CHECK(audience_of(organisation_kind::agency) == audience::agency);
    CHECK(audience_of(organisation_kind::government_office) == audience::government_office);
    CHECK(audience_of(organisation_kind::operator_group) == audience::operator_group);
}

TEST_CASE("a qualification holds from its first day to its last, both included, once verified") {
    qualification one;
    one.valid_from = day("2026-03-01");
    one.valid_until = day("2026-12-31");
    struct row {
        char const* on;
        bool holds;
    };
    for (auto const& [on, holds] :
         {row{"2026-02-28", false}, row{"2026-03-01", true}, row{"2026-03-02", true},
          row{"2026-12-30", true}, row{"2026-12-31", true}, row{"2027-01-01", false},
          row{"1970-01-01", false}, row{"9999-12-31", false}}) {
        INFO(on);
        one.status = qualification_status::declared;
        CHECK_FALSE(is_valid_on(one, day(on)));
        one.status = qualification_status::verified;
        CHECK(is_valid_on(one, day(on)) == holds);
        one.status = qualification_status::rejected;
        CHECK_FALSE(is_valid_on(one, day(on)));
    }
    one.status = qualification_status::verified;
    one.valid_until = one.valid_from;
    CHECK(is_valid_on(one, one.valid_from));
    CHECK_FALSE(is_valid_on(one, one.valid_from + std::chrono::days{1}));
}

TEST_CASE("a qualification does not end before it begins") {
    qualification one;
    one.valid_from = day("2026-03-02");
    one.valid_until = day("2026-03-01");
    CHECK(fault(check_consistency(one)) == "/valid_until out_of_order");
    one.valid_until = day("2026-03-02");
    CHECK(fault(check_consistency(one)).empty());
}

TEST_CASE("an agency has capabilities, and nobody else") {
    for (auto const kind :
         {organisation_kind::enterprise, organisation_kind::agency,
          organisation_kind::government_office, organisation_kind::operator_group}) {
        INFO(json::name_of(kind));
        organisation one;
        one.kind = kind;
        bool const agency = kind == organisation_kind::agency;
        CHECK(fault(check_consistency(one)) == (agency ? "/capabilities required" : ""));
        one.capabilities = {capability::training};
        CHECK(fault(check_consistency(one)) == (agency ? "" : "/capabilities not_an_agency"));
    }
}

TEST_CASE("a profile has what everybody may know, and nothing of the people or the bank") {
    organisation const one{.id = make_uuid(instant{}),
                           .number = "O-330100-2026-000001",
                           .version = 7,
                           .kind = organisation_kind::agency,
                           .status = organisation_status::suspended,
                           .status_reasons = {"private reason"},
                           .name = "name",
                           .credit_code = "91330100MA27YXXX1B",
                           .region = "330100",
                           .capabilities = {capability::training, capability::university},
                           .legal_representative = "private person",
                           .phone = "private phone",
                           .address = "private address",
                           .bank_account = "private account"};
    auto const profile = profile_of(one);
    CHECK(profile.id == one.id);
    CHECK(profile.number == one.number);
    CHECK(profile.version == 7);
    CHECK(profile.kind == one.kind);
    CHECK(profile.status == one.status);
    CHECK(profile.name == "name");
    CHECK(profile.credit_code == one.credit_code);
    CHECK(profile.region == "330100");
    CHECK(profile.capabilities == one.capabilities);
    CHECK(json::write_stored(profile).find("private") == std::string::npos);
}

TEST_CASE(
    "a key is made for the maker's audience, a supervisor by an operator, a talent by an agency") {
    for (auto const maker_audience : all_audiences) {
        security::principal const maker{.audience = maker_audience, .roles = {role::administrator}};
        for (auto const whom : all_audiences) {
            for (bool const with_subject : {false, true}) {
                INFO(security::name_of(maker_audience) << " for " << security::name_of(whom)
                                                       << (with_subject ? " with subject" : ""));
                bool const talent_key =
                    maker_audience == audience::agency && whom == audience::talent;
                bool const permitted =
                    whom == audience::anonymous || whom == maker_audience || talent_key ||
                    (maker_audience == audience::operator_group && whom == audience::supervisor);
                std::string const expected = !permitted                   ? "/audience not_allowed"
                                             : talent_key != with_subject ? "/subject_id required"
                                                                          : "";
                CHECK(fault(check_key(key_for(whom, {role::manager}, with_subject), maker)) ==
                      expected);
            }
        }
    }
}

TEST_CASE("a key has roles, and may do no more than who makes it") {
    for (unsigned held = 0; held < 16; ++held) {
        security::principal maker{.audience = audience::enterprise};
        for (unsigned i = 0; i < 4; ++i) {
            if ((held >> i & 1U) != 0) maker.roles.push_back(all_roles[i]);
        }
        for (unsigned asked = 0; asked < 16; ++asked) {
            INFO("held " << held << ", asked " << asked);
            std::vector<role> roles;
            for (unsigned i = 0; i < 4; ++i) {
                if ((asked >> i & 1U) != 0) roles.push_back(all_roles[i]);
            }
            bool const within = (asked & ~held) == 0 || (held & 1U) != 0;
            std::string const expected = roles.empty() ? "/roles required"
                                         : within      ? ""
                                                       : "forbidden";
            CHECK(fault(check_key(key_for(audience::anonymous, roles, false), maker)) == expected);
        }
    }
}

TEST_CASE("an operator or supervisor that is verified administers its own region's subtree") {
    static constexpr std::string_view regions[] = {"000000", "330000", "330100", "330106",
                                                   "330200", "110000", ""};
    for (auto const who : all_audiences) {
        for (auto const home : regions) {
            for (auto const region : regions) {
                for (bool const verified : {false, true}) {
                    INFO(security::name_of(who) << " of " << home << " on " << region);
                    security::principal const actor{
                        .audience = who, .region = std::string(home), .verified = verified};
                    auto const prefix = home == "000000"         ? home.substr(0, 0)
                                        : home.ends_with("0000") ? home.substr(0, 2)
                                        : home.ends_with("00")   ? home.substr(0, 4)
                                                                 : home;
                    bool const inside =
                        !home.empty() && !region.empty() && region.starts_with(prefix);
                    bool const overseer =
                        who == audience::operator_group || who == audience::supervisor;
                    CHECK(administers(actor, region) == (overseer && verified && inside));
                }
            }
        }
    }
}

TEST_CASE("only a verified organisation acts in the market") {
    CHECK(fault(require_verified({.verified = true})).empty());
    CHECK(fault(require_verified({.audience = audience::operator_group})) ==
          "organisation-not-verified");
}
