#include "services/open_data/flags.hpp"

#include <algorithm>
#include <set>

namespace talent::open_data {
namespace {

using procurement::bid;
using procurement::bid_state;
using procurement::procurement_method;
using enum flag_outcome;

constexpr std::string_view cardinal =
    "Open Contracting Partnership, red flags in public procurement; reckoned as in Cardinal";
constexpr std::string_view own = "talentd";
constexpr std::int64_t percent = 100;

flag_outcome when(bool held) {
    return held ? raised : not_raised;
}

void tell(std::vector<flag_input>& inputs, std::string_view name, std::string value) {
    inputs.push_back({std::string(name), std::move(value)});
}
void tell(std::vector<flag_input>& inputs, std::string_view name, std::size_t value) {
    tell(inputs, name, std::to_string(value));
}

bool is_valid(bid const* one) {
    return one->state == bid_state::submitted;
}

money price_of(bid const* one) {
    return one->content ? one->content->price : money{};
}

std::size_t count_bidders(std::vector<bid const*> const& bids) {
    std::set<std::string> bidders;
    for (auto const* each : bids)
        bidders.insert(to_string(each->organisation_id));
    return bidders.size();
}

// The lowest price of those that are chosen; nothing where there is none.
template <class Chosen>
std::optional<money> lowest_price(flag_view const& from, Chosen chosen) {
    std::optional<money> lowest;
    for (auto const* each : from.bids) {
        if (!each->content || !chosen(each)) continue;
        if (!lowest || price_of(each) < *lowest) lowest = price_of(each);
    }
    return lowest;
}

std::optional<std::int64_t> bidding_days_due(procurement_method method) {
    switch (method) {
        case procurement_method::open:
        case procurement_method::selective:
            return bidding_days_of_tender;
        case procurement_method::consultation:
            return bidding_days_of_consultation;
        default:
            return std::nullopt;
    }
}

flag_outcome short_period(flag_view const& from, std::vector<flag_input>& inputs) {
    auto const& tender = *from.of.tender;
    auto const due = bidding_days_due(tender.method);
    if (!due || !tender.published_at || !tender.deadline_at) return not_yet;
    auto const start = std::max(*tender.published_at, tender.open_at.value_or(instant{}));
    auto const days = std::chrono::floor<std::chrono::days>(*tender.deadline_at - start).count();
    tell(inputs, "days", std::to_string(days));
    tell(inputs, "days_due", std::to_string(*due));
    return when(days < *due);
}

flag_outcome single_bid(flag_view const& from, std::vector<flag_input>& inputs) {
    auto const& tender = *from.of.tender;
    bool const competitive = bidding_days_due(tender.method).has_value();
    if (!competitive || !tender.opened_at) return not_yet;
    auto const bidders = count_bidders(from.bids);
    tell(inputs, "method", std::string(json::name_of(tender.method)));
    tell(inputs, "bidders", bidders);
    return when(bidders == 1);
}

flag_outcome identical_prices(flag_view const& from, std::vector<flag_input>& inputs) {
    if (from.award == nullptr) return not_yet;
    std::size_t pairs = 0;
    for (auto one = from.bids.begin(); one != from.bids.end(); ++one) {
        pairs += static_cast<std::size_t>(std::count_if(one + 1, from.bids.end(), [&](auto other) {
            return (*one)->content && other->content && price_of(*one) == price_of(other) &&
                   (*one)->organisation_id != other->organisation_id;
        }));
    }
    tell(inputs, "pairs_of_bidders", pairs);
    return when(pairs > 0);
}

flag_outcome all_but_one_disqualified(flag_view const& from, std::vector<flag_input>& inputs) {
    if (from.winner == nullptr) return not_yet;
    std::vector<bid const*> valid;
    std::vector<bid const*> disqualified;
    for (auto const* each : from.bids)
        (is_valid(each) ? valid : disqualified).push_back(each);
    std::erase_if(disqualified, [&](bid const* each) {
        return each->organisation_id == from.winner->organisation_id;
    });
    bool const alone = count_bidders(valid) == 1 && is_valid(from.winner);
    tell(inputs, "valid_bids", valid.size());
    tell(inputs, "others_disqualified", count_bidders(disqualified));
    return when(alone && !disqualified.empty());
}

flag_outcome lowest_disqualified(flag_view const& from, std::vector<flag_input>& inputs) {
    auto const valid = lowest_price(from, is_valid);
    if (from.award == nullptr || !valid) return not_yet;
    auto const refused = lowest_price(from, [](bid const* one) { return !is_valid(one); });
    bool const lower = refused && *refused < *valid;
    tell(inputs, "lowest_is_disqualified", lower ? "true" : "false");
    return when(lower);
}

// The lowest valid price but the winner's, against the winner's.
std::optional<money> next_price(flag_view const& from) {
    if (from.winner == nullptr || !from.winner->content) return std::nullopt;
    return lowest_price(
        from, [&](bid const* one) { return is_valid(one) && one->id != from.winner->id; });
}

flag_outcome close_price(flag_view const& from, std::vector<flag_input>& inputs) {
    auto const next = next_price(from);
    if (!next) return not_yet;
    auto const difference = *next - price_of(from.winner);
    tell(inputs, "percent_at_most", std::to_string(close_price_percent));
    return when(difference.fen >= 0 &&
                difference <= scale(price_of(from.winner), close_price_percent, percent));
}

flag_outcome heavy_discount(flag_view const& from, std::vector<flag_input>& inputs) {
    auto const next = next_price(from);
    if (!next) return not_yet;
    auto const difference = *next - price_of(from.winner);
    tell(inputs, "percent_at_least", std::to_string(heavy_discount_percent));
    return when(difference >= scale(price_of(from.winner), heavy_discount_percent, percent) &&
                difference.fen > 0);
}

flag_outcome late_winner(flag_view const& from, std::vector<flag_input>& inputs) {
    auto const& deadline = from.of.tender->deadline_at;
    if (from.winner == nullptr || !deadline) return not_yet;
    auto const before =
        std::chrono::floor<std::chrono::seconds>(*deadline - from.winner->received_at).count();
    tell(inputs, "seconds_before_deadline", std::to_string(before));
    return when(std::chrono::seconds{before} < late_arrival);
}

flag_outcome not_first_ranked(flag_view const& from, std::vector<flag_input>& inputs) {
    if (from.winner == nullptr || !from.winner->rank_in_lot) return not_yet;
    tell(inputs, "rank", std::to_string(*from.winner->rank_in_lot));
    return when(*from.winner->rank_in_lot != 1);
}

flag_outcome near_budget(flag_view const& from, std::vector<flag_input>& inputs) {
    if (from.award == nullptr) return not_yet;
    tell(inputs, "price", format_money(from.award->price));
    tell(inputs, "budget", format_money(from.lot->budget));
    return when(from.award->price <= from.lot->budget &&
                from.award->price >= scale(from.lot->budget, near_budget_percent, percent));
}

flag_outcome winner_changed(flag_view const& from, std::vector<flag_input>& inputs) {
    if (from.awards.empty()) return not_yet;
    std::set<std::string> suppliers;
    for (auto const* each : from.awards)
        suppliers.insert(to_string(each->supplier_id));
    tell(inputs, "suppliers_awarded", suppliers.size());
    return when(suppliers.size() > 1);
}

flag_outcome price_rise(flag_view const& from, std::vector<flag_input>& inputs) {
    if (from.award == nullptr) return not_yet;
    auto const found =
        std::ranges::find(from.of.contracts, from.award->id, &delivery::contract::award_id);
    if (found == from.of.contracts.end() || !found->in_force_at) return not_yet;
    tell(inputs, "awarded", format_money(from.award->price));
    tell(inputs, "contract", format_money(found->price));
    return when(found->price - from.award->price >=
                scale(from.award->price, price_rise_percent, percent));
}

constexpr flag_definition definitions[] = {
    {"R003", "Short bidding period", "投标期限过短", flag_scope::tender,
     "The whole days between the notice and the deadline are fewer than the law asks for: 20 for "
     "open and selective tenders, 10 for consultations.",
     "从公告到投标截止的整日数少于法定期限：公开招标和邀请招标为 20 日，竞争性磋商为 10 日。",
     cardinal, &short_period},
    {"R018", "Single bid", "只有一家投标", flag_scope::lot,
     "One bidder alone bid for the lot in a competitive procedure.",
     "在竞争性采购方式中，该标段只有一家投标人投标。", cardinal, &single_bid},
    {"R024", "Price close to the winning bid", "次低报价与中标价过于接近", flag_scope::lot,
     "The next valid price is at most 1 % above the winner's. Cardinal's fence is drawn from all "
     "procedures; here it is fixed.",
     "次低有效报价高出中标价不超过 1 %。Cardinal 的界限由全部采购项目推算，此处为固定值。",
     cardinal, &close_price},
    {"R028", "Identical prices", "报价相同", flag_scope::lot, "Two bidders named the same price.",
     "有两家投标人的报价相同。", cardinal, &identical_prices},
    {"R035", "All but the winner disqualified", "除中标人外全部被否决", flag_scope::lot,
     "The winner's bid is the only valid one, and that of another bidder was disqualified.",
     "只有中标人的投标有效，且另有投标人的投标被否决。", cardinal, &all_but_one_disqualified},
    {"R036", "Lowest bid disqualified", "最低报价被否决", flag_scope::lot,
     "A disqualified bid was lower than every valid one.",
     "被否决的投标中，有一份报价低于全部有效报价。", cardinal, &lowest_disqualified},
    {"R058", "Heavily discounted bid", "中标价异常偏低", flag_scope::lot,
     "The next valid price is at least 30 % above the winner's. Cardinal's fence is drawn from all "
     "procedures; here it is fixed.",
     "次低有效报价至少高出中标价 30 %。Cardinal 的界限由全部采购项目推算，此处为固定值。", cardinal,
     &heavy_discount},
    {"late_winner", "The winner arrived last minute", "中标人临近截止才投标", flag_scope::lot,
     "The winner's bid arrived in the last 10 minutes before the deadline.",
     "中标人的投标在截止前最后 10 分钟内送达。", own, &late_winner},
    {"not_first_ranked", "The winner was not ranked first", "中标人并非第一名", flag_scope::lot,
     "Another bid than the first by the published criteria was chosen.",
     "选定的不是按公布的评审标准排名第一的投标。", own, &not_first_ranked},
    {"near_budget", "Price just under the budget", "中标价贴近预算", flag_scope::lot,
     "The price is at least 99 % of the lot's budget, and not above it.",
     "中标价不低于该标段预算的 99 %，且未超过预算。", own, &near_budget},
    {"winner_changed", "The winner changed", "中标人发生变更", flag_scope::lot,
     "The lot was awarded to more than one supplier, one after the other.",
     "该标段先后授予了不止一家供应商。", own, &winner_changed},
    {"price_rise", "The contract costs more than the award", "合同价高于中标价", flag_scope::lot,
     "The contract's price is at least 10 % above the award's.", "合同价至少高出中标价 10 %。", own,
     &price_rise},
};

bool is_of(procurement::bid const& one, procurement::lot const& lot) {
    return one.lot == lot.number && was_received(one);
}

flag_view view_of(process const& of, procurement::lot const& lot) {
    flag_view made{.of = of, .lot = &lot};
    for (auto const& each : of.bids) {
        if (is_of(each, lot)) made.bids.push_back(&each);
    }
    for (auto const& each : of.awards) {
        if (each.lot == lot.number) made.awards.push_back(&each);
    }
    auto const standing = std::ranges::find(made.awards, procurement::award_state::standing,
                                            [](auto const* each) { return each->state; });
    if (standing == made.awards.end()) return made;
    made.award = *standing;
    made.winner = find_bid(of, made.award->bid_id);
    return made;
}

red_flag reckon(flag_definition const& by, flag_view const& from) {
    red_flag made{.code = std::string(by.code),
                  .name = std::string(by.name),
                  .name_zh = std::string(by.name_zh),
                  .definition = std::string(by.definition),
                  .definition_zh = std::string(by.definition_zh),
                  .source = std::string(by.source)};
    if (from.lot != nullptr) made.lot = from.lot->number;
    made.outcome = by.reckon(from, made.inputs);
    if (made.outcome == not_yet) made.inputs.clear();
    return made;
}

} // namespace

std::span<flag_definition const> flag_definitions() {
    return definitions;
}

std::vector<red_flag> reckon_flags(process const& of) {
    std::vector<red_flag> found;
    if (!is_public(of)) return found;
    for (auto const& each : definitions) {
        if (each.scope == flag_scope::tender) {
            found.push_back(reckon(each, {.of = of}));
            continue;
        }
        for (auto const& lot : of.tender->lots)
            found.push_back(reckon(each, view_of(of, lot)));
    }
    return found;
}

} // namespace talent::open_data
