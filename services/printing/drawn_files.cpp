#include "services/printing/drawn_files.hpp"

#include <algorithm>

namespace talent::printed {

drawn_files::file drawn_files::find(std::string_view key) const {
    std::lock_guard const lock(mutex_);
    auto const found = std::ranges::find(
        files_, key, [](auto const& one) -> std::string_view { return one.first; });
    if (found == files_.end()) return nullptr;
    std::rotate(files_.begin(), found, found + 1);
    return files_.front().second;
}

drawn_files::file drawn_files::keep(std::string const& key, std::string bytes) {
    auto made = std::make_shared<std::string const>(std::move(bytes));
    std::lock_guard const lock(mutex_);
    files_.emplace_front(key, made);
    bytes_ += made->size();
    while (files_.size() > files_max_ || (bytes_ > bytes_max_ && files_.size() > 1)) {
        bytes_ -= files_.back().second->size();
        files_.pop_back();
    }
    return made;
}

} // namespace talent::printed
