// Red flags against a naive oracle: each definition told again in plain loops over random
// procurements, where prices, ranks and instants often fall on the thresholds.
#include <catch2/catch.hpp>

#include <array>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "services/open_data/flags.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::open_data;
using procurement::bid_state;
using procurement::procurement_method;

namespace {

instant const published = *parse_instant("2026-03-01T09:00:00+08:00");

class dice {
  public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}
    std::int64_t upto(std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(0, most)(engine_);
    }
    bool coin() { return upto(1) == 1; }

  private:
    std::mt19937_64 engine_;
};

uuid numbered(std::uint8_t number) {
    uuid made{};
    made.bytes.back() = number;
    return made;
}

// Prices of few values, so that they are equal, 1 % and 30 % apart, and at 99 % of the budget.
money random_price(dice& random) {
    constexpr std::int64_t prices[] = {70'000, 76'923, 98'999, 99'000, 100'000, 101'000, 130'000};
    return {prices[random.upto(std::size(prices) - 1)]};
}

procurement::tender random_tender(dice& random) {
    procurement::tender one;
    one.id = numbered(1);
    one.published_at = published;
    one.open_at = published + std::chrono::hours{random.upto(48) - 24};
    auto const days = std::chrono::days{8 + random.upto(14)};
    one.deadline_at = published + days + std::chrono::milliseconds{random.upto(2) - 1};
    if (random.upto(9) > 0) one.opened_at = *one.deadline_at;
    one.method = static_cast<procurement_method>(random.upto(4));
    for (std::int64_t number = 1; number <= 1 + random.upto(2); ++number)
        one.lots.push_back({.number = number, .title = "lot", .budget = random_price(random)});
    return one;
}

process random_process(dice& random) {
    process one;
    one.tender = random_tender(random);
    std::uint8_t next = 10;
    auto const bids = random.upto(7);
    for (std::int64_t i = 0; i < bids; ++i) {
        procurement::bid made;
        made.id = numbered(next++);
        made.organisation_id = numbered(static_cast<std::uint8_t>(100 + random.upto(3)));
        made.lot = 1 + random.upto(2);
        made.state = static_cast<bid_state>(random.upto(2));
        made.received_at = *one.tender->deadline_at -
                           std::chrono::seconds{540 + random.upto(2) * 60} -
                           std::chrono::milliseconds{random.upto(1)};
        if (random.upto(7) > 0)
            made.content = procurement::bid_content{.price = random_price(random)};
        if (random.coin()) made.rank_in_lot = 1 + random.upto(2);
        one.bids.push_back(made);
    }
    auto const awards = one.bids.empty() ? 0 : random.upto(3);
    for (std::int64_t i = 0; i < awards; ++i) {
        auto const& won = one.bids[static_cast<std::size_t>(random.upto(bids - 1))];
        procurement::award made;
        made.id = numbered(next++);
        made.lot = won.lot;
        made.bid_id = won.id;
        made.supplier_id = won.organisation_id;
        made.price = random_price(random);
        // One stands at most: those before it fell.
        for (auto& each : one.awards) {
            if (each.lot == made.lot && each.state == procurement::award_state::standing)
                each.state = procurement::award_state::set_aside;
        }
        if (random.upto(4) == 0) made.state = procurement::award_state::declined;
        one.awards.push_back(made);
        if (!random.coin()) continue;
        delivery::contract contract;
        contract.id = numbered(next++);
        contract.award_id = made.id;
        contract.price = random.coin() ? made.price : money{made.price.fen * 11 / 10};
        if (random.coin()) contract.in_force_at = published;
        one.contracts.push_back(contract);
    }
    return one;
}

// -- the oracle: outcomes by code and lot, in the plainest words --

using verdicts = std::map<std::pair<std::string, std::int64_t>, flag_outcome>;

flag_outcome verdict(bool raised) {
    return raised ? flag_outcome::raised : flag_outcome::not_raised;
}

void judge_lot(process const& of, procurement::lot const& lot, verdicts& to) {
    auto const& tender = *of.tender;
    auto const say = [&](std::string const& code, flag_outcome outcome) {
        to[{code, lot.number}] = outcome;
    };
    for (auto const* const code :
         {"R018", "R024", "R028", "R035", "R036", "R058", "late_winner", "not_first_ranked",
          "near_budget", "winner_changed", "price_rise"})
        say(code, flag_outcome::not_yet);

    std::vector<procurement::bid> received;
    for (auto const& each : of.bids)
        if (each.lot == lot.number && each.state != bid_state::withdrawn) received.push_back(each);
    std::vector<procurement::award> awards;
    for (auto const& each : of.awards)
        if (each.lot == lot.number) awards.push_back(each);

    std::map<uuid, int> bidders;
    for (auto const& each : received)
        ++bidders[each.organisation_id];
    bool const competitive = tender.method == procurement_method::open ||
                             tender.method == procurement_method::selective ||
                             tender.method == procurement_method::consultation;
    if (competitive && tender.opened_at) say("R018", verdict(bidders.size() == 1));
    if (awards.empty()) return;

    bool changed = false;
    for (auto const& each : awards)
        if (each.supplier_id != awards.front().supplier_id) changed = true;
    say("winner_changed", verdict(changed));

    std::optional<procurement::award> stands;
    for (auto const& each : awards)
        if (each.state == procurement::award_state::standing) stands = each;
    if (!stands) return;
    auto const& award = *stands;
    say("near_budget", verdict(award.price.fen <= lot.budget.fen &&
                               award.price.fen * 200 + 100 > lot.budget.fen * 198));
    for (auto const& each : of.contracts) {
        if (each.award_id == award.id && each.in_force_at) {
            say("price_rise",
                verdict((each.price.fen - award.price.fen) * 20 + 10 > award.price.fen * 2));
        }
    }
    bool same = false;
    for (auto const& one : received)
        for (auto const& other : received)
            if (one.content && other.content && one.organisation_id != other.organisation_id &&
                one.content->price == other.content->price)
                same = true;
    say("R028", verdict(same));

    std::vector<std::int64_t> valid_prices;
    std::vector<std::int64_t> refused_prices;
    for (auto const& each : received) {
        if (!each.content) continue;
        (each.state == bid_state::submitted ? valid_prices : refused_prices)
            .push_back(each.content->price.fen);
    }
    std::ranges::sort(valid_prices);
    std::ranges::sort(refused_prices);
    if (!valid_prices.empty())
        say("R036", verdict(!refused_prices.empty() && refused_prices[0] < valid_prices[0]));

    procurement::bid winner;
    bool found = false;
    for (auto const& each : of.bids) {
        if (each.id != award.bid_id) continue;
        winner = each;
        found = true;
    }
    if (!found) return;
    auto const before = *tender.deadline_at - winner.received_at;
    say("late_winner", verdict(before < std::chrono::minutes{10}));
    if (winner.rank_in_lot) say("not_first_ranked", verdict(*winner.rank_in_lot != 1));

    bool others_valid = false;
    bool others_disqualified = false;
    for (auto const& each : received) {
        if (each.organisation_id == winner.organisation_id) continue;
        (each.state == bid_state::submitted ? others_valid : others_disqualified) = true;
    }
    say("R035",
        verdict(winner.state == bid_state::submitted && !others_valid && others_disqualified));

    std::optional<std::int64_t> next;
    for (auto const& each : received) {
        if (each.id == winner.id || each.state != bid_state::submitted || !each.content) continue;
        if (!next || each.content->price.fen < *next) next = each.content->price.fen;
    }
    if (!next || !winner.content) return;
    auto const won = winner.content->price.fen;
    auto const part = [&](std::int64_t percent) { return (won * percent * 2 + 100) / 200; };
    say("R024", verdict(*next >= won && *next - won <= part(1)));
    say("R058", verdict(*next > won && *next - won >= part(30)));
}

verdicts judge(process const& of) {
    verdicts to;
    auto const& tender = *of.tender;
    auto const start = std::max(*tender.published_at, *tender.open_at);
    auto const whole_days = (*tender.deadline_at - start) / std::chrono::days{1};
    auto& period = to[{"R003", 0}] = flag_outcome::not_yet;
    if (tender.method == procurement_method::open || tender.method == procurement_method::selective)
        period = verdict(whole_days < 20);
    if (tender.method == procurement_method::consultation) period = verdict(whole_days < 10);
    for (auto const& lot : tender.lots)
        judge_lot(of, lot, to);
    return to;
}

} // namespace

TEST_CASE("every flag is raised where its definition holds, and nowhere else") {
    auto const seed = new_seed();
    CAPTURE(seed);
    dice random(seed);
    std::map<std::string, std::array<int, 3>> seen;
    for (int round = 0; round < 20'000; ++round) {
        CAPTURE(round);
        auto const one = random_process(random);
        auto expected = judge(one);
        for (auto const& each : reckon_flags(one)) {
            auto const key = std::pair(each.code, each.lot.value_or(0));
            CAPTURE(each.code, each.lot.value_or(0));
            REQUIRE(expected.contains(key));
            REQUIRE(json::name_of(each.outcome) == json::name_of(expected.at(key)));
            REQUIRE(each.inputs.empty() == (each.outcome == flag_outcome::not_yet));
            expected.erase(key);
            ++seen[each.code][static_cast<std::size_t>(each.outcome)];
        }
        REQUIRE(expected.empty());
    }
    for (auto const& each : flag_definitions()) {
        auto const& counted = seen[std::string(each.code)];
        INFO(each.code << " raised " << counted[0] << ", not " << counted[1] << ", not yet "
                       << counted[2]);
        CHECK(*std::ranges::min_element(counted) > 0); // each outcome was tried
    }
}

TEST_CASE("every flag is told in English and in Chinese, with the same figures") {
    auto const figures = [](std::string_view text) {
        std::multiset<std::string> found;
        std::string run;
        for (char const each : std::string(text) + " ") {
            bool const digit = each >= '0' && each <= '9';
            if (!digit && !run.empty()) found.insert(std::exchange(run, {}));
            if (digit) run.push_back(each);
        }
        return found;
    };
    auto const is_ascii = [](std::string_view text) {
        return std::ranges::all_of(
            text, [](char each) { return static_cast<unsigned char>(each) < 128; });
    };
    for (auto const& each : flag_definitions()) {
        CAPTURE(each.code);
        CHECK(is_ascii(each.name));
        CHECK(is_ascii(each.definition));
        CHECK_FALSE(is_ascii(each.name_zh));
        CHECK_FALSE(is_ascii(each.definition_zh));
        CHECK(figures(each.definition) == figures(each.definition_zh));
    }
}

TEST_CASE("a tender that is not public has no flags") {
    process one;
    CHECK(reckon_flags(one).empty());
    one.tender.emplace();
    CHECK(reckon_flags(one).empty());
}
