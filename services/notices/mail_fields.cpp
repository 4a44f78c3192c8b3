// The field tables of members' mail settings and of mails.
#include "services/notices/mail.hpp"

namespace talent::json {
namespace {

using namespace notices;

constexpr field_options told(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
constexpr field_options kept(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::hidden, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<mail_language>::names() {
    static constexpr std::string_view list[] = {"zh", "en"};
    return list;
}

object_definition const& described<mail_setting>::table() {
    using one = mail_setting;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The member's id.")),
        field<&one::version>("version", told("Rises by one with each change, from 0: the ETag.")),
        field<&one::organisation_id>("organisation_id", told("The member's organisation.")),
        field<&one::kinds>("kinds", {.items_max = mail_kinds_max,
                                     .about = "Which of the inbox's notices come by mail too. "
                                              "Left out: none."}),
        field<&one::language>("language", {.about = "Of the mails."}),
        field<&one::created_at>("created_at", told("When it was first set.")),
        field<&one::updated_at>("updated_at", told("When it last changed.")),
    };
    static constexpr object_definition table{"mail_setting",
                                             "Which notices a member wants by mail.", fields};
    return table;
}

object_definition const& described<mail>::table() {
    using one = mail;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id; the mail's Message-ID begins with it.")),
        field<&one::member_id>("member_id", told("To whom.")),
        field<&one::organisation_id>("organisation_id", told("The member's organisation.")),
        field<&one::state>("state", told("Pending, delivered to the mail server, or dead.")),
        field<&one::notices>(
            "notices",
            {.owner = owner::server, .items_max = mail_notices_max, .about = "The notices in it."}),
        field<&one::more>("more", told("How many more it says are in the inbox.")),
        field<&one::attempts>("attempts", told("Attempts so far.")),
        field<&one::round_attempts>("round_attempts", kept("Since it was last begun.")),
        field<&one::status>("status", told("The mail server's last reply; 0: none came.")),
        field<&one::failure>("failure", told("Why it was not taken; empty: it was.")),
        field<&one::created_at>("created_at", told("When it began to gather.")),
        field<&one::next_attempt_at>("next_attempt_at",
                                     told("When a pending one is attempted, at the earliest.")),
        field<&one::claimed_until>("claimed_until", kept("While a process is at it.")),
        field<&one::ended_at>("ended_at", told("When it was delivered or given up.")),
    };
    static constexpr object_definition table{"mail", "A member's notices, sent by mail.", fields};
    return table;
}

object_definition const& described<mail_redelivery>::table() {
    static constexpr field_definition fields[] = {
        field<&mail_redelivery::mails>("mails", {.required = true,
                                                 .items_max = mails_sent_again_max,
                                                 .about = "Dead mails to oneself."}),
    };
    static constexpr object_definition table{"mail_redelivery", "Dead mails to be sent again.",
                                             fields};
    return table;
}

} // namespace talent::json
