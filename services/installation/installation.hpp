// Where an installation keeps what it owns: the layout of the data directory that talentd and
// talentctl share, and the opening of the database and of the master key by its defaults.
// Made once by a program's main; a value, any thread.
//
//   DIR/talent.db        the SQLite database, where no URL names another one
//   DIR/erasures.jsonl   which persons' keys were destroyed (services/erasure)
//   DIR/keys/master.key  encrypts the persons' keys; without it what is under them is unreadable
//   DIR/keys/journal.key signs the journal's heads; DIR/keys/journal.key.previous did before
//   DIR/journal-heads.jsonl  the signed heads once more, as witnesses outside of the database
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/personal/vault.hpp"
#include "common/security/signature.hpp"

namespace talent::installation {

class data_directory {
  public:
    /// Takes the directory over, making it and its keys/ with mode 0700 where they are missing. A
    /// problem of one sentence where it cannot be made or is no directory.
    static result<data_directory> prepare(std::string_view path);

    /// The directory as it stands; a problem of one sentence where there is none.
    static result<data_directory> find(std::string_view path);

    std::string const& path() const { return path_; } // absolute
    std::string database_path() const;                // DIR/talent.db
    /// sqlite:///DIR/talent.db, percent-encoded; `suffix` names a file beside it.
    std::string database_url(std::string_view suffix = {}) const;
    std::string default_master_key_path() const;
    std::string erasures_path() const;

    /// Opens the database at `url`, or the directory's own where `url` is empty.
    result<std::unique_ptr<db::database>> open_database(std::string_view url,
                                                        db::options const& settings,
                                                        db::migration step) const;

    /// The key in that file, or the directory's own where `file` is empty; made where missing,
    /// unless the database holds what another key has sealed: a new one would make it unreadable,
    /// and would be found out late.
    result<security::secret_key> load_master_key(std::string_view file, db::database& kept) const;
    /// The vault of that database under that key.
    result<personal::vault> open_vault(std::string_view master_key_file, db::database& kept,
                                       instant now) const;

    std::string journal_witness_path() const;
    /// The key in that file, or the directory's own where `file` is empty; made where missing.
    result<security::signing_key> load_journal_key(std::string_view file) const;
    /// The key in that file, or the directory's own; nothing where it is missing.
    result<std::optional<security::signing_key>> find_journal_key(std::string_view file) const;
    /// The key that the journal's had before, kept beside it under its name with ".previous".
    result<std::optional<security::signing_key>> find_previous_journal_key(
        std::string_view file) const;

  private:
    explicit data_directory(std::string path) : path_(std::move(path)) {}

    std::string journal_key_path(std::string_view file) const;

    std::string path_;
};

} // namespace talent::installation
