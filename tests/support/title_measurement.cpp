#include "tests/support/title_measurement.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <set>

#include "common/base/text.hpp"

namespace talent::test {
namespace {

constexpr std::size_t proposals = 5;
constexpr std::size_t sub_major_bytes = 4; // 2-02

// FNV-1a, of which a bit in the middle parts the halves: the lowest is a mere parity.
bool is_held_out(std::string_view title) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (char const character : title) {
        hash ^= static_cast<unsigned char>(character);
        hash *= 0x100000001B3;
    }
    return ((hash >> 32) & 1) == 1;
}

std::string take_value(std::string_view& line) {
    std::string value;
    bool const quoted = line.starts_with('"');
    if (quoted) line.remove_prefix(1);
    while (!line.empty()) {
        char const next = line.front();
        line.remove_prefix(1);
        if (quoted && next == '"') {
            if (!line.starts_with('"')) {
                if (line.starts_with(',')) line.remove_prefix(1);
                return value;
            }
            line.remove_prefix(1);
        } else if (!quoted && next == ',') {
            return value;
        }
        value.push_back(next);
    }
    return value;
}

std::set<std::string> grams_of(std::string_view text) {
    auto const characters = code_points(normalise(text));
    std::set<std::string> grams(characters.begin(), characters.end());
    for (std::size_t i = 0; i + 1 < characters.size(); ++i)
        grams.insert(characters[i] + characters[i + 1]);
    return grams;
}

struct names_by_gram {
    std::vector<std::string> codes;
    std::vector<double> weights;                            // of each name, in the order of codes
    std::map<std::string, std::vector<std::size_t>> having; // the names that have a gram

    double rarity(std::string const& gram) const {
        auto const names = having.find(gram);
        if (names == having.end()) return 0;
        return std::log1p(static_cast<double>(codes.size()) /
                          static_cast<double>(names->second.size()));
    }
};

} // namespace

std::vector<labelled_title> read_labelled_titles(std::string_view csv) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
    std::vector<labelled_title> rows;
    for (bool header = true; !csv.empty(); header = false) {
        auto const end = std::min(csv.find('\n'), csv.size());
        auto line = csv.substr(0, end);
        csv.remove_prefix(std::min(end + 1, csv.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (header || line.empty()) continue;
        labelled_title row;
        row.title = take_value(line);
        row.code = take_value(line);
        row.held_out = is_held_out(row.title);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string_view without_group_zeros(std::string_view code) {
    while (code.ends_with("-00"))
        code.remove_suffix(3);
    return code;
}

title_accuracy measure_titles(std::vector<labelled_title> const& rows, bool held_out,
                              title_proposer const& propose) {
    title_accuracy measured;
    for (auto const& row : rows) {
        if (row.held_out != held_out) continue;
        ++measured.titles;
        auto const found = propose(row.title);
        if (found.empty()) continue;
        auto const is_right = [&](std::string const& code) {
            return without_group_zeros(code) == without_group_zeros(row.code);
        };
        if (is_right(found.front())) ++measured.first;
        if (std::any_of(
                found.begin(),
                found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), proposals)),
                is_right))
            ++measured.first_five;
        if (found.front().substr(0, sub_major_bytes) == row.code.substr(0, sub_major_bytes))
            ++measured.sub_major;
    }
    return measured;
}

title_proposer name_baseline(vocabulary::catalogue const& codes) {
    constexpr int occupation_level = 4;
    auto names = std::make_shared<names_by_gram>();
    for (auto const& each : codes.all(json::code_list::occupation)) {
        if (each.level != occupation_level) continue;
        for (auto const& gram : grams_of(each.name_zh))
            names->having[gram].push_back(names->codes.size());
        names->codes.push_back(each.code);
    }
    names->weights.resize(names->codes.size());
    for (auto const& [gram, having] : names->having) {
        for (auto const name : having)
            names->weights[name] += names->rarity(gram);
    }
    return [names](std::string const& title) {
        std::map<std::size_t, double> shared;
        for (auto const& gram : grams_of(title)) {
            auto const having = names->having.find(gram);
            if (having == names->having.end()) continue;
            for (auto const name : having->second)
                shared[name] += names->rarity(gram);
        }
        std::vector<std::pair<double, std::string_view>> ranked;
        for (auto const& [name, weight] : shared)
            ranked.emplace_back(-weight / std::sqrt(names->weights[name]), names->codes[name]);
        std::ranges::sort(ranked);
        std::vector<std::string> found;
        for (auto const& [weight, code] : ranked) {
            if (found.size() < proposals) found.emplace_back(code);
        }
        return found;
    };
}

vocabulary::catalogue with_official_table(std::string_view csv) {
    return vocabulary::catalogue::built_in()
        .with_occupations(vocabulary::read_occupations(csv).value(), "official")
        .value();
}

} // namespace talent::test
