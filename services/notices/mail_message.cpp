#include "services/notices/mail_message.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "common/base/text.hpp"
#include "common/security/base64.hpp"

namespace talent::notices {
namespace {

constexpr std::size_t mailbox_bytes_max = 254;   // RFC 5321, section 4.5.3.1.3
constexpr std::size_t plain_text_bytes_max = 60; // then the line stays below 78 with its name
constexpr std::size_t encoded_word_bytes = 39;   // of text: 52 of base64, 64 with its frame
constexpr std::size_t body_line_characters = 76; // RFC 2045, section 6.8
constexpr std::string_view line_end = "\r\n";

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::string without_controls(std::string_view text) {
    std::string made(text);
    for (auto& c : made) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) c = ' ';
    }
    return made;
}

bool is_plain(std::string_view text) {
    return text.size() <= plain_text_bytes_max && text.find("=?") == std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string in_lines(std::string_view base64) {
    std::string made;
    for (; !base64.empty(); base64.remove_prefix(std::min(base64.size(), body_line_characters)))
        made.append(base64.substr(0, body_line_characters)).append(line_end);
    return made;
}

struct words {
    std::string_view chinese;
    std::string_view english;

    std::string_view in(mail_language language) const {
        return language == mail_language::chinese ? chinese : english;
    }
};

// In the order of notice_kind.
constexpr std::array<words, 15> kind_words{
    words{"中标", "Award"},         words{"采购项目", "Tender"},     words{"投标", "Bid"},
    words{"质疑投诉", "Challenge"}, words{"合同", "Contract"},       words{"里程碑", "Milestone"},
    words{"付款", "Payment"},       words{"项目", "Project"},        words{"订单", "Order"},
    words{"评价", "Review"},        words{"内容审核", "Moderation"}, words{"资质", "Licence"},
    words{"期限", "Deadline"},      words{"提醒", "Alert"},          words{"回调", "Webhook"}};
constexpr words subject_words{"{} 有 {} 条新通知", "{}: {} new notices"};
constexpr words more_words{"另有 {} 条，请在收件箱查看。", "{} more are in the inbox."};
constexpr words closing_words{"您可以在个人设置中关闭邮件通知。",
                              "You can switch these mails off in your own settings."};

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
    std::string made;
    for (auto const value : values) {
        auto const place = pattern.find("{}");
        made.append(pattern.substr(0, place)).append(value);
        pattern.remove_prefix(place + 2);
    }
    return made.append(pattern);
}

std::string body_of(mail_content const& content) {
    std::string text;
    for (auto const& one : content.notices) {
        text.append(format_instant(one.at)).append("  ");
        text.append(kind_words[static_cast<std::size_t>(one.kind)].in(content.language));
        text.append("  ").append(one.type).append("  ");
        text.append(one.object_type).append(" ").append(talent::to_string(one.object_id));
        text.append(line_end);
    }
    if (content.more > 0) {
        text.append(filled(more_words.in(content.language), {std::to_string(content.more)}));
        text.append(line_end);
    }
    return text.append(line_end).append(closing_words.in(content.language)).append(line_end);
}

} // namespace

bool is_mail_address(std::string_view text) {
    auto const at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
    if (text.size() > mailbox_bytes_max || text.find('@') != at) return false;
    constexpr std::string_view special = "()<>[]:;,\\\"";
    return std::ranges::all_of(text, [&](char c) {
        return c > 0x20 && c < 0x7F && special.find(c) == std::string_view::npos;
    });
}

std::string head_text(std::string_view text) {
    auto rest_text = without_controls(text);
    if (is_plain(rest_text)) return rest_text;
    std::string_view rest = rest_text;
    std::string made;
    while (!rest.empty()) {
        // A character is never cut: each word is read for itself.
        auto length = std::min(rest.size(), encoded_word_bytes);
        while (length < rest.size() && length > 1 && is_continuation(rest[length]))
            --length;
        if (!made.empty()) made.append(line_end).append(" ");
        made.append("=?UTF-8?B?").append(security::to_base64(rest.substr(0, length))).append("?=");
        rest.remove_prefix(length);
    }
    return made;
}

std::string mail_date(instant at) {
    using namespace std::chrono;
    constexpr std::array<char const*, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<char const*, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = floor<days>(at);
    year_month_day const date{day};
    hh_mm_ss const time{floor<seconds>(at - day)};
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                  day_names[weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                  month_names[static_cast<unsigned>(date.month()) - 1],
                  static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

std::string write_message(mail const& one, mail_content const& content, mail_server const& from) {
    auto const count = static_cast<std::int64_t>(content.notices.size()) + content.more;
    auto const subject = filled(subject_words.in(content.language),
                                {content.organisation_name, std::to_string(count)});
    std::string text;
    auto const line = [&](std::string_view name, std::string_view value) {
        text.append(name).append(": ").append(value).append(line_end);
    };
    line("Date", mail_date(one.created_at));
    line("From", "talentd <" + from.from + ">");
    line("To", "<" + content.to + ">");
    line("Subject", head_text(subject));
    line("Message-ID", "<" + talent::to_string(one.id) + "@" + from.domain + ">");
    // No holiday answer shall come back (RFC 3834, section 5).
    line("Auto-Submitted", "auto-generated");
    line("MIME-Version", "1.0");
    line("Content-Type", "text/plain; charset=UTF-8");
    line("Content-Transfer-Encoding", "base64");
    text.append(line_end);
    return text.append(in_lines(security::to_base64(body_of(content))));
}

} // namespace talent::notices
