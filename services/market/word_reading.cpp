#include "services/market/word_reading.hpp"

#include <algorithm>
#include <tuple>

#include "services/market/partition.hpp"

namespace talent::market {
namespace {

problem refuse_prefix(std::string const& start) {
    problem made{.code = error_code::invalid_query, .detail = {}, .errors = {}};
    made.errors.push_back({"?q", "too_general",
                           "More than " + std::to_string(words_of_prefixes_max) +
                               " words begin as the text asks; " + start + " is too general."});
    return made;
}

// What the searcher may see, whatever else the query asks for.
class visible_documents {
  public:
    visible_documents(partition const& part, search_query const& query, instant now)
        : part_(part), now_(now) {
        let_in(query.home_region);
        std::ranges::for_each(query.filter(search_field::region),
                              [this](std::string const& region) { let_in(region); });
    }

    bool has_one_of(posting const& documents) const {
        auto const* const many = documents.many();
        if (many == nullptr)
            return std::ranges::any_of(documents.few(), [this](slot at) { return has(at); });
        constexpr std::size_t looked_at_singly = 16; // nearly always the first is one
        std::size_t looked_at = 0;
        for (auto const place : *many) {
            if (looked_at++ == looked_at_singly) return has_one_among(*many);
            if (has(place)) return true;
        }
        return false;
    }

  private:
    bool has(slot place) const {
        auto const& one = *part_.at(place);
        return one.is_live(now_) && (!one.scoped() || of_region_.contains(place));
    }

    void let_in(std::string const& region) {
        auto const code = part_.codes().number(json::code_list::region, region);
        if (code != no_code) of_region_ |= part_.scoped_for(code);
    }

    bool has_one_among(Roaring documents) const {
        documents &= part_.live(now_);
        documents -= part_.scoped() - of_region_;
        return !documents.isEmpty();
    }

    partition const& part_;
    instant now_;
    Roaring of_region_; // scoped documents that are shown here
};

// The nearest word that a visible document has; of those the one that most documents have, then the
// first by its letters.
std::optional<std::string> meant_by(partition const& part, visible_documents const& visible,
                                    std::string const& mistyped) {
    auto near = part.words().near(mistyped);
    std::ranges::sort(near, {}, [&](word_list::near_word const& one) {
        auto const documents = part.text().with_word(one.word).cardinality();
        return std::tuple(one.distance, UINT64_MAX - documents, one.word);
    });
    for (auto const& one : near) {
        if (visible.has_one_of(part.text().with_word(one.word))) return std::string(one.word);
    }
    return std::nullopt;
}

bool may_be_mistyped(reading const& one, query_terms const& terms) {
    return one.kind == read_as::text && mistakes_in(latin_letters(one.text).size()) > 0 &&
           std::ranges::count(terms.words, one.text) > 0;
}

void correct(partition const& part, visible_documents const& visible, query_reading& read) {
    for (auto& one : read.readings) {
        if (!may_be_mistyped(one, read.terms)) continue;
        if (visible.has_one_of(part.text().with_word(one.text))) continue;
        auto meant = meant_by(part, visible, one.text);
        if (!meant) continue;
        one.kind = read_as::correction;
        one.applied = !one.as_typed;
        one.corrected = *meant;
        if (!one.applied) continue;
        std::erase(read.terms.words, one.text);
        auto& wide = read.wide_terms.emplace_back();
        wide.spellings = {{.words = {one.text}, .runs = {}}, {.words = {*meant}, .runs = {}}};
    }
}

} // namespace

result<query_reading> read_words(partition const& part, search_query const& query,
                                 query_reading read, instant now) {
    auto left = words_of_prefixes_max;
    for (auto& term : read.wide_terms) {
        if (term.prefix.empty()) continue;
        auto const words = part.words().beginning_with(term.prefix, left + 1);
        if (words.size() > left) return refuse_prefix(term.prefix);
        left -= words.size();
        for (auto const word : words) {
            if (word != term.prefix)
                term.spellings.push_back({.words = {std::string(word)}, .runs = {}});
        }
    }
    if (query.reading.corrected && !read.terms.words.empty())
        correct(part, visible_documents(part, query, now), read);
    return read;
}

} // namespace talent::market
