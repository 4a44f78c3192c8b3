#include "common/journal/signed_head.hpp"

#include "common/db/record.hpp"
#include "common/journal/netstring.hpp"

namespace talent::journal {
namespace {

constexpr std::string_view head_format = "talent-journal-head-1";
constexpr std::string_view key_format = "talent-journal-key-1";

constexpr std::string_view heads_table = "journal_heads";
constexpr std::string_view keys_table = "journal_keys";
constexpr std::string_view select_first_hash =
    "SELECT hash FROM journal_entries WHERE sequence = 1";

template <class T>
std::vector<T> with_origin(std::vector<T> found, std::string const& origin) {
    for (auto& each : found) {
        each.origin = origin;
        each.statement = statement_of(each);
    }
    return found;
}

} // namespace

std::string statement_of(signed_head const& one) {
    std::string made;
    append_netstring(made, head_format);
    append_netstring(made, one.origin);
    append_netstring(made, one.sequence);
    append_netstring(made, one.previous_sequence);
    append_netstring(made, one.hash);
    append_netstring(made, to_milliseconds(one.at));
    append_netstring(made, one.public_key);
    return made;
}

std::string statement_of(journal_key const& one) {
    std::string made;
    append_netstring(made, key_format);
    append_netstring(made, one.origin);
    append_netstring(made, one.number);
    append_netstring(made, one.public_key);
    append_netstring(made, to_milliseconds(one.at));
    append_netstring(made, one.endorsed_by);
    return made;
}

void sign(signed_head& one, security::signing_key const& with) {
    one.public_key = with.public_key();
    one.statement = statement_of(one);
    one.signature = with.sign(one.statement);
}

void sign(journal_key& one, security::signing_key const& with) {
    one.endorsed_by = with.public_key();
    one.statement = statement_of(one);
    one.signature = with.sign(one.statement);
}

bool is_signed(signed_head const& one) {
    return security::is_signed_by(one.public_key, statement_of(one), one.signature);
}

bool is_signed(journal_key const& one) {
    return security::is_signed_by(one.endorsed_by, statement_of(one), one.signature);
}

std::string read_origin(db::session& sql) {
    auto const found = sql.query_one(select_first_hash, {}, {cell_kind::text});
    return found ? text_of(found->front()) : std::string();
}

std::optional<signed_head> read_newest_head(db::session& sql, std::string const& origin) {
    auto found = with_origin(
        db::select<signed_head>(sql, heads_table, "ORDER BY sequence DESC LIMIT 1"), origin);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<signed_head> read_heads_after(db::session& sql, std::string const& origin,
                                          std::int64_t after, std::int64_t limit) {
    return with_origin(
        db::select<signed_head>(sql, heads_table,
                                "WHERE sequence > :p1 ORDER BY sequence LIMIT :p2", {after, limit}),
        origin);
}

std::vector<journal_key> read_keys(db::session& sql, std::string const& origin) {
    return with_origin(
        db::select<journal_key>(sql, keys_table, "ORDER BY number LIMIT :p1", {journal_keys_max}),
        origin);
}

void insert_head(db::session& sql, signed_head const& one) {
    db::insert(sql, heads_table, one);
}

void insert_key(db::session& sql, journal_key const& one) {
    db::insert(sql, keys_table, one);
}

} // namespace talent::journal

namespace talent::json {
namespace {

constexpr field_options of_server(std::string_view about) {
    return {.owner = owner::server, .maximum = INT64_MAX, .length_max = 4096, .about = about};
}
constexpr field_options derived(std::string_view about) {
    return {
        .owner = owner::server, .exposure = exposure::derived, .length_max = 4096, .about = about};
}

constexpr std::string_view about_origin =
    "Which installation it is of: the hash of the journal's first entry.";
constexpr std::string_view about_statement =
    "The text that is signed; docs/audit.md says how it is made.";

} // namespace

using journal::journal_key;
using journal::signed_head;

object_definition const& described<signed_head>::table() {
    static constexpr field_definition fields[] = {
        field<&signed_head::sequence>("sequence", of_server("The last entry that it covers.")),
        field<&signed_head::previous_sequence>(
            "previous_sequence", of_server("That of the signed head before; 0 for the first.")),
        field<&signed_head::hash>("hash", of_server("The hash of that entry.")),
        field<&signed_head::at>("at", of_server("When it was signed.")),
        field<&signed_head::public_key>("public_key",
                                        of_server("Ed25519 public key, hexadecimal.")),
        field<&signed_head::signature>("signature", of_server("Ed25519 signature, hexadecimal.")),
        field<&signed_head::origin>("origin", derived(about_origin)),
        field<&signed_head::statement>("statement", derived(about_statement)),
    };
    static constexpr object_definition table{
        "signed_head", "The server's signature on the journal up to an entry.", fields};
    return table;
}

object_definition const& described<journal_key>::table() {
    static constexpr field_definition fields[] = {
        field<&journal_key::number>("number", of_server("From 1, in the order of their use.")),
        field<&journal_key::public_key>("public_key",
                                        of_server("Ed25519 public key, hexadecimal.")),
        field<&journal_key::at>("at", of_server("When it came into use.")),
        field<&journal_key::endorsed_by>(
            "endorsed_by", of_server("The key that signed this: an earlier one, or itself.")),
        field<&journal_key::signature>("signature", of_server("Ed25519 signature, hexadecimal.")),
        field<&journal_key::origin>("origin", derived(about_origin)),
        field<&journal_key::statement>("statement", derived(about_statement)),
    };
    static constexpr object_definition table{"journal_key", "A key that heads are signed with.",
                                             fields};
    return table;
}

} // namespace talent::json
