// Keeps two servers off one SQLite database: an advisory lock on a file beside it, held for as long
// as this object lives and released by the kernel if the process dies. One owner.
#pragma once

#include <string>

#include "common/base/result.hpp"

namespace talent::db {

class directory_lock {
  public:
    /// Locks `<database path>.lock`; a problem with one sentence where another process holds it.
    static result<directory_lock> take(std::string const& database_path);

    directory_lock() = default;
    ~directory_lock();
    directory_lock(directory_lock&& from) noexcept;
    directory_lock& operator=(directory_lock&& from) noexcept;

  private:
    explicit directory_lock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_ = -1;
};

} // namespace talent::db
