#include "tests/bench/engine_run.hpp"

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>

#include "tests/bench/market_queries.hpp"
#include "tests/support/read_file.hpp"

namespace talent::bench {
namespace {

// Of what is indexed: another number and indexes that were kept are built anew.
constexpr std::string_view documents_version = "1";

void build_timed(engine const& one, std::string const& data, std::size_t listings,
                 std::string const& path) {
    auto const codes = test::with_official_table(test::read_file(data + "/occupations.csv"));
    market_documents const from(
        codes, test::read_labelled_titles(test::read_file(data + "/job-titles.csv")));
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    std::cout << one.name << ": indexing " << listings << " demands …" << std::endl;
    auto const begun = wall_us();
    one.build(from, listings, path);
    std::ofstream(path + "/complete");
    std::cout << "  indexed in " << (wall_us() - begun) / 1e6 << " s" << std::endl;
}

std::int64_t bytes_of(std::string const& path) {
    std::int64_t bytes = 0;
    for (auto const& each : std::filesystem::recursive_directory_iterator(path))
        bytes += each.is_regular_file() ? static_cast<std::int64_t>(each.file_size()) : 0;
    return bytes;
}

} // namespace

int run_engine(engine const& one, int count, char** arguments) {
    if (count < 4) {
        std::cerr << "LISTINGS FOLDER DATA [SEARCHES]\n";
        return 2;
    }
    auto const listings = static_cast<std::size_t>(std::stoull(arguments[1]));
    std::string const folder = arguments[2];
    std::ifstream file(folder + "/queries.tsv");
    auto all = read_queries(file);
    if (count > 4) all.resize(std::min(all.size(), std::size_t{std::stoull(arguments[4])}));
    auto const name = one.file_name + "-" + std::to_string(listings);
    auto const path = folder + "/" + name + "-" + std::string(documents_version);
    std::cout << std::fixed << std::setprecision(1);
    if (!std::filesystem::exists(path + "/complete"))
        build_timed(one, arguments[3], listings, path);
    std::cout << one.name << ": " << bytes_of(path) / static_cast<std::int64_t>(listings)
              << " bytes a listing on disk" << std::endl;
    auto const answers = one.answer(path, all);
    report(one.name, listings, all, answers,
           read_answers(folder + "/talentd-" + std::to_string(listings)));
    return 0;
}

} // namespace talent::bench
