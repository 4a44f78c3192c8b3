// The accuracy of occupations for job titles does not fall: measured on the half of the labelled
// titles that nothing was chosen by. tests/bench/titles prints the whole picture.
#include <catch2/catch.hpp>

#include "common/vocabulary/title_classifier.hpp"
#include "tests/support/title_measurement.hpp"
#include "tests/unit/vocabulary/shared_data.hpp"

using namespace talent;
using namespace talent::test;

namespace {

// Recorded at half a percent below what was measured (49.9, 76.0 and 66.1 percent): raise them when
// it gets better, never lower them.
constexpr double first_floor = 0.494;
constexpr double first_five_floor = 0.755;
constexpr double sub_major_floor = 0.656;

} // namespace

TEST_CASE("job titles by which nothing was chosen find their occupations as often as recorded") {
    auto const table = shared_file("occupations.csv");
    auto const titles = shared_file("job-titles.csv");
    if (!table || !titles) return;
    auto const codes = with_official_table(*table);
    vocabulary::title_classifier const classifier(codes);
    auto const measured =
        measure_titles(read_labelled_titles(*titles), true, [&](std::string const& title) {
            std::vector<std::string> found;
            for (auto const& each : classifier.propose(title).proposals)
                found.push_back(each.occupation->code);
            return found;
        });
    CHECK(measured.titles > 2'000);
    CHECK(measured.share(measured.first) >= first_floor);
    CHECK(measured.share(measured.first_five) >= first_five_floor);
    CHECK(measured.share(measured.sub_major) >= sub_major_floor);
    auto const baseline = measure_titles(read_labelled_titles(*titles), true, name_baseline(codes));
    CHECK(measured.first > 2 * baseline.first);
}
