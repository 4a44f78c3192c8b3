// The rules of reviews: two-sided and blind.
#include <algorithm>

#include "services/offerings/model.hpp"

namespace talent::offerings {
namespace {

bool both_wrote(std::span<review const> of_order) {
    auto const wrote = [&](order_side side) {
        return std::ranges::any_of(of_order,
                                   [side](review const& one) { return one.side == side; });
    };
    return wrote(order_side::buyer) && wrote(order_side::seller);
}

bool is_finished(order_state state) {
    return state == order_state::accepted_by_buyer || state == order_state::closed;
}

} // namespace

bool is_published(review const& one, bool other_side_wrote, instant now) {
    return other_side_wrote || now >= one.written_at + review_blind_time;
}

std::vector<review> shown_to(uuid const& viewer, std::span<review const> of_order, instant now) {
    bool const both = both_wrote(of_order);
    std::vector<review> shown;
    for (auto const& each : of_order) {
        bool const published = is_published(each, both, now);
        if (!published && each.author_id != viewer) continue;
        shown.push_back(each);
        shown.back().published = published;
    }
    return shown;
}

result<void> check_review(order_state state, order_side side, std::span<review const> of_order,
                          instant now) {
    if (!is_finished(state)) {
        return refuse(error_code::wrong_state,
                      "The order is " + std::string(json::name_of(state)) +
                          "; it is reviewed when its delivery is accepted or it is closed.");
    }
    for (auto const& each : of_order) {
        if (each.side == side) {
            return refuse(error_code::duplicate, "This side has reviewed the order already.");
        }
        if (is_published(each, false, now)) {
            return refuse(error_code::wrong_state,
                          "The other side's review is open since seven days are over: a review "
                          "now would not be blind.");
        }
    }
    return success();
}

rating_summary summarise(std::int64_t ratings_sum, std::int64_t count) {
    if (count == 0) return {};
    return {.count = count, .average_hundredths = (200 * ratings_sum + count) / (2 * count)};
}

} // namespace talent::offerings
