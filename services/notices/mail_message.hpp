// A mail as it goes over the wire: head and body by RFC 5322, words of the head that are not plain
// ASCII by RFC 2047, the body UTF-8 in base64 (RFC 2045). Nothing in it comes from a client as it
// is: what a name holds cannot end a line. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/notices/mail.hpp"

namespace talent::notices {

/// The plain form that every server takes: name@host in ASCII, no quotes, nothing that the protocol
/// reads as its own.
bool is_mail_address(std::string_view text);

/// A text as it stands in a head: itself where it is printable ASCII without a beginning of an
/// encoded word and fits on a line, else as encoded words, folded. Line breaks and other controls
/// become spaces.
std::string head_text(std::string_view text);

/// "Fri, 06 Mar 2026 08:00:00 +0000"
std::string mail_date(instant at);

struct mail_content {
    std::string to = {}; // is_mail_address()
    std::string organisation_name = {};
    mail_language language = mail_language::chinese;
    std::span<inbox_notice const> notices = {};
    std::int64_t more = 0;
};

/// The whole message, its lines ended by CRLF. Message-ID is the mail's own, the same in every
/// attempt, so that a doubled one can be told.
std::string write_message(mail const& one, mail_content const& content, mail_server const& from);

} // namespace talent::notices
