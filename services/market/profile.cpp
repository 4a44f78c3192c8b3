#include "services/market/profile.hpp"

#include <algorithm>

namespace talent::market {
namespace {

std::int64_t fen_of(std::optional<money> amount) {
    return amount ? amount->fen : not_stated;
}

profile_numbers numbers_of(document const& from, code_space const& codes) {
    profile_numbers made;
    made.pay_min_fen = fen_of(from.pay_min);
    made.pay_max_fen = fen_of(from.pay_max);
    made.occupation = codes.number(json::code_list::occupation, from.occupation);
    made.available_from = from.available_from;
    made.experience_years =
        static_cast<std::int16_t>(std::clamp<std::int64_t>(from.experience_years, 0, INT16_MAX));
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

template <class Sizes>
profile view_of(profile_numbers const& numbers, code_number const* lists, Sizes const& sizes) {
    profile made{numbers, {}, {}, {}, {}, {}};
    std::size_t next = 0;
    for (auto* list : {&made.regions, &made.skills, &made.skills_required, &made.skills_preferred,
                       &made.skills_verified}) {
        *list = {lists, sizes[next]};
        lists += sizes[next++];
    }
    return made;
}

} // namespace

owned_profile::owned_profile(document const& from, code_space const& codes)
    : numbers_(numbers_of(from, codes)) {
    using json::code_list;
    std::size_t next = 0;
    auto const append = [&](std::vector<code_number> const& list) {
        lists_.insert(lists_.end(), list.begin(), list.end());
        sizes_[next++] = static_cast<std::uint16_t>(list.size());
    };
    append(codes.outermost(code_list::region, from.regions));
    for (auto const* skills :
         {&from.skills, &from.skills_required, &from.skills_preferred, &from.skills_verified})
        append(codes.numbers(code_list::skill, *skills));
}

profile owned_profile::view() const {
    return view_of(numbers_, lists_.data(), sizes_);
}

void profile_column::set(slot place, owned_profile const& one) {
    if (place >= places_.size()) places_.resize(place + 1);
    places_[place] = {one.numbers_, one.sizes_};
    lists_.set(place, one.lists_);
}

profile profile_column::at(slot place) const {
    return view_of(places_[place].numbers, lists_.at(place).data(), places_[place].sizes);
}

} // namespace talent::market
