#include "services/market/phantom_runs.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "services/market/text_terms.hpp"

namespace talent::market {
namespace {

constexpr std::size_t shortest_repeated = 3; // what lies between a phantom's first and last
constexpr phantom every_run = 0;             // in place of too many

// Multiplication by the golden ratio, and its upper half folded in, for each character (Knuth,
// TAOCP 6.4).
phantom extended(phantom hash, char32_t by) {
    hash = (hash ^ by) * 0x9E3779B97F4A7C15ULL;
    return hash ^ hash >> 32U;
}

phantom hash_of(std::u32string_view run) {
    phantom hash = 1;
    for (auto const character : run)
        hash = extended(hash, character);
    return hash;
}

// Looks at what a text repeats, three characters long and ever longer, and at what stands around
// it: a character that precedes it somewhere and one that follows it elsewhere, but never both,
// make a phantom.
class repetition_walk {
  public:
    explicit repetition_walk(std::u32string_view runs) : text_(runs) {
        for (auto& character : text_) {
            if (!is_in_grams_of_four(character)) character = 0;
        }
    }

    std::vector<phantom> find() {
        std::vector<std::pair<std::uint64_t, std::uint32_t>>
            places; // by the three characters there
        std::uint64_t latest = 0;
        std::size_t length = 0;
        for (std::uint32_t at = 0; at < text_.size(); ++at) {
            length = text_[at] == 0 ? 0 : length + 1;
            latest = (latest << code_point_bits | text_[at]) & three_characters;
            if (length >= shortest_repeated)
                places.emplace_back(latest, at + 1 - static_cast<std::uint32_t>(shortest_repeated));
        }
        std::ranges::sort(places);
        std::vector<std::uint32_t> equal;
        for (auto one = places.begin(); one != places.end();) {
            equal.clear();
            for (auto const key = one->first; one != places.end() && one->first == key; ++one)
                equal.push_back(one->second);
            if (equal.size() > 1) look_at(equal, shortest_repeated);
        }
        if (found_.size() > phantoms_of_text_max) return {every_run};
        std::ranges::sort(found_);
        auto const repeated = std::ranges::unique(found_);
        found_.erase(repeated.begin(), repeated.end());
        return std::move(found_);
    }

  private:
    static constexpr std::uint64_t three_characters = (std::uint64_t{1} << 3 * code_point_bits) - 1;

    char32_t before(std::uint32_t place) const { return place == 0 ? 0 : text_[place - 1]; }
    char32_t after(std::uint32_t place, std::size_t length) const {
        return place + length < text_.size() ? text_[place + length] : 0;
    }

    // `places` have the same `length` characters. Leaves them in another order.
    void look_at(std::span<std::uint32_t> places, std::size_t length) {
        if (length + 2 > phantom_characters_max || found_.size() > phantoms_of_text_max) return;
        std::ranges::sort(places, {}, [&](auto place) { return after(place, length); });
        note_phantoms(places, length);
        for (auto one = places.begin(); one != places.end();) {
            auto const follows = after(*one, length);
            auto const end = std::find_if(
                one, places.end(), [&](auto place) { return after(place, length) != follows; });
            if (follows != 0 && end - one > 1) look_at({one, end}, length + 1);
            one = end;
        }
    }

    void note_phantoms(std::span<std::uint32_t const> places, std::size_t length) {
        around_.clear();
        firsts_.clear();
        lasts_.clear();
        for (auto const place : places) {
            auto const first = before(place);
            auto const last = after(place, length);
            if (first != 0) firsts_.push_back(first);
            if (last != 0) lasts_.push_back(last);
            around_.emplace_back(first, last);
        }
        keep_each_once(firsts_);
        keep_each_once(lasts_);
        std::ranges::sort(around_);
        auto const between = std::u32string_view(text_).substr(places.front(), length);
        for (auto const first : firsts_) {
            for (auto const last : lasts_) {
                if (std::ranges::binary_search(around_, std::pair(first, last))) continue;
                if (found_.size() > phantoms_of_text_max) return;
                auto hash = extended(1, first);
                for (auto const character : between)
                    hash = extended(hash, character);
                found_.push_back(extended(hash, last));
            }
        }
    }

    static void keep_each_once(std::u32string& characters) {
        std::ranges::sort(characters);
        auto const repeated = std::ranges::unique(characters);
        characters.erase(repeated.begin(), repeated.end());
    }

    std::u32string text_; // 0 where no gram of four goes on
    std::vector<phantom> found_;
    std::vector<std::pair<char32_t, char32_t>> around_;
    std::u32string firsts_;
    std::u32string lasts_;
};

} // namespace

std::vector<phantom> phantoms_of(std::u32string_view runs) {
    return repetition_walk(runs).find();
}

void phantom_postings::add(std::vector<phantom> const& all, slot at) {
    for (auto const one : all)
        documents_[one].add(at);
}

void phantom_postings::remove(std::vector<phantom> const& all, slot at) {
    for (auto const one : all) {
        auto const found = documents_.find(one);
        if (found == documents_.end()) continue;
        found->second.remove(at);
        if (found->second.isEmpty()) documents_.erase(found);
    }
}

Roaring const* phantom_postings::find(phantom one) const {
    auto const found = documents_.find(one);
    return found == documents_.end() ? nullptr : &found->second;
}

Roaring phantom_postings::doubtful(std::u32string_view run, Roaring const& of) const {
    if (run.size() > phantom_characters_max || !std::ranges::all_of(run, is_in_grams_of_four))
        return of;
    Roaring found;
    auto const add = [&](phantom one) {
        if (auto const* const documents = find(one)) found |= *documents & of;
    };
    add(every_run);
    constexpr auto shortest = shortest_repeated + 2;
    for (std::size_t begin = 0; begin + shortest <= run.size(); ++begin) {
        auto hash = hash_of(run.substr(begin, shortest - 1));
        for (auto end = begin + shortest - 1; end < run.size(); ++end) {
            hash = extended(hash, run[end]);
            add(hash);
        }
    }
    return found;
}

} // namespace talent::market
