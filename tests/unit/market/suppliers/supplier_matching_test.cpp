// Offerings for needs and demands, agencies for tenders and tenders for agencies, held against a
// plain reading of the tables: order, points, every reason.
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <thread>

#include "services/market/suppliers/supplier_market.hpp"
#include "tests/unit/market/suppliers/naive_suppliers.hpp"

namespace talent::market {
namespace {

using namespace testing;
using security::audience;

struct followed_market {
    explicit followed_market(std::uint64_t seed, int agencies)
        : source(seed), world(random_suppliers(source, agencies)) {
        fill(world, source, book);
        for (auto const& one : world.tenders)
            index.load(one);
    }

    random_market source;
    supplier_world world;
    market_index index{catalogue()};
    market_service service{index};
    supplier_book book;
    supplier_market market{service, book};
};

std::vector<naive_fact> facts_of(explanation const& why) {
    std::vector<naive_fact> made;
    for (auto const& one : why.facts) {
        made.push_back({std::string(one.criterion), one.kind == criterion_kind::hard, one.required,
                        one.offered, one.source == evidence::verified,
                        std::string(name_of(one.outcome)), one.points, one.points_max});
    }
    return made;
}

void check_reasons(explanation const& why, naive_reasons const& expected) {
    std::vector<std::string> const failed(why.failed.begin(), why.failed.end());
    REQUIRE(failed == expected.failed);
    auto const facts = facts_of(why);
    REQUIRE(facts.size() == expected.facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        auto const& one = facts[i];
        auto const& other = expected.facts[i];
        INFO(one.criterion << ": " << one.outcome << " " << one.points << ", expected "
                           << other.criterion << ": " << other.outcome << " " << other.points);
        CHECK(one.required == other.required);
        CHECK(one.offered == other.offered);
        REQUIRE(one == other);
    }
    REQUIRE(why.score == (failed.empty() ? std::optional(expected.score) : std::nullopt));
}

// `id_of(candidate)`: what an item is about.
template <class IdOf>
void check_items(table_result const& found, std::vector<naive_place> const& all, int limit,
                 IdOf const& id_of) {
    auto const expected = in_order(all);
    REQUIRE(found.total == expected.size());
    REQUIRE(found.items.size() == std::min(expected.size(), static_cast<std::size_t>(limit)));
    for (std::size_t i = 0; i < found.items.size(); ++i) {
        INFO("place " << i << ": " << to_string(id_of(found.items[i].candidate)) << " instead of "
                      << to_string(expected[i].id) << " with " << expected[i].why.score);
        REQUIRE(id_of(found.items[i].candidate) == expected[i].id);
        check_reasons(found.items[i].why, expected[i].why);
    }
}

struct drawn_weights {
    weighting weights;
    naive_points most;
};
drawn_weights draw(random_market& source, criteria_terms const& terms) {
    std::string text;
    std::vector<int> soft;
    for (auto const& one : terms) {
        if (one.kind == criterion_kind::hard) continue;
        soft.push_back(static_cast<int>(source.number(one.weight_min, one.weight_max)));
        text.append(text.empty() ? "" : ",").append(one.name);
        text.append(":").append(std::to_string(soft.back()));
    }
    auto read = read_weighting(terms, std::array{text});
    REQUIRE(read.has_value());
    return {std::move(read).value(), naive_shares(soft)};
}

std::int64_t published_ms(std::optional<instant> const& at) {
    return at ? to_milliseconds(*at) : 0;
}

std::vector<naive_place> judge_services(supplier_world const& world, naive_need const& need,
                                        naive_points const& most) {
    std::vector<naive_place> all;
    for (auto const& one : world.offerings) {
        if (one.state != offerings::offering_state::published) continue;
        all.push_back({one.id, published_ms(one.published_at),
                       judge_service(world, need, one, market_day(), most)});
    }
    return all;
}

struct both_needs {
    service_need asked;
    naive_need naive;
};
both_needs random_need(random_market& source) {
    both_needs made;
    auto const& all = offerings::all_categories();
    for (auto count = source.chance(50) ? source.number(1, 5) : 0; count > 0; --count) {
        auto const& one = all[static_cast<std::size_t>(source.number(0, 24))];
        if (std::ranges::count(made.naive.categories, std::pair(std::string(one.name), 100)) > 0)
            continue;
        made.asked.categories.push_back({one.category, 100});
        made.naive.categories.emplace_back(one.name, 100);
    }
    if (source.chance(30)) {
        made.asked.stage = static_cast<offerings::chain_stage>(source.number(0, 4));
        made.naive.stage = json::name_of(*made.asked.stage);
    }
    if (source.chance(70)) made.naive.region = made.asked.region = source.region();
    if (source.chance(70)) {
        auto const text = source.chance(50) ? source.title() : source.sentence();
        made.asked.words.append(text);
        made.naive.texts = {text};
    }
    if (source.chance(60)) {
        made.asked.budget = money{source.number(2, 30) * 100'000};
        made.naive.budget_fen = made.asked.budget->fen;
    }
    if (source.chance(50))
        made.naive.response_hours = made.asked.response_hours = source.number(1, 72);
    if (source.chance(50))
        made.naive.delivery_days = made.asked.delivery_days = source.number(1, 60);
    return made;
}

security::principal who(audience what, uuid const& organisation) {
    security::principal made;
    made.audience = what;
    made.organisation = organisation;
    made.verified = true;
    made.region = "000000";
    return made;
}

} // namespace

TEST_CASE("the offerings for a need equal those of a plain reading, in order, points and reasons") {
    auto const seed = random_seed();
    CAPTURE(seed);
    followed_market m(seed, 60);
    std::size_t matched = 0;
    for (int i = 0; i < 150; ++i) {
        auto const need = random_need(m.source);
        auto const found = m.market.match_need(need.asked, {20, {}}, market_day());
        auto const all = judge_services(m.world, need.naive, standard_service_points);
        check_items(found.found, all, 20, [&](std::size_t at) { return found.of[at]->one.id; });
        matched += found.found.items.size();
        CHECK_FALSE(found.found.weighed);
    }
    CHECK(matched > 500);
}

TEST_CASE("weights of one's own order offerings by them, and tell what the standard ones would") {
    auto const seed = random_seed();
    CAPTURE(seed);
    followed_market m(seed, 60);
    std::size_t fallen = 0;
    for (int i = 0; i < 100; ++i) {
        auto const need = random_need(m.source);
        auto const drawn = draw(m.source, terms_of(service_table()));
        auto const found = m.market.match_need(need.asked, {10, drawn.weights}, market_day());
        auto const id_of = [&](std::size_t at) { return found.of[at]->one.id; };
        check_items(found.found, judge_services(m.world, need.naive, drawn.most), 10, id_of);
        auto const standard =
            in_order(judge_services(m.world, need.naive, standard_service_points));
        std::map<uuid, std::size_t> places;
        for (std::size_t at = 0; at < standard.size(); ++at)
            places.emplace(standard[at].id, at);
        auto const check_standing = [&](table_item const& item) {
            auto const place = places.at(id_of(item.candidate));
            REQUIRE(item.standing);
            CHECK(item.standing->score == standard[place].why.score);
            CHECK(item.standing->place ==
                  (place < 200 ? std::optional(static_cast<int>(place) + 1) : std::nullopt));
            return place;
        };
        std::size_t among_first = 0;
        for (auto const& item : found.found.items)
            among_first += check_standing(item) < 10 ? 1 : 0;
        for (auto const& item : found.found.fallen)
            CHECK(check_standing(item) < 10);
        CHECK(among_first + found.found.fallen.size() ==
              std::min<std::size_t>(standard.size(), 10));
        fallen += found.found.fallen.size();
    }
    CHECK(fallen > 0);
}

namespace {

// Whether its seller is an agency that the market knows; test organisations are not.
bool is_of_agency(supplier_world const& world, uuid const& offering) {
    auto const sold = std::ranges::find(world.offerings, offering, &offerings::offering::id);
    return sold != world.offerings.end() &&
           std::ranges::any_of(world.organisations, [&](identity::organisation const& one) {
               return one.id == sold->organisation_id &&
                      one.kind == identity::organisation_kind::agency;
           });
}

} // namespace

TEST_CASE("the offerings that would help a demand equal those of a plain reading of it") {
    auto const seed = random_seed();
    CAPTURE(seed);
    followed_market m(seed, 60);
    std::size_t matched = 0;
    for (int i = 0; i < 100; ++i) {
        auto demand = m.source.demand();
        demand.expires_at.reset();
        if (m.source.chance(50)) demand.headcount = m.source.number(1, 20);
        m.index.load(demand);
        auto const asker = who(audience::enterprise, demand.organisation_id);
        auto const found = m.market.match_demand(asker, demand.id, {20, {}}, market_day());
        REQUIRE(found.has_value());
        auto const need = naive_need_of(demand);
        auto const all = judge_services(m.world, need, standard_service_points);
        check_items(found.value().found, all, 20,
                    [&](std::size_t at) { return found.value().of[at]->one.id; });
        matched += found.value().found.items.size();
        for (int each = 0; each < 5; ++each) {
            auto const& one = m.source.one_of(all);
            auto const why =
                m.market.explain_demand(asker, demand.id, one.id, std::nullopt, market_day());
            if (!is_of_agency(m.world, one.id)) {
                CHECK(why.error().code == error_code::not_found); // as for an offering of nobody
                continue;
            }
            REQUIRE(why.has_value());
            check_reasons(why.value().why, one.why);
        }
    }
    CHECK(matched > 100);
}

TEST_CASE("the agencies for a tender, and the tenders for an agency, equal a plain reading") {
    auto const seed = random_seed();
    CAPTURE(seed);
    followed_market m(seed, 60);
    auto const now = market_day();
    auto const terms = terms_of(tender_table());
    std::size_t agencies_found = 0;
    for (auto const& tender : m.world.tenders) {
        auto const buyer = who(audience::government_office, tender.buyer_id);
        auto const drawn = draw(m.source, terms);
        auto const own = m.source.chance(50);
        auto const found = m.market.match_tender(
            buyer, tender.id, {15, own ? std::optional(drawn.weights) : std::nullopt}, now);
        REQUIRE(found.has_value() == tender.published_at.has_value());
        if (!found.has_value()) continue;
        std::vector<naive_place> all;
        for (auto const& one : m.world.organisations) {
            auto const why =
                judge_agency(m.world, tender, one, now, own ? drawn.most : standard_tender_points);
            all.push_back({one.id, 0, why});
            auto const explained = m.market.explain_tender(
                buyer, tender.id, one.id, own ? std::optional(drawn.weights) : std::nullopt, now);
            bool const agency = one.kind == identity::organisation_kind::agency;
            REQUIRE(explained.has_value() == agency);
            if (agency) check_reasons(explained.value().why, why);
        }
        check_items(found.value().found, all, 15,
                    [&](std::size_t at) { return found.value().of[at]->profile.id; });
        agencies_found += found.value().found.items.size();
    }
    CHECK(agencies_found > 50);

    std::size_t tenders_found = 0;
    for (auto const& agency : m.world.organisations) {
        auto const found = m.market.match_agency(who(audience::agency, agency.id), {50, {}}, now);
        if (agency.kind != identity::organisation_kind::agency) continue;
        REQUIRE(found.has_value());
        std::vector<naive_place> all;
        for (auto const& one : m.world.tenders) {
            bool const open = one.published_at && now < *one.deadline_at &&
                              one.state == procurement::tender_state::published;
            if (!open) continue;
            all.push_back({one.id, published_ms(one.published_at),
                           judge_agency(m.world, one, agency, now, standard_tender_points)});
        }
        check_items(found.value().found, all, 50,
                    [&](std::size_t at) { return found.value().of[at]->one.id; });
        tenders_found += found.value().found.items.size();
    }
    CHECK(tenders_found > 50);
}

TEST_CASE(
    "a tender's agencies are for its buyer and its region's operator, and an agency sees itself") {
    auto const seed = random_seed();
    CAPTURE(seed);
    followed_market m(seed, 20);
    procurement::tender tender = m.source.tender();
    tender.state = procurement::tender_state::published;
    tender.region = "330106";
    tender.deadline_at = market_day() + std::chrono::hours{24};
    m.index.load(tender);
    m.book.load(tender);
    auto const agency = std::ranges::find(
        m.world.organisations, identity::organisation_kind::agency, &identity::organisation::kind);
    REQUIRE(agency != m.world.organisations.end());
    auto const asks = [&](security::principal const& asker) {
        auto const all = m.market.match_tender(asker, tender.id, {5, {}}, market_day());
        auto const one =
            m.market.explain_tender(asker, tender.id, agency->id, std::nullopt, market_day());
        return std::pair(all.has_value(), one.has_value());
    };
    CHECK(asks(who(audience::government_office, tender.buyer_id)) == std::pair(true, true));
    CHECK(asks(who(audience::government_office, m.source.id())) == std::pair(false, false));
    auto operates = who(audience::operator_group, m.source.id());
    operates.region = "330100";
    CHECK(asks(operates) == std::pair(true, true));
    operates.region = "330200";
    CHECK(asks(operates) == std::pair(false, false));
    operates.region = "330100";
    operates.verified = false;
    CHECK(asks(operates) == std::pair(false, false));
    CHECK(asks(who(audience::agency, agency->id)) == std::pair(false, true));
    CHECK(asks(who(audience::agency, m.source.id())) == std::pair(false, false));
    CHECK(asks(who(audience::enterprise, agency->id)) == std::pair(false, false));
    CHECK(asks(who(audience::talent, agency->id)) == std::pair(false, false));
    auto const of_none =
        m.market.match_agency(who(audience::enterprise, agency->id), {5, {}}, market_day());
    REQUIRE_FALSE(of_none.has_value());
    CHECK(of_none.error().code == error_code::forbidden);

    m.index.withhold(tender.buyer_id);
    CHECK(asks(who(audience::government_office, tender.buyer_id)) == std::pair(false, false));
}

TEST_CASE(
    "readers judge whole agencies while the journal tells of others, and the last state counts") {
    auto const seed = random_seed();
    CAPTURE(seed);
    followed_market m(seed, 30);
    both_needs need;
    need.asked.words.append("软件工程师");
    need.naive.texts = {"软件工程师"};
    auto const tender = std::ranges::find_if(
        m.world.tenders, [](auto const& one) { return one.published_at.has_value(); });
    REQUIRE(tender != m.world.tenders.end());
    auto const buyer = who(audience::government_office, tender->buyer_id);
    std::atomic<bool> over{false};
    std::atomic<int> torn{0};
    auto const check = [&torn](table_result const& found) {
        int above = score_max;
        for (auto const& item : found.items) {
            int sum = 0;
            for (auto const& one : item.why.facts)
                sum += one.points;
            bool const whole = item.why.score == sum && sum <= above;
            if (!whole) ++torn;
            above = sum;
        }
    };
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!over) {
                check(m.market.match_need(need.asked, {20, {}}, market_day()).found);
                auto const agencies =
                    m.market.match_tender(buyer, tender->id, {20, {}}, market_day());
                agencies.has_value() ? check(agencies.value().found) : void(++torn);
            }
        });
    }
    for (int round = 0; round < 5; ++round)
        tell(m.world, m.book);
    over = true;
    for (auto& one : readers)
        one.join();
    CHECK(torn == 0);
    auto const found = m.market.match_need(need.asked, {20, {}}, market_day());
    check_items(found.found, judge_services(m.world, need.naive, standard_service_points), 20,
                [&](std::size_t at) { return found.of[at]->one.id; });
}

TEST_CASE("matches among five thousand agencies", "[.][measure]") {
    followed_market m(1, 5'000);
    auto const measured = [](std::string_view what, int times, auto const& match) {
        std::vector<double> took;
        for (int i = 0; i < times; ++i) {
            auto const from = std::chrono::steady_clock::now();
            match(i);
            took.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from)
                    .count());
        }
        std::ranges::sort(took);
        std::cout << what << ": p50 " << took[took.size() / 2] << " ms, p99 "
                  << took[took.size() * 99 / 100] << " ms\n";
    };
    std::cout << m.world.organisations.size() << " agencies, " << m.world.offerings.size()
              << " offerings, " << m.world.tenders.size() << " tenders\n";
    measured("offerings for a need", 200, [&](int) {
        m.market.match_need(random_need(m.source).asked, {20, {}}, market_day());
    });
    measured("agencies for a tender", 200, [&](int i) {
        auto const& one = m.world.tenders[static_cast<std::size_t>(i)];
        (void)m.market.match_tender(who(audience::government_office, one.buyer_id), one.id,
                                    {20, {}}, market_day());
    });
    measured("tenders for an agency", 200, [&](int i) {
        auto const& one = m.world.organisations[static_cast<std::size_t>(i)];
        (void)m.market.match_agency(who(audience::agency, one.id), {20, {}}, market_day());
    });
}

} // namespace talent::market
