#include "services/alerts/standing_search.hpp"

#include <algorithm>
#include <cstring>

#include "common/calendar/working_days.hpp"
#include "services/market/criteria.hpp"

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

void add_text(market::query_terms terms, requirements& to) {
    for (auto& word : terms.words) {
        to.sets.push_back({key_of_word(word)});
        to.words.push_back(std::move(word));
    }
    for (std::u32string_view const run : terms.runs) {
        auto const length = std::min(run.size(), market::gram_characters_max);
        for (std::size_t at = 0; at + length <= run.size(); ++at)
            to.sets.push_back({key_of_run(run.substr(at, length))});
        if (run.size() > length) to.phrases.push_back(market::to_utf8(run));
    }
}

bool holds(std::string const& text, std::string const& phrase) {
    return memmem(text.data(), text.size(), phrase.data(), phrase.size()) != nullptr;
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

result<requirements> requirements_of(market::search_query const& query, code_space const& codes) {
    TRY(auto terms, market::terms_of_query(query.text));
    requirements made;
    add_text(std::move(terms), made);
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
    return std::ranges::all_of(needed.words,
                               [&](auto const& word) { return document.keys.has_word(word); }) &&
           std::ranges::all_of(needed.phrases, [&](auto const& phrase) {
               return holds(one.title, phrase) || holds(one.body, phrase);
           });
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
