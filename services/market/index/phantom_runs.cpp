#include "services/market/index/phantom_runs.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "services/market/index/conjunction.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

constexpr std::size_t shortest_repeated = 2; // what lies between a phantom's first and last
constexpr std::size_t shortest = shortest_repeated + 2;
constexpr phantom every_run = UINT64_MAX; // in place of too many
constexpr phantom hashed_bit = phantom{1} << 63U;

// Four characters stand as they are where each is among the 32,768 that nearly all text is written
// with.
constexpr char32_t first_usual = 0x3000;
constexpr unsigned usual_bits = 15;

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

phantom phantom_of(std::u32string_view run) {
    phantom made = 0;
    for (auto const character : run) {
        auto const place = character - first_usual; // wraps below it
        if (run.size() > shortest || place >> usual_bits != 0) return hash_of(run) | hashed_bit;
        made = made << usual_bits | place;
    }
    return made;
}

// Looks at what a text repeats, two characters long and ever longer, and at what stands around
// it: a character that precedes it somewhere and one that follows it elsewhere, but never both,
// make a phantom. What has the same character before it everywhere makes none, and neither does
// what it goes on as: so of a long stretch that is repeated only its beginning is looked at. What
// is left takes time in proportion to the text, even of one that is the same few characters over
// and over.
class repetition_walk {
  public:
    explicit repetition_walk(std::u32string_view runs) : text_(runs) {}

    std::vector<phantom> find() {
        if (text_.size() > characters_max) return {every_run};
        auto const places = places_by_characters();
        std::vector<std::uint32_t> equal;
        for (auto one = places.begin(); one != places.end();) {
            equal.clear();
            for (auto const key = *one >> place_bits;
                 one != places.end() && *one >> place_bits == key; ++one)
                equal.push_back(static_cast<std::uint32_t>(*one & place_mask));
            if (equal.size() > 1) look_at(equal, shortest_repeated);
        }
        if (found_.size() > phantoms_of_text_max) return {every_run};
        keep_each_once(found_);
        return std::move(found_);
    }

  private:
    // Two characters and their place are compared as one number.
    static constexpr unsigned place_bits = 64 - shortest_repeated * code_point_bits;
    static constexpr std::uint64_t place_mask = (std::uint64_t{1} << place_bits) - 1;
    static constexpr std::size_t characters_max = place_mask; // no text comes near it

    /// Where two characters of a run stand, by what they are.
    std::vector<std::uint64_t> places_by_characters() const {
        std::vector<std::uint64_t> places;
        places.reserve(text_.size());
        for (std::size_t at = 1; at < text_.size(); ++at) {
            auto const first = std::uint64_t{text_[at - 1]};
            auto const second = text_[at];
            if (first != 0 && second != 0)
                places.push_back((first << code_point_bits | second) << place_bits | (at - 1));
        }
        std::ranges::sort(places);
        return places;
    }

    char32_t before(std::uint32_t place) const { return place == 0 ? 0 : text_[place - 1]; }
    char32_t after(std::uint32_t place, std::size_t length) const {
        return place + length < text_.size() ? text_[place + length] : 0;
    }

    // `places` have the same `length` characters. Leaves them in another order.
    void look_at(std::span<std::uint32_t> places, std::size_t length) {
        if (length + 2 > phantom_characters_max || found_.size() > phantoms_of_text_max) return;
        auto const has_same_before = [&, first = before(places.front())](auto place) {
            return before(place) == first;
        };
        if (std::ranges::all_of(places, has_same_before)) return;
        auto const by_after = [&](auto place) { return after(place, length); };
        // Of what repeats itself nearly all goes on alike, and need not be sorted.
        if (!std::ranges::is_sorted(places, {}, by_after)) bring_together(places, by_after);
        // Where all goes on alike, each that precedes it does so with what follows.
        if (by_after(places.front()) != by_after(places.back())) note_phantoms(places, length);
        for (auto one = places.begin(); one != places.end();) {
            auto const follows = by_after(*one);
            auto const end = std::find_if(one, places.end(),
                                          [&](auto place) { return by_after(place) != follows; });
            if (follows != 0 && end - one > 1) look_at({one, end}, length + 1);
            one = end;
        }
    }

    // Those that go on alike stand side by side. Most go on as the first does or as the last.
    template <class By>
    static void bring_together(std::span<std::uint32_t> places, By by) {
        auto const first = by(places.front());
        auto const rest =
            std::ranges::partition(places, [&](auto place) { return by(place) == first; });
        if (rest.empty()) return;
        std::ranges::sort(rest, {}, by);
    }

    void note_phantoms(std::span<std::uint32_t const> places, std::size_t length) {
        around_.clear();
        firsts_.clear();
        lasts_.clear();
        for (auto const place : places) {
            std::pair const here(before(place), after(place, length));
            if (!around_.empty() && around_.back() == here) continue;
            around_.push_back(here);
            if (here.first != 0) firsts_.push_back(here.first);
            if (here.second != 0) lasts_.push_back(here.second);
        }
        keep_each_once(firsts_);
        keep_each_once(lasts_);
        keep_each_once(around_);
        auto const between = text_.substr(places.front(), length);
        for (auto const first : firsts_) {
            for (auto const last : lasts_) {
                if (std::ranges::binary_search(around_, std::pair(first, last))) continue;
                if (found_.size() > phantoms_of_text_max) return;
                run_.assign(1, first).append(between).push_back(last);
                found_.push_back(phantom_of(run_));
            }
        }
    }

    template <class Values>
    static void keep_each_once(Values& values) {
        std::ranges::sort(values);
        auto const repeated = std::ranges::unique(values);
        values.erase(repeated.begin(), repeated.end());
    }

    std::u32string_view text_;
    std::u32string run_;
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

void phantom_postings::append(batch_numbers& all, slot first) {
    all.give_out(first, [this](phantom one, std::span<slot const> documents) {
        documents_[one].append(documents);
    });
}

void phantom_postings::remove(std::vector<phantom> const& all, slot at) {
    for (auto const one : all) {
        auto const found = documents_.find(one);
        if (found == documents_.end()) continue;
        found->second.remove(at);
        if (found->second.empty()) documents_.erase(found);
    }
}

Roaring phantom_postings::with(phantom one, Roaring const& of) const {
    auto const found = documents_.find(one);
    if (found == documents_.end()) return {};
    conjunction both;
    both.add(found->second);
    both.add(of);
    return both.intersect();
}

Roaring phantom_postings::take_out(std::u32string_view run, Roaring& documents) const {
    for (std::size_t begin = 0; begin + shortest <= run.size(); ++begin) {
        auto const four = phantom_of(run.substr(begin, shortest));
        if ((four & hashed_bit) == 0) documents -= with(four, documents);
    }
    if (run.size() > phantom_characters_max) return documents;
    Roaring doubtful = with(every_run, documents);
    for (std::size_t begin = 0; begin + shortest <= run.size(); ++begin) {
        auto const four = phantom_of(run.substr(begin, shortest));
        if ((four & hashed_bit) != 0) doubtful |= with(four, documents);
        auto hash = hash_of(run.substr(begin, shortest));
        for (auto end = begin + shortest; end < run.size(); ++end) {
            hash = extended(hash, run[end]);
            doubtful |= with(hash | hashed_bit, documents);
        }
    }
    return doubtful;
}

} // namespace talent::market
