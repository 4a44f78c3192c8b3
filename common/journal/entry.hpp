// The journal's entries: who did what to which object, when, before and after. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"

namespace talent::journal {

/// Who may read an entry's content. Everybody sees that the sequence number exists (a withheld
/// entry keeps its number and hash), so that the feed stays provably gapless.
enum class visibility : std::uint8_t {
    open,    // anybody
    parties, // the organisations named in `parties`, operators and supervisors
    closed,  // operators and supervisors, and then without hidden fields
    test,    // open among test organisations; of others only operators and supervisors
};

/// What a service appends; the journal adds sequence, instant, actor and hash.
struct draft {
    std::string type;        // "demand.published": object and past participle
    std::string object_type; // "demand"
    uuid object_id;
    std::int64_t object_version = 0;
    journal::visibility visible = visibility::closed;
    std::vector<uuid> parties = {};
    std::string region = {};
    std::string reason = {};
    std::string before = {}; // the object as write_stored has it; empty at creation
    std::string after = {};  // empty at deletion (a tombstone)
};

struct entry {
    std::int64_t sequence = 0; // from 1, gapless, in commit order
    instant at;
    std::string type;
    std::string object_type;
    uuid object_id;
    std::int64_t object_version = 0;
    journal::visibility visible = visibility::closed;
    std::string parties; // "|id|id|": organisations that may read it
    std::string region;
    std::string actor_audience;
    uuid actor_organisation;
    uuid actor_member;
    uuid actor_credential;
    std::string request_id;
    std::string reason;
    std::string
        before; // columns before_state and after_state: JSON text, empty where there is none
    std::string after;
    std::string
        salt; // 128 random bits, hexadecimal: what is withheld cannot be guessed from digests
    std::string hash; // of the entry before, the sequence and everything above (docs/audit.md)
};

bool names_party(entry const& one, uuid const& organisation);

} // namespace talent::journal

template <>
struct talent::json::enumeration<talent::journal::visibility> {
    static std::span<std::string_view const> names();
};

/// The columns of journal_entries. As an answer shows it an entry lacks its states: who may see
/// them, and as which object, is the feed's to decide.
template <>
struct talent::json::described<talent::journal::entry> {
    static object_definition const& table();
};
