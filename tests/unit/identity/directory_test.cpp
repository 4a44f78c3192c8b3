// The directory against a naive model: random entries, and after each of them every credential is
// tried. What the model says by looking through lists, the directory must say from its maps.
#include <catch2/catch.hpp>

#include <map>

#include "common/security/token.hpp"
#include "services/identity/directory.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::identity;
using security::audience;
using security::role;

namespace {

instant const start = parse_instant("2026-06-01T00:00:00Z").value();

template <class T>
journal::entry told(std::string_view type, T const& one, instant at = start) {
    journal::entry made;
    made.at = at;
    made.object_type = type;
    made.object_id = one.id;
    made.after = json::write_stored(one);
    return made;
}

/// Everything that was said, newest state by id; and every secret that ever was.
struct model {
    std::map<uuid, organisation> organisations;
    std::map<uuid, member> members;
    std::map<uuid, session> sessions;
    std::map<uuid, api_key> keys;
    std::vector<std::string> key_secrets;
    std::vector<std::string> session_secrets;

    std::optional<security::principal> organisation_as_principal(uuid const& id) const {
        auto const found = organisations.find(id);
        if (found == organisations.end()) return std::nullopt;
        security::principal who;
        who.audience = audience_of(found->second.kind);
        who.organisation = id;
        who.region = found->second.region;
        who.verified = found->second.status == organisation_status::verified;
        who.test = found->second.test;
        return who;
    }

    std::optional<security::principal> by_key(std::string const& secret, instant now) const {
        for (auto const& [id, key] : keys) {
            if (key.token_sha256 != security::sha256_hex(secret)) continue;
            if (key.revoked_at || (key.expires_at && now >= *key.expires_at)) return std::nullopt;
            auto who = organisation_as_principal(key.organisation_id);
            if (!who) return std::nullopt;
            if (key.audience != audience::anonymous) who->audience = key.audience;
            who->roles = key.roles;
            who->credential = id;
            who->subject = key.subject_id ? *key.subject_id : uuid{};
            who->kind = security::credential_kind::api_key;
            return who;
        }
        return std::nullopt;
    }

    std::optional<security::principal> by_session(std::string const& token, instant now) const {
        for (auto const& [id, one] : sessions) {
            if (one.token_sha256 != security::sha256_hex(token)) continue;
            auto const person = members.find(one.member_id);
            bool const live = !one.ended_at && now < one.expires_at && person != members.end() &&
                              person->second.status == member_status::active;
            if (!live) return std::nullopt;
            auto who = organisation_as_principal(one.organisation_id);
            if (!who) return std::nullopt;
            who->roles = person->second.roles;
            who->member = person->first;
            who->credential = id;
            who->kind = security::credential_kind::session_cookie;
            who->csrf_sha256 = one.csrf_sha256;
            return who;
        }
        return std::nullopt;
    }
};

bool same(result<security::principal> const& found,
          std::optional<security::principal> const& expected) {
    if (!expected) return !found.has_value() && found.error().code == error_code::unauthenticated;
    if (!found.has_value()) return false;
    auto const& one = found.value();
    return one.audience == expected->audience && one.roles == expected->roles &&
           one.organisation == expected->organisation && one.region == expected->region &&
           one.verified == expected->verified && one.member == expected->member &&
           one.credential == expected->credential && one.subject == expected->subject &&
           one.kind == expected->kind && one.csrf_sha256 == expected->csrf_sha256 &&
           one.test == expected->test;
}

class random_history {
  public:
    explicit random_history(std::uint64_t seed) : generator_(seed) {}

    model known;
    directory under_test{std::chrono::hours{24 * 365}}; // idleness has a test of its own
    instant now = start;

    void step() {
        now += std::chrono::minutes{between(generator_, 0, 120)};
        switch (between(generator_, 0, 5)) {
            case 0:
                return put_organisation();
            case 1:
                return put_member();
            case 2:
                return start_session();
            case 3:
                return end_session();
            case 4:
                return make_key();
            default:
                return change_key();
        }
    }

  private:
    template <class T>
    T* any_of(std::map<uuid, T>& list) {
        if (list.empty()) return nullptr;
        return &std::next(list.begin(),
                          between(generator_, 0, static_cast<std::int64_t>(list.size()) - 1))
                    ->second;
    }
    bool coin() { return between(generator_, 0, 1) == 1; }
    std::vector<role> some_roles() {
        return coin() ? std::vector{role::administrator}
                      : std::vector{role::manager, role::finance};
    }
    /// Now and then of an organisation or member that nobody has heard of.
    template <class T>
    uuid id_of(std::map<uuid, T>& list) {
        auto* const one = any_of(list);
        return one == nullptr || between(generator_, 0, 9) == 0 ? make_uuid(now) : one->id;
    }

    void put_organisation() {
        organisation one;
        if (auto* const existing = any_of(known.organisations); existing != nullptr && coin())
            one = *existing;
        else
            one.id = make_uuid(now);
        static constexpr std::string_view regions[] = {"000000", "330000", "330100", "330106"};
        one.kind = static_cast<organisation_kind>(between(generator_, 0, 3));
        one.status = static_cast<organisation_status>(between(generator_, 0, 4));
        one.region = regions[static_cast<std::size_t>(between(generator_, 0, 3))];
        if (one.version++ == 0) one.test = coin();
        known.organisations[one.id] = one;
        under_test.apply(told("organisation", one));
    }

    void put_member() {
        member one;
        if (auto* const existing = any_of(known.members); existing != nullptr && coin()) {
            one = *existing;
        } else {
            one.id = make_uuid(now);
            one.organisation_id = id_of(known.organisations);
        }
        one.roles = some_roles();
        one.status =
            between(generator_, 0, 2) == 0 ? member_status::disabled : member_status::active;
        known.members[one.id] = one;
        under_test.apply(told("member", one));
    }

    void start_session() {
        auto const token = security::make_session_token();
        session one;
        one.id = make_uuid(now);
        one.member_id = id_of(known.members);
        one.organisation_id = id_of(known.organisations);
        one.token_sha256 = token.sha256;
        one.csrf_sha256 = security::make_session_token().sha256;
        one.expires_at = now + std::chrono::hours{12};
        known.sessions[one.id] = one;
        known.session_secrets.push_back(token.secret);
        under_test.apply(told("session", one, now));
    }

    void end_session() {
        auto* const one = any_of(known.sessions);
        if (one == nullptr) return;
        one->ended_at = now;
        under_test.apply(told("session", *one));
    }

    void make_key() {
        auto const token =
            security::make_api_key(coin() ? security::key_mode::live : security::key_mode::test);
        api_key one;
        one.id = make_uuid(now);
        one.organisation_id = id_of(known.organisations);
        one.audience = static_cast<audience>(between(generator_, 0, 6));
        one.roles = some_roles();
        if (coin()) one.subject_id = make_uuid(now);
        if (coin()) one.expires_at = now + std::chrono::hours{between(generator_, 0, 48)};
        one.token_sha256 = token.sha256;
        known.keys[one.id] = one;
        known.key_secrets.push_back(token.secret);
        under_test.apply(told("api_key", one));
    }

    void change_key() {
        auto* const one = any_of(known.keys);
        if (one == nullptr) return;
        if (coin()) {
            one->revoked_at = now;
        } else {
            auto const token = security::make_api_key(security::key_mode::live);
            one->token_sha256 = token.sha256;
            known.key_secrets.push_back(token.secret);
        }
        under_test.apply(told("api_key", *one));
    }

    std::mt19937_64 generator_;
};

} // namespace

TEST_CASE("after any history a credential is taken exactly where the naive model takes it") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::size_t taken = 0;
    for (std::uint64_t round = 0; round < 20; ++round) {
        random_history history(seed + round);
        for (int step = 0; step < 150; ++step) {
            history.step();
            if (step % 10 != 9) continue;
            for (auto const& secret : history.known.key_secrets) {
                auto const expected = history.known.by_key(secret, history.now);
                taken += expected ? 1 : 0;
                REQUIRE(same(history.under_test.authenticate_key(secret, history.now), expected));
            }
            for (auto const& token : history.known.session_secrets) {
                auto const expected = history.known.by_session(token, history.now);
                taken += expected ? 1 : 0;
                REQUIRE(
                    same(history.under_test.authenticate_session(token, history.now), expected));
            }
        }
        for (auto const& [id, one] : history.known.organisations) {
            auto const found = history.under_test.find_organisation(id);
            REQUIRE(found);
            REQUIRE(found->status == one.status);
        }
        for (auto const& [id, one] : history.known.members) {
            auto const found = history.under_test.find_member(id);
            REQUIRE(found);
            REQUIRE(found->id == id);
            REQUIRE(found->status == one.status);
        }
    }
    CHECK(taken > 100);
}

TEST_CASE("a test organisation's periods are divided, and it meets test organisations only") {
    directory known(session_idle_default, 3'600);
    organisation const live{.id = make_uuid(start)};
    organisation const rehearsing{.id = make_uuid(start), .test = true};
    known.apply(told("organisation", live));
    known.apply(told("organisation", rehearsing));
    CHECK(known.divisor_of(live.id) == calendar::divisor_none);
    CHECK(known.divisor_of(uuid{}) == calendar::divisor_none);
    CHECK(known.divisor_of(rehearsing.id) == 3'600);
    CHECK(known.test_organisations() == std::vector{rehearsing.id});

    for (auto const who :
         {audience::anonymous, audience::enterprise, audience::agency, audience::government_office,
          audience::operator_group, audience::supervisor, audience::talent}) {
        for (bool const test : {false, true}) {
            security::principal const asker{.audience = who, .test = test};
            bool const overseer = who == audience::operator_group || who == audience::supervisor;
            CAPTURE(security::name_of(who), test);
            CHECK(known.may_see(asker, live.id));
            CHECK(known.may_see(asker, rehearsing.id) == (test || overseer));
            CHECK(known.may_deal(asker, live.id) == !test);
            CHECK(known.may_deal(asker, rehearsing.id) == test);
        }
    }
}

TEST_CASE("a key or session that nobody has made is not taken") {
    directory empty;
    CHECK(
        same(empty.authenticate_key(security::make_api_key(security::key_mode::live).secret, start),
             std::nullopt));
    CHECK(same(empty.authenticate_key("", start), std::nullopt));
    CHECK(same(empty.authenticate_key("tp_live_nothing", start), std::nullopt));
    CHECK(same(empty.authenticate_session("", start), std::nullopt));
    CHECK(same(empty.authenticate_session(security::make_session_token().secret, start),
               std::nullopt));
    CHECK_FALSE(empty.find_organisation(uuid{}));
    CHECK_FALSE(empty.find_member(uuid{}));
    CHECK(empty.qualifications_of(uuid{}).empty());
}

TEST_CASE("a key and a session end at their instant, not after it") {
    directory known;
    organisation const owner{.id = make_uuid(start)};
    known.apply(told("organisation", owner));
    auto const token = security::make_api_key(security::key_mode::live);
    known.apply(told("api_key", api_key{.id = make_uuid(start),
                                        .organisation_id = owner.id,
                                        .roles = {role::reader},
                                        .token_sha256 = token.sha256,
                                        .expires_at = start}));
    member const person{.id = make_uuid(start), .organisation_id = owner.id};
    known.apply(told("member", person));
    auto const cookie = security::make_session_token();
    known.apply(told("session", session{.id = make_uuid(start),
                                        .member_id = person.id,
                                        .organisation_id = owner.id,
                                        .token_sha256 = cookie.sha256,
                                        .expires_at = start}));
    auto const before = start - std::chrono::milliseconds{1};
    CHECK(known.authenticate_key(token.secret, before).has_value());
    CHECK_FALSE(known.authenticate_key(token.secret, start).has_value());
    CHECK(known.authenticate_session(cookie.secret, before).has_value());
    CHECK_FALSE(known.authenticate_session(cookie.secret, start).has_value());
    // The hash that is stored opens nothing.
    CHECK_FALSE(known.authenticate_key(token.sha256, before).has_value());
    CHECK_FALSE(known.authenticate_session(cookie.sha256, before).has_value());
}

TEST_CASE("a principal is live until its credential is changed, revoked, ended or expired") {
    directory known;
    organisation const owner{.id = make_uuid(start)};
    known.apply(told("organisation", owner));
    member person{.id = make_uuid(start), .organisation_id = owner.id};
    known.apply(told("member", person));
    auto const token = security::make_api_key(security::key_mode::live);
    api_key key{.id = make_uuid(start),
                .version = 1,
                .organisation_id = owner.id,
                .token_sha256 = token.sha256,
                .expires_at = start + std::chrono::hours{1}};
    known.apply(told("api_key", key));
    auto const cookie = security::make_session_token();
    session login{.id = make_uuid(start),
                  .version = 1,
                  .member_id = person.id,
                  .organisation_id = owner.id,
                  .token_sha256 = cookie.sha256,
                  .expires_at = start + std::chrono::hours{1}};
    known.apply(told("session", login));
    auto const program = known.authenticate_key(token.secret, start).value();
    auto const human = known.authenticate_session(cookie.secret, start).value();
    CHECK(known.is_live(program, start));
    CHECK(known.is_live(human, start));
    CHECK(known.is_live({}, start));
    CHECK_FALSE(known.is_live(program, start + std::chrono::hours{1}));
    CHECK_FALSE(known.is_live(human, start + std::chrono::hours{1}));

    auto narrower = program;
    narrower.roles = {role::reader};
    CHECK_FALSE(known.is_live(narrower, start));

    person.status = member_status::disabled;
    known.apply(told("member", person));
    CHECK_FALSE(known.is_live(human, start));
    CHECK(known.is_live(program, start));
    person.status = member_status::active;
    known.apply(told("member", person));
    CHECK(known.is_live(human, start));
    login.ended_at = start;
    known.apply(told("session", login));
    CHECK_FALSE(known.is_live(human, start));

    key.version = 2;
    key.token_sha256 = security::make_api_key(security::key_mode::live).sha256;
    known.apply(told("api_key", key));
    CHECK_FALSE(known.is_live(program, start));
}

TEST_CASE("a qualification is replaced by its newer state and listed with its organisation's own") {
    directory known;
    auto const owner = make_uuid(start);
    auto const other = make_uuid(start);
    qualification one{.id = make_uuid(start), .organisation_id = owner, .number = "1"};
    qualification const two{.id = make_uuid(start), .organisation_id = owner, .number = "2"};
    qualification const foreign{.id = make_uuid(start), .organisation_id = other, .number = "3"};
    for (auto const& each : {one, two, foreign})
        known.apply(told("qualification", each));
    one.number = "1 renewed";
    known.apply(told("qualification", one));
    std::vector<std::string> numbers;
    for (auto const& each : known.qualifications_of(owner))
        numbers.push_back(each.number);
    std::sort(numbers.begin(), numbers.end());
    CHECK(numbers == std::vector<std::string>{"1 renewed", "2"});
    CHECK(known.qualifications_of(other).size() == 1);
}

TEST_CASE("entries of other objects and tombstones pass the directory by") {
    directory known;
    organisation const owner{.id = make_uuid(start), .name = "kept"};
    known.apply(told("organisation", owner));
    auto other = told("organisation", owner);
    other.object_type = "demand";
    other.after = R"({"name":"a demand"})";
    known.apply(other);
    auto tombstone = told("organisation", owner);
    tombstone.after.clear();
    known.apply(tombstone);
    CHECK(known.find_organisation(owner.id)->name == "kept");
}
