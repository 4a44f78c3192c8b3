#include "services/market/index/text_terms.hpp"

#include <algorithm>
#include <bitset>
#include <utility>

#include "common/base/simplified_text.hpp"
#include "common/base/text.hpp"

namespace talent::market {
namespace {

constexpr std::size_t basic_plane_size = 0x10000;

void append_utf8(char32_t character, std::string& to) {
    auto const byte = [&to](char32_t value) { to.push_back(static_cast<char>(value)); };
    if (character < 0x80) {
        byte(character);
    } else if (character < 0x800) {
        byte(0xC0 | character >> 6U);
        byte(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        byte(0xE0 | character >> 12U);
        byte(0x80 | (character >> 6U & 0x3F));
        byte(0x80 | (character & 0x3F));
    } else {
        byte(0xF0 | character >> 18U);
        byte(0x80 | (character >> 12U & 0x3F));
        byte(0x80 | (character >> 6U & 0x3F));
        byte(0x80 | (character & 0x3F));
    }
}

bool is_han_character(char32_t character) {
    std::string bytes;
    append_utf8(character, bytes);
    return is_han(bytes);
}

// Asked for every character of every document: a table instead of a look-up in ICU.
std::bitset<basic_plane_size> const& han_of_basic_plane() {
    static std::bitset<basic_plane_size> const table = [] {
        std::bitset<basic_plane_size> made;
        for (char32_t character = 0x80; character < basic_plane_size; ++character) {
            bool const surrogate = character >= 0xD800 && character <= 0xDFFF;
            made[character] = !surrogate && is_han_character(character);
        }
        return made;
    }();
    return table;
}

// Of normalised text, which is well-formed UTF-8: normalisation has replaced what was not.
struct decoded {
    char32_t character;
    std::size_t bytes;
};

decoded decode(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t offset) -> char32_t {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) & 0x3FU
                                         : 0U;
    };
    auto const lead = static_cast<unsigned char>(text[at]);
    if (lead < 0xE0) return {(lead & 0x1FU) << 6U | byte(1), 2};
    if (lead < 0xF0) return {(lead & 0x0FU) << 12U | byte(1) << 6U | byte(2), 3};
    return {(lead & 0x07U) << 18U | byte(1) << 12U | byte(2) << 6U | byte(3), 4};
}

// Calls on_character for each character of a run, with whether it continues the run, and on_end
// after the run's last. Returns the text with a space in place of each run.
template <class OnCharacter, class OnEnd>
std::string take_runs(std::string_view text, OnCharacter on_character, OnEnd on_end) {
    auto const& basic_plane = han_of_basic_plane();
    std::string rest;
    rest.reserve(text.size());
    bool in_run = false;
    std::size_t rest_start = 0; // where the stretch that is not yet in `rest` begins
    for (std::size_t at = 0; at < text.size();) {
        bool const ascii = static_cast<unsigned char>(text[at]) < 0x80;
        auto const [character, bytes] = ascii ? decoded{0, 1} : decode(text, at);
        bool const han = !ascii && (character < basic_plane_size ? basic_plane[character]
                                                                 : is_han_character(character));
        if (han) {
            if (!in_run) rest.append(text.substr(rest_start, at - rest_start)).push_back(' ');
            on_character(character, in_run);
            rest_start = at + bytes;
        } else if (in_run) {
            on_end();
        }
        in_run = han;
        at += bytes;
    }
    if (in_run) on_end();
    if (rest_start < text.size()) rest.append(text.substr(rest_start));
    return rest;
}

template <class Value>
void keep_each_once(std::vector<Value>& values) {
    std::ranges::sort(values);
    auto const repeated = std::ranges::unique(values);
    values.erase(repeated.begin(), repeated.end());
}

problem refuse_text(std::string detail) {
    problem made{.code = error_code::invalid_query, .detail = {}, .errors = {}};
    made.errors.push_back({"?q", "too_long", std::move(detail)});
    return made;
}

} // namespace

std::string searchable(std::string_view text) {
    auto made = normalise(text);
    simplify_characters(made);
    return made;
}

bool is_exact(std::u32string_view run) {
    return run.size() <= gram_characters_max;
}

parted_text part_text(std::string_view searchable) {
    parted_text made;
    made.runs.reserve(searchable.size() /
                      2); // a Han character has three bytes, a run's end a place
    auto const rest = take_runs(
        searchable, [&made](char32_t character, bool) { made.runs.push_back(character); },
        [&made] { made.runs.push_back(0); });
    for (auto& one : words(rest))
        made.words.push_back(std::move(one.text));
    return made;
}

document_terms terms_of(parted_text parts) {
    document_terms made;
    made.words = std::move(parts.words);
    made.grams.reserve(3 * parts.runs.size());
    for_each_gram(parts.runs, [&made](gram one) { made.grams.push_back(one); });
    keep_each_once(made.grams);
    keep_each_once(made.words);
    return made;
}

document_terms terms_of_document(std::string_view searchable) {
    return terms_of(part_text(searchable));
}

std::u32string han_runs(std::string_view searchable) {
    std::u32string made;
    take_runs(
        searchable, [&made](char32_t character, bool) { made.push_back(character); },
        [&made] { made.push_back(0); });
    return made;
}

result<query_terms> terms_of_query(std::string_view typed) {
    if (count_code_points(typed) > query_code_points_max) {
        return refuse_text("at most " + std::to_string(query_code_points_max) + " characters");
    }
    query_terms made;
    std::u32string run;
    auto const rest = take_runs(
        searchable(typed), [&run](char32_t character, bool) { run.push_back(character); },
        [&] { made.runs.push_back(std::exchange(run, {})); });
    keep_each_once(made.runs);
    for (auto& one : words(rest))
        made.words.push_back(std::move(one.text));
    keep_each_once(made.words);
    if (made.size() > query_terms_max) {
        return refuse_text("at most " + std::to_string(query_terms_max) + " words");
    }
    return made;
}

std::vector<std::size_t> character_bounds(std::string_view text) {
    std::vector<std::size_t> bounds;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const continues = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
        if (!continues) bounds.push_back(at);
    }
    bounds.push_back(text.size());
    return bounds;
}

std::vector<placed_term> terms_in_order(std::string_view searchable) {
    std::vector<placed_term> made;
    auto const add_words = [&](std::size_t begin, std::size_t end) {
        auto at = begin;
        for (auto& one : words(searchable.substr(begin, end - begin))) {
            // What parts words has none, so the next place that reads so is the word's own.
            at = searchable.find(one.text, at);
            auto const length = one.text.size();
            made.push_back({std::move(one.text), false, at, at + length});
            at += length;
        }
    };
    auto const bounds = character_bounds(searchable);
    std::size_t start = 0;
    bool in_run = false;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        bool const at_end = bounds[i] == searchable.size();
        bool const han = !at_end && is_han(searchable.substr(bounds[i]));
        if (han == in_run && !at_end) continue;
        if (in_run) {
            made.push_back(
                {std::string(searchable.substr(start, bounds[i] - start)), true, start, bounds[i]});
        } else {
            add_words(start, bounds[i]);
        }
        start = bounds[i];
        in_run = han;
    }
    return made;
}

query_terms query_terms_of(std::vector<placed_term> const& terms) {
    query_terms made;
    for (auto const& one : terms) {
        if (!one.is_run) {
            made.words.push_back(one.text);
            continue;
        }
        auto& run = made.runs.emplace_back();
        auto const bounds = character_bounds(one.text);
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
            auto const lead = static_cast<unsigned char>(one.text[bounds[i]]);
            run.push_back(lead < 0x80 ? lead : decode(one.text, bounds[i]).character);
        }
    }
    keep_each_once(made.words);
    keep_each_once(made.runs);
    return made;
}

std::string to_utf8(std::u32string_view text) {
    std::string made;
    for (char32_t const character : text)
        append_utf8(character, made);
    return made;
}

} // namespace talent::market
