#include "services/alerts/document_keys.hpp"

#include <algorithm>
#include <functional>

namespace talent::alerts {
namespace {

using json::code_list;
using market::code_number;
using market::document;
using market::document_kind;
using market::no_code;
using market::search_field;

constexpr unsigned kind_shift = 58;
constexpr key payload_mask = (key{1} << kind_shift) - 1;
constexpr key marked = key{1} << 63U;
constexpr unsigned exact_kinds = 16; // after those of the fields themselves
constexpr unsigned prefix_kind = 30;
constexpr unsigned word_kind = 31;

constexpr key make_key(unsigned kind, key payload) {
    return marked | key{kind} << kind_shift | (payload & payload_mask);
}

key digest_of(std::string_view text) {
    return std::hash<std::string_view>{}(text);
}

constexpr unsigned kind_of(search_field field) {
    return static_cast<unsigned>(field);
}

class collector {
  public:
    collector(document const& one, market::code_space const& codes) : one_(one), codes_(codes) {}

    document_keys collect() {
        add_text(market::terms_of_document(one_.title));
        add_text(market::terms_of_document(one_.body));
        for (auto const region : codes_.outermost(code_list::region, one_.regions))
            add_tree(search_field::region, region);
        for (auto const skill : codes_.numbers(code_list::skill, one_.skills))
            add_tree(search_field::skill, skill);
        add_tree(search_field::occupation, codes_.number(code_list::occupation, one_.occupation));
        add_tree(search_field::industry, codes_.number(code_list::industry, one_.industry));
        add_ranks(search_field::education, static_cast<std::uint32_t>(one_.education),
                  static_cast<std::uint32_t>(listings::education::doctorate));
        add_ranks(search_field::experience,
                  static_cast<std::uint32_t>(std::clamp<std::int64_t>(
                      one_.experience_years, 0, market::experience_years_max)),
                  static_cast<std::uint32_t>(market::experience_years_max));
        add_values();
        sort_once(made_.keys);
        sort_once(made_.words);
        return std::move(made_);
    }

  private:
    template <class Value>
    static void sort_once(std::vector<Value>& values) {
        std::ranges::sort(values);
        auto const repeated = std::ranges::unique(values);
        values.erase(repeated.begin(), repeated.end());
    }

    void add_text(market::document_terms terms) {
        for (auto const gram : terms.grams) {
            made_.keys.push_back(gram);
        }
        for (auto& word : terms.words) {
            made_.keys.push_back(key_of_word(word));
            for (std::size_t bytes = 1; bytes <= std::min(prefix_bytes_max, word.size()); ++bytes)
                made_.keys.push_back(key_of_prefix(std::string_view(word).substr(0, bytes)));
            made_.words.push_back(std::move(word));
        }
    }

    void add_tree(search_field field, code_number code) {
        if (code == no_code) return;
        made_.keys.push_back(key_exactly(field, code));
        auto const list = market::definition_of(field).list;
        for (; code != no_code; code = codes_.parent(list, code))
            made_.keys.push_back(key_within(field, code));
    }

    // Every rank by which a filter finds the document; see field_shape::ordered.
    void add_ranks(search_field field, std::uint32_t had, std::uint32_t highest) {
        bool const at_least = one_.kind == document_kind::supply;
        for (auto rank = at_least ? 0U : had; rank <= (at_least ? had : highest); ++rank)
            made_.keys.push_back(key_of_rank(field, rank));
    }

    void add_values() {
        for (auto const type : one_.employments)
            add_value(search_field::employment, json::name_of(type));
        add_value(search_field::organisation, to_string(one_.organisation));
        add_value(search_field::category, one_.category);
        add_value(search_field::stage, one_.stage);
        add_value(search_field::method, one_.method);
        add_value(search_field::progress, one_.progress);
    }

    void add_value(search_field field, std::string_view value) {
        if (!value.empty()) made_.keys.push_back(key_of_value(field, value));
    }

    document const& one_;
    market::code_space const& codes_;
    document_keys made_;
};

} // namespace

key key_of_word(std::string_view word) {
    return make_key(word_kind, digest_of(word));
}

key key_of_prefix(std::string_view start) {
    key bytes = 0;
    for (char const one : start.substr(0, prefix_bytes_max))
        bytes = bytes << 8U | static_cast<unsigned char>(one);
    return make_key(prefix_kind, bytes);
}

key key_of_run(std::u32string_view run) {
    return market::make_gram(run[0], run.size() > 1 ? run[1] : 0, run.size() > 2 ? run[2] : 0);
}

key key_within(search_field field, code_number code) {
    return make_key(kind_of(field), code);
}

key key_exactly(search_field field, code_number code) {
    return make_key(exact_kinds + kind_of(field), code);
}

key key_of_rank(search_field field, std::uint32_t rank) {
    return make_key(kind_of(field), rank);
}

key key_of_value(search_field field, std::string_view value) {
    return make_key(kind_of(field), digest_of(value));
}

bool document_keys::has(key one) const {
    return std::ranges::binary_search(keys, one);
}

bool document_keys::has_word(std::string_view word) const {
    return std::binary_search(words.begin(), words.end(), word, std::less<>());
}

bool document_keys::has_word_beginning_with(std::string_view start) const {
    auto const first = std::lower_bound(words.begin(), words.end(), start, std::less<>());
    return first != words.end() && first->starts_with(start);
}

document_keys keys_of(document const& one, market::code_space const& codes) {
    return collector(one, codes).collect();
}

bool has_value(document const& one, search_field field, std::string_view value) {
    switch (field) {
        case search_field::employment:
            return std::ranges::any_of(one.employments, [&](listings::employment_type type) {
                return json::name_of(type) == value;
            });
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
            return false;
    }
}

} // namespace talent::alerts
