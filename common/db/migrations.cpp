#include "common/db/migrations.hpp"

#include <sodium.h>

#include <map>

#include "common/base/clock.hpp"
#include "common/db/connector.hpp"
#include "common/db/failure.hpp"
#include "common/db/sqlite_session.hpp"

namespace talent::db {
namespace {

struct placeholder {
    std::string_view name;
    std::string_view sqlite;
    std::string_view mariadb;
};

constexpr placeholder placeholders[] = {
    {"integer", "INTEGER", "BIGINT"},
    // Not ascii: comparing an ascii column with a text that is not is an error in MariaDB (1267).
    {"id", "TEXT", "VARCHAR(36)"},
    {"code", "TEXT", "VARCHAR(191)"},
    {"key", "TEXT", "VARCHAR(255)"},
    {"text", "TEXT", "TEXT"},
    {"long", "TEXT", "LONGTEXT"},
    {"table", "STRICT", "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin"},
};

/// How long one process waits for another that is migrating the same MariaDB database.
constexpr int migration_lock_seconds = 60;

constexpr migration_script history_script{0, "schema_migrations",
                                          "CREATE TABLE IF NOT EXISTS schema_migrations (\n"
                                          "    version {integer} NOT NULL PRIMARY KEY,\n"
                                          "    name {code} NOT NULL,\n"
                                          "    sha256 {code} NOT NULL,\n"
                                          "    applied_at {integer} NOT NULL\n"
                                          ") {table};\n"};

problem faulty(std::string detail) {
    return refuse(error_code::internal, std::move(detail));
}

std::string sha256_of_text(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<unsigned char const*>(text.data()),
                       text.size());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hexadecimal{};
    sodium_bin2hex(hexadecimal.data(), hexadecimal.size(), digest.data(), digest.size());
    return hexadecimal.data();
}

// -- a script's text --

std::string without_comments(std::string_view text) {
    std::string kept;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') quoted = !quoted;
        if (!quoted && text.substr(i, 2) == "--") {
            i = std::min(text.find('\n', i), text.size());
            if (i == text.size()) break;
        }
        kept.push_back(text[i]);
    }
    return kept;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    auto const first = text.find_first_not_of(white);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(white) - first + 1));
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> statements;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != ';') continue;
        auto const next = text.find_first_not_of(" \t\r", i + 1);
        if (next != std::string_view::npos && text[next] != '\n') continue;
        statements.push_back(trimmed(text.substr(start, i - start)));
        start = i + 1;
    }
    if (auto rest = trimmed(text.substr(start)); !rest.empty())
        statements.push_back(std::move(rest));
    std::erase(statements, std::string{});
    return statements;
}

/// Of what the script does: its comments may still be improved once it was applied.
std::string sha256_of(migration_script const& script) {
    std::string statements;
    for (auto const& each : split(without_comments(script.text)))
        statements.append(each).append(";\n");
    return sha256_of_text(statements);
}

/// The word between braces at `position`, where there is one; JSON in a literal is none.
std::string_view placeholder_at(std::string_view text, std::size_t position) {
    auto const end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", position + 1);
    if (end == std::string_view::npos || text[end] != '}' || end == position + 1) return {};
    return text.substr(position + 1, end - position - 1);
}

result<std::string> replaced(std::string_view text, dialect target, std::string_view script_name) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const name = text[i] == '{' ? placeholder_at(text, i) : std::string_view{};
        if (name.empty()) {
            made.push_back(text[i]);
            continue;
        }
        auto const* const found = std::find_if(std::begin(placeholders), std::end(placeholders),
                                               [&](auto const& each) { return each.name == name; });
        if (found == std::end(placeholders)) {
            return faulty("Migration " + std::string(script_name) +
                          " has the unknown placeholder {" + std::string(name) + "}.");
        }
        made.append(target == dialect::sqlite ? found->sqlite : found->mariadb);
        i += name.size() + 1;
    }
    return made;
}

// -- what carries a migration out --

class schema_editor {
  public:
    virtual ~schema_editor() = default;
    virtual db::dialect dialect() const = 0;
    /// Keeps other processes out until finish() or destruction.
    virtual result<void> begin() = 0;
    virtual void run(std::string const& statement) = 0;
    virtual void read(std::string_view query, std::span<cell_kind const> columns,
                      std::function<void(row const&)> const& visit) = 0;
    virtual bool has_history() = 0;
    virtual void finish() = 0;
};

class sqlite_editor final : public schema_editor {
  public:
    explicit sqlite_editor(std::string const& path)
        : session_(path, sqlite_session::access::read_write) {}
    ~sqlite_editor() override { session_.rollback(); }

    db::dialect dialect() const override { return dialect::sqlite; }
    result<void> begin() override {
        session_.begin_write();
        return success();
    }
    void run(std::string const& statement) override { session_.execute(statement); }
    void read(std::string_view query, std::span<cell_kind const> columns,
              std::function<void(row const&)> const& visit) override {
        session_.each(query, {}, columns, visit);
    }
    bool has_history() override {
        return session_
            .query_one(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = "
                "'schema_migrations'",
                {}, {cell_kind::integer})
            .has_value();
    }
    void finish() override { session_.commit(); }

  private:
    sqlite_session session_;
};

/// MariaDB allows 64 characters; the end of a long name tells more than its beginning.
std::string lock_name(std::string const& database_name) {
    constexpr std::size_t shown = 40;
    auto const cut = database_name.size() > shown ? database_name.size() - shown : 0;
    return "talent_migration_" + database_name.substr(cut);
}

class mariadb_editor final : public schema_editor {
  public:
    explicit mariadb_editor(location const& where)
        : lock_name_(lock_name(where.name)), connection_(connect_or_create(where)) {}

    db::dialect dialect() const override { return dialect::mariadb; }
    result<void> begin() override {
        auto const taken = connection_->integer("SELECT GET_LOCK('" + lock_name_ + "', " +
                                                std::to_string(migration_lock_seconds) + ")");
        if (taken != 1)
            return faulty("Another process is migrating the database and does not finish.");
        return success();
    }
    void run(std::string const& statement) override { connection_->execute(statement); }
    void read(std::string_view query, std::span<cell_kind const> columns,
              std::function<void(row const&)> const& visit) override {
        connection_->stream(query, columns, visit);
    }
    bool has_history() override {
        return connection_->integer(
                   "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema "
                   "= DATABASE() AND table_name = 'schema_migrations'") == 1;
    }
    void finish() override { connection_->integer("SELECT RELEASE_LOCK('" + lock_name_ + "')"); }

  private:
    std::string lock_name_;
    std::unique_ptr<connector_connection> connection_;
};

std::unique_ptr<schema_editor> edit(location const& where) {
    if (where.dialect == dialect::sqlite) return std::make_unique<sqlite_editor>(where.path);
    return std::make_unique<mariadb_editor>(where);
}

// -- the history --

struct applied_migration {
    std::string name;
    std::string sha256;
};
using history = std::map<std::int64_t, applied_migration>;

history read_history(schema_editor& editor) {
    static constexpr cell_kind kinds[] = {cell_kind::integer, cell_kind::text, cell_kind::text};
    history found;
    editor.read("SELECT version, name, sha256 FROM schema_migrations ORDER BY version", kinds,
                [&](row const& one) {
                    found[integer_of(one[0])] = {text_of(one[1]), text_of(one[2])};
                });
    return found;
}

result<void> check_history(history const& applied, std::span<migration_script const> scripts) {
    for (auto const& [version, migration] : applied) {
        auto const known = std::find_if(scripts.begin(), scripts.end(),
                                        [&](auto const& each) { return each.version == version; });
        if (known == scripts.end()) {
            return faulty("The database's schema is newer than this program: it has migration " +
                          migration.name + ".");
        }
        if (sha256_of(*known) != migration.sha256) {
            return faulty("Migration " + migration.name + " was changed after it was applied.");
        }
    }
    return success();
}

result<void> apply(schema_editor& editor, migration_script const& script) {
    TRY(auto const statements, statements_of(script, editor.dialect()));
    std::size_t number = 0;
    try {
        for (auto const& statement : statements) {
            ++number;
            editor.run(statement);
        }
        auto const now = system_clock{}.now();
        editor.run("INSERT INTO schema_migrations (version, name, sha256, applied_at) VALUES (" +
                   std::to_string(script.version) + ", '" + std::string(script.name) + "', '" +
                   sha256_of(script) + "', " + std::to_string(to_milliseconds(now)) + ")");
    } catch (error const& fault) {
        return faulty("Migration " + std::string(script.name) + " failed at statement " +
                      std::to_string(number) + ": " + fault.what() + ".");
    }
    return success();
}

result<void> migrate_by(schema_editor& editor, std::span<migration_script const> scripts) {
    TRY(editor.begin());
    TRY(auto const statements, statements_of(history_script, editor.dialect()));
    for (auto const& statement : statements)
        editor.run(statement);
    auto const applied = read_history(editor);
    TRY(check_history(applied, scripts));
    for (auto const& script : scripts) {
        if (applied.contains(script.version)) continue;
        TRY(apply(editor, script));
    }
    editor.finish();
    return success();
}

problem unreachable(error const& fault) {
    auto made = problem_of(fault.kind());
    made.detail = std::string("The database cannot be used: ") + fault.what() + ".";
    return made;
}

} // namespace

result<std::vector<std::string>> statements_of(migration_script const& script, dialect target) {
    TRY(auto const text, replaced(without_comments(script.text), target, script.name));
    return split(text);
}

result<void> migrate(location const& where, std::span<migration_script const> scripts) {
    try {
        return migrate_by(*edit(where), scripts);
    } catch (error const& fault) {
        return unreachable(fault);
    }
}

result<void> check_schema(location const& where, std::span<migration_script const> scripts) {
    try {
        auto const editor = edit(where);
        if (!editor->has_history()) return success();
        return check_history(read_history(*editor), scripts);
    } catch (error const& fault) {
        return unreachable(fault);
    }
}

} // namespace talent::db
