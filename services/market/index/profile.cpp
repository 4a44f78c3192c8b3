#include "services/market/index/profile.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

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

// Every code of the vocabularies fits.
short_number shortened(code_number code) {
    if (code >= no_short_number) throw std::length_error("a vocabulary has too many codes");
    return static_cast<short_number>(code);
}

} // namespace

owned_profile::owned_profile(document const& from, code_space const& codes)
    : numbers_(numbers_of(from, codes)) {
    using json::code_list;
    std::size_t next = 0;
    auto const append = [&](std::vector<code_number> const& list) {
        std::ranges::transform(list, std::back_inserter(lists_), shortened);
        sizes_[next++] = static_cast<std::uint16_t>(list.size());
    };
    append(codes.outermost(code_list::region, from.regions));
    for (auto const* skills :
         {&from.skills, &from.skills_required, &from.skills_preferred, &from.skills_verified})
        append(codes.numbers(code_list::skill, *skills));
}

profile owned_profile::view() const {
    profile made{numbers_, {}, {}, {}, {}, {}};
    auto const* list = lists_.data();
    std::size_t next = 0;
    for (auto* each : {&made.regions, &made.skills, &made.skills_required, &made.skills_preferred,
                       &made.skills_verified}) {
        *each = {list, sizes_[next]};
        list += sizes_[next++];
    }
    return made;
}

profile_column::row profile_column::fold(owned_profile const& one) {
    auto const& numbers = one.numbers_;
    row made;
    made.pay_min_fen = numbers.pay_min_fen;
    made.pay_max_fen = numbers.pay_max_fen;
    if (numbers.available_from) {
        made.available_day =
            static_cast<std::int32_t>(numbers.available_from->time_since_epoch().count());
    }
    made.experience_years = numbers.experience_years;
    if (numbers.occupation != no_code) made.occupation = shortened(numbers.occupation);
    made.education = numbers.education;
    made.employments = numbers.employments;
    auto const mark = [&](bool is_so, unsigned flag) {
        if (is_so) made.flags = static_cast<std::uint8_t>(made.flags | flag);
    };
    mark(numbers.scoped, is_scoped);
    mark(numbers.personalised_ranking, is_ranked);
    mark(numbers.education_verified, has_verified_education);
    mark(numbers.experience_verified, has_verified_experience);
    mark(!fits_column(numbers.pay_min_fen) || !fits_column(numbers.pay_max_fen), is_far_paid);
    bool const is_long = one.lists_.size() > codes_in_row;
    mark(is_long, elsewhere);
    if (is_long) return made;
    std::ranges::copy(one.lists_, made.codes.begin());
    std::ranges::transform(one.sizes_, made.sizes.begin(),
                           [](std::uint16_t size) { return static_cast<std::uint8_t>(size); });
    return made;
}

void profile_column::set(slot place, owned_profile const& one) {
    if (place >= rows_.size()) {
        rows_.resize(place + 1);
        glances_.resize(place + 1);
    }
    auto const& made = rows_[place] = fold(one);
    glances_[place] = {static_cast<short_fen>(made.pay_min_fen), // not_stated is no_fen
                       static_cast<short_fen>(made.pay_max_fen),
                       made.occupation,
                       made.education,
                       made.employments,
                       made.flags};
    if ((made.flags & elsewhere) != 0) {
        large_.insert_or_assign(place, one);
    } else {
        large_.erase(place);
    }
}

} // namespace talent::market
