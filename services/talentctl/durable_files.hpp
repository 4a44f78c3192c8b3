// Files that count only once they are on the disk under their name: for backups and restores. Each
// problem is one sentence that names the file. One thread.
#pragma once

#include <string>

#include "common/base/result.hpp"

namespace talent::talentctl {

/// Copies to a new file of mode 0600 and syncs it; the SHA-256 of what was read, in hexadecimal.
/// Empty `to`: only reads.
result<std::string> copy_and_hash(std::string const& from, std::string const& to);

/// A new file of mode 0600, synced.
result<void> write_durably(std::string const& path, std::string_view text);

/// Renames inside one folder, and syncs the folder.
result<void> put_in_place(std::string const& partial, std::string const& target);

} // namespace talent::talentctl
