#include "services/printing/contents.hpp"

namespace talent::printed {

std::string numbered(std::span<std::string const> texts) {
    if (texts.size() == 1) return texts.front();
    std::string made;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        made.append(i == 0 ? "" : "\n").append(std::to_string(i + 1)).append(". ");
        made.append(texts[i]);
    }
    return made;
}

} // namespace talent::printed
