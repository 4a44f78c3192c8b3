#include "services/alerts/standing_search.hpp"

#include <algorithm>
#include <cstring>

#include "common/calendar/working_days.hpp"
#include "services/market/matching/criteria.hpp"

namespace talent::alerts {
namespace {

using json::code_list;
using market::code_number;
using market::code_space;
using market::document_kind;
using market::field_shape;
using market::no_code;
using market::not_stated;
using market::search_field;

// What lies within the code or contains it.
void add_related(search_field field, code_number code, code_space const& codes,
                 std::vector<key>& to) {
    to.push_back(key_within(field, code));
    auto const list = market::definition_of(field).list;
    for (code = codes.parent(list, code); code != no_code; code = codes.parent(list, code))
        to.push_back(key_exactly(field, code));
}

void add_value(market::search_field_definition const& field, std::string const& value,
               document_kind kind, code_space const& codes, std::vector<key>& to) {
    if (field.shape == field_shape::plain) {
        to.push_back(key_of_value(field.field, value));
    } else if (field.shape == field_shape::ordered) {
        if (auto const rank = market::rank_of(field.field, value))
            to.push_back(key_of_rank(field.field, *rank));
    } else if (auto const code = codes.number(field.list, value); code != no_code) {
        if (field.field == search_field::region && market::regions_reach(kind)) {
            add_related(field.field, code, codes, to);
        } else {
            to.push_back(key_within(field.field, code));
        }
    }
}

bool holds(std::string const& text, std::string const& phrase) {
    return memmem(text.data(), text.size(), phrase.data(), phrase.size()) != nullptr;
}

required_terms required(market::query_terms const& terms) {
    required_terms made{.words = terms.words, .runs = {}, .phrases = {}};
    for (auto const& run : terms.runs) {
        if (run.size() > market::gram_characters_max) {
            made.phrases.push_back(market::to_utf8(run));
        } else {
            made.runs.push_back(key_of_run(run));
        }
    }
    return made;
}

// A document that has all the terms has each of these.
std::vector<key> keys_of_terms(market::query_terms const& terms) {
    std::vector<key> made;
    for (auto const& word : terms.words)
        made.push_back(key_of_word(word));
    for (std::u32string_view const run : terms.runs) {
        auto const length = std::min(run.size(), market::gram_characters_max);
        for (std::size_t at = 0; at + length <= run.size(); ++at)
            made.push_back(key_of_run(run.substr(at, length)));
    }
    return made;
}

// Where a skill is called by several words, the longest word or run is the rarest, as a rule.
key rarest_key_of(market::query_terms const& way) {
    std::string_view longest_word;
    for (auto const& word : way.words) {
        if (word.size() > longest_word.size()) longest_word = word;
    }
    if (!longest_word.empty()) return key_of_word(longest_word);
    auto const longest = std::ranges::max_element(way.runs, {}, &std::u32string::size);
    return key_of_run(std::u32string_view(*longest).substr(0, market::gram_characters_max));
}

bool has_all(required_terms const& terms, examined const& document) {
    return std::ranges::all_of(terms.words,
                               [&](auto const& word) { return document.keys.has_word(word); }) &&
           std::ranges::all_of(terms.runs, [&](key run) { return document.keys.has(run); }) &&
           std::ranges::all_of(terms.phrases, [&](auto const& phrase) {
               return holds(document.one.title, phrase) || holds(document.one.body, phrase);
           });
}

bool has_part(required_part const& part, examined const& document) {
    if (!part.prefix.empty() && document.keys.has_word_beginning_with(part.prefix)) return true;
    return std::ranges::any_of(part.codes, [&](key code) { return document.keys.has(code); }) ||
           std::ranges::any_of(part.ways, [&](auto const& way) { return has_all(way, document); });
}

void add_part(market::wide_term const& term, document_kind kind, code_space const& codes,
              requirements& to) {
    auto& part = to.parts.emplace_back();
    for (auto const& one : term.filters)
        add_value(market::definition_of(one.field), one.code, kind, codes, part.codes);
    auto& set = to.sets.emplace_back(part.codes);
    part.prefix = term.prefix;
    if (!part.prefix.empty()) {
        set.push_back(key_of_prefix(part.prefix));
        return; // the word itself begins so too
    }
    for (auto const& way : term.spellings) {
        part.ways.push_back(required(way));
        set.push_back(rarest_key_of(way));
    }
}

bool pay_overlaps(market::search_query const& query, market::document const& one) {
    if (!query.pay_min && !query.pay_max) return true;
    if (!one.pay_min && !one.pay_max) return false;
    if (query.pay_min && one.pay_max && *one.pay_max < *query.pay_min) return false;
    return !query.pay_max || !one.pay_min || *one.pay_min <= *query.pay_max;
}

bool has_plain_values(market::search_query const& query, market::document const& one) {
    return std::ranges::all_of(market::search_fields, [&](auto const& field) {
        auto const& wanted = query.filter(field.field);
        return field.shape != field_shape::plain || wanted.empty() ||
               std::ranges::any_of(wanted, [&](std::string const& value) {
                   return has_value(one, field.field, value);
               });
    });
}

// As the criterion occupation_group has it: the sub-major group, or what is above it.
code_number group_of(code_space const& codes, code_number occupation) {
    constexpr int sub_major_level = 2;
    while (occupation != no_code &&
           codes.level(code_list::occupation, occupation) > sub_major_level) {
        occupation = codes.parent(code_list::occupation, occupation);
    }
    return occupation;
}

} // namespace

result<requirements> requirements_of(market::search_query const& query, code_space const& codes,
                                     market::vocabulary_names const& names) {
    TRY(auto const read, market::read_query(names, query.text, query.reading));
    requirements made;
    made.terms = required(read.terms);
    for (auto const each : keys_of_terms(read.terms))
        made.sets.push_back({each});
    for (auto const& term : read.wide_terms)
        add_part(term, query.kind, codes, made);
    for (auto const& field : market::search_fields) {
        auto const& values = query.filter(field.field);
        if (values.empty()) continue;
        auto& set = made.sets.emplace_back();
        for (auto const& value : values)
            add_value(field, value, query.kind, codes, set);
    }
    return made;
}

void add_requirements_of_match(market::profile const& known, code_space const& codes,
                               requirements& to) {
    auto& regions = to.sets.emplace_back();
    for (auto const region : known.regions)
        add_related(search_field::region, region, codes, regions);
    auto& occupations = to.sets.emplace_back();
    auto const group = group_of(codes, known.occupation);
    if (group != no_code) add_related(search_field::occupation, group, codes, occupations);
    // A supply has at least what is required, a demand asks for no more than is held.
    to.sets.push_back({key_of_rank(search_field::education, known.education)});
}

bool has_every_set(requirements const& needed, document_keys const& keys) {
    return std::ranges::all_of(needed.sets, [&](std::vector<key> const& set) {
        return std::ranges::any_of(set, [&](key one) { return keys.has(one); });
    });
}

bool passes_beyond_keys(market::search_query const& query, requirements const& needed,
                        examined const& document) {
    auto const& one = document.one;
    if (!market::is_live(one, document.now) || !pay_overlaps(query, one)) return false;
    if (query.published_since && one.published_at < *query.published_since) return false;
    if (!has_plain_values(query, one)) return false;
    return has_all(needed.terms, document) &&
           std::ranges::all_of(needed.parts,
                               [&](auto const& part) { return has_part(part, document); });
}

bool is_shown(market::search_query const& query, std::string_view home_region,
              examined const& document) {
    if (!document.one.scoped) return true;
    auto const lies_inside = [&](std::string_view region) {
        auto code = document.codes.number(code_list::region, region);
        for (; code != no_code; code = document.codes.parent(code_list::region, code)) {
            if (document.keys.has(key_exactly(search_field::region, code))) return true;
        }
        return false;
    };
    return lies_inside(home_region) ||
           std::ranges::any_of(query.filter(search_field::region), lies_inside);
}

std::optional<judgement> judge(market::profile const& need, market::profile const& offer,
                               code_space const& codes, instant now) {
    market::profile_pair const pair{need, offer, codes, calendar::day_of(now)};
    bool const scored = need.personalised_ranking && offer.personalised_ranking;
    int score = 0;
    for (auto const& one : market::listing_market().criteria) {
        bool const hard = one.kind == market::criterion_kind::hard;
        if (!hard && !scored) continue;
        auto const judged = one.assess(pair, one.points_max());
        if (hard && judged.outcome == market::outcome::unmet) return std::nullopt;
        if (!hard) score += judged.points;
    }
    return judgement{scored ? std::optional(score) : std::nullopt};
}

} // namespace talent::alerts
