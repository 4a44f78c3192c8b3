// The panels of the demonstration market: one of the office and experts of agencies that do not
// bid, their scores and their consensus.
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "services/talentctl/demo/tenders_story.hpp"

namespace talent::demo {
namespace {

// Each bid's files have hashes of their own.
bool is_same(procurement::anonymous_bid const& seen, procurement::bid const& one) {
    return one.content &&
           std::ranges::equal(seen.documents, one.content->documents, {},
                              &procurement::document::sha256, &procurement::document::sha256);
}

} // namespace

std::vector<participant const*> tenders_story::panel_for(
    purchase const& one, std::vector<procurement::bid> const& bids) const {
    auto const is_tied = [&](participant const& expert) {
        return std::ranges::any_of(bids, [&](procurement::bid const& each) {
            auto const* const bidder = participant_of(each.organisation_id);
            return are_tied(bidder == nullptr ? contractor() : *bidder, expert);
        });
    };
    auto const wanted = procurement::panel_rule_of(one.tender).seats_min;
    std::vector<participant const*> members{one.buyer};
    for (auto const& each : all_.agencies) {
        if (members.size() < wanted && !is_tied(each)) members.push_back(&each);
    }
    return members;
}

void tenders_story::seat(performer& stage, purchase const& one,
                         std::vector<participant const*> const& members) const {
    for (auto const* member : members) {
        auto const seat = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
            return panels_.seat(unit, one.tender.id, {.holder_id = member->who.member});
        });
        stage.act(member->who, [&](journal::unit_of_work& unit) {
            return panels_.declare(unit, seat.id, seat.version, {});
        });
    }
}

void tenders_story::score_by_all(performer& stage, purchase const& one,
                                 std::vector<participant const*> const& members,
                                 procurement::anonymous_bid const& scored, bool favoured) const {
    for (auto const& by : procurement::scored_criteria(one.tender)) {
        for (std::size_t place = 0; place < members.size(); ++place) {
            dice chance(seed_, "score " + scored.bidder + by.code,
                        one.number * members.size() + place);
            procurement::panel_score const given{
                .lot = scored.lot,
                .bidder = scored.bidder,
                .criterion = by.code,
                .points_hundredths = favoured ? 9'800 : chance.between(120, 180) * 50,
                .reason = "方案完整，针对性较强。"};
            stage.act(members[place]->who, [&](journal::unit_of_work& unit) {
                return panels_.give_score(unit, one.tender.id, given);
            });
        }
    }
}

// The mean of what the members gave, in whole hundredths.
void tenders_story::agree(performer& stage, purchase const& one,
                          std::vector<participant const*> const& members) const {
    auto const& speaker = *members.front();
    auto const given = panels_.list_panel_scores(stage.sql(), speaker.who, one.tender.id);
    if (!given.has_value()) throw std::logic_error("a panel cannot read its scores");
    std::map<std::tuple<std::int64_t, std::string, std::string>, std::vector<std::int64_t>> points;
    for (auto const& each : given.value())
        points[{each.lot, each.bidder, each.criterion}].push_back(each.points_hundredths);
    for (auto const& [of, all] : points) {
        auto const sum = std::accumulate(all.begin(), all.end(), std::int64_t{0});
        procurement::score const wanted{
            .lot = std::get<0>(of),
            .bidder = std::get<1>(of),
            .criterion = std::get<2>(of),
            .points_hundredths = sum / static_cast<std::int64_t>(all.size()),
            .reason = "经评审小组合议，方案完整，针对性较强。"};
        auto const proposed = stage.act(speaker.who, [&](journal::unit_of_work& unit) {
            return panels_.propose_consensus(unit, one.tender.id, wanted);
        });
        for (auto const* member : members) {
            if (member == &speaker) continue;
            stage.act(member->who, [&](journal::unit_of_work& unit) {
                return panels_.take_position(unit, one.tender.id,
                                             {.lot = proposed.lot,
                                              .bidder = proposed.bidder,
                                              .criterion = proposed.criterion,
                                              .proposal = proposed.version});
            });
        }
    }
}

void tenders_story::score(performer& stage, purchase& one) const {
    auto const bids = bids_of(stage, one);
    auto const members = panel_for(one, bids);
    auto const* const favourite = favourite_of(one);
    seat(stage, one, members);
    auto const seen = panels_.list_bids(stage.sql(), members.front()->who, one.tender.id);
    if (!seen.has_value()) throw std::logic_error("a panel of the demonstration sees no bids");
    for (std::size_t place = 0; place < seen.value().size(); ++place) {
        auto const& scored = seen.value()[place];
        bool const left_for_the_visitor = one.fate == tender_fate::opened && place > 0;
        if (left_for_the_visitor) continue;
        auto const same = std::ranges::find_if(
            bids, [&](procurement::bid const& each) { return is_same(scored, each); });
        bool const favoured = favourite != nullptr && same != bids.end() &&
                              same->organisation_id == favourite->who.organisation;
        score_by_all(stage, one, members, scored, favoured);
    }
    if (one.fate != tender_fate::opened) agree(stage, one, members);
}

} // namespace talent::demo
