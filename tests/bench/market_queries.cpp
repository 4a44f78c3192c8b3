#include "tests/bench/market_queries.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>
#include <sstream>
#include <stdexcept>

#include "common/base/text.hpp"

namespace talent::bench {
namespace {

using demo::dice;
using market::search_field;
using market::search_query;

constexpr std::size_t listings_drawn_from = 10'000;        // the smallest market that is measured
constexpr std::array word_counts{40, 35, 17, 8};           // weights of one to four
constexpr std::array run_lengths{8, 52, 25, 15};           // weights of one to four characters
constexpr std::array filter_counts{12, 18, 40, 15, 10, 5}; // weights of none to five
constexpr int whole_title_percent = 5;
constexpr int rare_word_percent = 25; // from any real title, each as likely as another
constexpr int same_conditions_percent = 75;
constexpr std::size_t facet_count = 2;

constexpr std::array counted_fields{search_field::region, search_field::occupation,
                                    search_field::industry, search_field::employment};

std::string text_of(std::vector<std::string> const& characters, std::size_t from,
                    std::size_t count) {
    std::string text;
    for (auto i = from; i < from + count; ++i)
        text += characters[i];
    return text;
}

// One to four neighbouring Han characters, or a whole word of other letters.
std::string draw_word(std::string_view text, dice& chance) {
    auto const characters = code_points(normalise(text));
    std::vector<std::pair<std::size_t, std::size_t>> runs; // start, length; of Han characters
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (!is_han(characters[i])) continue;
        if (!runs.empty() && runs.back().first + runs.back().second == i)
            ++runs.back().second;
        else
            runs.emplace_back(i, 1);
    }
    auto const latin = words(normalise(text));
    std::vector<std::string> others;
    for (auto const& one : latin) {
        if (static_cast<unsigned char>(one.text.front()) < 0x80) others.push_back(one.text);
    }
    if (runs.empty() || (!others.empty() && chance.chance(30)))
        return others.empty() ? std::string{} : chance.pick(others);
    auto const [start, length] = chance.pick(runs);
    auto const wanted = std::min(length, chance.weighted(run_lengths) + 1);
    auto const at = start + static_cast<std::size_t>(
                                chance.between(0, static_cast<std::int64_t>(length - wanted)));
    return text_of(characters, at, wanted);
}

std::string draw_text(market_documents const& from, listings::demand const& like, dice& chance) {
    bool const rare = !from.titles().empty() && chance.chance(rare_word_percent);
    auto const& title = rare ? chance.pick(from.titles()).title : like.title;
    if (chance.chance(whole_title_percent)) return normalise(title);
    auto const count = chance.weighted(word_counts) + 1;
    std::string text = draw_word(title, chance);
    for (std::size_t i = 1; i < count; ++i) {
        // The later words say more about the same work, so that there are results.
        auto const word = draw_word(chance.chance(50) ? title : like.work_content, chance);
        if (!word.empty()) text.append(text.empty() ? "" : " ").append(word);
    }
    return text;
}

std::string draw_region(std::string const& county, dice& chance) {
    static constexpr std::array digits{6, 4, 2}; // county, city, province
    static constexpr std::array weights{40, 40, 20};
    auto code = county.substr(0, static_cast<std::size_t>(digits[chance.weighted(weights)]));
    code.resize(6, '0');
    return code;
}

std::string draw_occupation(std::string const& code, dice& chance) {
    static constexpr std::array lengths{4, 7, 10}; // sub-major group, minor group, occupation
    static constexpr std::array weights{40, 30, 30};
    return code.substr(0, static_cast<std::size_t>(lengths[chance.weighted(weights)]));
}

void add_filter(std::size_t which, listings::demand const& like, search_query& to, dice& chance) {
    switch (which) {
        case 0:
            to.filter(search_field::region) = {draw_region(like.region, chance)};
            break;
        case 1:
            to.filter(search_field::occupation) = {draw_occupation(like.occupation, chance)};
            break;
        case 2:
            to.filter(search_field::education) = {std::string(json::name_of(like.education_min))};
            break;
        case 3:
            to.filter(search_field::employment) = {std::string(json::name_of(like.employment))};
            break;
        case 4:
            to.pay_min = like.pay_min;
            break;
        case 5:
            to.filter(search_field::experience) = {std::to_string(like.experience_years_min)};
            break;
        default:
            to.filter(search_field::skill) = {like.skills_required.front()};
    }
}

search_query draw_query(market_documents const& from, dice& chance) {
    auto const draw_listing = [&] {
        return from.demand(static_cast<std::size_t>(chance.between(0, listings_drawn_from - 1)));
    };
    auto const like = draw_listing();
    search_query made;
    made.limit = query_items;
    while (made.text.empty())
        made.text = draw_text(from, like, chance);
    // Most searches ask for what the text's listing has, the others for what another has.
    auto const conditions = chance.chance(same_conditions_percent) ? like : draw_listing();
    std::vector<std::size_t> fields{0, 1, 2, 3, 4, 5, 6};
    chance.shuffle(fields);
    std::size_t const count = chance.weighted(filter_counts);
    for (std::size_t i = 0; i < count; ++i)
        add_filter(fields[i], conditions, made, chance);
    std::vector<search_field> facets(counted_fields.begin(), counted_fields.end());
    chance.shuffle(facets);
    std::erase_if(facets, [&](search_field each) { return !made.filter(each).empty(); });
    facets.resize(std::min(facets.size(), facet_count));
    made.facets = std::move(facets);
    return made;
}

std::vector<std::string> split(std::string const& text, char by) {
    std::vector<std::string> parts;
    std::istringstream from(text);
    for (std::string part; std::getline(from, part, by);)
        parts.push_back(part);
    return parts;
}

void read_filter(std::string const& text, search_query& into) {
    auto const equals = text.find('=');
    auto const name = text.substr(0, equals);
    auto const value = text.substr(equals + 1);
    auto const field = market::search_field_named(name);
    if (equals == std::string::npos || (!field && name != "pay_min_fen"))
        throw std::runtime_error("not a filter: " + text);
    if (field)
        into.filter(*field) = {value};
    else
        into.pay_min = money{std::stoll(value)};
}

std::string filters_of(search_query const& query) {
    std::string text;
    auto const add = [&](std::string_view name, std::string const& value) {
        text.append(text.empty() ? "" : ";").append(name).append("=").append(value);
    };
    for (auto const& each : market::search_fields) {
        if (!query.filter(each.field).empty()) add(each.name, query.filter(each.field).front());
    }
    if (query.pay_min) add("pay_min_fen", std::to_string(query.pay_min->fen));
    return text;
}

} // namespace

std::vector<search_query> draw_queries(market_documents const& from, std::size_t count,
                                       std::uint64_t seed) {
    std::vector<search_query> made;
    for (std::size_t i = 0; i < count; ++i) {
        dice chance(seed, "query", i);
        made.push_back(draw_query(from, chance));
    }
    return made;
}

std::size_t filter_count(search_query const& query) {
    auto const text = filters_of(query);
    return text.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(text, ';')) + 1;
}

std::string describe(search_query const& query) {
    auto text = query.text;
    if (auto const filters = filters_of(query); !filters.empty())
        text.append(" [").append(filters).append("]");
    for (auto const field : query.facets)
        text.append(" +").append(market::definition_of(field).name);
    return text;
}

void write_queries(std::vector<search_query> const& queries, std::ostream& to) {
    for (auto const& query : queries) {
        to << query.text << '\t' << filters_of(query) << '\t';
        for (std::size_t i = 0; i < query.facets.size(); ++i)
            to << (i == 0 ? "" : ",") << market::definition_of(query.facets[i]).name;
        to << '\n';
    }
}

std::vector<search_query> read_queries(std::istream& from) {
    std::vector<search_query> queries;
    for (std::string line; std::getline(from, line);) {
        auto const fields = split(line, '\t');
        if (fields.empty()) throw std::runtime_error("not a search: " + line);
        search_query made;
        made.limit = query_items;
        made.text = fields[0];
        if (fields.size() > 1) {
            for (auto const& each : split(fields[1], ';'))
                read_filter(each, made);
        }
        if (fields.size() > 2) {
            for (auto const& each : split(fields[2], ','))
                made.facets.push_back(market::search_field_named(each).value());
        }
        queries.push_back(std::move(made));
    }
    return queries;
}

} // namespace talent::bench
