#include "common/base/simplified_text.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>

#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace talent {
namespace {

std::unique_ptr<icu::Transliterator> make_transliterator() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made{icu::Transliterator::createInstance(
        icu::UnicodeString::fromUTF8("Traditional-Simplified"), UTRANS_FORWARD, status)};
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot simplify Chinese characters");
    return made;
}

} // namespace

std::string simplified(std::string_view text) {
    // ICU promises nothing about one transliterator on several threads.
    thread_local auto const transliterator = make_transliterator();
    auto wide = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    transliterator->transliterate(wide);
    std::string made;
    wide.toUTF8String(made);
    return made;
}

} // namespace talent
