// The change of the master key: every key that is sealed under it is sealed under another one. What
// the keys seal, and the indexes, stay as they are. With the servers stopped; one thread.
#pragma once

#include <cstdint>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/security/personal.hpp"

namespace talent::personal {

/// In one transaction; how many keys there were. A problem with one sentence, and nothing changed,
/// where `from` is not the key that they are sealed under. Where `to` is already, nothing is done
/// and the answer is 0: the change had been committed before. Throws db::error.
result<std::int64_t> rewrap(db::database& kept, security::secret_key const& from,
                            security::secret_key const& to);

} // namespace talent::personal
