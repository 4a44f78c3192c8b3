#include "common/base/traced_text.hpp"

#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "common/base/text.hpp"

namespace talent {
namespace {

icu::Normalizer2 const& case_folding_normaliser() {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const made = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC case folding data");
    return *made;
}

std::string fold(std::string_view text, icu::Edits& changes) {
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    UErrorCode status = U_ZERO_ERROR;
    case_folding_normaliser().normalizeUTF8(
        0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, &changes,
        status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise a text");
    return folded;
}

std::size_t character_bytes(std::string_view text, std::size_t at) {
    std::size_t bytes = 1;
    while (at + bytes < text.size() &&
           (static_cast<unsigned char>(text[at + bytes]) & 0xC0U) == 0x80U)
        ++bytes;
    return bytes;
}

} // namespace

// Folding says itself what became of what. Afterwards normalise() only takes white space away, or
// puts one space in its place: what the folded text has and the normalised one has not is that.
traced_text::traced_text(std::string_view original) {
    icu::Edits changes;
    auto const folded = fold(original, changes);
    begins_.reserve(folded.size());
    ends_.reserve(folded.size());
    auto one = changes.getFineIterator();
    UErrorCode status = U_ZERO_ERROR;
    while (one.next(status)) {
        auto const at = static_cast<std::size_t>(one.sourceIndex());
        auto const piece =
            std::string_view(folded).substr(static_cast<std::size_t>(one.destinationIndex()),
                                            static_cast<std::size_t>(one.newLength()));
        if (one.hasChange()) {
            append_changed(piece, {at, at + static_cast<std::size_t>(one.oldLength())});
        } else {
            append_unchanged(piece, at);
        }
    }
    if (U_FAILURE(status) != 0 || begins_.size() != folded.size())
        throw std::runtime_error("ICU lost track of a text");

    normalised_ = normalise(original);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < folded.size() && kept < normalised_.size();) {
        auto const bytes = character_bytes(folded, at);
        bool const same = folded.compare(at, bytes, normalised_, kept, bytes) == 0;
        bool const as_space = !same && normalised_[kept] == ' ';
        auto const taken = same ? bytes : as_space ? 1 : 0;
        for (std::size_t i = 0; i < taken; ++i, ++kept) {
            begins_[kept] = begins_[at + i];
            ends_[kept] = as_space ? ends_[at + bytes - 1] : ends_[at + i];
        }
        at += bytes;
    }
    begins_.resize(normalised_.size());
    ends_.resize(normalised_.size());
}

void traced_text::append_unchanged(std::string_view piece, std::size_t at) {
    for (std::size_t i = 0; i < piece.size();) {
        auto const bytes = character_bytes(piece, i);
        append_changed(piece.substr(i, bytes), {at + i, at + i + bytes});
        i += bytes;
    }
}

void traced_text::append_changed(std::string_view piece, span from) {
    begins_.insert(begins_.end(), piece.size(), static_cast<std::uint32_t>(from.begin));
    ends_.insert(ends_.end(), piece.size(), static_cast<std::uint32_t>(from.end));
}

} // namespace talent
