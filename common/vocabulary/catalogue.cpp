#include "common/vocabulary/catalogue.hpp"

#include <charconv>
#include <stdexcept>

#include "common/base/text.hpp"
#include "common/vocabulary/region_code.hpp"
#include "common/vocabulary/table_reader.hpp"
#include "common/vocabulary/tables.hpp"

namespace talent::vocabulary {
namespace {

constexpr char synonym_separator = '|';
constexpr int flat_level = 1; // of a list without levels

int read_level(std::string_view digits) {
    int level = flat_level;
    std::from_chars(digits.data(), digits.data() + digits.size(), level);
    return level;
}

entry read_entry(table_reader const& row) {
    entry made;
    made.code = row.cell("code");
    made.parent = row.cell("parent");
    made.level = read_level(row.cell("level"));
    made.name_zh = row.cell("name_zh");
    made.name_en = row.cell("name_en");
    made.category = row.cell("category");
    // Occupations call them titles: the words of job notices.
    for (auto const column : {"synonyms", "titles"}) {
        for (auto const synonym : split(row.cell(column), synonym_separator)) {
            made.synonyms.emplace_back(synonym);
        }
    }
    return made;
}

std::vector<entry> read_entries(std::string_view text) {
    std::vector<entry> entries;
    for (table_reader row(text); row.next();) {
        entries.push_back(read_entry(row));
    }
    return entries;
}

code_table build_trusted(std::vector<entry> entries, std::string version) {
    auto built = code_table::build(std::move(entries), std::move(version));
    if (!built.has_value()) throw std::logic_error("embedded code table: " + built.error().detail);
    return std::move(built).value();
}

std::string version_of(std::string_view list) {
    for (table_reader row(tables::versions); row.next();) {
        if (row.cell("list") == list) return std::string(row.cell("version"));
    }
    throw std::logic_error("versions.tsv lacks a code table");
}

bool is_shown_in_path(entry const& each) {
    return each.code != country_code && each.category != region_grouping;
}

std::string joined_path(code_table const& table, std::string_view code,
                        std::string_view separator) {
    auto const* last = table.find(code);
    if (last == nullptr) return {};
    std::string path = last->name_zh;
    for (auto const* above : table.ancestors(code)) {
        if (is_shown_in_path(*above)) path.insert(0, above->name_zh + std::string(separator));
    }
    return path;
}

code_table read_regions() {
    auto const version = std::string(tables::regions_package);
    auto const bare = build_trusted(read_entries(tables::regions), version);
    std::vector<entry> entries(bare.all().begin(), bare.all().end());
    for (auto& each : entries) {
        auto path = joined_path(bare, each.code, "");
        if (path != each.name_zh) each.synonyms.push_back(std::move(path));
    }
    return build_trusted(std::move(entries), version);
}

// The official row with what this catalogue knows beyond it.
entry merged(occupation_row const& row, entry const* known) {
    entry made;
    if (known != nullptr) {
        made = *known;
        if (normalise(known->name_zh) != normalise(row.name))
            made.synonyms.push_back(known->name_zh);
    }
    made.code = row.code;
    made.parent = row.parent;
    made.level = row.level;
    made.name_zh = row.name;
    return made;
}

} // namespace

catalogue catalogue::built_in() {
    catalogue made;
    made.table(code_list::region) = read_regions();
    made.table(code_list::occupation) =
        build_trusted(read_entries(tables::occupations), version_of("occupation"));
    made.table(code_list::industry) =
        build_trusted(read_entries(tables::industries), version_of("industry"));
    made.table(code_list::skill) = build_trusted(read_entries(tables::skills), version_of("skill"));
    made.skill_categories_ = read_entries(tables::skill_categories);
    return made;
}

result<catalogue> catalogue::with_occupations(std::vector<occupation_row> const& rows,
                                              std::string version) const {
    std::vector<entry> entries;
    entries.reserve(rows.size());
    for (auto const& row : rows) {
        entries.push_back(merged(row, find(code_list::occupation, row.code)));
    }
    TRY(auto built, code_table::build(std::move(entries), std::move(version)));
    catalogue made = *this;
    made.table(code_list::occupation) = std::move(built);
    return made;
}

code_table const& catalogue::table(code_list list) const {
    return tables_.at(static_cast<std::size_t>(list));
}

code_table& catalogue::table(code_list list) {
    return tables_.at(static_cast<std::size_t>(list));
}

entry const* catalogue::find(code_list list, std::string_view code) const {
    return table(list).find(code);
}

bool catalogue::known(code_list list, std::string_view code) const {
    return find(list, code) != nullptr;
}

bool catalogue::is_within(code_list list, std::string_view code, std::string_view ancestor) const {
    return table(list).is_within(code, ancestor);
}

std::vector<entry const*> catalogue::ancestors(code_list list, std::string_view code) const {
    return table(list).ancestors(code);
}

std::vector<entry const*> catalogue::children(code_list list, std::string_view code) const {
    return table(list).children(code);
}

std::span<entry const> catalogue::subtree(code_list list, std::string_view code) const {
    return table(list).subtree(code);
}

std::span<entry const> catalogue::all(code_list list) const {
    return table(list).all();
}

std::vector<entry const*> catalogue::find_by_name(code_list list, std::string_view name) const {
    return table(list).find_by_name(name);
}

std::vector<entry const*> catalogue::find_containing(code_list list, std::string_view part,
                                                     std::size_t limit) const {
    return table(list).find_containing(part, limit);
}

std::string_view catalogue::version(code_list list) const {
    return table(list).version();
}

std::string catalogue::path(code_list list, std::string_view code) const {
    return joined_path(table(list), code, " / ");
}

} // namespace talent::vocabulary
