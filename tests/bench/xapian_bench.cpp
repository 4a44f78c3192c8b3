// The benchmarks' searches with Xapian: pairs of Han characters with positions as terms, closed
// values as boolean terms, facets by ValueCountMatchSpy over every match, exact totals by
// check_at_least. See engine_run.hpp for the arguments.
#include <xapian.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "common/base/text.hpp"
#include "tests/bench/engine_answers.hpp"
#include "tests/bench/engine_run.hpp"
#include "tests/bench/market_queries.hpp"

namespace talent::bench {
namespace {

using market::search_field;

// Slots of values.
enum slot : Xapian::valueno { pay, education, experience, first_facet };

constexpr Xapian::termcount title_weight = 3;
constexpr Xapian::termpos gap = 100;

constexpr std::array facet_fields{search_field::region, search_field::occupation,
                                  search_field::industry, search_field::employment};

// Terms of closed values are told from words by the capital before them.
std::string marked(char prefix, std::string_view value) {
    return "X" + std::string(1, prefix) + ":" + std::string(value);
}

char prefix_of(search_field field) {
    return static_cast<char>('A' + static_cast<int>(field));
}

void add_text(Xapian::Document& to, std::string_view text, Xapian::termpos& position,
              Xapian::termcount weight) {
    for (auto const& token : pair_tokens(text)) {
        if (token.empty()) {
            position += gap;
            continue;
        }
        to.add_posting(token, ++position, weight);
        // The first character of a pair alone, for searches of one character.
        auto const characters = code_points(token);
        if (characters.size() == 2 && is_han(characters.front()))
            to.add_term(characters.front(), weight);
    }
}

Xapian::Document document_of(engine_document const& from) {
    Xapian::Document made;
    Xapian::termpos position = 0;
    add_text(made, from.title, position, title_weight);
    position += gap;
    add_text(made, from.body, position, 1);
    auto const mark = [&](search_field field, std::vector<std::string> const& values) {
        for (auto const& value : values)
            made.add_boolean_term(marked(prefix_of(field), value));
    };
    mark(search_field::region, from.regions);
    mark(search_field::occupation, from.occupations);
    mark(search_field::industry, from.industries);
    mark(search_field::skill, from.skills);
    mark(search_field::employment, {from.employment});
    made.add_boolean_term(marked('V', from.visible));
    made.add_value(pay, Xapian::sortable_serialise(static_cast<double>(from.pay_max_fen)));
    made.add_value(education, Xapian::sortable_serialise(from.education));
    made.add_value(experience,
                   Xapian::sortable_serialise(static_cast<double>(from.experience_years)));
    made.add_value(first_facet + 0, from.regions.front());
    made.add_value(first_facet + 1, from.occupations.front());
    made.add_value(first_facet + 2, from.industries.front());
    made.add_value(first_facet + 3, from.employment);
    return made;
}

void build(market_documents const& from, std::size_t listings, std::string const& folder) {
    ::setenv("XAPIAN_FLUSH_THRESHOLD", "100000", 1); // documents held in memory at a time
    Xapian::WritableDatabase to(folder + "/making",
                                Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    for_each_engine_document(
        from, listings, [&](engine_document const& one) { to.add_document(document_of(one)); });
    to.commit();
    to.compact(folder + "/database");
    to.close();
    std::filesystem::remove_all(folder + "/making");
}

Xapian::Query text_of(std::string const& text) {
    auto const terms = market::terms_of_query(text).value();
    std::vector<Xapian::Query> all;
    for (auto const& word : terms.words)
        all.emplace_back(word);
    for (auto const& run : terms.runs) {
        auto const pairs = pairs_of(run);
        if (pairs.empty())
            all.emplace_back(market::to_utf8(run));
        else
            all.emplace_back(Xapian::Query::OP_PHRASE, pairs.begin(), pairs.end(), pairs.size());
    }
    return {Xapian::Query::OP_AND, all.begin(), all.end()};
}

Xapian::Query conditions_of(market::search_query const& query) {
    std::vector<Xapian::Query> all;
    std::vector<Xapian::Query> visible;
    for (auto const& value : visible_to(query))
        visible.emplace_back(marked('V', value));
    all.emplace_back(Xapian::Query::OP_OR, visible.begin(), visible.end());
    for (auto const& each : market::search_fields) {
        if (query.filter(each.field).empty()) continue;
        auto const& value = query.filter(each.field).front();
        if (each.shape == market::field_shape::ordered) {
            auto const rank = market::rank_of(each.field, value).value();
            auto const where = each.field == search_field::education ? education : experience;
            all.emplace_back(Xapian::Query::OP_VALUE_LE, where, Xapian::sortable_serialise(rank));
        } else {
            all.emplace_back(marked(prefix_of(each.field), value));
        }
    }
    if (query.pay_min) {
        all.emplace_back(Xapian::Query::OP_VALUE_GE, pay,
                         Xapian::sortable_serialise(static_cast<double>(query.pay_min->fen)));
    }
    return {Xapian::Query::OP_AND, all.begin(), all.end()};
}

engine_answer ask(Xapian::Database const& in, market::search_query const& query) {
    Xapian::Enquire enquire(in);
    enquire.set_query(
        Xapian::Query(Xapian::Query::OP_FILTER, text_of(query.text), conditions_of(query)));
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
    for (auto const field : query.facets) {
        auto const place = static_cast<Xapian::valueno>(std::ranges::find(facet_fields, field) -
                                                        facet_fields.begin());
        spies.push_back(std::make_unique<Xapian::ValueCountMatchSpy>(first_facet + place));
        enquire.add_matchspy(spies.back().get());
    }
    auto const found = enquire.get_mset(0, query_items, in.get_doccount());
    engine_answer made;
    made.total = found.get_matches_estimated();
    for (std::size_t i = 0; i < spies.size(); ++i) {
        auto const end = spies[i]->values_end();
        for (auto value = spies[i]->values_begin(); value != end; ++value) {
            if (!is_comparable(query.facets[i])) continue;
            auto const name = market::definition_of(query.facets[i]).name;
            made.counts[std::string(name) + "=" + *value] = value.get_termfreq();
        }
    }
    return made;
}

} // namespace
} // namespace talent::bench

int main(int count, char** arguments) {
    using namespace talent::bench;
    return run_engine({"Xapian", "xapian", build,
                       [](std::string const& path, queries const& all) {
                           Xapian::Database const database(path + "/database");
                           return ask_all(all, [&](auto const& one) { return ask(database, one); });
                       }},
                      count, arguments);
}
