#include "tests/bench/engine_documents.hpp"

#include <future>

#include "common/base/text.hpp"

namespace talent::bench {
namespace {

using json::code_list;
using market::search_field;

constexpr std::size_t batch_size = 2'000;

std::vector<std::string> with_codes_above(vocabulary::catalogue const& codes, code_list list,
                                          std::string const& code) {
    std::vector<std::string> made{code};
    for (auto const* above : codes.ancestors(list, code))
        made.push_back(above->code);
    return made;
}

engine_document document_of(std::size_t number, market::document const& from,
                            vocabulary::catalogue const& codes) {
    engine_document made;
    made.number = number;
    made.title = from.title;
    made.body = from.body;
    made.regions = with_codes_above(codes, code_list::region, from.regions.front());
    made.occupations = with_codes_above(codes, code_list::occupation, from.occupation);
    made.industries = with_codes_above(codes, code_list::industry, from.industry);
    made.skills = from.skills;
    made.employment = json::name_of(from.employments.front());
    made.education = static_cast<int>(from.education);
    made.experience_years = from.experience_years;
    made.pay_max_fen = from.pay_max.value().fen;
    made.visible = from.scoped ? from.regions.front() : "everywhere";
    return made;
}

} // namespace

void for_each_engine_document(market_documents const& from, std::size_t listings,
                              std::function<void(engine_document const&)> const& take) {
    market::listing_converter const converter(from.codes());
    auto const batch_from = [&](std::size_t first) {
        std::vector<engine_document> batch;
        for (auto i = first; i < std::min(first + batch_size, listings); ++i) {
            auto const made = converter.convert(from.demand(i)).value();
            if (market::is_live(made, market_now()))
                batch.push_back(document_of(i, made, from.codes()));
        }
        return batch;
    };
    auto next = std::async(std::launch::async, batch_from, 0);
    for (std::size_t first = 0; first < listings; first += batch_size) {
        auto const batch = next.get();
        next = std::async(std::launch::async, batch_from, first + batch_size);
        for (auto const& one : batch)
            take(one);
    }
}

std::vector<std::string> visible_to(market::search_query const& query) {
    std::vector<std::string> made{"everywhere"};
    for (auto const& region : query.filter(search_field::region))
        made.push_back(region);
    return made;
}

std::vector<std::string> pair_tokens(std::string_view normalised) {
    std::vector<std::string> tokens;
    std::string rest;
    std::string last;
    for (auto const& character : code_points(normalised)) {
        bool const han = is_han(character);
        if (!last.empty()) tokens.push_back(han ? last + character : last);
        if (!last.empty() && !han) tokens.emplace_back();
        last = han ? character : std::string{};
        rest += han ? " " : character;
    }
    if (!last.empty()) tokens.push_back(last);
    tokens.emplace_back();
    for (auto& word : words(rest))
        tokens.push_back(std::move(word.text));
    return tokens;
}

std::vector<std::string> pairs_of(std::u32string const& run) {
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i + 1 < run.size(); ++i)
        pairs.push_back(market::to_utf8(std::u32string_view(run).substr(i, 2)));
    return pairs;
}

std::string plain_token(std::string_view token) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string made;
    for (char const one : token) {
        auto const byte = static_cast<unsigned char>(one);
        bool const plain = byte >= 0x80 || (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
        if (plain)
            made.push_back(one);
        else
            made.append({'_', digits[byte >> 4U], digits[byte & 0xFU]});
    }
    return made;
}

} // namespace talent::bench
