// What a visitor of the demonstration may rely on, whatever the day and the seed: the first agency
// and the first office, whose logins are printed, share contracts to sign and to accept, the office
// has a tender in each state, the operator a project that runs. TALENT_DEMONSTRATION_DAYS makes it
// for that many days one after the other, for runs by hand.
#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <ranges>

#include "common/calendar/working_days.hpp"
#include "services/procurement/service.hpp"
#include "services/ratings/model.hpp"
#include "services/talentctl/demo/demonstration.hpp"
#include "tests/unit/talentctl/installation_fixture.hpp"

using namespace talent;

namespace {

using procurement::tender_phase;

vocabulary::catalogue const& codes() {
    static auto const built = vocabulary::catalogue::built_in();
    return built;
}

constexpr int tenders_looked_at = 100;

/// A demonstration as of noon of a day, in a folder of its own, and how its visitors see it.
class visited_demonstration : installation_fixture {
  public:
    visited_demonstration(date day, std::uint64_t seed)
        : now(calendar::start_of(day) + std::chrono::hours{12}) {
        std::filesystem::create_directories(data());
        auto opened = db::open(url(), {}, db::migration::to_newest);
        REQUIRE(opened.has_value());
        database = std::move(opened).value();
        auto const vault =
            personal::vault::of(security::secret_key::random(), security::secret_key::random());
        auto const made = demo::demonstrate(
            *database, vault, codes(), {.listings = demo::listings_min, .seed = seed, .now = now});
        REQUIRE(made.has_value());
        known.load(*database, now);
        office = visitor(made.value(), "government_office");
        agency = visitor(made.value(), "agency");
        contractor = visitor(made.value(), "operator");
    }

    std::int64_t count(std::string_view from_where, std::initializer_list<uuid> who) {
        std::vector<cell> parameters;
        for (auto const& each : who)
            parameters.emplace_back(to_string(each));
        auto const statement = "SELECT COUNT(*) FROM " + std::string(from_where);
        static constexpr std::array columns{cell_kind::integer};
        std::int64_t found = 0;
        database->read_now([&](db::session& sql) {
            found = integer_of(sql.query(statement, parameters, columns).front().front());
        });
        return found;
    }

    /// The first office's, as they stand at that instant.
    std::vector<procurement::tender> tenders_at(instant when) {
        std::vector<procurement::tender> found;
        database->read_now([&](db::session& sql) {
            found = procurement::procurement_service(known, days)
                        .list_own(sql, office, std::nullopt, "", tenders_looked_at, when)
                        .value();
        });
        return found;
    }

    calendar::working_days days = calendar::working_days::built_in();
    instant now;
    std::unique_ptr<db::database> database;
    identity::directory known;
    security::principal office;
    security::principal agency;
    security::principal contractor;

  private:
    security::principal visitor(demo::demonstration_summary const& made,
                                std::string_view name) const {
        auto const key = std::ranges::find(made.keys, name, &demo::issued_key::audience);
        auto const login = std::ranges::find(made.logins, name, &demo::console_login::audience);
        REQUIRE(key != made.keys.end());
        REQUIRE(login != made.logins.end());
        auto const who = known.authenticate_key(key->secret, now);
        REQUIRE(who.has_value());
        // The login that the console's visitor has is of the same organisation as the key.
        CHECK(known.find_organisation(who.value().organisation)->name == login->organisation);
        return who.value();
    }
};

/// Everything that the console's walks and a visitor look for.
void check_guarantees(visited_demonstration& market) {
    auto const office = market.office.organisation;
    auto const agency = market.agency.organisation;
    auto const contractor = market.contractor.organisation;

    // Contracts of both.
    CHECK(market.count("contracts WHERE state = 'signed_by_buyer' AND buyer_id = :p1 AND "
                       "supplier_id = :p2",
                       {office, agency}) >= 1);
    CHECK(market.count("contracts c WHERE state = 'in_force' AND buyer_id = :p1 AND supplier_id = "
                       ":p2 AND EXISTS (SELECT 1 FROM milestones m WHERE m.contract_id = c.id AND "
                       "m.state = 'submitted') AND EXISTS (SELECT 1 FROM milestones m WHERE "
                       "m.contract_id = c.id AND m.state = 'scheduled')",
                       {office, agency}) >= 1);

    // The office's tenders, at the day's first and last minute.
    auto const midnight = calendar::start_of(calendar::day_of(market.now));
    for (auto const when : {midnight, market.now, midnight + std::chrono::minutes{1'439}}) {
        auto const tenders = market.tenders_at(when);
        for (auto const phase :
             {tender_phase::draft, tender_phase::announced, tender_phase::bidding,
              tender_phase::bidding_closed, tender_phase::opened, tender_phase::evaluated,
              tender_phase::standstill, tender_phase::standstill_over, tender_phase::contracted,
              tender_phase::unsuccessful, tender_phase::cancelled}) {
            CAPTURE(json::name_of(phase), to_milliseconds(when));
            CHECK(std::ranges::count(tenders, phase, &procurement::tender::phase) >= 1);
        }
    }
    CHECK(market.count("tender_questions q JOIN tenders t ON t.id = q.tender_id WHERE q.state = "
                       "'asked' AND t.state = 'published' AND t.buyer_id = :p1",
                       {office}) >= 1);
    CHECK(market.count("bids b JOIN tenders t ON t.id = b.tender_id WHERE t.state = 'evaluated' "
                       "AND b.abnormally_low = 1 AND b.justification = '' AND t.buyer_id = :p1",
                       {office}) >= 1);
    CHECK(market.count("remedies WHERE kind = 'challenge' AND state = 'filed' AND buyer_id = :p1 "
                       "AND complainant_id = :p2",
                       {office, agency}) >= 1);

    // The agency's bids: one to take back, one with its result, one that won and may be challenged.
    CHECK(
        market.count("bids b JOIN tenders t ON t.id = b.tender_id WHERE t.state = 'published' "
                     "AND b.state = 'submitted' AND b.organisation_id = :p1 AND t.deadline_at > " +
                         std::to_string(to_milliseconds(market.now)),
                     {agency}) >= 1);
    CHECK(market.count("bids WHERE rank_in_lot IS NOT NULL AND organisation_id = :p1", {agency}) >=
          1);
    CHECK(market.count("awards a JOIN tenders t ON t.id = a.tender_id WHERE t.state = 'awarded' "
                       "AND a.supplier_id = :p1 AND t.buyer_id = :p2",
                       {agency, office}) >= 1);

    // The general contractor: a project that runs, and a contract that waits for one.
    CHECK(market.count("projects WHERE state = 'started' AND fee > 0 AND margin > 0 AND "
                       "contractor_id = :p1 AND buyer_id = :p2",
                       {contractor, office}) >= 1);
    for (auto const* state : {"sourced", "delivered", "accepted"}) {
        CAPTURE(state);
        CHECK(market.count("work_packages WHERE state = '" + std::string(state) +
                               "' AND contractor_id = :p1 AND buyer_id = :p2",
                           {contractor, office}) >= 1);
    }
    auto const may_be_rated_since =
        std::to_string(to_milliseconds(market.now - ratings::rating_time));
    CHECK(market.count("work_packages WHERE owner_id = :p1 AND buyer_id = :p2 AND accepted_at > " +
                           may_be_rated_since,
                       {agency, office}) >= 1);
    CHECK(market.count("contracts c WHERE state = 'in_force' AND supplier_id = :p1 AND buyer_id = "
                       ":p2 AND NOT EXISTS (SELECT 1 FROM projects p WHERE p.contract_id = c.id)",
                       {contractor, office}) >= 1);
    CHECK(market.count("milestones m JOIN contracts c ON c.id = m.contract_id WHERE m.state = "
                       "'accepted' AND c.supplier_id = :p1 AND NOT EXISTS (SELECT 1 FROM projects "
                       "p WHERE p.contract_id = c.id)",
                       {contractor}) == 0);
}

} // namespace

TEST_CASE("the demonstration has for its visitors what it promises, on every kind of day") {
    using namespace std::chrono;
    struct kind_of_day {
        date day;
        bool weekend;
        bool working;
    };
    constexpr std::array kinds{
        kind_of_day{sys_days{2026y / June / 3}, false, true},
        kind_of_day{sys_days{2026y / June / 6}, true, false},
        kind_of_day{sys_days{2026y / June / 7}, true, false},
        kind_of_day{sys_days{2026y / February / 18}, false, false}, // the Spring Festival
        kind_of_day{sys_days{2026y / February / 14}, true, true},   // made up for it
        kind_of_day{sys_days{2025y / December / 31}, false, true},
    };
    auto const calendar = calendar::working_days::built_in();
    for (auto const& each : kinds) {
        weekday const of_week{each.day};
        REQUIRE((of_week == Saturday || of_week == Sunday) == each.weekend);
        REQUIRE(calendar.is_working_day(each.day) == each.working);
        for (std::uint64_t const seed : {1, 2}) {
            CAPTURE(format_date(each.day), seed);
            visited_demonstration market(each.day, seed);
            check_guarantees(market);
        }
    }
}

TEST_CASE("the demonstration has what it promises on as many days as are asked for", "[.]") {
    auto const* const asked = std::getenv("TALENT_DEMONSTRATION_DAYS");
    date const first{std::chrono::sys_days{std::chrono::year{2025} / 3 / 1}};
    for (int number = 0; asked != nullptr && number < std::stoi(asked); ++number) {
        auto const seed = static_cast<std::uint64_t>(number) + 3;
        auto const day = first + std::chrono::days{number};
        CAPTURE(format_date(day), seed);
        visited_demonstration market(day, seed);
        check_guarantees(market);
    }
}
