#include "services/reference/vocabulary_store.hpp"

#include <optional>

#include "common/json/writer.hpp"

namespace talent::reference {
namespace {

constexpr std::string_view occupation_list = "occupation";

constexpr std::string_view delete_version = "DELETE FROM vocabulary_versions WHERE list = :p1";
constexpr std::string_view insert_version =
    "INSERT INTO vocabulary_versions (list, version, entries, loaded_at) VALUES (:p1, :p2, :p3, "
    ":p4)";
constexpr std::string_view select_version =
    "SELECT version FROM vocabulary_versions WHERE list = :p1";
constexpr std::string_view delete_occupations = "DELETE FROM vocabulary_occupations";
constexpr std::string_view insert_occupation =
    "INSERT INTO vocabulary_occupations (code, name, parent, level) VALUES (:p1, :p2, :p3, :p4)";
constexpr std::string_view select_occupations =
    "SELECT code, name, parent, level FROM vocabulary_occupations ORDER BY code";

std::optional<std::string> find_version(db::session& sql) {
    auto const found =
        sql.query_one(select_version, {std::string(occupation_list)}, {cell_kind::text});
    if (!found) return std::nullopt;
    return text_of(found->front());
}

/// More than query_rows_max are allowed, so they are streamed.
std::vector<vocabulary::occupation_row> read_rows(db::database& source) {
    constexpr cell_kind columns[] = {cell_kind::text, cell_kind::text, cell_kind::text,
                                     cell_kind::integer};
    std::vector<vocabulary::occupation_row> rows;
    source.stream(select_occupations, columns, [&](row const& one) {
        rows.push_back({.code = text_of(one[0]),
                        .name = text_of(one[1]),
                        .parent = text_of(one[2]),
                        .level = static_cast<int>(integer_of(one[3]))});
    });
    return rows;
}

std::string description_of(std::size_t entries, std::string_view version) {
    json::writer to;
    to.begin_object()
        .member("list", occupation_list)
        .member("version", version)
        .member("entries", static_cast<std::int64_t>(entries))
        .end_object();
    return to.take();
}

} // namespace

void replace_occupations(journal::unit_of_work& unit,
                         std::vector<vocabulary::occupation_row> const& rows,
                         std::string_view version) {
    auto& sql = unit.sql();
    auto const entries = static_cast<std::int64_t>(rows.size());
    sql.execute(delete_version, {std::string(occupation_list)});
    sql.execute(delete_occupations);
    for (auto const& each : rows) {
        sql.execute(insert_occupation,
                    {each.code, each.name, each.parent, static_cast<std::int64_t>(each.level)});
    }
    sql.execute(insert_version, {std::string(occupation_list), std::string(version), entries,
                                 to_milliseconds(unit.now())});
    unit.append({.type = "vocabulary.loaded",
                 .object_type = "vocabulary",
                 .object_id = make_uuid(unit.now()),
                 .visible = journal::visibility::open,
                 .after = description_of(rows.size(), version)});
}

result<vocabulary::catalogue> load_catalogue(db::database& source) {
    std::optional<std::string> version;
    source.read_now([&](db::session& sql) { version = find_version(sql); });
    auto embedded = vocabulary::catalogue::built_in();
    if (!version) return embedded;
    auto loaded = embedded.with_occupations(read_rows(source), *version);
    if (loaded.has_value()) return loaded;
    return refuse(error_code::conflict,
                  "The occupations stored in the database make no catalogue: load them again with "
                  "talentctl vocabulary load.");
}

} // namespace talent::reference
