// The rules of ratings: who writes when, and from when on others read it.
#include "services/ratings/model.hpp"

#include <algorithm>

namespace talent::ratings {
namespace {

bool all_wrote(std::span<rating const> written) {
    return !written.empty() &&
           static_cast<std::int64_t>(written.size()) >= written.front().ratings_due;
}

bool is_side(std::span<uuid const> sides, uuid const& organisation) {
    return std::ranges::find(sides, organisation) != sides.end();
}

result<void> check_time(rated_delivery const& of, instant now, std::int64_t divisor) {
    if (!of.accepted_at) {
        return refuse(error_code::wrong_state,
                      "The work package is rated once its delivery is accepted.");
    }
    auto const until = *of.accepted_at + calendar::quickened(rating_time, divisor);
    if (now < until) return success();
    return refuse(error_code::wrong_state,
                  "It could be rated until " + format_instant(until) + ".");
}

} // namespace

std::vector<uuid> sides_of(rated_delivery const& one) {
    std::vector<uuid> sides;
    for (auto const& each : {one.buyer_id, one.user_id, one.agency_id})
        if (!is_side(sides, each)) sides.push_back(each);
    return sides;
}

std::int64_t ratings_due_of(std::span<uuid const> sides) {
    auto const count = static_cast<std::int64_t>(sides.size());
    return count * (count - 1);
}

bool are_published(std::span<rating const> written, instant now) {
    return !written.empty() && (all_wrote(written) || now >= written.front().opens_at);
}

std::optional<instant> opening_of(std::span<rating const> written) {
    if (written.empty()) return std::nullopt;
    auto const by_clock = written.front().opens_at;
    if (!all_wrote(written)) return by_clock;
    auto const last = std::ranges::max_element(written, {}, &rating::created_at);
    return std::min(by_clock, last->created_at);
}

rating presented(rating one, std::span<rating const> written, instant now) {
    one.state = rating_state::sealed;
    one.published_at.reset();
    if (!are_published(written, now)) return one;
    one.state = one.struck_at ? rating_state::struck : rating_state::published;
    one.published_at = opening_of(written);
    return one;
}

std::vector<rating> shown_to(uuid const& viewer, std::span<rating const> written, instant now) {
    bool const open = are_published(written, now);
    std::vector<rating> shown;
    for (auto const& each : written)
        if (open || each.by_id == viewer) shown.push_back(presented(each, written, now));
    return shown;
}

result<void> check_fields(rating const& wanted) {
    if (wanted.complaint && wanted.complaint_text.empty())
        return refuse_field("/complaint_text", "required", "say what the complaint is about");
    if (!wanted.complaint && !wanted.complaint_text.empty())
        return refuse_field("/complaint_text", "not_a_complaint", "only a complaint has this text");
    return success();
}

result<void> check_rating(rated_delivery const& of, rating const& wanted,
                          std::span<rating const> written, instant now, std::int64_t divisor) {
    auto const sides = sides_of(of);
    if (!is_side(sides, wanted.by_id)) return refuse(error_code::not_found);
    if (!is_side(sides, wanted.about_id) || wanted.about_id == wanted.by_id) {
        return refuse_field("/about_id", "unknown_value",
                            "is no other side of this work package: buyer, user or agency");
    }
    TRY(check_time(of, now, divisor));
    for (auto const& each : written) {
        if (each.by_id == wanted.by_id && each.about_id == wanted.about_id)
            return refuse(error_code::duplicate, "This side has rated the other already.");
    }
    if (are_published(written, now)) {
        return refuse(error_code::wrong_state,
                      "The ratings of this work package are open: one now would not be blind.");
    }
    return check_fields(wanted);
}

} // namespace talent::ratings
