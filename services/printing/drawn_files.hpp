// The files that were drawn last, by what they say: a notice that many ask for is drawn once. Owned
// by the printed documents' API; any thread.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace talent::printed {

class drawn_files {
  public:
    using file = std::shared_ptr<std::string const>;

    /// At most so many files, and so many bytes of them.
    drawn_files(std::size_t files_max, std::size_t bytes_max)
        : files_max_(files_max), bytes_max_(bytes_max) {}

    file find(std::string_view key) const;
    /// The file that is kept under the key from now on; what was asked for longest ago goes.
    file keep(std::string const& key, std::string bytes);

  private:
    std::size_t const files_max_;
    std::size_t const bytes_max_;
    mutable std::mutex mutex_;
    mutable std::deque<std::pair<std::string, file>> files_; // what was asked for last at the front
    std::size_t bytes_ = 0;
};

} // namespace talent::printed
