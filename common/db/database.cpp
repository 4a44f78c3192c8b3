#include "common/db/database.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "common/db/failure.hpp"
#include "common/db/location.hpp"
#include "common/db/mariadb_database.hpp"
#include "common/db/migrations.hpp"
#include "common/db/sqlite_database.hpp"

namespace talent::db {
namespace {

namespace files = std::filesystem;

problem unusable(error const& fault) {
    auto made = problem_of(fault.kind());
    made.detail = std::string("The database cannot be used: ") + fault.what() + ".";
    return made;
}

/// SQLite would make a missing file without a word, and says little about a missing folder.
result<void> check_file(std::string const& path, migration step) {
    std::error_code fault;
    auto const folder = files::path(path).parent_path();
    if (!files::is_directory(folder, fault)) {
        return refuse(error_code::database_unavailable,
                      "The folder " + folder.string() + " for the database does not exist.");
    }
    if (step == migration::leave && !files::exists(path, fault)) {
        return refuse(error_code::database_unavailable, "There is no database at " + path + ".");
    }
    return success();
}

result<void> prepare_schema(location const& where, migration step) {
    return step == migration::to_newest ? migrate(where, embedded_migrations())
                                        : check_schema(where, embedded_migrations());
}

result<std::unique_ptr<database>> open_sqlite(location const& where, options const& settings,
                                              migration step) {
    TRY(check_file(where.path, step));
    directory_lock lock;
    if (settings.exclusive) {
        TRY(lock, directory_lock::take(where.path));
    }
    TRY(prepare_schema(where, step));
    try {
        return std::unique_ptr<database>(
            std::make_unique<sqlite_database>(where.path, settings, std::move(lock)));
    } catch (error const& fault) {
        return unusable(fault);
    }
}

result<std::unique_ptr<database>> open_mariadb(location const& where, options const& settings,
                                               migration step) {
    TRY(prepare_schema(where, step));
    try {
        return std::unique_ptr<database>(std::make_unique<mariadb_database>(where, settings));
    } catch (error const& fault) {
        return unusable(fault);
    }
}

/// A copy counts only once it is on the disk under its name.
bool flush(std::string const& path) {
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    bool const flushed = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return flushed;
}

result<void> put_in_place(std::string const& partial, std::string const& target) {
    std::error_code fault;
    if (flush(partial)) {
        files::rename(partial, target, fault);
        if (!fault && flush(files::path(target).parent_path())) return success();
    }
    return refuse(error_code::storage_full, "The copy cannot be put in place at " + target + ".");
}

} // namespace

result<std::unique_ptr<database>> open(std::string_view url, options const& settings,
                                       migration step) {
    TRY(auto const where, parse_location(url));
    return where.dialect == dialect::sqlite ? open_sqlite(where, settings, step)
                                            : open_mariadb(where, settings, step);
}

result<void> check_storage(database& source) {
    if (source.dialect() != dialect::sqlite) return success();
    std::string found;
    source.read_now([&](session& sql) {
        auto const first = sql.query_one("PRAGMA integrity_check(1)", {}, {cell_kind::text});
        found = first ? text_of(first->front()) : "no answer";
    });
    if (found == "ok") return success();
    return refuse(error_code::conflict,
                  "The database's file is damaged, restore a backup: " + found + ".");
}

result<void> backup(database& source, std::string const& target_path) {
    auto* const sqlite = dynamic_cast<sqlite_database*>(&source);
    if (sqlite == nullptr) {
        return refuse(error_code::not_implemented,
                      "Only a SQLite database is copied here; use mariadb-backup for MariaDB.");
    }
    auto const target = files::absolute(target_path).string();
    auto const partial = target + ".partial";
    std::error_code fault;
    if (files::exists(target, fault)) {
        return refuse(error_code::conflict, target + " exists already.");
    }
    files::remove(partial, fault);
    try {
        sqlite->copy_to(partial);
    } catch (error const& failed) {
        files::remove(partial, fault);
        return unusable(failed);
    }
    return put_in_place(partial, target);
}

std::int64_t schema_version(session& sql) {
    constexpr std::string_view on_sqlite =
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'";
    constexpr std::string_view on_mariadb =
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND "
        "table_name = 'schema_migrations'";
    auto const tables = sql.query_one(sql.dialect() == dialect::sqlite ? on_sqlite : on_mariadb, {},
                                      {cell_kind::integer});
    if (integer_of(tables->front()) == 0) return 0;
    auto const newest = sql.query_one("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", {},
                                      {cell_kind::integer});
    return integer_of(newest->front());
}

} // namespace talent::db
