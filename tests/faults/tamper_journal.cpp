#include "tests/faults/tamper_journal.hpp"

#include <stdexcept>

#include "common/db/record.hpp"
#include "common/journal/journal.hpp"
#include "common/journal/witness.hpp"
#include "services/audit/signer.hpp"

namespace talent::test {
namespace {

constexpr std::int64_t entries_a_head = 60;
// Of the demonstration market's 1,700: the more there are, the fewer edits can be tried in a
// minute.
constexpr std::int64_t entries_kept = 600;

struct description {
    std::string name;
    std::vector<std::string> columns;
    std::vector<cell_kind> kinds;
};

template <class T>
description described_by(std::string name) {
    auto const& table = json::described<T>::table();
    description made{std::move(name), {}, db::column_kinds(table)};
    for (auto const& field : table.fields) {
        if (field.is_column()) made.columns.emplace_back(field.name);
    }
    return made;
}

description const& description_of(table which) {
    static std::array<description, table_count> const all{
        described_by<journal::entry>("journal_entries"),
        described_by<journal::signed_head>("journal_heads"),
        described_by<journal::journal_key>("journal_keys"),
        description{"journal_head",
                    {"id", "sequence", "hash"},
                    {cell_kind::integer, cell_kind::integer, cell_kind::text}}};
    return all[static_cast<std::size_t>(which)];
}

std::string list_of(std::vector<std::string> const& columns) {
    std::string list;
    for (auto const& each : columns)
        list.append(list.empty() ? "" : ", ").append(each);
    return list;
}

std::string insertion_into(description const& into) {
    std::string values;
    for (std::size_t i = 1; i <= into.columns.size(); ++i)
        values.append(i == 1 ? ":p" : ", :p").append(std::to_string(i));
    return "INSERT INTO " + into.name + " (" + list_of(into.columns) + ") VALUES (" + values + ")";
}

} // namespace

tampered_journal::tampered_journal(engine on) : engine_(on), place_(on) {
    auto const filled = place_.run_talentctl({"demo", "--listings", "100"});
    if (filled.status != 0) throw std::runtime_error("no demonstration market: " + filled.errors);
    auto opened = db::open(place_.database_url(), {}, db::migration::leave);
    if (!opened.has_value()) throw std::runtime_error(opened.error().detail);
    database_ = std::move(opened).value();
    keep_the_beginning();
    security::signing_key const key(security::secret_key::random());
    trusted_key_ = key.public_key();
    auto const witness = place_.data_directory() + "/heads.jsonl";
    system_clock const time;
    audit::head_signer signer(*database_, time,
                              {.key = key, .witness_file = witness, .entries_max = entries_a_head});
    while (signer.sign_once().value()) {
    }
    witnesses_ = journal::read_witnesses(witness).value();
    for (auto const which : {table::entries, table::heads, table::keys, table::head}) {
        auto const& about = description_of(which);
        database_->stream("SELECT " + list_of(about.columns) + " FROM " + about.name, about.kinds,
                          [&](row const& each) {
                              originals_[static_cast<std::size_t>(which)].emplace(
                                  integer_of(each.front()), each);
                          });
    }
}

void tampered_journal::keep_the_beginning() {
    database_->write_now([](db::session& sql) {
        sql.execute("DELETE FROM journal_entries WHERE sequence > :p1", {entries_kept});
        auto const last = journal::read_after(sql, entries_kept - 1, 1).at(0);
        sql.execute("UPDATE journal_head SET sequence = :p1, hash = :p2",
                    {last.sequence, last.hash});
        return db::verdict::keep;
    });
}

std::vector<std::string> const& tampered_journal::columns(table of) const {
    return description_of(of).columns;
}

void tampered_journal::write(edit const& wanted, bool original) {
    database_->write_now([&](db::session& sql) {
        for (auto const& [where, unused] : wanted.changes) {
            auto const& about = description_of(where.first);
            sql.execute("DELETE FROM " + about.name + " WHERE " + about.columns.front() + " = :p1",
                        {where.second});
        }
        for (auto const& [where, to] : wanted.changes) {
            auto const& kept = this->original(where.first);
            auto const found = kept.find(where.second);
            auto const* const content = !original             ? (to ? &*to : nullptr)
                                        : found == kept.end() ? nullptr
                                                              : &found->second;
            if (content != nullptr)
                sql.execute(insertion_into(description_of(where.first)), *content);
        }
        return db::verdict::keep;
    });
}

void tampered_journal::apply(edit const& wanted) {
    write(wanted, false);
}

void tampered_journal::undo(edit const& made) {
    write(made, true);
}

row tampered_journal::read(db::session& sql, table from, std::int64_t key) {
    auto const& about = description_of(from);
    auto const found = sql.query("SELECT " + list_of(about.columns) + " FROM " + about.name +
                                     " WHERE " + about.columns.front() + " = :p1",
                                 std::vector<cell>{key}, about.kinds);
    return found.empty() ? row{} : found.front();
}

bool tampered_journal::differs(edit const& made) {
    bool found = false;
    database_->read_now([&](db::session& sql) {
        for (auto const& [where, unused] : made.changes) {
            auto const kept = original(where.first).find(where.second);
            auto const now = read(sql, where.first, where.second);
            found = found || now != (kept == original(where.first).end() ? row{} : kept->second);
        }
    });
    return found;
}

std::string tampered_journal::fault(bool with_witness) {
    journal::evidence known{.trusted_keys = {trusted_key_}};
    if (with_witness) known.witnessed = witnesses_;
    try {
        auto const verified = journal::verify(*database_, known);
        return verified.has_value() ? "" : verified.error().detail;
    } catch (std::exception const& fault) {
        return fault.what(); // talentctl verify says so and fails
    }
}

} // namespace talent::test
