// talentctl backup and restore. A backup is a consistent copy of the SQLite database and, beside
// it, FILE.sha256 in the form of sha256sum: a bit that flips in a row would otherwise be found only
// where the journal has the row too. A restore puts a backup in place only once it has been read as
// a database: checksum, SQLite's own integrity check, schema, the journal's chain, the ledger.
#include <filesystem>
#include <fstream>

#include "common/db/directory_lock.hpp"
#include "common/journal/verification.hpp"
#include "services/delivery/ledger.hpp"
#include "services/installation/installation.hpp"
#include "services/talentctl/commands.hpp"
#include "services/talentctl/durable_files.hpp"

namespace talent::talentctl {
namespace {

namespace files = std::filesystem;
using installation::data_directory;

constexpr std::size_t hash_digits = 64;
constexpr std::string_view checksum_suffix = ".sha256";
constexpr std::string_view restoring_suffix = ".restoring";

db::options reading() {
    db::options settings;
    settings.reader_threads = 1;
    return settings;
}

std::string checksum_path(std::string const& file) {
    return file + std::string(checksum_suffix);
}

// -- restoring --

result<std::string> read_checksum(std::string const& file) {
    auto const path = checksum_path(file);
    std::ifstream source(path);
    std::string line;
    if (!source || !std::getline(source, line) || line.size() < hash_digits) {
        return refuse(error_code::conflict, "The checksum of the backup cannot be read from " +
                                                path +
                                                ": the backup was not completed, or the file was "
                                                "left behind.");
    }
    return line.substr(0, hash_digits);
}

/// A database that is copied in, checked, and either put in place or removed without a trace.
class candidate {
  public:
    explicit candidate(std::string database_path)
        : target_(std::move(database_path)), path_(target_ + std::string(restoring_suffix)) {
        remove(); // of a restore that was interrupted
    }
    ~candidate() { remove(); }
    candidate(candidate const&) = delete;
    candidate& operator=(candidate const&) = delete;

    std::string const& path() const { return path_; }

    result<void> put_in_place() const {
        std::error_code fault;
        auto const log_bytes = files::file_size(path_ + "-wal", fault);
        if (!fault && log_bytes > 0) {
            return refuse(error_code::internal, "The restored database was left with a log.");
        }
        return talentctl::put_in_place(path_, target_);
    }

  private:
    void remove() const {
        std::error_code ignored;
        for (auto const* const suffix : {"", "-wal", "-shm"})
            files::remove(path_ + suffix, ignored);
    }

    std::string const target_;
    std::string const path_;
};

problem damaged(std::string_view sentence) {
    return refuse(error_code::conflict, "The backup is not restored: " + std::string(sentence));
}

result<void> check_structure(db::session& sql) {
    if (db::schema_version(sql) == 0) return damaged("it holds no marketplace.");
    auto const found = sql.query("PRAGMA integrity_check(1)", {}, {cell_kind::text});
    auto const said = found.empty() ? std::string() : text_of(found.front()[0]);
    if (said != "ok") return damaged("SQLite finds it damaged: " + said + ".");
    auto const orphans =
        sql.query("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", {}, {cell_kind::text});
    if (orphans.empty()) return success();
    return damaged("a row of " + text_of(orphans.front()[0]) + " refers to nothing.");
}

/// The journal's head.
result<std::int64_t> check_content(db::database& copy) {
    result<void> sound = success();
    copy.read_now([&](db::session& sql) { sound = check_structure(sql); });
    TRY(sound);
    TRY(auto head, journal::verify(copy));
    copy.read_now([&](db::session& sql) { sound = delivery::verify_ledger(sql); });
    TRY(sound);
    return head.sequence;
}

result<std::int64_t> check_database(std::string const& url) {
    try {
        auto opened = db::open(url, reading(), db::migration::leave);
        if (!opened.has_value()) return damaged(opened.error().detail);
        return check_content(*opened.value());
    } catch (db::error const& fault) {
        return damaged("it cannot be read: " + std::string(fault.what()) + ".");
    }
}

result<void> check_empty(std::string const& database_path) {
    for (auto const* const suffix : {"", "-wal"}) {
        std::error_code fault;
        if (files::exists(database_path + suffix, fault)) {
            return refuse(error_code::conflict, "There is a database already: " + database_path +
                                                    suffix + "; restore to another directory.");
        }
    }
    return success();
}

} // namespace

result<std::string> make_backup(backup_options const& options) {
    TRY(auto directory, data_directory::find(options.place.data_directory));
    TRY(auto database, directory.open_database({}, reading(), db::migration::leave));
    auto const checksum = checksum_path(options.target_file);
    std::error_code fault;
    if (files::exists(checksum, fault)) {
        return refuse(error_code::conflict, checksum + " exists already.");
    }
    TRY(db::backup(*database, options.target_file));
    TRY(auto hash, copy_and_hash(options.target_file, {}));
    auto const name = files::path(options.target_file).filename().string();
    TRY(write_durably(checksum, hash + "  " + name + "\n"));
    return "The database is copied to " + options.target_file + ", its checksum to " + checksum +
           ".";
}

result<std::string> restore_backup(restore_options const& options) {
    TRY(auto const expected, read_checksum(options.source_file));
    TRY(auto directory, data_directory::prepare(options.place.data_directory));
    auto const target = directory.database_path();
    TRY(auto const alone, db::directory_lock::take(target)); // no server starts meanwhile
    TRY(check_empty(target));
    candidate const copy(target);
    TRY(auto const hash, copy_and_hash(options.source_file, copy.path()));
    if (hash != expected) return damaged("its bytes do not match its checksum.");
    TRY(auto const sequence, check_database(directory.database_url(restoring_suffix)));
    TRY(copy.put_in_place());
    return "The backup is restored to " + target + ": its journal's " + std::to_string(sequence) +
           " entries are complete and unchanged, and its ledger is balanced. Put the files of "
           "keys/ beside it before it is served.";
}

} // namespace talent::talentctl
