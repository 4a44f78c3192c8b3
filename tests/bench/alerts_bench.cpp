// How long one new listing takes to be held against saved searches, by the processor's time of the
// thread, beside holding it against each of them. The listings are the demonstration market's; the
// searches are cut from them: words and phrases, regions, occupations, skills, pay, and one in ten
// that asks for the matches of a listing. Run by tests/bench/alerts.
#include <time.h>

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>

#include "common/base/text.hpp"
#include "common/db/record.hpp"
#include "services/alerts/percolator.hpp"
#include "services/market/matching/criteria.hpp"
#include "services/talentctl/demo/demonstration.hpp"
#include "tests/unit/market/random_market.hpp"

using namespace talent;
using namespace talent::alerts;
using market::document;
using market::document_kind;
using market::search_field;
using market::testing::random_market;

namespace {

constexpr std::size_t listings_made = 20'000;
constexpr std::size_t listings_new = 2'000;
constexpr std::size_t listings_observed = 2'500; // of both kinds
constexpr std::size_t listings_scanned = 20;     // each by every saved search
constexpr std::uint64_t bench_seed = 20260601;

using documents = std::vector<std::shared_ptr<document const>>;

double processor_milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class T>
void read(db::database& from, std::string_view table, market::listing_converter const& converter,
          documents& to) {
    db::stream<T>(from, table, "", [&](T const& one) {
        auto made = converter.convert(one);
        if (made && market::is_live(*made, market::testing::market_day()))
            to.push_back(std::make_shared<document const>(std::move(*made)));
    });
}

documents make_listings() {
    auto const folder = std::filesystem::temp_directory_path() / "talent_alerts_bench";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    auto const& codes = market::testing::catalogue();
    auto opened =
        db::open("sqlite://" + (folder / "talent.db").string(), {}, db::migration::to_newest);
    auto& database = *opened.value();
    auto const vault =
        personal::vault::of(security::secret_key::random(), security::secret_key::random());
    auto const made = demo::demonstrate(
        database, vault, codes,
        {.listings = listings_made, .seed = bench_seed, .now = market::testing::market_day()});
    if (!made.has_value()) throw std::runtime_error(made.error().detail);
    market::listing_converter const converter(codes);
    documents found;
    read<listings::demand>(database, "demands", converter, found);
    read<listings::supply>(database, "supplies", converter, found);
    opened.value().reset();
    std::filesystem::remove_all(folder);
    return found;
}

std::string piece_of(std::string const& text, random_market& dice) {
    auto const characters = code_points(text);
    auto const count = static_cast<std::int64_t>(characters.size());
    auto const start = dice.number(0, count - 1);
    std::string piece;
    for (auto i = start; i < std::min(count, start + dice.number(2, 5)); ++i)
        piece += characters[static_cast<std::size_t>(i)];
    return piece;
}

// What somebody might save who looks for listings like this one: by a text or an occupation at
// least, mostly in a region.
market::search_query query_like(document const& one, random_market& dice) {
    market::search_query made;
    made.kind = one.kind;
    made.reading = {.interpreted = true, .as_typed = {}, .corrected = false};
    bool const by_text = dice.chance(60);
    if (by_text) made.text = piece_of(dice.chance(70) ? one.title : one.body, dice);
    if (!by_text || dice.chance(20)) {
        made.filter(search_field::occupation)
            .push_back(one.occupation.substr(0, dice.chance(70) ? 10 : 4));
    }
    if (!one.regions.empty() && dice.chance(70)) {
        auto region = dice.one_of(one.regions);
        if (dice.chance(50)) region = region.substr(0, 4) + "00";
        made.filter(search_field::region).push_back(region);
    }
    if (!one.skills.empty() && dice.chance(20))
        made.filter(search_field::skill).push_back(dice.one_of(one.skills));
    if (dice.chance(15))
        made.filter(search_field::education).push_back(std::string(json::name_of(one.education)));
    if (dice.chance(20)) made.pay_min = one.pay_min;
    return made;
}

standing_search search_like(std::shared_ptr<document const> const& one, random_market& dice) {
    standing_search made;
    made.id = dice.id();
    made.query = query_like(*one, dice);
    if (!dice.chance(10)) return made;
    made.query = {};
    made.query.kind =
        one->kind == document_kind::demand ? document_kind::supply : document_kind::demand;
    made.matches_of = one->id;
    made.score_min = market::score_max / 2;
    return made;
}

std::string no_home(standing_search const&) {
    return {};
}

void print(char const* name, std::vector<double> milliseconds) {
    std::ranges::sort(milliseconds);
    auto const at = [&](double share) {
        return milliseconds[static_cast<std::size_t>(share *
                                                     static_cast<double>(milliseconds.size() - 1))];
    };
    std::cout << std::setw(12) << std::left << name << std::right << std::fixed
              << std::setprecision(3) << " p50 " << std::setw(9) << at(0.5) << " ms, p99 "
              << std::setw(9) << at(0.99) << " ms, longest " << std::setw(9) << at(1) << " ms\n";
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int, char** arguments) {
    auto const count = std::stoul(arguments[1]);
    auto const listings = make_listings();
    random_market dice(bench_seed);
    market::code_space const codes(market::testing::catalogue());
    market::vocabulary_names const names(market::testing::catalogue());
    percolator watching(codes, names);
    std::vector<std::pair<standing_search, requirements>> all;
    // Every so many listings stand for what is new; the others for what searches are made of.
    documents fresh;
    documents known;
    for (std::size_t i = 0; i < listings.size(); ++i) {
        bool const is_new = i % (listings.size() / listings_new) == 0;
        (is_new ? fresh : known).push_back(listings[i]);
    }
    for (std::size_t i = 0; i < known.size(); i += known.size() / listings_observed)
        watching.observe(*known[i]);
    auto const begun = processor_milliseconds();
    for (std::size_t i = 0; i < count; ++i) {
        auto const& like = dice.one_of(known);
        auto one = search_like(like, dice);
        auto needed = requirements_of(one.query, codes, names);
        if (!needed.has_value()) continue;
        if (!one.matches_of) all.emplace_back(one, std::move(needed).value());
        (void)watching.put(std::move(one), like);
    }
    std::cout << watching.size() << " saved searches put in within " << std::fixed
              << std::setprecision(0) << processor_milliseconds() - begun << " ms; " << fresh.size()
              << " new listings; processor time of each:\n";
    std::vector<double> found_in;
    std::size_t hits = 0;
    for (auto const& one : fresh) {
        auto const start = processor_milliseconds();
        hits += watching.find(*one, market::testing::market_day(), no_home).size();
        found_in.push_back(processor_milliseconds() - start);
    }
    print("percolator", found_in);
    std::vector<double> scanned_in;
    for (std::size_t i = 0; i < listings_scanned; ++i) {
        auto const& one = *fresh[i * fresh.size() / listings_scanned];
        auto const start = processor_milliseconds();
        auto const keys = keys_of(one, codes);
        std::size_t passed = 0;
        for (auto const& [search, needed] : all) {
            bool const passes =
                search.query.kind == one.kind && has_every_set(needed, keys) &&
                passes_beyond_keys(search.query, needed,
                                   {one, keys, codes, market::testing::market_day()});
            passed += passes ? 1 : 0;
        }
        if (passed > all.size()) return 1;
        scanned_in.push_back(processor_milliseconds() - start);
    }
    print("each search", scanned_in);
    std::cout << std::setprecision(1)
              << "hits a listing: " << static_cast<double>(hits) / static_cast<double>(fresh.size())
              << "; median of each search / percolator: " << median(scanned_in) / median(found_in)
              << "\n";
    return 0;
}
