// Signed heads: statements, under the installation's Ed25519 key, that the journal had this hash at
// this sequence number. Whoever keeps one can prove later that the journal was changed. The keys
// are recorded too: each is endorsed by one before it, the first by itself. Values and their SQL;
// any thread, the SQL on the session's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/db/session.hpp"
#include "common/json/fields.hpp"
#include "common/security/signature.hpp"

namespace talent::journal {

struct signed_head {
    std::int64_t sequence = 0;
    std::int64_t previous_sequence = 0; // of the signed head before; 0: this is the first
    std::string hash;                   // of the entry with that sequence
    instant at;                         // when it was signed
    std::string public_key;
    std::string signature;
    // Not stored, since they follow:
    std::string origin;    // which installation: the hash of its first entry, whose salt is random
    std::string statement; // what is signed
};

struct journal_key {
    std::int64_t number = 0; // from 1, in the order in which they came into use
    std::string public_key;
    instant at;              // when it came into use
    std::string endorsed_by; // the public key that signed this: an earlier one, or itself
    std::string signature;
    std::string origin;    // as above
    std::string statement; // as above
};

/// The bytes that are signed: netstrings of the format's name, origin and every stored field but
/// the signature, instants in milliseconds since 1970.
std::string statement_of(signed_head const& one);
std::string statement_of(journal_key const& one);

void sign(signed_head& one, security::signing_key const& with);
/// `with` is the key that endorses.
void sign(journal_key& one, security::signing_key const& with);
bool is_signed(signed_head const& one);
bool is_signed(journal_key const& one);

inline constexpr std::int64_t journal_keys_max = 1'000;

/// The hash of the first entry; empty in an empty journal.
std::string read_origin(db::session& sql);
/// With the highest sequence; nothing where none was signed yet.
std::optional<signed_head> read_newest_head(db::session& sql, std::string const& origin);
std::vector<signed_head> read_heads_after(db::session& sql, std::string const& origin,
                                          std::int64_t after, std::int64_t limit);
std::vector<journal_key> read_keys(db::session& sql, std::string const& origin);
/// Throw duplicate_key where another server was first.
void insert_head(db::session& sql, signed_head const& one);
void insert_key(db::session& sql, journal_key const& one);

} // namespace talent::journal

template <>
struct talent::json::described<talent::journal::signed_head> {
    static object_definition const& table();
};
template <>
struct talent::json::described<talent::journal::journal_key> {
    static object_definition const& table();
};
