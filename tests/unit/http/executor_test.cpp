// Units of work with idempotency, on each database.
#include <catch2/catch.hpp>

#include <thread>

#include "common/http/executor.hpp"
#include "common/http/limits.hpp"
#include "common/journal/journal.hpp"
#include "tests/support/database_fixture.hpp"

using namespace talent;
using namespace talent::http;
using namespace std::chrono_literals;

namespace {

instant const now = from_milliseconds(1'780'000'000'000);

request asking(std::string key, std::string body = "body") {
    request asked;
    asked.method = method::post;
    asked.path = "/v1/orders";
    asked.body = std::move(body);
    asked.id = "request";
    if (!key.empty()) asked.idempotency_key = std::move(key);
    asked.principal.audience = security::audience::enterprise;
    asked.principal.organisation.bytes[15] = 1;
    return asked;
}

write_work placing(result<response> answer) {
    return {[answer = std::move(answer)](journal::unit_of_work& unit) {
        unit.append({.type = "order.placed",
                     .object_type = "order",
                     .object_id = make_uuid(unit.now()),
                     .after = "{}"});
        return answer;
    }};
}

response placed(std::string body = R"({"id":"1"})") {
    response made{.status = 201, .body = std::move(body)};
    made.header("Location", "/v1/orders/1");
    return made;
}

executed run(db::database& on, write_work const& work, request const& asked, instant at = now) {
    executed made;
    on.write_now([&](db::session& sql) {
        made = execute(work, asked, marks_of(asked), sql, at);
        return made.keep ? db::verdict::keep : db::verdict::discard;
    });
    return made;
}

std::int64_t entries(db::database& in) {
    return talent::test::integer(in, "SELECT COUNT(*) FROM journal_entries");
}

std::int64_t records(db::database& in) {
    return talent::test::integer(in, "SELECT COUNT(*) FROM idempotency_records");
}

bool is_replayed(executed const& made) {
    auto const& headers = made.answer.value().headers;
    return made.replayed && headers.back().first == "Idempotent-Replayed";
}

} // namespace

TEST_CASE("a success is kept with its entries and its record") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    auto const made = run(*fresh, placing(placed()), asking("k"));
    CHECK(made.keep);
    CHECK_FALSE(made.replayed);
    REQUIRE(made.entries.size() == 1);
    CHECK(made.entries.front().sequence == 1);
    CHECK(made.entries.front().at == now);
    CHECK(entries(*fresh) == 1);
    CHECK(records(*fresh) == 1);
}

TEST_CASE("the same key replays the first answer byte for byte, without a second effect") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    run(*fresh, placing(placed()), asking("k"));
    auto const again = run(*fresh, placing(placed("another")), asking("k"));
    CHECK(is_replayed(again));
    CHECK_FALSE(again.keep);
    CHECK(again.entries.empty());
    CHECK(again.answer.value().status == 201);
    CHECK(again.answer.value().body == R"({"id":"1"})");
    CHECK(again.answer.value().content_type == "application/json");
    CHECK(again.answer.value().headers.front() ==
          std::pair<std::string, std::string>("Location", "/v1/orders/1"));
    CHECK(entries(*fresh) == 1);
}

TEST_CASE("another request under the same key is refused") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    run(*fresh, placing(placed()), asking("k"));
    auto body = asking("k", "other");
    auto path = asking("k");
    path.path = "/v1/others";
    auto verb = asking("k");
    verb.method = method::put;
    auto query = asking("k");
    query.query = {{"a", "b"}};
    auto version = asking("k");
    version.if_match = "\"1\"";
    for (auto const& asked : {body, path, verb, query, version}) {
        auto const made = run(*fresh, placing(placed()), asked);
        REQUIRE_FALSE(made.answer.has_value());
        CHECK(made.answer.error().code == error_code::idempotency_key_reused);
    }
    CHECK(entries(*fresh) == 1);
}

TEST_CASE("keys are compared byte for byte") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    run(*fresh, placing(placed()), asking("key"));
    CHECK_FALSE(run(*fresh, placing(placed()), asking("KEY")).replayed);
    CHECK_FALSE(run(*fresh, placing(placed()), asking("key~")).replayed);
    CHECK(run(*fresh, placing(placed()), asking("key")).replayed);
}

TEST_CASE("two organisations, two members and nobody never share a key") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    auto other_organisation = asking("k");
    other_organisation.principal.organisation.bytes[15] = 2;
    auto member = asking("k");
    member.principal.member.bytes[0] = 9;
    auto nobody = asking("k");
    nobody.principal = {};
    auto trial = asking("k");
    trial.principal.test = true;
    for (auto const& asked : {asking("k"), other_organisation, member, nobody, trial}) {
        CHECK(run(*fresh, placing(placed()), asked).keep);
    }
    CHECK(entries(*fresh) == 5);
    auto another_credential = asking("k");
    another_credential.principal.credential.bytes[3] = 7;
    CHECK(run(*fresh, placing(placed()), another_credential).replayed);
}

TEST_CASE("a refused unit leaves nothing, and may succeed when it is repeated") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    auto const refused = run(*fresh, placing(refuse(error_code::wrong_state)), asking("k"));
    CHECK_FALSE(refused.keep);
    CHECK(refused.answer.error().code == error_code::wrong_state);
    CHECK(entries(*fresh) == 0);
    CHECK(records(*fresh) == 0);
    CHECK(run(*fresh, placing(placed()), asking("k")).keep);
}

TEST_CASE("a refusal that is put on the record is kept, and the request may be sent again") {
    test::fresh_database database(GENERATE(from_range(test::dialects())));
    write_work const refused{[](journal::unit_of_work& unit) -> result<response> {
        unit.append({.type = "opening.refused",
                     .object_type = "opening",
                     .object_id = make_uuid(unit.now()),
                     .reason = "too early"});
        return refuse(error_code::wrong_state);
    }};
    auto asked = asking("key");
    CHECK(run(*database, refused, asked).answer.error().code == error_code::wrong_state);
    CHECK(entries(*database) == 1);
    CHECK(records(*database) == 0);
    CHECK(run(*database, placing(placed()), asked).answer.has_value());
    asked.dry_run = true;
    CHECK_FALSE(run(*database, refused, asked).keep);
    CHECK(entries(*database) == 2);
}

TEST_CASE("an answer that is no success is not kept") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    CHECK_FALSE(run(*fresh, placing(response{.status = 303}), asking("k")).keep);
    CHECK(entries(*fresh) == 0);
    CHECK(records(*fresh) == 0);
}

TEST_CASE("a dry run shows the answer and keeps nothing, with and without a key") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    for (auto const* key : {"", "k"}) {
        auto asked = asking(key);
        asked.dry_run = true;
        auto const made = run(*fresh, placing(placed()), asked);
        CHECK_FALSE(made.keep);
        CHECK(made.answer.value().status == 201);
        CHECK(made.answer.value().headers.back().first == "Dry-Run");
    }
    CHECK(entries(*fresh) == 0);
    CHECK(records(*fresh) == 0);
}

TEST_CASE("without a key a repetition is another effect") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    CHECK(run(*fresh, placing(placed()), asking("")).keep);
    CHECK(run(*fresh, placing(placed()), asking("")).keep);
    CHECK(entries(*fresh) == 2);
    CHECK(records(*fresh) == 0);
}

TEST_CASE("a cookie is never recorded") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    auto answer = placed();
    answer.header("set-cookie", "talent_session=secret");
    CHECK(run(*fresh, placing(answer), asking("k")).keep);
    CHECK(records(*fresh) == 0);
    CHECK(entries(*fresh) == 1);
}

TEST_CASE(
    "what tells of a person without a key is not kept: its repetition is a conflict without a "
    "second "
    "effect") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    auto answer = placed("a person's secret");
    answer.subject = make_uuid(system_clock{}.now());
    CHECK(run(*fresh, placing(answer), asking("k")).answer.value().body == "a person's secret");
    auto const again = run(*fresh, placing(answer), asking("k"));
    REQUIRE_FALSE(again.answer.has_value());
    CHECK(again.answer.error().code == error_code::conflict);
    CHECK(entries(*fresh) == 1);
    CHECK(test::integer(
              *fresh, "SELECT COUNT(*) FROM idempotency_records WHERE body LIKE '%secret%'") == 0);
}

TEST_CASE("a record holds nothing against which a password in the body could be tried out") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    auto const text_in = [](db::database& from, std::string const& column) {
        std::string text;
        from.read_now([&](db::session& sql) {
            auto const row = sql.query_one("SELECT " + column +
                                               " FROM idempotency_records ORDER BY created_at"
                                               " DESC LIMIT 1",
                                           {}, {cell_kind::text});
            text = text_of(row->front());
        });
        return text;
    };
    run(*fresh, placing(placed()), asking("a-random-key", "password"));
    CHECK(text_in(*fresh, "idempotency_key").find("a-random-key") == std::string::npos);
    auto const hash = text_in(*fresh, "request_sha256");
    run(*fresh, placing(placed()), asking("another-key", "password"), now + 1h);
    CHECK(text_in(*fresh, "request_sha256") != hash); // the key is part of it
}

TEST_CASE("any bytes of an answer come back as they were") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    std::string const body = "{\"a\":\"高级 :p1 '\\\"; -- \xf0\x9f\x8e\x89\"}";
    run(*fresh, placing(placed(body)), asking("k'; --:p1"));
    CHECK(run(*fresh, placing(placed()), asking("k'; --:p1")).answer.value().body == body);
}

TEST_CASE("five concurrent duplicates of each key have one effect and one answer") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    constexpr int keys = 20;
    constexpr int duplicates = 5;
    std::atomic<int> effects{0};
    std::mutex mutex;
    std::map<std::string, std::set<std::string>> bodies;
    std::vector<std::future<test::ending>> endings;
    for (int i = 0; i < keys * duplicates; ++i) {
        auto const key = std::to_string(i % keys);
        auto const made = std::make_shared<executed>();
        endings.push_back(test::submit_write(
            *fresh,
            [&, key, i, made](db::session& sql) {
                auto const asked = asking(key);
                *made =
                    execute(placing(placed(std::to_string(i))), asked, marks_of(asked), sql, now);
                {
                    std::lock_guard const lock(mutex);
                    if (made->replayed) bodies[key].insert(made->answer.value().body);
                }
                return made->keep ? db::verdict::keep : db::verdict::discard;
            },
            [&effects] { ++effects; }));
    }
    for (auto& each : endings)
        CHECK(each.get().completion != db::completion::failed);
    CHECK(effects == keys);
    CHECK(entries(*fresh) == keys);
    for (auto const& [key, seen] : bodies)
        CHECK(seen.size() == 1);
}

TEST_CASE("old records are forgotten, a bounded number at a time") {
    test::fresh_database fresh(GENERATE(from_range(test::dialects())));
    for (int i = 0; i < 5; ++i)
        run(*fresh, placing(placed()), asking("old" + std::to_string(i)));
    auto const later = now + idempotency_kept + 1ms;
    run(*fresh, placing(placed()), asking("new"), later);
    auto const forget = [&](instant at, std::int64_t limit) {
        std::int64_t count = 0;
        fresh->write_now([&](db::session& sql) {
            count = forget_idempotency(sql, at, limit);
            return db::verdict::keep;
        });
        return count;
    };
    CHECK(forget(now + idempotency_kept, 100) == 0);
    CHECK(forget(later, 3) == 3);
    CHECK(forget(later, 100) == 2);
    CHECK(records(*fresh) == 1);
    CHECK(run(*fresh, placing(placed()), asking("new"), later).replayed);
}
