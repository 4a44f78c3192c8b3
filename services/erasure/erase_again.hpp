// A backup keeps the keys that were destroyed after it was made. Once such a backup is restored,
// what had been erased is erased again, from the file that outlives it (erasure_file.hpp): the
// keys, and with them the members' logins and the talents' records, each as a unit of work with its
// journal entry in the platform's name. At start, before the read models are loaded, or by
// talentctl.
#pragma once

#include <vector>

#include "common/personal/erased_keys.hpp"
#include "services/identity/service.hpp"
#include "services/listings/service.hpp"

namespace talent::erasure {

/// How many keys were there again. Throws db::error.
result<std::size_t> erase_again(db::database& kept, std::vector<personal::erased_key> const& erased,
                                identity::identity_service const& members,
                                listings::listings_service const& talents, instant now);

} // namespace talent::erasure
