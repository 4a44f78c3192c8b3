#include "common/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace talent {
namespace {

// Names that begin with a point. Any other leading point is punctuation: writers of Chinese often
// end a sentence with an ASCII point and go straight on ("精通编程.python优先").
constexpr std::array<std::string_view, 1> names_with_leading_point{"net"};

constexpr bool is_ascii_letter(UChar32 character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

constexpr bool is_ascii_digit(UChar32 character) {
    return character >= '0' && character <= '9';
}

constexpr bool is_ascii_space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

constexpr char ascii_lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

bool is_ascii(std::string_view text) {
    // No early exit: the loop becomes a few wide instructions.
    unsigned char seen = 0;
    for (char const character : text)
        seen |= static_cast<unsigned char>(character);
    return seen < 0x80;
}

// White space that is left after NFKC has turned the other kinds into U+0020.
constexpr bool is_other_space(UChar32 character) {
    return character == 0x85 || character == 0x1680 || character == 0x2028 || character == 0x2029;
}

constexpr bool is_bidirectional_override(UChar32 character) {
    return (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

constexpr bool is_control(UChar32 character) {
    return character < 0x20 || (character >= 0x7F && character <= 0x9F);
}

// Reads one code point and moves past it; U+FFFD for a byte that is not UTF-8.
UChar32 next_code_point(std::string_view text, std::size_t& position) {
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    auto const length = static_cast<std::int64_t>(text.size());
    auto at = static_cast<std::int64_t>(position);
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, character);
    position = static_cast<std::size_t>(at);
    return character;
}

bool is_written_without_spaces(UChar32 character) {
    if (character < 0x1100) return false;
    if (character >= 0x3400 && character <= 0x9FFF) return true;
    // The prolonged sound mark belongs to kana, but its script is Common.
    if (character == 0x30FC) return true;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(character, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_HANGUL:
        case USCRIPT_BOPOMOFO:
            return true;
        default:
            return false;
    }
}

enum class character_class : std::uint8_t { separator, letter, digit, dictionary };

character_class class_of(UChar32 character) {
    if (character < 0x80) {
        if (is_ascii_letter(character)) return character_class::letter;
        return is_ascii_digit(character) ? character_class::digit : character_class::separator;
    }
    if (is_written_without_spaces(character)) return character_class::dictionary;
    if ((U_GET_GC_MASK(character) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) == 0) {
        return character_class::separator;
    }
    // Thai, Lao, Khmer and Burmese: letters, but their words need ICU's dictionaries too.
    if (u_getIntPropertyValue(character, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) {
        return character_class::dictionary;
    }
    return character_class::letter;
}

icu::Normalizer2 const& case_folding_normaliser() {
    static icu::Normalizer2 const* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        auto const* made = icu::Normalizer2::getNFKCCasefoldInstance(status);
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC case folding data");
        return made;
    }();
    return *instance;
}

// Splits a run of characters written without spaces into its words, by ICU's dictionary, and
// remembers short runs: a market's texts are made of the same phrases again and again, and a
// look-up is some ten times as fast as ICU. One per thread, since a break iterator holds the
// text it walks.
class run_splitter {
  public:
    static run_splitter& of_this_thread() {
        thread_local run_splitter instance;
        return instance;
    }

    /// The bytes of each word, in order; valid until the next call.
    std::span<std::uint16_t const> split(std::string_view run) {
        if (run.size() > remembered_bytes_max) {
            split_by_dictionary(run, lengths_);
            return lengths_;
        }
        auto& slot = remembered_[std::hash<std::string_view>{}(run) % remembered_runs];
        if (slot.run != run) {
            slot.run.clear(); // should the split fail, the slot is empty
            split_by_dictionary(run, slot.lengths);
            slot.run = run;
        }
        return slot.lengths;
    }

  private:
    static constexpr std::size_t remembered_runs = 4096;
    static constexpr std::size_t remembered_bytes_max = 96; // about 1 MiB a thread when full
    static constexpr std::size_t piece_bytes_max = 3 * 4096;

    struct remembered_run {
        std::string run;
        std::vector<std::uint16_t> lengths;
    };

    static std::unique_ptr<icu::BreakIterator> make_breaker() {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made{
            icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status)};
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no Chinese word breaking data");
        return made;
    }

    void split_by_dictionary(std::string_view run, std::vector<std::uint16_t>& lengths) {
        lengths.clear();
        while (!run.empty()) {
            auto const piece = run.substr(0, piece_bytes(run));
            split_piece(piece, lengths);
            run.remove_prefix(piece.size());
        }
    }

    // ICU allocates for every character of what it is given, and a sender may make a run as long as
    // a body: in pieces that stays bounded, and a word's length fits sixteen bits.
    static std::size_t piece_bytes(std::string_view run) {
        if (run.size() <= piece_bytes_max) return run.size();
        std::size_t bytes = piece_bytes_max;
        while (U8_IS_TRAIL(run[bytes]))
            --bytes;
        return bytes;
    }

    void split_piece(std::string_view piece, std::vector<std::uint16_t>& lengths) {
        wide_ = icu::UnicodeString::fromUTF8(
            icu::StringPiece(piece.data(), static_cast<std::int32_t>(piece.size())));
        breaker_->setText(wide_);
        bool const three_bytes_each = static_cast<std::size_t>(wide_.length()) * 3 == piece.size();
        std::int32_t wide_start = breaker_->first();
        std::size_t start = 0;
        for (auto wide_end = breaker_->next(); wide_end != icu::BreakIterator::DONE;
             wide_end = breaker_->next()) {
            std::size_t end = start;
            if (three_bytes_each) end += static_cast<std::size_t>(wide_end - wide_start) * 3;
            for (; !three_bytes_each && wide_start < wide_end; ++wide_start) {
                if (next_code_point(piece, end) > 0xFFFF) ++wide_start;
            }
            lengths.push_back(static_cast<std::uint16_t>(end - start));
            start = end;
            wide_start = wide_end;
        }
    }

    std::unique_ptr<icu::BreakIterator> breaker_ = make_breaker();
    icu::UnicodeString wide_; // what the break iterator looks at
    std::vector<std::uint16_t> lengths_;
    std::vector<remembered_run> remembered_ = std::vector<remembered_run>(remembered_runs);
};

std::string fold_case_and_width(std::string_view text) {
    std::string folded;
    if (is_ascii(text)) {
        folded.resize(text.size());
        std::transform(text.begin(), text.end(), folded.begin(), ascii_lower);
        return folded;
    }
    folded.reserve(text.size() + text.size() / 8);
    icu::StringByteSink<std::string> sink(&folded);
    UErrorCode status = U_ZERO_ERROR;
    case_folding_normaliser().normalizeUTF8(
        0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
        status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise a text");
    return folded;
}

// In place: the text only becomes shorter.
void collapse_white_space(std::string& text) {
    std::size_t kept = 0;
    bool space_pending = false;
    for (std::size_t position = 0; position < text.size();) {
        std::size_t const start = position;
        bool space = false;
        if (static_cast<unsigned char>(text[position]) < 0x80) {
            space = is_ascii_space(text[position++]);
        } else {
            space = is_other_space(next_code_point(text, position));
        }
        if (space) {
            space_pending = kept > 0;
            continue;
        }
        if (space_pending) text[kept++] = ' ';
        space_pending = false;
        std::memmove(text.data() + kept, text.data() + start, position - start);
        kept += position - start;
    }
    text.resize(kept);
}

// Walks a text once and collects its words.
class word_scanner {
  public:
    explicit word_scanner(std::string_view text) : text_(text) {
        constexpr std::size_t bytes_a_word = 6; // two Han, or a short Latin word and its space
        found_.reserve(text.size() / bytes_a_word + 1);
    }

    std::vector<token> scan() {
        while (position_ < text_.size()) {
            std::size_t const start = position_;
            switch (take()) {
                case character_class::letter:
                case character_class::digit:
                    position_ = start;
                    take_spaced_word();
                    break;
                case character_class::dictionary:
                    take_dictionary_run(start);
                    break;
                case character_class::separator:
                    break;
            }
        }
        return std::move(found_);
    }

  private:
    character_class take() { return class_of(next_code_point(text_, position_)); }

    char byte_at(std::size_t position) const {
        return position < text_.size() ? text_[position] : '\0';
    }

    character_class class_at(std::size_t position) const {
        if (position >= text_.size()) return character_class::separator;
        return class_of(next_code_point(text_, position));
    }

    static bool is_word_class(character_class kind) {
        return kind == character_class::letter || kind == character_class::digit;
    }

    void add(std::size_t start, std::size_t end) {
        found_.push_back({std::string(text_.substr(start, end - start)), found_.size()});
    }

    // Letters and digits between two points, as in "node" and "js".
    struct segment {
        std::size_t characters = 0;
        bool has_letter = false;
        bool ends_in_digit = false;
    };

    segment take_segment() {
        segment taken;
        while (position_ < text_.size()) {
            std::size_t const start = position_;
            auto const kind = take();
            if (!is_word_class(kind)) {
                position_ = start;
                break;
            }
            ++taken.characters;
            taken.has_letter = taken.has_letter || kind == character_class::letter;
            taken.ends_in_digit = kind == character_class::digit;
        }
        return taken;
    }

    // "node.js", "d3.js", "3.5", "h.264" go on after the point; "1.java", where a list is numbered,
    // and "java.2" do not.
    bool goes_on_after_point(segment const& before) const {
        if (byte_at(position_) != '.') return false;
        switch (class_at(position_ + 1)) {
            case character_class::letter:
                return before.has_letter;
            case character_class::digit:
                return before.ends_in_digit || (before.has_letter && before.characters == 1);
            default:
                return false;
        }
    }

    void take_spaced_word() {
        std::size_t start = position_;
        auto last = take_segment();
        if (has_leading_point(start)) --start;
        bool one_segment = true;
        while (goes_on_after_point(last)) {
            ++position_;
            last = take_segment();
            one_segment = false;
        }
        take_trailing_signs(last, one_segment);
        add(start, position_);
    }

    bool has_leading_point(std::size_t start) const {
        if (start == 0 || text_[start - 1] != '.') return false;
        if (start >= 2 && (text_[start - 2] == '.' || is_word_class(class_before(start - 1))))
            return false;
        auto name = text_.substr(start, position_ - start);
        while (!name.empty() && is_ascii_digit(name.back()))
            name.remove_suffix(1);
        return std::ranges::find(names_with_leading_point, name) != names_with_leading_point.end();
    }

    character_class class_before(std::size_t position) const {
        std::size_t start = position - 1;
        while (start > 0 && U8_IS_TRAIL(static_cast<std::uint8_t>(text_[start])))
            --start;
        return class_at(start);
    }

    // "c++" and "g++"; "c#" and "f#", one letter only, since "#java#" marks a topic.
    void take_trailing_signs(segment const& last, bool one_segment) {
        if (!last.has_letter || last.ends_in_digit) return;
        if (byte_at(position_) == '+' && byte_at(position_ + 1) == '+') {
            position_ += 2;
        } else if (one_segment && last.characters == 1 && byte_at(position_) == '#' &&
                   !is_word_class(class_at(position_ + 1))) {
            ++position_;
        }
    }

    // U+4000–U+9FFF, nearly all of a Chinese text, told by its bytes alone.
    bool at_common_han() const {
        return position_ + 2 < text_.size() && byte_at(position_) >= '\xE4' &&
               byte_at(position_) <= '\xE9' && U8_IS_TRAIL(byte_at(position_ + 1)) &&
               U8_IS_TRAIL(byte_at(position_ + 2));
    }

    void take_dictionary_run(std::size_t start) {
        while (position_ < text_.size()) {
            if (at_common_han()) {
                position_ += 3;
                continue;
            }
            std::size_t const here = position_;
            if (take() != character_class::dictionary) {
                position_ = here;
                break;
            }
        }
        auto const run = text_.substr(start, position_ - start);
        for (auto const bytes : run_splitter_.split(run)) {
            add(start, start + bytes);
            start += bytes;
        }
    }

    std::string_view text_;
    std::size_t position_ = 0;
    run_splitter& run_splitter_ = run_splitter::of_this_thread();
    std::vector<token> found_;
};

} // namespace

bool is_utf8(std::string_view bytes) {
    if (is_ascii(bytes)) return true;
    auto const* data = reinterpret_cast<std::uint8_t const*>(bytes.data());
    auto const length = static_cast<std::int64_t>(bytes.size());
    for (std::int64_t position = 0; position < length;) {
        UChar32 character = 0;
        U8_NEXT(data, position, length, character);
        if (character < 0) return false;
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    auto const starts_code_point = [](char byte) {
        return !U8_IS_TRAIL(static_cast<std::uint8_t>(byte));
    };
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_code_point));
}

bool has_forbidden_characters(std::string_view text) {
    for (std::size_t position = 0; position < text.size();) {
        UChar32 const character = next_code_point(text, position);
        if (character == '\t' || character == '\n') continue;
        if (is_control(character) || is_bidirectional_override(character)) return true;
    }
    return false;
}

std::string normalise(std::string_view text) {
    auto normalised = fold_case_and_width(text);
    collapse_white_space(normalised);
    return normalised;
}

std::vector<token> words(std::string_view normalised) {
    return word_scanner(normalised).scan();
}

std::string letters_and_digits(std::string_view normalised) {
    std::string kept;
    kept.reserve(normalised.size());
    for (std::size_t position = 0; position < normalised.size();) {
        std::size_t const start = position;
        if (u_isalnum(next_code_point(normalised, position)))
            kept.append(normalised.substr(start, position - start));
    }
    return kept;
}

std::vector<std::string> code_points(std::string_view text) {
    std::vector<std::string> all;
    all.reserve(text.size() / 2);
    for (std::size_t position = 0; position < text.size();) {
        std::size_t const start = position;
        next_code_point(text, position);
        all.emplace_back(text.substr(start, position - start));
    }
    return all;
}

bool is_han(std::string_view code_point) {
    if (code_point.empty()) return false;
    std::size_t position = 0;
    return is_written_without_spaces(next_code_point(code_point, position));
}

} // namespace talent
