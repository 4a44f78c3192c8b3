#include "common/vocabulary/title_classifier.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "common/base/simplified_text.hpp"
#include "common/base/text.hpp"
#include "common/vocabulary/job_title.hpp"

namespace talent::vocabulary {
namespace {

// Set on the development half of tests/bench/titles; the other half is only measured.
constexpr double length_power = 1.4;     // a longer phrase says more than its parts
constexpr double later_occupation = 0.5; // each next occupation of a word against the one before
constexpr double inside_longer = 0.2;    // a phrase within a longer one
constexpr double at_end = 1.2;           // the head of a Chinese noun is its last word
constexpr double whole_title = 3.0;
constexpr double later_segment = 0.55;
constexpr std::size_t segments_apart_max = 2;
constexpr double of_group = 0.9;
constexpr double below_named_group = 1.2;
constexpr double sub_major_power = 0.3; // of a sub-major group's share of all weight
constexpr double of_likeness = 2.0;
constexpr double of_beginning = 1.0;
constexpr std::size_t beginnings_max = 50;
constexpr std::size_t segments_compared = 4;
constexpr double of_exact_name = 1000;
constexpr double least_told = 0.05; // a word with less of a proposal's weight explains nothing
constexpr std::size_t shares_over = 5;
constexpr int sub_major_level = 2;
constexpr int occupation_level = 4;

double weight_of(word_kind kind) {
    switch (kind) {
        case word_kind::name:
        case word_kind::title:
            return 1.0;
        case word_kind::variant:
            return 0.6;
        case word_kind::word:
            return 1.5;
        case word_kind::role:
            return 0.25;
        case word_kind::place:
            return 0.4;
        case word_kind::combination:
            return 1.25;
        case word_kind::noise:
            return 0;
    }
    return 0;
}

std::string_view told_kind(word_kind kind) {
    switch (kind) {
        case word_kind::name:
        case word_kind::variant:
            return "name";
        case word_kind::title:
            return "title";
        case word_kind::combination:
            return "combination";
        default:
            return "word";
    }
}

bool is_word_byte(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

// Whether the text from begin to end would cut a Latin word or a number in two.
bool cuts_a_word(std::string_view text, std::size_t begin, std::size_t end) {
    return (begin > 0 && is_word_byte(text[begin]) && is_word_byte(text[begin - 1])) ||
           (end < text.size() && is_word_byte(text[end - 1]) && is_word_byte(text[end]));
}

// Han by character; a Latin word as much as two.
double length_of(std::string_view text) {
    constexpr double latin_word = 2;
    double length = 0;
    bool in_word = false;
    for (char const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        if (byte < 0x80) {
            if (is_word_byte(character) && !in_word) length += latin_word;
            in_word = is_word_byte(character) || (in_word && character != ' ');
            continue;
        }
        in_word = false;
        if ((byte & 0xC0) != 0x80) length += 1;
    }
    return length;
}

std::string comparable(std::string_view text) {
    return letters_and_digits(simplified(normalise(text)));
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    auto const bounds = code_point_bounds(text);
    return bounds.size() <= count + 1 ? text : text.substr(0, bounds[count]);
}

} // namespace

struct title_classifier::phrase_match {
    std::size_t begin = 0; // bytes of the segment
    std::size_t end = 0;
    std::string_view text;
    double length = 0;
    std::vector<word_meaning> const* meanings = nullptr; // of a phrase
    word_combination const* combination = nullptr;       // or of several
    std::uint32_t part = lexicon_phrase::no_part;

    bool is_noise() const {
        return meanings != nullptr && !meanings->empty() &&
               std::ranges::all_of(*meanings, [](word_meaning const& each) {
                   return each.kind == word_kind::noise;
               });
    }
    bool is_within(phrase_match const& other) const {
        return other.begin <= begin && other.end >= end && other.end - other.begin > end - begin;
    }
    bool speaks() const { return combination != nullptr || (!meanings->empty() && !is_noise()); }
};

struct title_classifier::reading {
    struct contribution {
        occupation_position occupation;
        double weight;
        std::string_view text; // of the lexicon, or of what is read
        std::string_view kind;
    };
    std::vector<double> scores;
    std::vector<contribution> contributions;
    std::vector<std::string> compared; // segments without noise
    std::vector<occupation_position> groups;
    std::size_t segments = 0;
    bool exact = false;

    void add(occupation_position occupation, double weight, std::string_view text,
             std::string_view kind) {
        scores[occupation] += weight;
        contributions.push_back({occupation, weight, text, kind});
    }
};

title_classifier::title_classifier(catalogue const& codes)
    : codes_(codes), lexicon_(codes), similarity_(lexicon_) {
    auto const all = codes.all(code_list::occupation);
    for (occupation_position i = 0; i < all.size(); ++i) {
        auto const below = codes.subtree(code_list::occupation, all[i].code).size();
        ends_.push_back(i + static_cast<occupation_position>(below));
        // Of a group and an occupation of one name the occupation, which comes later.
        names_[comparable(all[i].name_zh)] = i;
    }
    by_text_.resize(lexicon_.official_texts().size());
    std::iota(by_text_.begin(), by_text_.end(), 0U);
    std::ranges::stable_sort(by_text_, {}, [this](std::uint32_t place) -> std::string const& {
        return lexicon_.official_texts()[place].text;
    });
}

std::vector<title_classifier::phrase_match> title_classifier::find_phrases(
    std::string_view segment) const {
    auto const bounds = code_point_bounds(segment);
    std::vector<phrase_match> found;
    for (std::size_t first = 0; first + 1 < bounds.size(); ++first) {
        auto const last = std::min(bounds.size() - 1, first + title_phrase_code_points_max);
        for (std::size_t end = first + 1; end <= last; ++end) {
            auto const text = segment.substr(bounds[first], bounds[end] - bounds[first]);
            auto const* phrase = lexicon_.find(text);
            if (phrase == nullptr || cuts_a_word(segment, bounds[first], bounds[end])) continue;
            found.push_back({bounds[first], bounds[end], text, length_of(text), &phrase->meanings,
                             nullptr, phrase->part});
        }
    }
    add_combinations(segment, found);
    return found;
}

// A combination reaches from its first part to its last, which must not overlap.
void title_classifier::add_combinations(std::string_view segment,
                                        std::vector<phrase_match>& to) const {
    constexpr std::size_t none = SIZE_MAX;
    std::vector<std::size_t> part_places(lexicon_.parts(), none);
    for (std::size_t i = to.size(); i-- > 0;) {
        if (to[i].part != lexicon_phrase::no_part) part_places[to[i].part] = i;
    }
    for (auto const& combination : lexicon_.combinations()) {
        phrase_match whole{.begin = segment.size(), .combination = &combination};
        bool fits = true;
        for (auto const part : combination.parts) {
            auto const place = part_places[part];
            if (place == none) {
                fits = false;
                break;
            }
            fits = fits && (to[place].begin >= whole.end || to[place].end <= whole.begin);
            whole.begin = std::min(whole.begin, to[place].begin);
            whole.end = std::max(whole.end, to[place].end);
            whole.length += to[place].length;
        }
        if (!fits) continue;
        whole.text = combination.text;
        to.push_back(whole);
    }
}

void title_classifier::weigh_segment(std::string_view segment, std::size_t place,
                                     reading& to) const {
    auto const matches = find_phrases(segment);
    std::vector<phrase_match const*> noise;
    for (auto const& each : matches) {
        bool const within_words = std::ranges::any_of(matches, [&](phrase_match const& other) {
            return other.speaks() && each.is_within(other);
        });
        if (each.is_noise() && !within_words) noise.push_back(&each);
    }
    std::string quiet(segment);
    for (auto const* each : noise)
        std::fill(quiet.begin() + static_cast<std::ptrdiff_t>(each->begin),
                  quiet.begin() + static_cast<std::ptrdiff_t>(each->end), ' ');
    auto const head_end = quiet.find_last_not_of(' ') + 1;
    auto const segment_weight =
        std::pow(later_segment, static_cast<double>(std::min(place, segments_apart_max)));
    for (auto const& each : matches) {
        bool const silent = !each.speaks() || std::ranges::any_of(noise, [&](auto const* other) {
            return other->begin <= each.begin && other->end >= each.end;
        });
        if (silent) continue;
        double weight = std::pow(each.length, length_power) * segment_weight;
        if (std::ranges::any_of(matches, [&](auto const& other) { return each.is_within(other); }))
            weight *= inside_longer;
        if (each.end == head_end) weight *= at_end;
        if (to.segments == 1 && each.begin == 0 && each.end == segment.size())
            weight *= whole_title;
        auto const add = [&](word_meaning const& meaning) {
            double share = weight * weight_of(meaning.kind);
            for (auto const occupation : meaning.occupations) {
                bool const group =
                    codes_.all(code_list::occupation)[occupation].level < occupation_level;
                if (group) to.groups.push_back(occupation);
                to.add(occupation, share * (group ? of_group : 1.0), each.text,
                       told_kind(meaning.kind));
                share *= later_occupation;
            }
        };
        if (each.combination != nullptr) {
            add(each.combination->meaning);
        } else {
            std::ranges::for_each(*each.meanings, add);
        }
    }
    for (std::size_t at = 0; at < quiet.size();) {
        auto const begin = quiet.find_first_not_of(' ', at);
        if (begin == std::string::npos) break;
        at = std::min(quiet.find(' ', begin), quiet.size());
        if (place < segments_compared) to.compared.push_back(quiet.substr(begin, at - begin));
    }
}

// Somebody is still typing: official texts that go on as the title begins.
void title_classifier::weigh_beginning(std::string_view segment, reading& to) const {
    auto const& texts = lexicon_.official_texts();
    auto const text_of = [&](std::uint32_t place) { return std::string_view(texts[place].text); };
    auto at = std::ranges::lower_bound(by_text_, segment, {}, text_of);
    for (std::size_t seen = 0; seen < beginnings_max && at != by_text_.end(); ++at, ++seen) {
        auto const text = text_of(*at);
        if (!text.starts_with(segment)) break;
        if (text.size() == segment.size()) continue;
        double const done = length_of(segment) / length_of(text);
        to.add(texts[*at].occupation,
               of_beginning * std::pow(length_of(segment), length_power) * done, text, "beginning");
    }
}

void title_classifier::weigh_similar(reading& to) const {
    for (auto const& each : similarity_.find(to.compared))
        to.add(each.occupation, of_likeness * static_cast<double>(each.likeness),
               lexicon_.official_texts()[each.text].text, "similar");
}

void title_classifier::favour_below_groups(reading& to) const {
    std::vector<bool> below(to.scores.size(), false);
    for (auto const group : to.groups) {
        for (auto i = group + 1; i < ends_[group]; ++i)
            below[i] = true;
    }
    for (std::size_t i = 0; i < below.size(); ++i) {
        if (below[i]) to.scores[i] *= below_named_group;
    }
}

// What speaks for several occupations of one sub-major group speaks for the group: between two that
// are about as likely, the one in better company comes first.
void title_classifier::favour_heavy_groups(reading& to) const {
    auto const all = codes_.all(code_list::occupation);
    std::vector<std::pair<std::size_t, std::size_t>> groups; // from and to a position
    std::vector<double> weights;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].level != sub_major_level) continue;
        groups.emplace_back(i, ends_[i]);
        weights.push_back(std::accumulate(to.scores.begin() + static_cast<std::ptrdiff_t>(i),
                                          to.scores.begin() + static_cast<std::ptrdiff_t>(ends_[i]),
                                          0.0));
    }
    if (weights.empty()) return;
    auto const heaviest = *std::ranges::max_element(weights);
    for (std::size_t group = 0; group < groups.size(); ++group) {
        if (weights[group] == 0) continue;
        auto const share = std::pow(weights[group] / heaviest, sub_major_power);
        for (auto i = groups[group].first; i < groups[group].second; ++i)
            to.scores[i] *= share;
    }
}

void title_classifier::put_exact_name_first(std::string_view title, reading& to) const {
    auto const found = names_.find(comparable(title));
    if (found == names_.end()) return;
    to.add(found->second, of_exact_name, title, "name");
    to.exact = true;
}

namespace {

// How often a proposal with this share of the first five's weight, and with this weight, is right:
// a logistic curve. tests/bench/titles holds what it says against what is right.
double confidence_of(double share, double weight, bool first) {
    constexpr double base = -3.0;
    constexpr double by_share = 3.5;
    constexpr double by_weight = 0.3;
    constexpr double for_first = 0.2;
    double const odds =
        base + by_share * share + by_weight * std::log(weight) + (first ? for_first : 0.0);
    return 1.0 / (1.0 + std::exp(-odds));
}

} // namespace

title_proposals title_classifier::propose(std::string_view title, std::size_t limit) const {
    title = first_code_points(title, job_title_code_points_max);
    auto const all = codes_.all(code_list::occupation);
    auto const segments = segments_of_title(title);
    reading read;
    read.scores.resize(all.size(), 0.0);
    read.segments = segments.size();
    title_proposals made{{}, false, {}};
    for (std::size_t i = 0; i < segments.size(); ++i) {
        weigh_segment(segments[i], i, read);
        if (!made.read.empty()) made.read.push_back(' ');
        made.read.append(segments[i]);
    }
    if (!segments.empty() && lexicon_.find(segments.back()) == nullptr)
        weigh_beginning(segments.back(), read);
    weigh_similar(read);
    favour_below_groups(read);
    favour_heavy_groups(read);
    put_exact_name_first(title, read);

    std::vector<occupation_position> order;
    for (occupation_position i = 0; i < all.size(); ++i) {
        if (read.scores[i] > 0) order.push_back(i);
    }
    auto const kept = std::min(order.size(), std::max(limit, shares_over));
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(kept),
                              [&](occupation_position left, occupation_position right) {
                                  if (read.scores[left] != read.scores[right])
                                      return read.scores[left] > read.scores[right];
                                  return left < right;
                              });
    order.resize(kept);
    double sum = 0;
    for (std::size_t i = 0; i < std::min(kept, shares_over); ++i)
        sum += read.scores[order[i]];
    order.resize(std::min(kept, limit));
    for (auto const occupation : order) {
        bool const first = occupation == order.front();
        auto const score = read.scores[occupation];
        occupation_proposal proposal{
            &all[occupation],
            first && read.exact ? 1.0 : confidence_of(score / sum, score, first),
            {}};
        std::vector<reading::contribution const*> own;
        for (auto const& each : read.contributions) {
            if (each.occupation == occupation && each.weight >= least_told * score)
                own.push_back(&each);
        }
        std::ranges::stable_sort(own, std::greater{}, &reading::contribution::weight);
        for (auto const* each : own) {
            bool const told = std::ranges::any_of(
                proposal.matched, [&](matched_word const& one) { return one.text == each->text; });
            if (!told && proposal.matched.size() < matched_words_max)
                proposal.matched.push_back({std::string(each->text), each->kind});
        }
        made.proposals.push_back(std::move(proposal));
    }
    made.confident = !made.proposals.empty() && made.proposals.front().confidence >= confident_from;
    return made;
}

} // namespace talent::vocabulary
