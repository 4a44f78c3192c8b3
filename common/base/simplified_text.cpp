#include "common/base/simplified_text.hpp"

#include <array>
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

// All that matter are of three bytes in UTF-8, and so are their simplified forms.
constexpr char16_t han_first = 0x2E80;
constexpr char16_t han_last = 0x9FFF;
constexpr std::size_t table_size = han_last - han_first + 1;

std::array<char16_t, table_size> make_table() {
    auto const transliterator = make_transliterator();
    std::array<char16_t, table_size> made{};
    for (std::size_t i = 0; i < table_size; ++i) {
        made[i] = static_cast<char16_t>(han_first + i);
        icu::UnicodeString one(made[i]);
        transliterator->transliterate(one);
        bool const is_like = one.length() == 1 && one[0] >= han_first && one[0] <= han_last;
        if (is_like) made[i] = one[0];
    }
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

void simplify_characters(std::string& text) {
    static auto const table = make_table();
    constexpr unsigned char lead_min = 0xE2; // of han_first
    constexpr unsigned char lead_max = 0xE9; // of han_last
    constexpr unsigned low_bits = 0x3F;
    auto const size = text.size();
    for (std::size_t at = 0; at + 2 < size; ++at) {
        auto const lead = static_cast<unsigned char>(text[at]);
        if (lead < lead_min || lead > lead_max) continue;
        auto const second = static_cast<unsigned char>(text[at + 1]);
        auto const third = static_cast<unsigned char>(text[at + 2]);
        unsigned const character =
            (lead & 0x0FU) << 12U | (second & low_bits) << 6U | (third & low_bits);
        if (character >= han_first && character <= han_last) {
            unsigned const simple = table[character - han_first];
            if (simple != character) {
                text[at] = static_cast<char>(0xE0U | simple >> 12U);
                text[at + 1] = static_cast<char>(0x80U | (simple >> 6U & low_bits));
                text[at + 2] = static_cast<char>(0x80U | (simple & low_bits));
            }
        }
        at += 2;
    }
}

} // namespace talent
