#include "services/installation/installation.hpp"

#include <filesystem>

namespace talent::installation {
namespace {

namespace files = std::filesystem;

constexpr std::string_view database_file = "talent.db";
constexpr std::string_view erasures_file = "erasures.jsonl";
constexpr std::string_view keys_folder = "keys";
constexpr std::string_view master_key_file = "master.key";
constexpr std::string_view journal_key_file = "journal.key";
constexpr std::string_view previous_suffix = ".previous";
constexpr std::string_view journal_witness_file = "journal-heads.jsonl";
constexpr std::string_view journal_key_name = "journal key"; // in a sentence

/// Personal records and keys live here: nobody but the server's own user has business inside.
constexpr files::perms owner_only = files::perms::owner_all;

problem unusable(std::string_view path, std::string const& why) {
    return refuse(error_code::conflict,
                  "The data directory " + std::string(path) + " cannot be used: " + why + ".");
}

/// A directory that exists keeps the mode its administrator gave it.
result<void> make_private(files::path const& folder) {
    std::error_code fault;
    if (files::is_directory(folder, fault)) return success();
    if (!files::create_directories(folder, fault) || fault) {
        return unusable(folder.string(), fault ? fault.message() : "it is no directory");
    }
    files::permissions(folder, owner_only, fault);
    if (fault) return unusable(folder.string(), fault.message());
    return success();
}

result<std::string> absolute_path(std::string_view path) {
    if (path.empty()) return refuse(error_code::conflict, "The data directory has no name.");
    std::error_code fault;
    auto const full = files::absolute(files::path(path), fault).lexically_normal();
    if (fault) return unusable(path, fault.message());
    return full.has_filename() ? full.string() : full.parent_path().string();
}

bool is_plain(char each) {
    bool const letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    bool const digit = each >= '0' && each <= '9';
    return letter || digit || std::string_view("-._~/").find(each) != std::string_view::npos;
}

/// RFC 3986, section 2.1; slashes stay, since they part the path.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string made;
    for (char const each : text) {
        if (is_plain(each)) {
            made.push_back(each);
            continue;
        }
        auto const byte = static_cast<unsigned char>(each);
        made.push_back('%');
        made.push_back(digits[byte >> 4U]);
        made.push_back(digits[byte & 15U]);
    }
    return made;
}

result<std::optional<security::signing_key>> find_signing_key(std::string const& path) {
    TRY(auto const seed, security::load_key_file(path, journal_key_name));
    if (!seed) return std::optional<security::signing_key>();
    return std::optional(security::signing_key(*seed));
}

} // namespace

result<data_directory> data_directory::prepare(std::string_view path) {
    TRY(auto full, absolute_path(path));
    TRY(make_private(full));
    TRY(make_private(files::path(full) / keys_folder));
    return data_directory(std::move(full));
}

result<data_directory> data_directory::find(std::string_view path) {
    TRY(auto full, absolute_path(path));
    std::error_code fault;
    if (!files::is_directory(full, fault)) return unusable(full, "there is no such directory");
    return data_directory(std::move(full));
}

std::string data_directory::database_path() const {
    return (files::path(path_) / database_file).string();
}

std::string data_directory::database_url(std::string_view suffix) const {
    return "sqlite://" + percent_encoded(database_path() + std::string(suffix));
}

std::string data_directory::default_master_key_path() const {
    return (files::path(path_) / keys_folder / master_key_file).string();
}

std::string data_directory::erasures_path() const {
    return (files::path(path_) / erasures_file).string();
}

result<std::unique_ptr<db::database>> data_directory::open_database(std::string_view url,
                                                                    db::options const& settings,
                                                                    db::migration step) const {
    return db::open(url.empty() ? database_url() : std::string(url), settings, step);
}

result<security::secret_key> data_directory::load_master_key(std::string_view file,
                                                             db::database& kept) const {
    auto const path = file.empty() ? default_master_key_path() : std::string(file);
    bool sealed = false;
    kept.read_now([&](db::session& sql) { sealed = personal::has_keys(sql); });
    std::error_code ignored;
    if (sealed && !files::exists(path, ignored)) {
        return refuse(error_code::conflict,
                      "The database holds personal data, but their master key is missing: put its "
                      "file in place, or name it in security.master_key_file.");
    }
    return security::load_or_create_master_key(path);
}

result<personal::vault> data_directory::open_vault(std::string_view master_key_file,
                                                   db::database& kept, instant now) const {
    TRY(auto key, load_master_key(master_key_file, kept));
    return personal::vault::open(kept, key, now);
}

std::string data_directory::journal_witness_path() const {
    return (files::path(path_) / journal_witness_file).string();
}

std::string data_directory::journal_key_path(std::string_view file) const {
    if (!file.empty()) return std::string(file);
    return (files::path(path_) / keys_folder / journal_key_file).string();
}

result<security::signing_key> data_directory::load_journal_key(std::string_view file) const {
    TRY(auto const seed,
        security::load_or_create_key_file(journal_key_path(file), journal_key_name));
    return security::signing_key(seed);
}

result<std::optional<security::signing_key>> data_directory::find_journal_key(
    std::string_view file) const {
    return find_signing_key(journal_key_path(file));
}

result<std::optional<security::signing_key>> data_directory::find_previous_journal_key(
    std::string_view file) const {
    return find_signing_key(journal_key_path(file).append(previous_suffix));
}

} // namespace talent::installation
