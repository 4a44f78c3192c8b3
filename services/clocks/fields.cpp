// The field tables of running clocks and of calendar subscriptions.
#include "services/clocks/model.hpp"

namespace talent::json {
namespace {

using namespace clocks;

constexpr field_options told(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
constexpr field_options kept(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::hidden, .about = about};
}

} // namespace

object_definition const& described<running_clock>::table() {
    using one = running_clock;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::version>("version", told("Rises by one with each change.")),
        field<&one::organisation_id>("organisation_id", told("Whom it concerns.")),
        field<&one::object_type>("object_type", told("The kind of object: tender, contract.")),
        field<&one::object_id>("object_id", told("The object.")),
        field<&one::title>("title", told("The object's title.")),
        field<&one::rule>("rule", told("Name of the rule that sets the term.")),
        field<&one::start_event>("start_event", told("What started the clock.")),
        field<&one::start>("start", told("When the clock started.")),
        field<&one::due>("due", told("Instant before which it must be done (half-open).")),
        field<&one::amount>("amount", {.owner = owner::server,
                                       .maximum = calendar::deadline_amount_max,
                                       .about = "Length of the term, in its unit."}),
        field<&one::unit>("unit", told("Unit of the amount.")),
        field<&one::calendar_version>("calendar_version",
                                      told("Working-day calendar used; empty: none was needed.")),
        field<&one::provisional>("provisional", told("Reckoned past the calendar's coverage.")),
        field<&one::divisor>("divisor", {.owner = owner::server,
                                         .maximum = calendar::divisor_max,
                                         .about = "More than 1: quick mode."}),
        field<&one::nearing_at>("nearing_at", told("From then on it is nearing.")),
        field<&one::nearing_told>("nearing_told", kept("clock.nearing was told.")),
        field<&one::due_told>("due_told", kept("clock.overdue or clock.ended was told.")),
        field<&one::over>("over", {.owner = owner::server,
                                   .exposure = exposure::derived,
                                   .about = "Whether it is due or past."}),
    };
    static constexpr object_definition table{
        "running_clock", "A running clock of one object, for one organisation.", fields};
    return table;
}

object_definition const& described<clock_subscription>::table() {
    using one = clock_subscription;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::version>("version", told("Rises by one with each change; the ETag.")),
        field<&one::organisation_id>("organisation_id", told("Whose clocks.")),
        field<&one::member_id>("member_id", told("The member; nil: made by a key.")),
        field<&one::name>(
            "name",
            {.required = true, .length_min = 1, .length_max = 80, .about = "What reads it."}),
        field<&one::token_sha256>("token_sha256", kept("Hash of the token.")),
        field<&one::created_at>("created_at", told("When it was made.")),
        field<&one::revoked_at>("revoked_at", told("When it was revoked.")),
    };
    static constexpr object_definition table{
        "clock_subscription", "A calendar subscription to the running clocks.", fields};
    return table;
}

object_definition const& described<issued_clock_subscription>::table() {
    using one = issued_clock_subscription;
    static constexpr field_definition fields[] = {
        field<&one::subscription>("subscription", told("The subscription.")),
        field<&one::address>("address",
                             told("Path and query of the calendar: whoever has it reads it. Shown "
                                  "this once.")),
    };
    static constexpr object_definition table{"issued_clock_subscription",
                                             "A calendar subscription with its address.", fields};
    return table;
}

} // namespace talent::json
