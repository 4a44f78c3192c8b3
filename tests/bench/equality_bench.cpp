// By hand: bench_equality LISTINGS SEARCHES MATCHES DATA [SEED]; tests/bench/equality runs it at a
// hundred thousand. Exits with 1 where an answer under writes is not the one without.
#include <iostream>
#include <random>

#include "tests/bench/equality.hpp"
#include "tests/support/read_file.hpp"

int main(int count, char** arguments) {
    using namespace talent;
    if (count != 5 && count != 6) {
        std::cerr << "bench_equality LISTINGS SEARCHES MATCHES DATA [SEED]\n";
        return 2;
    }
    auto const number = [&](int at) { return std::stoull(arguments[at]); };
    std::string const data = arguments[4];
    auto const codes = test::with_official_table(test::read_file(data + "/occupations.csv"));
    bench::market_documents const from(
        codes, test::read_labelled_titles(test::read_file(data + "/job-titles.csv")));
    bench::equality_wanted const wanted{.seed = count == 6 ? number(5) : std::random_device{}(),
                                        .listings = number(1),
                                        .searches = number(2),
                                        .matches = number(3)};
    std::cout << "seed " << wanted.seed << std::endl;
    auto const found = bench::compare_under_writes(from, wanted);
    std::cout << wanted.searches << " searches, " << wanted.matches << " matches, " << found.answers
              << " answers with " << found.entries << " listings compared, " << found.written
              << " listings replaced meanwhile; not equal: " << found.unequal << std::endl;
    return found.unequal == 0 ? 0 : 1;
}
