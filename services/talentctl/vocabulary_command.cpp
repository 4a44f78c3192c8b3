// talentctl vocabulary load: checks the complete official table of occupations and stores it.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/journal/journal.hpp"
#include "common/security/token.hpp"
#include "services/installation/installation.hpp"
#include "services/listings/store.hpp"
#include "services/reference/vocabulary_store.hpp"
#include "services/talentctl/commands.hpp"
#include "services/talentctl/found_operator.hpp"

namespace talent::talentctl {
namespace {

constexpr std::size_t hash_characters_shown = 12;
constexpr std::size_t codes_named_max = 10;

result<std::string> read_file(std::string const& path) {
    std::error_code fault;
    auto const bytes = std::filesystem::file_size(path, fault);
    if (fault) return refuse(error_code::conflict, "The file " + path + " cannot be read.");
    if (bytes > vocabulary::occupation_file_bytes_max) {
        return refuse(error_code::conflict,
                      "The file " + path + " has more than " +
                          std::to_string(vocabulary::occupation_file_bytes_max) + " bytes.");
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return refuse(error_code::conflict, "The file " + path + " cannot be read.");
    return std::move(text).str();
}

/// A file's faults as sentences, one a line, after the first.
problem explained(std::string const& path, problem const& found) {
    std::string text = path + " is not a table of occupations";
    if (!found.detail.empty()) text.append(": ").append(found.detail);
    for (auto const& each : found.errors)
        text.append("\n  ").append(each.pointer).append(" ").append(each.detail);
    return refuse(found.code, std::move(text));
}

std::string version_of(vocabulary_options const& options, std::string_view bytes) {
    if (!options.version.empty()) return options.version;
    return std::filesystem::path(options.occupations_file).filename().string() + " sha256 " +
           security::sha256_hex(bytes).substr(0, hash_characters_shown);
}

/// A listing whose occupation is gone could not be found by it any more, nor edited.
result<void> check_codes_in_use(db::session& sql, vocabulary::catalogue const& made) {
    std::string missing;
    std::size_t count = 0;
    for (auto const& code : listings::store::list_occupations_in_use(sql)) {
        if (made.known(vocabulary::code_list::occupation, code)) continue;
        if (++count <= codes_named_max) missing.append(missing.empty() ? "" : ", ").append(code);
    }
    if (count == 0) return success();
    return refuse(error_code::conflict, "The table lacks " + std::to_string(count) +
                                            " occupations that listings name: " + missing +
                                            (count > codes_named_max ? ", …" : "") + ".");
}

} // namespace

result<std::string> load_vocabulary(vocabulary_options const& options) {
    TRY(auto bytes, read_file(options.occupations_file));
    auto const rows = vocabulary::read_occupations(bytes);
    if (!rows.has_value()) return explained(options.occupations_file, rows.error());
    auto const version = version_of(options, bytes);
    auto const made = vocabulary::catalogue::built_in().with_occupations(rows.value(), version);
    if (!made.has_value()) return explained(options.occupations_file, made.error());
    TRY(auto directory, installation::data_directory::prepare(options.place.data_directory));
    db::options settings;
    settings.exclusive = true;
    TRY(auto database,
        directory.open_database(options.place.database_url, settings, db::migration::to_newest));
    auto const now = system_clock{}.now();
    auto const platform = platform_principal();
    result<void> fits = success();
    database->write_now([&](db::session& sql) {
        fits = check_codes_in_use(sql, made.value());
        if (!fits.has_value()) return db::verdict::discard;
        journal::unit_of_work unit(sql, now, platform, "talentctl vocabulary");
        reference::replace_occupations(unit, rows.value(), version);
        journal::record(unit);
        return db::verdict::keep;
    });
    TRY(fits);
    return std::to_string(rows.value().size()) + " occupations are loaded as " + version + ".";
}

} // namespace talent::talentctl
