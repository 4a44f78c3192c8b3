#include "services/market/search/query_reading.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace talent::market {
namespace {

using json::code_list;
using part = std::vector<placed_term>; // one name, or one term that is none

constexpr std::array<std::string_view, 6> kind_names{"text",  "region", "occupation",
                                                     "skill", "prefix", "correction"};
constexpr std::size_t split_characters_min = 2; // of a region's name and of what follows it

read_as kind_of(code_list list) {
    if (list == code_list::region) return read_as::region;
    return list == code_list::occupation ? read_as::occupation : read_as::skill;
}

bool names_one_of(std::vector<vocabulary_names::named_entry> const& called, bool region) {
    return std::ranges::any_of(
        called, [&](auto const& one) { return (one.list == code_list::region) == region; });
}

// Of a searchable text. Where an asterisk follows a word, it is a prefix.
part terms_of(std::string_view text) {
    auto terms = terms_in_order(text);
    for (auto& one : terms) {
        if (one.is_run || one.end == text.size() || text[one.end] != '*') continue;
        one.is_prefix = true;
        ++one.end;
    }
    return terms;
}

// Reads one query.
class query_reader {
  public:
    query_reader(vocabulary_names const& names, std::string const& text,
                 reading_options const& options)
        : names_(names), text_(text), options_(options) {
        for (auto const& each : options.as_typed)
            as_typed_.insert(vocabulary_names::key_of(terms_of(searchable(each))));
    }

    query_reading read() {
        auto const whole = terms_of(text_);
        auto const terms = split_runs(whole);
        for (std::size_t at = 0; at < terms.size();) {
            auto const length = longest_name(terms, at);
            auto const from = terms.begin() + static_cast<std::ptrdiff_t>(at);
            add({from, from + static_cast<std::ptrdiff_t>(length)});
            at += length;
        }
        if (!options_.interpreted) { // what was looked at in parts is searched as a whole
            plain_ = whole;
            std::erase_if(plain_, [this](placed_term const& one) { return stands_for_more(one); });
        }
        made_.terms = query_terms_of(plain_);
        return std::move(made_);
    }

  private:
    // "杭州软件工程师" is the region and the occupation: a run that as a whole is no name, but that
    // of a region followed by that of an occupation or a skill. The longest region goes first.
    part split_runs(part const& terms) const {
        part made;
        for (auto const& term : terms) {
            auto const bytes = term.is_run ? bytes_of_region(term.text) : 0;
            if (bytes == 0) {
                made.push_back(term);
                continue;
            }
            made.push_back({term.text.substr(0, bytes), true, term.begin, term.begin + bytes});
            made.push_back({term.text.substr(bytes), true, term.begin + bytes, term.end});
        }
        return made;
    }

    std::size_t bytes_of_region(std::string const& run) const {
        if (is_as_typed(run) || !names_.called(run).empty()) return 0;
        auto const bounds = character_bounds(run);
        auto const count = bounds.size() - 1;
        for (auto taken = count; taken-- > split_characters_min;) {
            if (count - taken < split_characters_min) continue;
            auto const bytes = bounds[taken];
            std::string_view const whole = run;
            if (names_one_of(names_.called(whole.substr(0, bytes)), true) &&
                names_one_of(names_.called(whole.substr(bytes)), false))
                return bytes;
        }
        return 0;
    }

    bool is_as_typed(std::string_view key) const { return as_typed_.contains(std::string(key)); }

    bool stands_for_more(placed_term const& one) const {
        return one.is_prefix && !is_as_typed(vocabulary_names::key_of({one}));
    }

    // One where no name begins here.
    std::size_t longest_name(part const& terms, std::size_t at) const {
        for (auto length = std::min(names_.terms_max(), terms.size() - at); length > 1; --length) {
            auto const from = terms.begin() + static_cast<std::ptrdiff_t>(at);
            auto const key =
                vocabulary_names::key_of({from, from + static_cast<std::ptrdiff_t>(length)});
            if (!names_.called(key).empty()) return length;
        }
        return 1;
    }

    void add(part const& terms) {
        auto const key = vocabulary_names::key_of(terms);
        bool const is_new = seen_.insert(key).second;
        if (terms.front().is_prefix) return add_prefix(terms, is_new); // never in a name
        auto const& called = names_.called(key);
        bool const applied = options_.interpreted && !is_as_typed(key);
        if (is_new) echo(terms, called, applied);
        if (!applied || called.empty()) {
            plain_.insert(plain_.end(), terms.begin(), terms.end());
        } else if (is_new) {
            made_.wide_terms.push_back(widen(terms, called));
        }
    }

    void add_prefix(part const& terms, bool is_new) {
        bool const applied = stands_for_more(terms.front());
        if (is_new)
            made_.readings.push_back({text_of(terms), read_as::prefix, nullptr, applied, !applied});
        if (!applied) {
            plain_.push_back(terms.front());
        } else if (is_new) {
            made_.wide_terms.push_back({.spellings = {query_terms_of(terms)},
                                        .filters = {},
                                        .prefix = terms.front().text});
        }
    }

    std::string text_of(part const& terms) const {
        auto const from = terms.front().begin;
        return text_.substr(from, terms.back().end - from);
    }

    void echo(part const& terms, std::vector<vocabulary_names::named_entry> const& called,
              bool applied) {
        auto const text = text_of(terms);
        for (auto const& one : called)
            made_.readings.push_back({text, kind_of(one.list), one.entry, applied, !applied});
        if (called.empty())
            made_.readings.push_back({text, read_as::text, nullptr, true, !applied});
    }

    wide_term widen(part const& terms,
                    std::vector<vocabulary_names::named_entry> const& called) const {
        wide_term made;
        auto const add_spelling = [&](query_terms const& way) {
            if (std::ranges::find(made.spellings, way) == made.spellings.end())
                made.spellings.push_back(way);
        };
        add_spelling(query_terms_of(terms));
        for (auto const& one : called) {
            if (one.list == code_list::skill) {
                std::ranges::for_each(names_.spellings(*one.entry), add_spelling);
            } else {
                auto const field =
                    one.list == code_list::region ? search_field::region : search_field::occupation;
                made.filters.push_back({field, one.entry->code});
            }
        }
        return made;
    }

    vocabulary_names const& names_;
    std::string const& text_;
    reading_options const& options_;
    std::set<std::string> as_typed_;
    std::set<std::string> seen_;
    part plain_;
    query_reading made_;
};

} // namespace

std::string_view name_of(read_as kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

result<query_reading> read_query(vocabulary_names const& names, std::string_view typed,
                                 reading_options const& options) {
    auto const within_limits = terms_of_query(typed);
    if (!within_limits.has_value()) return within_limits.error();
    auto const text = searchable(typed);
    return query_reader(names, text, options).read();
}

} // namespace talent::market
