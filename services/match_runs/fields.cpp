// The field tables of match runs and of what came of making one again.
#include "services/match_runs/model.hpp"

namespace talent::json {
namespace {

using namespace match_runs;

constexpr field_options told(std::string_view about) {
    return {.owner = owner::server, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<asking_kind>::names() {
    static constexpr std::string_view list[] = {"demand", "supply"};
    return list;
}

std::span<std::string_view const> enumeration<difference_kind>::names() {
    static constexpr std::string_view list[] = {"listing", "rejected", "score",
                                                "order",   "digest",   "criteria"};
    return list;
}

object_definition const& described<run_result>::table() {
    using one = run_result;
    static constexpr field_definition fields[] = {
        field<&one::run_id>("run_id", {.owner = owner::server, .exposure = exposure::hidden}),
        field<&one::ranked>("ranked", told("False: without personalised ranking, newest first.")),
        field<&one::place>("place", told("Its place in its list, from 1.")),
        field<&one::listing_id>("listing_id", told("Which listing.")),
        field<&one::listing_version>("listing_version", told("In which version.")),
        field<&one::score>("score", told("Of 10000; null without personalised ranking, then or "
                                         "now.")),
    };
    static constexpr object_definition table{"match_run_result", "A listing that came out.",
                                             fields};
    return table;
}

object_definition const& described<match_run>::table() {
    using one = match_run;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::version>("version", told("Always 1: a run does not change; the ETag.")),
        field<&one::organisation_id>("organisation_id", told("Whose it is.")),
        field<&one::subject_id>("subject_id", told("Of a talent's own: the talent's supply.")),
        field<&one::created_at>("created_at", told("When it was made.")),
        field<&one::kind>(
            "kind",
            {.owner = owner::client_once, .required = true, .about = "What asks for matches."}),
        field<&one::listing_id>("listing_id", {.owner = owner::client_once,
                                               .required = true,
                                               .about = "One's own published listing."}),
        field<&one::results_wanted>("results_wanted",
                                    {.owner = owner::client_once,
                                     .minimum = 1,
                                     .maximum = match_runs::results_max,
                                     .about = "Results in each of the two lists."}),
        field<&one::weights>(
            "weights",
            {.owner = owner::client_once,
             .length_max = weights_length_max,
             .about = "As the parameter of matches; left out: the standard ones. What is kept "
                      "names every criterion."}),
        field<&one::listing_version>("listing_version", told("The version that asked.")),
        field<&one::criteria_version>("criteria_version", told("Of the table of criteria.")),
        field<&one::day>("day", told("The day by which availability was reckoned.")),
        field<&one::journal_sequence>(
            "journal_sequence",
            told("How far the journal was: no version that is named is later.")),
        field<&one::total>("total", told("Listings that passed the hard criteria.")),
        field<&one::results_kept>("results_kept", told("Results that came out, in both lists.")),
        field<&one::digest>("digest", {.owner = owner::server,
                                       .length_max = 64,
                                       .format = text_format::sha256,
                                       .about = "SHA-256 of what was asked and what came out."}),
        field<&one::results>("results", {.owner = owner::server,
                                         .exposure = exposure::derived,
                                         .items_max = 2 * match_runs::results_max,
                                         .about = "What came out; empty in lists."}),
    };
    static constexpr object_definition table{
        "match_run", "A match that was kept, to be made again from the same versions.", fields};
    return table;
}

object_definition const& described<difference>::table() {
    using one = difference;
    static constexpr field_definition fields[] = {
        field<&one::kind>("kind", told("listing: the journal has no such version; rejected: a hard "
                                       "criterion is unmet; score; order: it would stand before "
                                       "the one above it; digest: what is kept was changed.")),
        field<&one::ranked>("ranked", told("Of which list.")),
        field<&one::place>("place", told("Of which result, from 1; 0: of the run as a whole.")),
        field<&one::score_then>("score_then", told("As kept.")),
        field<&one::score_now>("score_now", told("As made again.")),
    };
    static constexpr object_definition table{"match_run_difference",
                                             "What comes out otherwise than it did.", fields};
    return table;
}

object_definition const& described<reproduction>::table() {
    using one = reproduction;
    static constexpr field_definition fields[] = {
        field<&one::run_id>("run_id", told("Of which run.")),
        field<&one::same>("same", told("Everything that is kept comes out as it did.")),
        field<&one::criteria_version_then>("criteria_version_then",
                                           told("The criteria it was made by.")),
        field<&one::criteria_version_now>("criteria_version_now",
                                          told("The criteria it was made again by.")),
        field<&one::checked>("checked", told("Results that were made again.")),
        field<&one::erased>("erased", told("Results no longer kept: the talent's data are "
                                           "erased.")),
        field<&one::differences>("differences", {.owner = owner::server,
                                                 .items_max = 4 * match_runs::results_max,
                                                 .about = "What differs; none: the same."}),
    };
    static constexpr object_definition table{
        "match_run_reproduction", "A run made again from the versions that it names.", fields};
    return table;
}

} // namespace talent::json
