#include "common/vocabulary/job_title.hpp"

#include <algorithm>
#include <optional>

#include "common/base/simplified_text.hpp"
#include "common/base/text.hpp"

namespace talent::vocabulary {
namespace {

// NFKC has made the full-width ones half-width.
constexpr std::string_view opening_brackets[] = {"(", "[", "{", "<", "【", "《", "「"};
constexpr std::string_view closing_brackets[] = {")", "]", "}", ">", "】", "》", "」"};
// What follows a number as its unit, or joins two numbers.
constexpr std::string_view number_company[] = {"k",  "w",  "万", "千", "元", "块", "月", "天",
                                               "小", "时", "人", "名", "岁", "点", "薪", "年",
                                               "%",  "~",  "至", "到", "/",  ".",  "+",  "-"};
constexpr std::string_view recruiting_words[] = {"招聘", "诚聘", "急聘", "急招", "直招", "招"};
// With these, "招" or "招聘" belongs to the occupation: 招商, 招聘专员.
constexpr std::string_view after_recruiting[] = {
    "专员", "主管", "经理", "顾问", "助理", "专家", "总监", "实习", "运营",
    "负责", "团队", "商",   "生",   "标",   "投标", "募",   "聘",   "牌",
    "师",   "员",   "服务", "文员", "人员", "客服", "hr"};

bool is_ascii_letter(char character) {
    return character >= 'a' && character <= 'z';
}

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

bool is_text(std::string_view code_point) {
    if (code_point.size() > 1) return is_han(code_point);
    return is_ascii_letter(code_point.front()) || is_digit(code_point.front());
}

template <typename Table>
std::optional<std::string_view> starts_with_one_of(std::string_view text, Table const& table) {
    for (std::string_view const each : table) {
        if (text.starts_with(each)) return each;
    }
    return std::nullopt;
}

std::size_t code_point_bytes(std::string_view text) {
    std::size_t bytes = 1;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80)
        ++bytes;
    return bytes;
}

bool has_words(std::string_view text) {
    std::size_t letters = 0;
    while (!text.empty()) {
        auto const bytes = code_point_bytes(text);
        if (is_text(text.substr(0, bytes)) && !is_digit(text.front())) ++letters;
        text.remove_prefix(bytes);
    }
    return letters >= 2;
}

std::string without_brackets(std::string_view text) {
    std::string kept;
    while (!text.empty()) {
        auto const opening = starts_with_one_of(text, opening_brackets);
        std::size_t closed = std::string_view::npos;
        std::size_t closing_bytes = 0;
        if (opening) {
            for (std::string_view const closing : closing_brackets) {
                auto const found = text.find(closing, opening->size());
                if (found >= closed) continue;
                closed = found;
                closing_bytes = closing.size();
            }
        }
        if (closed != std::string_view::npos) {
            kept.push_back(' ');
            text.remove_prefix(closed + closing_bytes);
            continue;
        }
        auto const bytes = code_point_bytes(text);
        kept.append(text.substr(0, bytes));
        text.remove_prefix(bytes);
    }
    return kept;
}

// "8k-12k", "5000+/月", "13薪"; not the number of a name: "h5", "3d", "4s店".
std::string without_numbers(std::string_view text) {
    std::string kept;
    while (!text.empty()) {
        bool const in_name =
            !kept.empty() && (is_ascii_letter(kept.back()) || is_digit(kept.back()));
        if (is_digit(text.front()) && !in_name) {
            auto rest = text;
            while (!rest.empty() && is_digit(rest.front()))
                rest.remove_prefix(1);
            bool const names = !rest.empty() && is_ascii_letter(rest.front()) &&
                               rest.front() != 'k' && rest.front() != 'w';
            if (!names) {
                while (!rest.empty()) {
                    auto const company = starts_with_one_of(rest, number_company);
                    if (!company && !is_digit(rest.front())) break;
                    rest.remove_prefix(company ? company->size() : 1);
                }
                kept.push_back(' ');
                text = rest;
                continue;
            }
        }
        auto const bytes = code_point_bytes(text);
        kept.append(text.substr(0, bytes));
        text.remove_prefix(bytes);
    }
    return kept;
}

// "某公司招聘焊工": what comes after the last such word, where two characters follow that are no
// part of an occupation in recruiting.
std::string_view what_is_recruited(std::string_view text) {
    auto kept = text;
    for (auto rest = text; !rest.empty();) {
        auto const word = starts_with_one_of(rest, recruiting_words);
        if (!word) {
            rest.remove_prefix(code_point_bytes(rest));
            continue;
        }
        rest.remove_prefix(word->size());
        if (starts_with_one_of(rest, after_recruiting)) continue;
        auto const bounds = code_point_bounds(rest.substr(0, 12));
        bool const text_follows = bounds.size() > 2 &&
                                  is_text(rest.substr(bounds[0], bounds[1] - bounds[0])) &&
                                  is_text(rest.substr(bounds[1], bounds[2] - bounds[1]));
        if (text_follows) kept = rest;
    }
    return kept;
}

// The signs of "c++", "c#" and "node.js", and the space of "product manager".
bool joins_a_name(std::string_view sign, std::string_view before, std::string_view after) {
    if (sign == "+" || sign == "#" || sign == ".") return true;
    return sign == " " && !before.empty() && is_ascii_letter(before.back()) && !after.empty() &&
           is_ascii_letter(after.front());
}

} // namespace

std::vector<std::size_t> code_point_bounds(std::string_view text) {
    std::vector<std::size_t> bounds;
    bounds.reserve(text.size() / 2 + 2);
    for (std::size_t at = 0; at < text.size(); at += code_point_bytes(text.substr(at)))
        bounds.push_back(at);
    bounds.push_back(text.size());
    return bounds;
}

std::vector<std::string> segments_of_title(std::string_view title) {
    auto text = simplified(normalise(title));
    if (auto outside = without_brackets(text); has_words(outside)) text = std::move(outside);
    text = without_numbers(text);
    std::vector<std::string> segments;
    std::string segment;
    bool has_text = false;
    auto const finish = [&] {
        if (has_text && segments.size() < job_title_segments_max)
            segments.push_back(std::move(segment));
        segment.clear();
        has_text = false;
    };
    for (auto rest = what_is_recruited(text); !rest.empty();) {
        auto const code_point = rest.substr(0, code_point_bytes(rest));
        rest.remove_prefix(code_point.size());
        bool const letter = is_text(code_point);
        if (!letter && !joins_a_name(code_point, segment, rest)) {
            finish();
            continue;
        }
        segment.append(code_point);
        has_text = has_text || letter;
    }
    finish();
    return segments;
}

} // namespace talent::vocabulary
