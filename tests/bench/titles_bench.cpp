// Job titles to occupations: accuracy on either half of the labelled titles beside the baseline of
// names alone, how honest the confidence is, and how long a title, and every beginning of one that
// is being typed, takes of the processor. Run by tests/bench/titles.
#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>

#include "common/base/text.hpp"
#include "common/vocabulary/title_classifier.hpp"
#include "tests/support/title_measurement.hpp"

using namespace talent;
using namespace talent::test;

namespace {

using steady = std::chrono::steady_clock;

std::string read_file(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("no file " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Of this thread alone: others on the machine do not count.
double processor_microseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double percent(double share) {
    return 100 * share;
}

void print_accuracy(char const* name, title_accuracy const& one) {
    std::cout << std::setw(34) << std::left << name << std::right << std::setw(6) << one.titles
              << std::fixed << std::setprecision(1) << std::setw(9) << percent(one.share(one.first))
              << std::setw(9) << percent(one.share(one.first_five)) << std::setw(11)
              << percent(one.share(one.sub_major)) << "\n";
}

void print_confidence(std::vector<labelled_title> const& rows, bool held_out,
                      vocabulary::title_classifier const& classifier) {
    struct bin {
        double confidence = 0;
        double right = 0;
        double count = 0;
    };
    std::array<bin, 10> bins;
    double squares = 0;
    double all = 0;
    for (auto const& row : rows) {
        if (row.held_out != held_out) continue;
        for (auto const& each : classifier.propose(row.title).proposals) {
            bool const right =
                without_group_zeros(each.occupation->code) == without_group_zeros(row.code);
            auto& one =
                bins[std::min<std::size_t>(9, static_cast<std::size_t>(each.confidence * 10))];
            one.confidence += each.confidence;
            one.right += right ? 1 : 0;
            one.count += 1;
            squares += std::pow(each.confidence - (right ? 1 : 0), 2);
            all += 1;
        }
    }
    double error = 0;
    for (auto const& one : bins) {
        if (one.count == 0) continue;
        std::cout << "  said " << std::setprecision(3) << one.confidence / one.count << ", right "
                  << one.right / one.count << " of " << static_cast<int>(one.count) << "\n";
        error += std::abs(one.confidence - one.right);
    }
    std::cout << "  mean distance " << error / all << ", Brier score " << squares / all << "\n";
}

void print_times(char const* name, std::vector<std::string> const& titles,
                 vocabulary::title_classifier const& classifier) {
    std::vector<double> microseconds;
    std::size_t proposals = 0;
    for (auto const& title : titles) {
        auto const begun = processor_microseconds();
        proposals += classifier.propose(title).proposals.size();
        microseconds.push_back(processor_microseconds() - begun);
    }
    std::ranges::sort(microseconds);
    auto const at = [&](double share) {
        return microseconds[static_cast<std::size_t>(share *
                                                     static_cast<double>(microseconds.size() - 1))];
    };
    std::cout << name << ": " << titles.size() << " titles, " << proposals
              << " proposals; processor time: median " << std::setprecision(0) << at(0.5)
              << " us, p99 " << at(0.99) << " us, longest " << at(1) << " us\n";
}

} // namespace

int main(int, char** arguments) {
    std::string const folder = arguments[1];
    auto const codes = with_official_table(read_file(folder + "/occupations.csv"));
    auto const begun = steady::now();
    vocabulary::title_classifier const classifier(codes);
    std::cout
        << "built in "
        << std::chrono::duration_cast<std::chrono::milliseconds>(steady::now() - begun).count()
        << " ms\n";
    auto const rows = read_labelled_titles(read_file(folder + "/job-titles.csv"));
    title_proposer const propose = [&](std::string const& title) {
        std::vector<std::string> found;
        for (auto const& each : classifier.propose(title).proposals)
            found.push_back(each.occupation->code);
        return found;
    };
    auto const baseline = name_baseline(codes);
    std::cout << "percent of all rows                titles  first  in five  sub-major\n";
    print_accuracy("names alone, development half", measure_titles(rows, false, baseline));
    print_accuracy("names alone, held-out half", measure_titles(rows, true, baseline));
    print_accuracy("classifier, development half", measure_titles(rows, false, propose));
    print_accuracy("classifier, held-out half", measure_titles(rows, true, propose));
    std::cout << "confidence, development half\n";
    print_confidence(rows, false, classifier);
    std::cout << "confidence, held-out half\n";
    print_confidence(rows, true, classifier);
    std::vector<std::string> titles;
    std::vector<std::string> beginnings;
    for (auto const& row : rows) {
        titles.push_back(row.title);
        std::string beginning;
        for (auto const& character : code_points(row.title))
            beginnings.push_back(beginning += character);
    }
    print_times("whole titles", titles, classifier);
    print_times("every beginning", beginnings, classifier);
    std::vector<std::string> longest;
    for (std::size_t i = 0; i + 40 < titles.size(); i += 40) {
        auto& text = longest.emplace_back();
        for (std::size_t next = i; next < i + 40; ++next)
            text += letters_and_digits(normalise(titles[next]));
    }
    print_times("200 characters without a break", longest, classifier);
}
