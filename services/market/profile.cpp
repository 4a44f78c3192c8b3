#include "services/market/profile.hpp"

namespace talent::market {
namespace {

std::int64_t fen_of(std::optional<money> amount) {
    return amount ? amount->fen : not_stated;
}

} // namespace

profile make_profile(document const& from, code_space const& codes) {
    using json::code_list;
    profile made;
    made.occupation = codes.number(code_list::occupation, from.occupation);
    made.regions = codes.outermost(code_list::region, from.regions);
    made.skills = codes.numbers(code_list::skill, from.skills);
    made.skills_required = codes.numbers(code_list::skill, from.skills_required);
    made.skills_preferred = codes.numbers(code_list::skill, from.skills_preferred);
    made.skills_verified = codes.numbers(code_list::skill, from.skills_verified);
    made.pay_min_fen = fen_of(from.pay_min);
    made.pay_max_fen = fen_of(from.pay_max);
    made.experience_years = from.experience_years;
    made.available_from = from.available_from;
    made.education = static_cast<std::uint8_t>(from.education);
    for (auto const type : from.employments) {
        made.employments =
            static_cast<std::uint8_t>(made.employments | 1U << static_cast<unsigned>(type));
    }
    made.scoped = from.scoped;
    made.personalised_ranking = from.personalised_ranking;
    made.education_verified = from.education_verified;
    made.experience_verified = from.experience_verified;
    return made;
}

} // namespace talent::market
