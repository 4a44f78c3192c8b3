#include "common/security/password_rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "common/base/text.hpp"
#include "common/security/tables.hpp"

namespace talent::security {
namespace {

using characters = std::vector<std::string>; // a code point each

constexpr std::size_t word_characters_min = 3;
constexpr std::size_t han_word_characters_min = 2;
constexpr std::size_t run_characters_min = 4; // shorter ones are in ordinary words: "rst", "ert"
constexpr std::size_t repeated_characters_min = 3;
constexpr std::size_t year_characters = 4;

constexpr std::size_t listed_word_cost = 2; // which of hundreds
constexpr std::size_t own_word_cost = 1;
constexpr std::size_t run_cost = 1;

// What fingers and eyes run along, in both directions.
constexpr std::array<std::string_view, 6> tracks = {"abcdefghijklmnopqrstuvwxyz",
                                                    "0123456789012345678901234567890",
                                                    "qwertyuiop",
                                                    "asdfghjkl",
                                                    "zxcvbnm",
                                                    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"};

bool is_word(characters const& one) {
    bool const han = std::ranges::all_of(one, [](auto const& each) { return is_han(each); });
    return one.size() >= (han ? han_word_characters_min : word_characters_min);
}

std::vector<characters> read_listed_words() {
    std::vector<characters> words;
    std::string_view rest = tables::common_passwords;
    rest.remove_prefix(std::min(rest.find('\n') + 1, rest.size())); // the header line
    while (!rest.empty()) {
        auto const end = std::min(rest.find('\n'), rest.size());
        if (end > 0) words.push_back(code_points(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return words;
}

std::vector<characters> const& listed_words() {
    static std::vector<characters> const words = read_listed_words();
    return words;
}

/// The letter that a digit or sign stands for in "p@ssw0rd".
std::string_view plain_letter(std::string_view one) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> disguises = {
        {{"@", "a"},
         {"4", "a"},
         {"0", "o"},
         {"1", "l"},
         {"!", "i"},
         {"3", "e"},
         {"5", "s"},
         {"$", "s"},
         {"7", "t"}}};
    for (auto const& [disguise, letter] : disguises) {
        if (one == disguise) return letter;
    }
    return one;
}

bool starts_with(std::span<std::string const> text, characters const& word) {
    return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin());
}

std::size_t run_along(std::span<std::string const> text, std::string_view track) {
    std::size_t longest = 0;
    for (std::size_t start = 0; start < track.size(); ++start) {
        std::size_t length = 0;
        while (length < text.size() && start + length < track.size() &&
               text[length] == track.substr(start + length, 1))
            ++length;
        longest = std::max(longest, length);
    }
    return longest;
}

std::size_t run_length(std::span<std::string const> text) {
    std::size_t longest = 0;
    for (auto const track : tracks) {
        std::string const backwards(track.rbegin(), track.rend());
        longest = std::max({longest, run_along(text, track), run_along(text, backwards)});
    }
    return longest;
}

std::size_t same_character_length(std::span<std::string const> text) {
    auto const other =
        std::ranges::find_if(text, [&](auto const& each) { return each != text.front(); });
    return static_cast<std::size_t>(other - text.begin());
}

/// How long a part of what stands before `from` stands here again.
std::size_t repeated_length(characters const& text, std::size_t from) {
    std::size_t longest = 0;
    for (std::size_t earlier = 0; earlier < from; ++earlier) {
        std::size_t length = 0;
        while (from + length < text.size() && text[earlier + length] == text[from + length])
            ++length;
        longest = std::max(longest, length);
    }
    return longest;
}

bool is_year(std::span<std::string const> text) {
    if (text.size() < year_characters) return false;
    bool const century = (text[0] == "1" && text[1] == "9") || (text[0] == "2" && text[1] == "0");
    auto const is_digit = [](std::string const& one) { return one >= "0" && one <= "9"; };
    return century && is_digit(text[2]) && is_digit(text[3]);
}

/// The cheapest way to put a text together, piece by piece.
class assembly {
  public:
    assembly(characters text, std::vector<characters> const& own)
        : text_(std::move(text)), own_(own), cost_(text_.size() + 1) {
        for (std::size_t i = 0; i < cost_.size(); ++i)
            cost_[i] = i;
    }

    std::size_t cheapest() {
        for (std::size_t from = 0; from < text_.size(); ++from) {
            reach(from, 1, 1);
            take_words(from);
            take_patterns(from);
        }
        return cost_.back();
    }

  private:
    void reach(std::size_t from, std::size_t length, std::size_t price) {
        auto& known = cost_[from + length];
        known = std::min(known, cost_[from] + price);
    }

    void take_words(std::size_t from) {
        auto const rest = std::span(text_).subspan(from);
        for (auto const& word : listed_words()) {
            if (starts_with(rest, word)) reach(from, word.size(), listed_word_cost);
        }
        for (auto const& word : own_) {
            if (starts_with(rest, word)) reach(from, word.size(), own_word_cost);
        }
    }

    void take_patterns(std::size_t from) {
        auto const rest = std::span(text_).subspan(from);
        take_run(from, run_length(rest), run_characters_min);
        take_run(from, same_character_length(rest), repeated_characters_min);
        take_run(from, repeated_length(text_, from), repeated_characters_min);
        if (is_year(rest)) reach(from, year_characters, run_cost);
    }

    void take_run(std::size_t from, std::size_t longest, std::size_t shortest) {
        for (auto length = shortest; length <= longest; ++length)
            reach(from, length, run_cost);
    }

    characters text_;
    std::vector<characters> const& own_;
    std::vector<std::size_t> cost_; // of the text up to here
};

} // namespace

std::vector<std::string> context_words(std::string_view text) {
    std::vector<std::string> words;
    auto const folded = normalise(text);
    auto const add = [&words](std::string word) {
        if (is_word(code_points(word))) words.push_back(std::move(word));
    };
    for (auto const& each : talent::words(folded))
        add(each.text);
    // Names of hosts count part by part too.
    for (std::size_t start = 0; start < folded.size();) {
        auto const end = std::min(folded.find_first_of(" .,-_@/", start), folded.size());
        add(folded.substr(start, end - start));
        start = end + 1;
    }
    // Also what people write together: zhang.san@… as zhangsan.
    add(letters_and_digits(folded.substr(0, folded.find('@'))));
    return words;
}

std::size_t unguessed_characters(std::string_view password, std::span<std::string const> context) {
    auto written = code_points(normalise(password));
    std::erase(written, " ");
    characters undisguised;
    for (auto const& each : written)
        undisguised.emplace_back(plain_letter(each));
    std::vector<characters> own;
    for (auto const& word : context)
        own.push_back(code_points(normalise(word)));
    return std::min(assembly(std::move(written), own).cheapest(),
                    assembly(std::move(undisguised), own).cheapest());
}

} // namespace talent::security
