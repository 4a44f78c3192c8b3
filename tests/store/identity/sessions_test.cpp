// What becomes of sessions in the database: rows of those that are over go in bounded batches, and
// the journal keeps them; on every database.
#include <catch2/catch.hpp>

#include <mutex>
#include <thread>

#include "services/identity/store.hpp"
#include "services/talentd/housekeeper.hpp"
#include "tests/store/identity/scene.hpp"

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
using identity::organisation_kind;

namespace {

constexpr std::string_view login = R"({"email":"a@b.cn","password":"correct horse battery"})";

std::int64_t rows(scene& s) {
    return integer(s.database(), "SELECT COUNT(*) FROM sessions");
}
std::int64_t entries(scene& s) {
    return integer(s.database(),
                   "SELECT COUNT(*) FROM journal_entries WHERE object_type = 'session'");
}
std::int64_t forget(scene& s, std::int64_t limit) {
    std::int64_t forgotten = 0;
    s.database().write_now([&](db::session& sql) {
        forgotten = identity::store::forget_sessions(sql, s.clock.now(), limit);
        return db::verdict::keep;
    });
    return forgotten;
}

security::principal person_of(security::principal const& admin, answer const& member,
                              answer const& session) {
    auto who = admin;
    who.kind = security::credential_kind::session_cookie;
    who.member = member.id();
    who.credential = parse_uuid(session.text("session_id")).value();
    return who;
}

answer add_person(scene& s, security::principal const& admin) {
    auto made = s.post("/v1/members", admin,
                       R"({"name":"某人","email":"a@b.cn","roles":["manager"],"password":)"
                       R"("correct horse battery"})");
    REQUIRE(made.status == 201);
    return made;
}

class route_scene : public scene {
  public:
    using scene::scene;

    bool is_password_work(http::request const& asked, std::string_view path) const {
        auto const found = routes_.find(asked.method, path);
        REQUIRE(found.route != nullptr);
        auto const work = found.route->handle(asked);
        return std::holds_alternative<http::prepared_work>(work);
    }
};

} // namespace

TEST_CASE("rows of sessions that are over go a day later, so many at a time, and open ones stay") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const person = add_person(s, admin);
    for (int i = 0; i < 5; ++i) {
        auto const started = s.post("/v1/sessions", {}, std::string(login));
        REQUIRE(started.status == 201);
        if (i < 3)
            REQUIRE(s.send(http::method::delete_, "/v1/sessions/current",
                           person_of(admin, person, started))
                        .status == 204);
    }
    REQUIRE(rows(s) == 5);
    CHECK(forget(s, 100) == 0);
    s.clock.advance(identity::store::ended_sessions_kept + 1min);
    auto const open = s.post("/v1/sessions", {}, std::string(login));
    REQUIRE(open.status == 201);
    CHECK(forget(s, 2) == 2);
    CHECK(forget(s, 2) == 1);
    CHECK(forget(s, 2) == 0);
    REQUIRE(rows(s) == 3); // two that were never ended, and the open one
    s.clock.advance(identity::session_length_default);
    CHECK(forget(s, 100) == 2);
    CHECK(rows(s) == 1);
    CHECK(entries(s) == 9); // six that began, three that were ended
}

TEST_CASE("a check of any password, whoever's, is work for the password threads") {
    route_scene s(db::dialect::sqlite);
    any_code const codes;
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    add_person(s, admin);
    for (auto const* email : {"a@b.cn", "nobody@b.cn"}) {
        http::request asked;
        asked.method = http::method::post;
        asked.content_type = "application/json";
        asked.body = R"({"email":")" + std::string(email) + R"(","password":"wrong"})";
        asked.received = s.clock.now();
        asked.codes = &codes;
        CHECK(s.is_password_work(asked, "/v1/sessions"));
    }
}

TEST_CASE("the housekeeper runs its tasks again and again until it is stopped") {
    scene s(GENERATE(from_range(dialects())));
    std::mutex mutex;
    int in_rows = 0;
    int in_memory = 0;
    std::int64_t limit_seen = 0;
    temporary_folder const folder;
    auto erasures = erasure::erasure_file::open(folder.path() + "/erasures.jsonl");
    REQUIRE(erasures.has_value());
    talentd::housekeeper keeper(
        s.database(), s.clock, std::move(erasures).value(),
        {[&](db::session&, instant, std::int64_t limit) {
            std::lock_guard const lock(mutex);
            ++in_rows;
            limit_seen = limit;
        }},
        [&](instant) {
            std::lock_guard const lock(mutex);
            ++in_memory;
        },
        5ms);
    keeper.start();
    for (;;) {
        std::this_thread::sleep_for(5ms);
        std::lock_guard const lock(mutex);
        if (in_rows >= 3 && in_memory >= 3) break;
    }
    keeper.stop();
    s.database().stop(); // its last job has run, or never will
    CHECK(limit_seen > 0);
}
