#include "common/base/composed_text.hpp"

#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

namespace talent {

std::string composed(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const composer = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFC data");
    std::string made;
    icu::StringByteSink<std::string> sink(&made);
    composer->normalizeUTF8(0,
                            icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                            sink, nullptr, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not compose a text");
    return made;
}

} // namespace talent
