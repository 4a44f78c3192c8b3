// How long the list of words takes for a mistyped word, beside reckoning the distance to each, and
// for a prefix; and what highlights add to a page of fifty results. Processor time of the thread.
// Run by tests/bench/words.
#include <time.h>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <set>

#include "services/market/index/word_list.hpp"
#include "services/market/search/search.hpp"
#include "tests/unit/market/random_market.hpp"

using namespace talent;
using namespace talent::market;
using testing::random_market;

namespace {

constexpr std::uint64_t bench_seed = 20260601;
constexpr int looked_up = 1'000;
constexpr int compared_with_each = 20;
constexpr int listings_made = 20'000;
constexpr int pages_read = 400;

double processor_microseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

template <class Work>
double time_of(Work work) {
    auto const begun = processor_microseconds();
    work();
    return processor_microseconds() - begun;
}

void print(char const* name, std::vector<double> microseconds) {
    std::ranges::sort(microseconds);
    auto const at = [&](double share) {
        return microseconds[static_cast<std::size_t>(share *
                                                     static_cast<double>(microseconds.size() - 1))];
    };
    std::cout << std::setw(34) << std::left << name << std::right << std::fixed
              << std::setprecision(1) << " p50 " << std::setw(9) << at(0.5) << " us, p99 "
              << std::setw(9) << at(0.99) << " us\n";
}

// Of syllables, four to fourteen letters: about as near to one another as English words.
std::string make_word(random_market& dice) {
    static std::vector<std::string> const syllables{
        "ja",   "va",    "ser",  "vi",   "ce",   "de",  "vel",  "op",   "er",    "pro", "gram",
        "ing",  "ma",    "na",   "ge",   "ment", "da",  "ta",   "base", "sys",   "tem", "net",
        "work", "cloud", "con",  "fig",  "ur",   "a",   "tion", "ac",   "count", "ant", "en",
        "gi",   "neer",  "soft", "ware", "ro",   "bot", "ics",  "me",   "chan",  "li",  "fe",
        "sci",  "ence",  "tri",  "um",   "fla",  "sk",  "po",   "st"};
    std::string made;
    for (auto count = dice.number(2, 5); count > 0; --count)
        made += dice.one_of(syllables);
    return made;
}

std::string mistype(std::string word, random_market& dice) {
    auto const at =
        static_cast<std::size_t>(dice.number(0, static_cast<std::int64_t>(word.size()) - 2));
    if (dice.chance(50)) {
        std::swap(word[at], word[at + 1]);
    } else {
        word.erase(at, 1);
    }
    return word;
}

void measure_words(std::size_t count, random_market& dice) {
    std::set<std::string> made;
    while (made.size() < count)
        made.insert(make_word(dice));
    std::vector<std::string> const words(made.begin(), made.end());
    word_list list;
    auto const adding = time_of([&] {
        for (auto const& word : words)
            list.add(word);
    });
    std::cout << words.size() << " words; each added within " << std::fixed << std::setprecision(2)
              << adding / static_cast<double>(words.size()) << " us\n";
    std::vector<double> near;
    std::vector<double> each;
    std::vector<double> beginning;
    std::size_t found = 0;
    for (int i = 0; i < looked_up; ++i) {
        auto const mistyped = mistype(dice.one_of(words), dice);
        near.push_back(time_of([&] { found += list.near(mistyped).size(); }));
        beginning.push_back(
            time_of([&] { found += list.beginning_with(mistyped.substr(0, 3), 500).size(); }));
        if (i >= compared_with_each) continue;
        each.push_back(time_of([&] {
            typing_distance distance(latin_letters(mistyped));
            for (auto const& word : words)
                found += distance.to(latin_letters(word)) <= mistakes_max ? 1 : 0;
        }));
    }
    print("words near a mistyped one", near);
    print("by the distance to each", each);
    print("words that begin so", beginning);
    if (found == 0) throw std::runtime_error("nothing was found");
}

void measure_highlights(random_market& dice) {
    market_index index(testing::catalogue());
    for (int i = 0; i < listings_made; ++i)
        index.load(dice.demand());
    std::vector<double> plain;
    std::vector<double> marked;
    for (int i = 0; i < pages_read; ++i) {
        search_query query;
        query.text =
            dice.one_of(std::vector<std::string>{"java", "软件 会计", "工程师", "node.js"});
        query.reading.interpreted = true;
        auto const read = [&] { (void)search(index, query, testing::market_day()); };
        plain.push_back(time_of(read));
        query.highlighted = true;
        marked.push_back(time_of(read));
    }
    print("a page of fifty", plain);
    print("the same with highlights", marked);
}

} // namespace

int main(int, char** arguments) {
    random_market dice(bench_seed);
    measure_words(std::stoul(arguments[1]), dice);
    measure_highlights(dice);
    return 0;
}
