#include "tests/unit/market/naive_search.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "common/base/text.hpp"
#include "tests/unit/market/naive_typing.hpp"

namespace talent::market::testing {
namespace {

std::vector<std::string> latin_words(std::string const& text) {
    std::set<std::string> found;
    for (auto const& one : words(text)) {
        if (!is_han(code_points(one.text).front())) found.insert(one.text);
    }
    return {found.begin(), found.end()};
}

bool contains(std::vector<std::string> const& values, std::string const& value) {
    return std::ranges::find(values, value) != values.end();
}

bool contains_text(document const& one, std::string const& part) {
    return one.title.find(part) != std::string::npos || one.body.find(part) != std::string::npos;
}

} // namespace

void naive_search::put(document one) {
    auto const id = one.id;
    auto const stated = one.regions;
    std::erase_if(one.regions, [&](std::string const& code) {
        return std::ranges::any_of(stated, [&](std::string const& other) {
            return other != code && codes_.is_within(json::code_list::region, code, other);
        });
    });
    auto const title = latin_words(one.title);
    words_[id] = {title, latin_words(one.title + '\n' + one.body)};
    documents_[id] = std::move(one);
    frequencies_.clear();
    vocabularies_.clear();
}

void naive_search::remove(uuid const& id) {
    documents_.erase(id);
    words_.erase(id);
    frequencies_.clear();
    vocabularies_.clear();
}

bool naive_search::has_term(document const& one, std::string const& term, bool title_only) const {
    auto const& own = words_.at(one.id);
    if (!is_run(term)) return contains(title_only ? own.title : own.all, term);
    return title_only ? one.title.find(term) != std::string::npos : contains_text(one, term);
}

bool naive_search::has_way(document const& one, naive_part const& wanted, bool title_only) const {
    return std::ranges::any_of(wanted.ways, [&](strings const& way) {
        return std::ranges::all_of(
            way, [&](std::string const& term) { return has_term(one, term, title_only); });
    });
}

bool naive_search::has_code(document const& one, naive_part const& wanted) const {
    return std::ranges::any_of(
        wanted.codes, [&](auto const& code) { return passes_tree(one, code.first, code.second); });
}

bool naive_search::has_text(document const& one, std::set<naive_part> const& wanted) const {
    return std::ranges::all_of(wanted, [&](naive_part const& part) {
        return has_way(one, part, false) || has_code(one, part);
    });
}

bool naive_search::passes_tree(document const& one, search_field field,
                               std::string const& value) const {
    auto const list = definition_of(field).list;
    bool const reach = one.kind == document_kind::supply || one.kind == document_kind::offering;
    auto const fits = [&](std::string const& code) {
        if (codes_.find(list, code) == nullptr) return false;
        return codes_.is_within(list, code, value) ||
               (field == search_field::region && reach && codes_.is_within(list, value, code));
    };
    switch (field) {
        case search_field::region:
            return std::ranges::any_of(one.regions, fits);
        case search_field::skill:
            return std::ranges::any_of(one.skills, fits);
        case search_field::occupation:
            return fits(one.occupation);
        default:
            return fits(one.industry);
    }
}

bool naive_search::passes_value(document const& one, search_field field,
                                std::string const& value) const {
    bool const holds = one.kind == document_kind::supply;
    switch (field) {
        case search_field::education: {
            auto const asked = *json::enumerator_named<listings::education>(value);
            return holds ? one.education >= asked : one.education <= asked;
        }
        case search_field::experience: {
            auto const asked = std::stoll(value);
            return holds ? one.experience_years >= asked : one.experience_years <= asked;
        }
        case search_field::employment:
            return std::ranges::any_of(one.employments,
                                       [&](auto type) { return json::name_of(type) == value; });
        case search_field::organisation:
            return to_string(one.organisation) == value;
        case search_field::category:
            return one.category == value;
        case search_field::stage:
            return one.stage == value;
        case search_field::method:
            return one.method == value;
        case search_field::progress:
            return one.progress == value;
        default:
            return passes_tree(one, field, value);
    }
}

bool naive_search::passes_filter(document const& one, search_field field,
                                 std::vector<std::string> const& values) const {
    return values.empty() || std::ranges::any_of(values, [&](auto const& value) {
               return passes_value(one, field, value);
           });
}

bool naive_search::is_visible(document const& one, search_query const& query) const {
    if (!one.scoped) return true;
    auto places = query.filter(search_field::region);
    if (!query.home_region.empty()) places.push_back(query.home_region);
    for (auto const& place : places) {
        for (auto const& own : one.regions) {
            if (codes_.is_within(json::code_list::region, place, own)) return true;
        }
    }
    return false;
}

bool naive_search::passes_filters(document const& one, search_query const& query) const {
    for (auto const& field : search_fields) {
        if (!passes_filter(one, field.field, query.filter(field.field))) return false;
    }
    if (query.published_since && one.published_at < *query.published_since) return false;
    if (query.pay_min || query.pay_max) {
        if (!one.pay_min && !one.pay_max) return false;
        if (query.pay_min && one.pay_max && *one.pay_max < *query.pay_min) return false;
        if (query.pay_max && one.pay_min && *one.pay_min > *query.pay_max) return false;
    }
    return is_visible(one, query);
}

std::int64_t naive_search::frequency(document_kind kind, std::string const& term) const {
    auto const key = std::string(name_of(kind)) + " " + term;
    if (auto const known = frequencies_.find(key); known != frequencies_.end())
        return known->second;
    strings parts{term};
    auto const characters = code_points(term);
    if (is_run(term) && characters.size() > 3) {
        parts.clear();
        for (std::size_t i = 0; i + 2 < characters.size(); ++i) {
            parts.push_back(characters[i] + characters[i + 1] + characters[i + 2]);
        }
    }
    std::int64_t rarest = INT64_MAX;
    for (auto const& part : parts) {
        std::int64_t held = 0;
        for (auto const& [id, one] : documents_)
            held += one.kind == kind && has_term(one, part, false) ? 1 : 0;
        rarest = std::min(rarest, held);
    }
    return frequencies_[key] = rarest;
}

std::int64_t naive_search::weight(document_kind kind, naive_part const& part) const {
    std::int64_t held = 0;
    for (auto const& [id, one] : documents_)
        held += one.kind == kind ? 1 : 0;
    std::int64_t most = 0;
    for (auto const& way : part.ways) {
        std::int64_t rarest = INT64_MAX;
        for (auto const& term : way)
            rarest = std::min(rarest, frequency(kind, term));
        most = std::max(most, rarest);
    }
    for (auto const& [field, code] : part.codes) {
        std::int64_t found = 0;
        for (auto const& [id, one] : documents_)
            found += one.kind == kind && passes_tree(one, field, code) ? 1 : 0;
        most = std::max(most, found);
    }
    double const ratio = most == 0 ? 0 : static_cast<double>(held) / static_cast<double>(most);
    return std::llround(1000.0 * std::log2(1.0 + ratio));
}

std::int64_t naive_search::sort_value(
    document const& one, search_query const& query,
    std::vector<std::pair<naive_part, std::int64_t>> const& weights) const {
    if (query.sort == sort_order::newest ||
        (query.sort == sort_order::relevance && weights.empty())) {
        return to_milliseconds(one.published_at);
    }
    if (query.sort == sort_order::relevance) {
        std::int64_t score = 0;
        for (auto const& [part, weight] : weights)
            score += weight * (has_way(one, part, true) || has_code(one, part) ? 3 : 1);
        return score;
    }
    if (!one.pay_min && !one.pay_max) return INT64_MIN;
    if (query.sort == sort_order::pay_high) return (one.pay_max ? one.pay_max : one.pay_min)->fen;
    return -(one.pay_min ? one.pay_min : one.pay_max)->fen;
}

std::vector<std::string> naive_search::values_of(document const& one, search_field field) const {
    std::vector<std::string> own;
    switch (field) {
        case search_field::education:
            for (auto const name : json::enumeration<listings::education>::names())
                own.emplace_back(name);
            return own;
        case search_field::experience:
            return {"0", "1", "3", "5", "10"};
        case search_field::employment:
            for (auto const type : one.employments)
                own.emplace_back(json::name_of(type));
            return own;
        case search_field::organisation:
            return {to_string(one.organisation)};
        case search_field::category:
            return {one.category};
        case search_field::stage:
            return {one.stage};
        case search_field::method:
            return {one.method};
        case search_field::progress:
            return {one.progress};
        case search_field::region:
            own = one.regions;
            break;
        case search_field::skill:
            own = one.skills;
            break;
        case search_field::occupation:
            own = {one.occupation};
            break;
        case search_field::industry:
            own = {one.industry};
            break;
    }
    std::vector<std::string> all;
    for (auto const& code : own) {
        if (codes_.find(definition_of(field).list, code) == nullptr) continue;
        all.push_back(code);
        for (auto const* above : codes_.ancestors(definition_of(field).list, code))
            all.push_back(above->code);
    }
    return all;
}

std::vector<facet_value> naive_search::count(search_query const& query, search_field field,
                                             std::vector<document const*> const& with_text) const {
    std::set<std::string> values;
    auto open = query;
    open.filter(field).clear();
    for (auto const* one : with_text) {
        // Scope is left aside here: a filter by the document's own region would show it.
        auto unscoped = *one;
        unscoped.scoped = field == search_field::region ? false : one->scoped;
        if (!passes_filters(unscoped, open)) continue;
        for (auto const& value : values_of(*one, field)) {
            if (!value.empty()) values.insert(value);
        }
    }
    std::vector<facet_value> counted;
    for (auto const& value : values) {
        auto narrowed = query;
        narrowed.filter(field) = {value};
        auto const total = std::ranges::count_if(
            with_text, [&](auto const* one) { return passes_filters(*one, narrowed); });
        if (total > 0) counted.push_back({value, static_cast<std::uint64_t>(total)});
    }
    std::ranges::sort(counted, [](auto const& left, auto const& right) {
        return left.count != right.count ? left.count > right.count : left.value < right.value;
    });
    if (counted.size() > 200) counted.resize(200);
    return counted;
}

naive_search::vocabulary_of_kind const& naive_search::words_of(document_kind kind) const {
    auto const [found, is_new] = vocabularies_.try_emplace(kind);
    if (!is_new) return found->second;
    for (auto const& [id, one] : documents_) {
        if (one.kind != kind) continue;
        for (auto const& word : words_.at(id).all)
            found->second[word].push_back(&one);
    }
    return found->second;
}

bool naive_search::is_seen(std::vector<document const*> const& documents, search_query const& query,
                           instant now) const {
    return std::ranges::any_of(documents, [&](document const* one) {
        return (!one->expires_at || now < *one->expires_at) && is_visible(*one, query);
    });
}

// A Latin word that may be mistyped, and that nobody has.
bool naive_search::is_unknown(std::string const& word, search_query const& query,
                              instant now) const {
    auto const length = code_points(word).size();
    if (length < 4 || length > 40 || !naive_is_latin(word)) return false;
    auto const& all = words_of(query.kind);
    auto const own = all.find(word);
    return own == all.end() || !is_seen(own->second, query, now);
}

// The word that an unknown one was meant as; nothing where there is none.
std::string naive_search::meant_by(std::string const& word, search_query const& query,
                                   instant now) const {
    auto const length = code_points(word).size();
    std::set<std::tuple<unsigned, std::int64_t, std::string>> found;
    for (auto const& [other, documents] : words_of(query.kind)) {
        auto const distance = naive_is_latin(other) ? naive_typing_distance(word, other) : 3;
        if (distance > (length < 8 ? 1U : 2U) || !is_seen(documents, query, now)) continue;
        found.emplace(distance, -static_cast<std::int64_t>(documents.size()), other);
    }
    return found.empty() ? std::string() : std::get<2>(*found.begin());
}

// With what depends on the words that documents have.
std::set<naive_part> naive_search::with_words(std::set<naive_part> const& wanted,
                                              search_query const& query, instant now) const {
    std::set<naive_part> made;
    auto const unknown = [&](naive_part const& part) {
        return part.plain && is_unknown(part.typed.front(), query, now);
    };
    bool const few_unknown = std::ranges::count_if(wanted, unknown) <= 4;
    for (auto part : wanted) {
        if (!part.prefix.empty()) {
            for (auto const& [word, ignored] : words_of(query.kind)) {
                if (word.starts_with(part.prefix)) part.ways.insert({word});
            }
        }
        if (part.correctable && few_unknown && unknown(part)) {
            auto const meant = meant_by(part.typed.front(), query, now);
            if (!meant.empty()) part.ways.insert({meant});
        }
        made.insert(std::move(part));
    }
    return made;
}

naive_answer naive_search::answer(search_query const& query, instant now) const {
    auto const wanted = with_words(reader_.read(query.text, query.reading), query, now);
    std::vector<document const*> with_text;
    for (auto const& [id, one] : documents_) {
        bool const live = !one.expires_at || now < *one.expires_at;
        if (one.kind == query.kind && live && has_text(one, wanted)) with_text.push_back(&one);
    }
    struct ranked {
        std::int64_t value;
        document const* one;
    };
    std::vector<std::pair<naive_part, std::int64_t>> weights;
    for (auto const& part : wanted) {
        bool const asked = query.sort == sort_order::relevance;
        weights.emplace_back(part, asked ? weight(query.kind, part) : 0);
    }
    std::vector<ranked> found;
    for (auto const* one : with_text) {
        if (passes_filters(*one, query)) found.push_back({sort_value(*one, query, weights), one});
    }
    std::ranges::sort(found, [](ranked const& left, ranked const& right) {
        if (left.value != right.value) return left.value > right.value;
        if (left.one->published_at != right.one->published_at)
            return left.one->published_at > right.one->published_at;
        return left.one->id < right.one->id;
    });
    naive_answer made;
    for (auto const& one : found) {
        made.ids.push_back(one.one->id);
        made.scores.push_back(one.value);
    }
    for (auto const field : query.facets)
        made.facets.push_back(count(query, field, with_text));
    return made;
}

} // namespace talent::market::testing
