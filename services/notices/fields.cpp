// The field tables of webhooks, their deliveries and attempts, and of the inbox.
#include "services/notices/model.hpp"

namespace talent::json {
namespace {

using namespace notices;

constexpr field_options told(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
constexpr field_options kept(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::hidden, .about = about};
}
constexpr field_options number(std::string_view about) {
    return {.owner = owner::server, .maximum = INT64_MAX, .about = about};
}
constexpr field_options range_end(std::string_view about) {
    return {.minimum = 1, .maximum = INT64_MAX, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<delivery_state>::names() {
    static constexpr std::string_view list[] = {"pending", "delivered", "dead"};
    return list;
}

std::span<std::string_view const> enumeration<notice_kind>::names() {
    static constexpr std::string_view list[] = {
        "award", "tender", "bid",        "challenge", "contract", "milestone", "payment", "project",
        "order", "review", "moderation", "licence",   "deadline", "alert",     "webhook"};
    return list;
}

object_definition const& described<webhook>::table() {
    using one = webhook;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::version>("version", told("Rises by one with each change; the ETag.")),
        field<&one::organisation_id>("organisation_id", told("Whose it is.")),
        field<&one::created_at>("created_at", told("When it was made.")),
        field<&one::updated_at>("updated_at", told("When it last changed.")),
        field<&one::address>("address", {.required = true,
                                         .length_min = 12,
                                         .length_max = address_bytes_max,
                                         .about = "https address on a public host."}),
        field<&one::description>("description", {.about = "What it is for."}),
        field<&one::events>("events", {.length_max = 80,
                                       .items_max = webhook_events_max,
                                       .about = "Kinds of entries, or their beginnings: award, "
                                                "award.made. Left out: all."}),
        field<&one::region>("region",
                            {.codes = code_list::region,
                             .about = "Only entries of this region's subtree. Left out: of any."}),
        field<&one::enabled>("enabled", {.about = "Whether it is called; true where left out. "
                                                  "Switched on again, it goes on from then."}),
        field<&one::disabled_reason>("disabled_reason",
                                     told("Why the platform switched it off; else empty.")),
        field<&one::since_sequence>("since_sequence",
                                    number("Entries after this sequence are delivered.")),
        field<&one::secret_rotated_at>("secret_rotated_at",
                                       told("When it last got another secret.")),
        field<&one::previous_secret_until>("previous_secret_until",
                                           told("Until then the secret before signs as well.")),
        field<&one::secrets>("secrets", {.owner = owner::server,
                                         .exposure = exposure::hidden,
                                         .length_max = 2'000,
                                         .about = "The secrets, sealed."}),
        field<&one::failing_since>("failing_since",
                                   {.owner = owner::server,
                                    .exposure = exposure::derived,
                                    .about = "Since when no attempt has succeeded."}),
    };
    static constexpr object_definition table{
        "webhook", "A subscription to the feed by Standard Webhooks.", fields};
    return table;
}

object_definition const& described<webhook_secrets>::table() {
    using one = webhook_secrets;
    static constexpr field_definition fields[] = {
        field<&one::current>("current", kept("The key that signs.")),
        field<&one::previous>("previous", kept("The key before.")),
    };
    static constexpr object_definition table{"webhook_secrets", "A webhook's keys.", fields};
    return table;
}

object_definition const& described<issued_webhook>::table() {
    using one = issued_webhook;
    static constexpr field_definition fields[] = {
        field<&one::webhook>("webhook", told("The webhook.")),
        field<&one::secret>("secret", told("whsec_ and the key in base64: shown this once.")),
    };
    static constexpr object_definition table{
        "issued_webhook", "A webhook with its secret, which is shown this once.", fields};
    return table;
}

object_definition const& described<webhook_delivery>::table() {
    using one = webhook_delivery;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The webhook-id of each attempt.")),
        field<&one::webhook_id>("webhook_id", told("The webhook.")),
        field<&one::organisation_id>("organisation_id", told("Whose it is.")),
        field<&one::sequence>("sequence", number("The journal entry.")),
        field<&one::type>("type", told("The entry's kind.")),
        field<&one::state>("state", told("Pending, delivered, or dead after the last retry.")),
        field<&one::attempts>("attempts", number("Attempts so far.")),
        field<&one::round_attempts>("round_attempts", kept("Attempts since it was asked for.")),
        field<&one::created_at>("created_at", told("When the entry was fanned out.")),
        field<&one::next_attempt_at>(
            "next_attempt_at", told("When a pending one is attempted next, at the earliest.")),
        field<&one::claimed_until>("claimed_until", kept("While a process is at it.")),
        field<&one::ended_at>("ended_at", told("When it was delivered or given up.")),
    };
    static constexpr object_definition table{"webhook_delivery",
                                             "One journal entry for one webhook.", fields};
    return table;
}

object_definition const& described<webhook_attempt>::table() {
    using one = webhook_attempt;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::webhook_id>("webhook_id", told("The webhook.")),
        field<&one::delivery_id>("delivery_id", told("The delivery.")),
        field<&one::number>("number", number("Which attempt of the delivery, from 1.")),
        field<&one::at>("at", told("When it began.")),
        field<&one::address>("address", told("The address connected to; empty: none.")),
        field<&one::status>("status", number("The answer's status; 0: none came.")),
        field<&one::failure>("failure", told("Why no answer came; empty where one did.")),
        field<&one::latency_milliseconds>("latency_milliseconds", number("How long it took.")),
        field<&one::answer>("answer", {.owner = owner::server,
                                       .length_max = answer_bytes_kept,
                                       .format = text_format::paragraphs,
                                       .about = "The answer's first bytes."}),
    };
    static constexpr object_definition table{
        "webhook_attempt", "One request to a webhook, with what came back.", fields};
    return table;
}

object_definition const& described<redelivery>::table() {
    using one = redelivery;
    static constexpr field_definition fields[] = {
        field<&one::delivery_id>("delivery_id", {.about = "One delivery."}),
        field<&one::from_sequence>("from_sequence", range_end("Or: every entry from here…")),
        field<&one::to_sequence>("to_sequence", range_end("…to here, at most 1000.")),
    };
    static constexpr object_definition table{
        "redelivery", "What to deliver again: one delivery, or a range of the journal.", fields};
    return table;
}

object_definition const& described<redelivery_answer>::table() {
    static constexpr field_definition fields[] = {
        field<&redelivery_answer::count>("count", number("Deliveries that are pending now.")),
    };
    static constexpr object_definition table{"redelivery_answer", "What will be delivered again.",
                                             fields};
    return table;
}

object_definition const& described<inbox_notice>::table() {
    using one = inbox_notice;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::organisation_id>("organisation_id", told("Who is told.")),
        field<&one::sequence>("sequence", number("The journal entry.")),
        field<&one::kind>("kind", told("What it is about.")),
        field<&one::type>("type", told("The entry's kind: award.made.")),
        field<&one::object_type>("object_type", told("The kind of object.")),
        field<&one::object_id>("object_id", told("The object.")),
        field<&one::at>("at", told("When it happened.")),
        field<&one::read>("read", {.owner = owner::server,
                                   .exposure = exposure::derived,
                                   .about = "Whether the one who asks has marked it read."}),
    };
    static constexpr object_definition table{
        "inbox_notice", "What an organisation is told of what others did.", fields};
    return table;
}

object_definition const& described<inbox_marks>::table() {
    static constexpr field_definition fields[] = {
        field<&inbox_marks::notices>(
            "notices",
            {.required = true, .items_max = inbox_marks_max, .about = "Notices that were read."}),
    };
    static constexpr object_definition table{"inbox_marks", "Notices to mark as read.", fields};
    return table;
}

} // namespace talent::json
