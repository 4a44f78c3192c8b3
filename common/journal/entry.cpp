#include "common/journal/entry.hpp"

namespace talent::journal {

bool names_party(entry const& one, uuid const& organisation) {
    return one.parties.find("|" + to_string(organisation) + "|") != std::string::npos;
}

} // namespace talent::journal

namespace talent::json {

using journal::entry;

std::span<std::string_view const> enumeration<journal::visibility>::names() {
    static constexpr std::string_view names[] = {"open", "parties", "closed", "test"};
    return names;
}

object_definition const& described<entry>::table() {
    static constexpr field_definition fields[] = {
        field<&entry::sequence>(
            "sequence", {.owner = owner::server,
                         .minimum = 1,
                         .maximum = INT64_MAX,
                         .about = "Place in the journal: from 1, without a gap, in commit order."}),
        field<&entry::at>("at",
                          {.owner = owner::server, .about = "When the request was received."}),
        field<&entry::type>("type",
                            {.owner = owner::server, .about = "What happened: demand.published."}),
        field<&entry::object_type>(
            "object_type", {.owner = owner::server, .about = "The kind of object it happened to."}),
        field<&entry::object_id>("object_id", {.owner = owner::server, .about = "The object."}),
        field<&entry::object_version>("object_version",
                                      {.owner = owner::server,
                                       .maximum = INT64_MAX,
                                       .about = "The object's version afterwards."}),
        field<&entry::visible>("visible",
                               {.owner = owner::server, .about = "Who may read the content."}),
        field<&entry::parties>("parties", {.owner = owner::server,
                                           .exposure = exposure::hidden,
                                           .about = "The organisations that may read it."}),
        field<&entry::region>("region",
                              {.owner = owner::server, .about = "The region it belongs to."}),
        field<&entry::actor_audience>(
            "actor_audience",
            {.owner = owner::server, .about = "In which capacity the actor acted."}),
        field<&entry::actor_organisation>(
            "actor_organisation", {.owner = owner::server, .about = "The actor's organisation."}),
        field<&entry::actor_member>("actor_member",
                                    {.owner = owner::server,
                                     .exposure = exposure::hidden,
                                     .personal = true,
                                     .about = "The member who acted; nil where a key did."}),
        field<&entry::actor_credential>("actor_credential",
                                        {.owner = owner::server,
                                         .exposure = exposure::hidden,
                                         .about = "The API key or session that was used."}),
        field<&entry::request_id>("request_id", {.owner = owner::server,
                                                 .exposure = exposure::hidden,
                                                 .about = "The request in which it happened."}),
        field<&entry::reason>("reason",
                              {.owner = owner::server, .about = "The reason that was given."}),
        field<&entry::before>("before_state",
                              {.owner = owner::server,
                               .exposure = exposure::hidden,
                               .about = "The object before; empty at its creation."}),
        field<&entry::after>("after_state",
                             {.owner = owner::server,
                              .exposure = exposure::hidden,
                              .about = "The object afterwards; empty at its deletion."}),
        field<&entry::salt>("salt",
                            {.owner = owner::server,
                             .exposure = exposure::hidden,
                             .about = "Random: keeps what is withheld from being guessed."}),
        field<&entry::hash>("hash",
                            {.owner = owner::server,
                             .format = text_format::sha256,
                             .about = "SHA-256 over the hash before and this entry: the chain."}),
    };
    static constexpr object_definition table{"journal_entry", "One thing that happened.", fields};
    return table;
}

} // namespace talent::json
