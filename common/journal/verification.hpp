// Whether the record can be believed: the chain, the head row, the signed heads and their keys, and
// heads that somebody kept outside of the database. On the calling thread; may run while entries
// are being written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/journal/signed_head.hpp"

namespace talent::journal {

/// What the one who verifies has from elsewhere than the database.
struct evidence {
    /// Heads kept outside. Each must be in the journal still, in its chain and among its signed
    /// heads: so a journal that was cut short together with its heads is found.
    std::vector<signed_head> witnessed = {};
    /// Public keys known to be the installation's own; empty: none is known. The newest head must
    /// be signed by one of them, and a key that no earlier one endorsed must be among them.
    std::vector<std::string> trusted_keys = {};
};

struct verified_journal {
    std::int64_t sequence = 0; // of the last entry
    std::string hash;
    std::int64_t signed_heads = 0;
};

/// A problem (conflict) with one plain sentence at the first fault. Throws db::error.
result<verified_journal> verify(db::database& source, evidence const& known = {});

} // namespace talent::journal
