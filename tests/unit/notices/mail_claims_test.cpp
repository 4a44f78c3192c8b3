// Whose a mail is while it is sent: a process that overstays its claim changes nothing of what
// another has made of it, on each database.
#include <catch2/catch.hpp>

#include "common/db/record.hpp"
#include "services/notices/mail_store.hpp"
#include "tests/support/database_fixture.hpp"

using namespace talent;
using namespace talent::notices;
using namespace talent::test;
using std::chrono::seconds;

namespace {

instant const now = *parse_instant("2026-03-06T16:00:00+08:00");
constexpr seconds claim{60};

struct mails_place {
    explicit mails_place(db::dialect dialect) : database(dialect) {
        one.id = make_uuid(now);
        one.member_id = make_uuid(now);
        one.organisation_id = make_uuid(now);
        one.created_at = now;
        one.next_attempt_at = now;
        write([&](db::session& sql) { db::insert(sql, "mails", one); });
    }
    template <class Use>
    void write(Use use) {
        database->write_now([&](db::session& sql) {
            use(sql);
            return db::verdict::keep;
        });
    }
    std::optional<mail> claimed_at(instant when) {
        std::optional<mail> found;
        write([&](db::session& sql) { found = store::claim_due_mail(sql, when, when + claim); });
        return found;
    }
    bool end(mail const& held, delivery_state state, instant when) {
        bool mine = false;
        write([&](db::session& sql) {
            mine =
                store::end_mail_attempt(sql, held, {.state = state, .next_attempt_at = when}, when);
        });
        return mine;
    }
    bool release(mail const& held) {
        bool mine = false;
        write([&](db::session& sql) { mine = store::release_mail(sql, held); });
        return mine;
    }
    bool again(instant when) {
        bool done = false;
        write([&](db::session& sql) { done = store::send_mail_again(sql, one.id, when); });
        return done;
    }
    mail look() {
        std::optional<mail> found;
        database->read_now([&](db::session& sql) { found = store::find_mail(sql, one.id); });
        return found.value();
    }

    fresh_database database;
    mail one;
};

} // namespace

TEST_CASE("who overstays the claim on a mail changes nothing that another has made of it") {
    mails_place place(GENERATE(from_range(dialects())));
    auto const slow = place.claimed_at(now).value();
    CHECK_FALSE(place.claimed_at(now + claim - seconds{1}).has_value());
    auto const quick = place.claimed_at(now + claim).value();

    CHECK_FALSE(place.release(slow));
    CHECK_FALSE(place.end(slow, delivery_state::dead, now + claim + seconds{1}));
    CHECK(place.look().state == delivery_state::pending);
    CHECK_FALSE(place.claimed_at(now + claim + seconds{2}).has_value()); // still the other's

    CHECK(place.end(quick, delivery_state::delivered, now + claim + seconds{3}));
    CHECK_FALSE(place.end(slow, delivery_state::pending, now + claim + seconds{4}));
    CHECK_FALSE(place.release(slow));
    CHECK(place.look().state == delivery_state::delivered);
    CHECK(place.look().attempts == 1);
    CHECK_FALSE(place.claimed_at(now + claim * 10).has_value()); // not twice
}

TEST_CASE("a dead mail that is sent again begins its retries anew and keeps count of attempts") {
    mails_place place(GENERATE(from_range(dialects())));
    CHECK_FALSE(place.again(now)); // pending
    auto const first = place.claimed_at(now).value();
    REQUIRE(place.end(first, delivery_state::dead, now));
    CHECK_FALSE(place.claimed_at(now + claim).has_value());
    REQUIRE(place.again(now + claim));
    CHECK_FALSE(place.again(now + claim));
    auto const second = place.claimed_at(now + claim).value();
    CHECK(second.attempts == 1);
    CHECK(second.round_attempts == 0);
    CHECK_FALSE(second.ended_at.has_value());
    CHECK(place.release(second)); // broken off: due at once
    auto const third = place.claimed_at(now + claim).value();
    REQUIRE(place.end(third, delivery_state::delivered, now + claim));
    CHECK_FALSE(place.again(now + claim)); // delivered
}
