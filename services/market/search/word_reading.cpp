#include "services/market/search/word_reading.hpp"

#include <algorithm>
#include <tuple>

#include "services/market/index/partition.hpp"

namespace talent::market {
namespace {

// Of the words that begin so, those that most documents have.
std::vector<std::string_view> words_of_prefix(partition const& part, std::string_view start,
                                              std::size_t at_most) {
    auto words = part.words().beginning_with(start, words_of_prefix_looked_at_max);
    if (words.size() <= at_most) return words;
    std::vector<std::pair<std::uint64_t, std::string_view>> held;
    held.reserve(words.size());
    for (auto const word : words)
        held.emplace_back(part.text().with_word(word).cardinality(), word);
    std::ranges::sort(held, [](auto const& one, auto const& other) {
        return one.first != other.first ? one.first > other.first : one.second < other.second;
    });
    words.resize(at_most);
    std::ranges::transform(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(at_most),
                           words.begin(), [](auto const& each) { return each.second; });
    return words;
}

void read_prefixes(partition const& part, query_reading& read) {
    auto const is_prefix = [](wide_term const& one) { return !one.prefix.empty(); };
    auto const prefixes = std::ranges::count_if(read.wide_terms, is_prefix);
    if (prefixes == 0) return;
    auto const share = words_of_prefixes_max / static_cast<std::size_t>(prefixes);
    for (auto& term : read.wide_terms) {
        if (!is_prefix(term)) continue;
        for (auto const word : words_of_prefix(part, term.prefix, share)) {
            if (word != term.prefix)
                term.spellings.push_back({.words = {std::string(word)}, .runs = {}});
        }
    }
}

// What the searcher may see, whatever else the query asks for.
class visible_documents {
  public:
    visible_documents(partition const& part, search_query const& query, instant now)
        : part_(part), query_(query), now_(now) {}

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
        return one.is_live(now_) && (!one.scoped() || of_region().contains(place));
    }

    // Scoped documents that are shown here. Few searches meet one: made when the first does.
    Roaring const& of_region() const {
        if (of_region_) return *of_region_;
        auto& made = of_region_.emplace();
        auto const let_in = [&](std::string const& region) {
            auto const code = part_.codes().number(json::code_list::region, region);
            if (code != no_code) made |= part_.scoped_for(code);
        };
        let_in(query_.home_region);
        std::ranges::for_each(query_.filter(search_field::region), let_in);
        return made;
    }

    bool has_one_among(Roaring documents) const {
        documents &= part_.live(now_);
        documents -= part_.scoped() - of_region();
        return !documents.isEmpty();
    }

    partition const& part_;
    search_query const& query_;
    instant now_;
    mutable std::optional<Roaring> of_region_;
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
    std::vector<reading*> unknown;
    for (auto& one : read.readings) {
        if (may_be_mistyped(one, read.terms) &&
            !visible.has_one_of(part.text().with_word(one.text)))
            unknown.push_back(&one);
    }
    if (unknown.size() > corrected_words_max) return;
    for (auto* const one : unknown) {
        auto meant = meant_by(part, visible, one->text);
        if (!meant) continue;
        one->kind = read_as::correction;
        one->applied = !one->as_typed;
        one->corrected = *meant;
        if (!one->applied) continue;
        std::erase(read.terms.words, one->text);
        auto& wide = read.wide_terms.emplace_back();
        wide.spellings = {{.words = {one->text}, .runs = {}}, {.words = {*meant}, .runs = {}}};
    }
}

} // namespace

query_reading read_words(partition const& part, search_query const& query, query_reading read,
                         instant now) {
    read_prefixes(part, read);
    if (query.reading.corrected && !read.terms.words.empty())
        correct(part, visible_documents(part, query, now), read);
    return read;
}

std::uint32_t digest_of_corrections(query_reading const& read) {
    constexpr std::uint32_t offset_basis = 0x811C9DC5;
    constexpr std::uint32_t prime = 0x01000193;
    std::uint32_t digest = offset_basis;
    auto const add = [&](std::string_view word) {
        for (char const each : word)
            digest = (digest ^ static_cast<unsigned char>(each)) * prime;
        digest *= prime; // as after a zero byte, which no word has
    };
    for (auto const& one : read.readings) {
        if (one.kind != read_as::correction || !one.applied) continue;
        add(one.text);
        add(one.corrected);
    }
    return digest ^ offset_basis; // 0 where there are none
}

} // namespace talent::market
