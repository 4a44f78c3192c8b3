// What the directory forgets: sessions that nobody uses, sessions that are over, keys long dead.
#include <catch2/catch.hpp>

#include <map>
#include <thread>

#include "common/security/token.hpp"
#include "services/identity/directory.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::identity;
using namespace std::chrono_literals;

namespace {

instant const start = parse_instant("2026-06-01T00:00:00Z").value();
constexpr std::chrono::minutes idle_max{30};

template <class T>
void tell(directory& to, std::string_view type, T const& one, instant at) {
    journal::entry made;
    made.at = at;
    made.object_type = type;
    made.object_id = one.id;
    made.after = json::write_stored(one);
    to.apply(made);
}

/// A directory with one member, and sessions and keys that are made by hand.
struct scene {
    directory known{idle_max};
    organisation owner{.id = make_uuid(start)};
    member person{.id = make_uuid(start), .organisation_id = owner.id};
    instant now = start;

    scene() {
        tell(known, "organisation", owner, start);
        tell(known, "member", person, start);
    }

    std::pair<session, std::string> start_session(std::chrono::hours length = 12h) {
        auto const token = security::make_session_token();
        session one{.id = make_uuid(now),
                    .version = 1,
                    .member_id = person.id,
                    .organisation_id = owner.id,
                    .token_sha256 = token.sha256,
                    .expires_at = now + length};
        tell(known, "session", one, now);
        return {one, token.secret};
    }
    api_key make_key(std::optional<instant> expires_at, std::optional<instant> revoked_at) {
        api_key one{.id = make_uuid(now),
                    .organisation_id = owner.id,
                    .token_sha256 = security::make_api_key(security::key_mode::live).sha256,
                    .expires_at = expires_at,
                    .revoked_at = revoked_at};
        tell(known, "api_key", one, now);
        return one;
    }
    bool taken(std::string const& token) {
        return known.authenticate_session(token, now).has_value();
    }
};

} // namespace

TEST_CASE("a session ends when it was not used for its idle time, to the millisecond") {
    scene s;
    auto const used = s.start_session().second;
    auto const left_alone = s.start_session().second;
    for (int i = 0; i < 5; ++i) {
        s.now += idle_max - 1ms;
        CHECK(s.taken(used));
    }
    CHECK_FALSE(s.taken(left_alone));
    s.now += idle_max;
    CHECK_FALSE(s.taken(used));
    // Being refused is no use of it.
    CHECK_FALSE(s.taken(used));
}

TEST_CASE("being used does not carry a session beyond its end, and a look is no use") {
    scene s;
    auto const [one, token] = s.start_session(1h);
    for (int i = 0; i < 5; ++i) {
        s.now += 11min;
        CHECK(s.taken(token));
    }
    s.now += 5min;
    CHECK_FALSE(s.taken(token));
    s.now = start + 2h;
    auto const [other, watched] = s.start_session();
    auto const who = s.known.authenticate_session(watched, s.now).value();
    s.now += idle_max - 1ms;
    CHECK(s.known.is_live(who, s.now));
    CHECK(s.known.last_use_of_session(other.id, s.now) == start + 2h);
    s.now += 1ms;
    CHECK_FALSE(s.known.is_live(who, s.now));
    CHECK_FALSE(s.known.last_use_of_session(other.id, s.now));
}

TEST_CASE("a rotated session is taken by its new token only, and streams of the old one end") {
    scene s;
    auto [one, token] = s.start_session();
    auto const who = s.known.authenticate_session(token, s.now).value();
    auto const fresh = security::make_session_token();
    one.token_sha256 = fresh.sha256;
    one.version = 2;
    tell(s.known, "session", one, s.now);
    CHECK_FALSE(s.taken(token));
    CHECK(s.taken(fresh.secret));
    CHECK_FALSE(s.known.is_live(who, s.now));
    CHECK(s.known.held().sessions == 1);
}

TEST_CASE("a principal is not live any more once it would be another") {
    scene s;
    auto const [one, token] = s.start_session();
    auto const who = s.known.authenticate_session(token, s.now).value();
    REQUIRE(s.known.is_live(who, s.now));
    auto person = s.person;
    person.roles = {security::role::reader};
    tell(s.known, "member", person, s.now);
    CHECK_FALSE(s.known.is_live(who, s.now));
    tell(s.known, "member", s.person, s.now);
    CHECK(s.known.is_live(who, s.now));
    auto owner = s.owner;
    owner.status = organisation_status::suspended;
    owner.region = "330100";
    tell(s.known, "organisation", owner, s.now);
    CHECK_FALSE(s.known.is_live(who, s.now));
}

TEST_CASE("purging takes what is over and nothing else, whatever came before") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    scene s;
    std::map<std::string, std::pair<instant, instant>> sessions; // token → last use, end
    std::vector<api_key> keys;
    for (int step = 0; step < 400; ++step) {
        s.now += std::chrono::minutes{between(generator, 0, 15)};
        if (between(generator, 0, 2) == 0) {
            auto const length = std::chrono::hours{between(generator, 1, 3)};
            auto const [one, token] = s.start_session(length);
            sessions[token] = {s.now, s.now + length};
        } else if (between(generator, 0, 3) == 0) {
            auto const some_time = [&]() -> std::optional<instant> {
                if (between(generator, 0, 1) == 0) return std::nullopt;
                return s.now + std::chrono::hours{between(generator, -30, 30)};
            };
            keys.push_back(s.make_key(some_time(), some_time()));
        } else if (!sessions.empty()) {
            auto const any =
                std::next(sessions.begin(),
                          between(generator, 0, static_cast<std::int64_t>(sessions.size()) - 1));
            if (s.taken(any->first)) any->second.first = s.now;
        }
        if (step % 20 != 19) continue;
        s.known.purge(s.now);
        std::erase_if(sessions, [&](auto const& each) {
            auto const [last_use, end] = each.second;
            return s.now >= end || s.now - last_use >= idle_max;
        });
        std::erase_if(keys, [&](api_key const& each) {
            auto const before = s.now - dead_key_kept;
            return (each.revoked_at && *each.revoked_at < before) ||
                   (each.expires_at && *each.expires_at < before);
        });
        REQUIRE(s.known.held().sessions == sessions.size());
        REQUIRE(s.known.held().keys == keys.size());
    }
}

TEST_CASE("uses from many threads while the directory changes leave the session in use") {
    scene s;
    auto const [one, token] = s.start_session();
    std::vector<std::thread> users;
    for (int t = 0; t < 4; ++t) {
        users.emplace_back([&s, &token = token, t] {
            for (int i = 0; i < 2000; ++i)
                (void)s.known.authenticate_session(token, start + std::chrono::seconds{t + i / 2});
        });
    }
    for (int i = 0; i < 200; ++i) {
        s.start_session();
        s.known.purge(start);
    }
    for (auto& each : users)
        each.join();
    auto const last = s.known.last_use_of_session(one.id, start + 20min);
    REQUIRE(last);
    CHECK(*last >= start + 999s);
    CHECK(*last <= start + 1002s);
}
