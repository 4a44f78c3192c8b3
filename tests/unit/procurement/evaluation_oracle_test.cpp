// Whole evaluations of random tenders against a naive reckoning that shares no code with the
// server's: several lots, criteria and bidders, ties, disqualified bids.
#include <iostream>
#include <map>
#include <random>

#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");

// The greatest n with n ≤ top / bottom + 1/2, found by looking.
std::int64_t rounded(std::int64_t top, std::int64_t bottom) {
    std::int64_t low = 0;
    std::int64_t high = 20'000;
    while (low < high) {
        auto const middle = (low + high + 1) / 2;
        (2 * middle - 1)* bottom <= 2 * top ? low = middle : high = middle - 1;
    }
    return low;
}

struct planned_bid {
    uuid id;
    std::int64_t lot;
    std::int64_t fen;
    std::size_t arrival;
    bool out = false;
    std::map<std::string, std::int64_t> points;
};

struct leaf {
    std::string code;
    std::int64_t weight;
};

std::int64_t naive_total(planned_bid const& one, std::vector<planned_bid> const& all,
                         std::vector<leaf> const& leaves, std::int64_t price_weight) {
    std::int64_t lowest = one.fen;
    for (auto const& other : all) {
        if (!other.out && other.lot == one.lot) lowest = std::min(lowest, other.fen);
    }
    std::int64_t total = rounded(lowest * price_weight * 100, one.fen);
    for (auto const& each : leaves)
        total += rounded(one.points.at(each.code) * each.weight, 100);
    return total;
}

class random_evaluation {
  public:
    explicit random_evaluation(unsigned seed) : chance_(seed) {}

    void run() {
        publish();
        take_bids();
        place_.open(id_, bidding_ends).value();
        disqualify_some();
        place_.seat_panel(id_, evaluating);
        score();
        auto const outcome = place_.evaluate(id_, evaluating);
        bool const any = std::ranges::any_of(bids_, [](auto const& one) { return !one.out; });
        REQUIRE(outcome.has_value() == any);
        if (any) compare();
    }

  private:
    std::int64_t draw(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(chance_);
    }

    void publish() {
        auto wanted = place_.draft_of();
        wanted.lots.clear();
        lots_ = draw(1, 3);
        for (std::int64_t number = 1; number <= lots_; ++number)
            wanted.lots.push_back({number, "Lot", {1'000'00}});
        price_weight_ = draw(10, 60);
        wanted.criteria = {{"price", "Price", criterion_kind::price, price_weight_}};
        auto const qualities = draw(1, 4);
        std::int64_t left = 100 - price_weight_;
        for (std::int64_t i = 0; i < qualities; ++i) {
            auto const last = i + 1 == qualities;
            auto const weight = last ? left : draw(2, left - 2 * (qualities - 1 - i));
            left -= weight;
            add_quality(wanted, "c" + std::to_string(i), weight);
        }
        id_ = place_.published(wanted).id;
    }

    // Every other one has two parts, which are scored instead of it.
    void add_quality(tender& wanted, std::string const& code, std::int64_t weight) {
        criterion made{code, "Quality", criterion_kind::quality, weight};
        if (draw(0, 1) == 0) {
            leaves_.push_back({code, weight});
        } else {
            auto const first = draw(1, weight - 1);
            made.sub_criteria = {{code + "_a", "Part", first},
                                 {code + "_b", "Part", weight - first}};
            leaves_.push_back({code + "_a", first});
            leaves_.push_back({code + "_b", weight - first});
        }
        wanted.criteria.push_back(std::move(made));
    }

    void take_bids() {
        for (std::int64_t lot = 1; lot <= lots_; ++lot) {
            for (auto const* bidder : {&place_.first, &place_.second, &place_.third}) {
                if (draw(0, 3) == 0) continue;
                // Few prices, so that there are ties.
                bid_submission const sent{.lot = lot, .price = money{draw(1, 5) * 12'345}};
                auto const receipt =
                    place_
                        .unit(*bidder, bidding_opens,
                              [&](auto& one) {
                                  return place_.service.submit(one, id_, sent, place_.desk);
                              })
                        .value();
                bids_.push_back({receipt.bid_id, lot, sent.price->fen, bids_.size(), false, {}});
            }
        }
        if (!bids_.empty()) return;
        auto const receipt = place_.bid(place_.first, id_, {12'345}, bidding_opens).value();
        bids_.push_back({receipt.bid_id, 1, 12'345, 0, false, {}});
    }

    void disqualify_some() {
        for (auto& each : bids_) {
            if (draw(0, 5) != 0) continue;
            each.out = true;
            auto const version = place_.bid_of(each.id).version;
            place_
                .unit(place_.office, evaluating,
                      [&](auto& one) {
                          return place_.service.disqualify(one, each.id, version, {"unsealed"});
                      })
                .value();
        }
    }

    void score() {
        for (auto& each : bids_) {
            for (auto const& leaf : leaves_) {
                if (each.out) continue;
                each.points[leaf.code] = draw(0, 4) * 2'499 + 1;
                for (auto const& member : place_.panel)
                    place_.give(member, id_, each.id, leaf.code, draw(0, 10'000), evaluating)
                        .value();
            }
        }
        for (auto& each : bids_) {
            for (auto const& [code, points] : each.points)
                place_.agree(place_.panel[0], id_, each.id, code, points, evaluating).value();
        }
    }

    void compare() {
        for (auto const& each : bids_) {
            auto const stored = place_.bid_of(each.id);
            if (each.out) {
                CHECK_FALSE(stored.rank_in_lot.has_value());
                continue;
            }
            auto const total = naive_total(each, bids_, leaves_, price_weight_);
            std::int64_t better = 0;
            for (auto const& other : bids_) {
                if (other.out || other.lot != each.lot || other.id == each.id) continue;
                auto const theirs = naive_total(other, bids_, leaves_, price_weight_);
                better += theirs > total || (theirs == total && other.arrival < each.arrival);
            }
            CHECK(stored.total_hundredths == total);
            CHECK(stored.rank_in_lot == better + 1);
        }
        auto const after = place_.read(id_, evaluating);
        for (auto const& lot : after.lots) {
            bool const raced = std::ranges::any_of(
                bids_, [&](auto const& one) { return !one.out && one.lot == lot.number; });
            CHECK(lot.state == (raced ? lot_state::undecided : lot_state::unsuccessful));
        }
    }

    std::mt19937 chance_;
    procurement_place place_{db::dialect::sqlite};
    uuid id_;
    std::int64_t lots_ = 1;
    std::int64_t price_weight_ = 0;
    std::vector<leaf> leaves_;
    std::vector<planned_bid> bids_;
};

} // namespace

TEST_CASE("random evaluations come out as a naive reckoning has them") {
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << "\n";
    for (unsigned i = 0; i < 25; ++i) {
        INFO("seed " << seed + i);
        random_evaluation(seed + i).run();
    }
}
