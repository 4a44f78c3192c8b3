// The field tables of saved searches and alerts.
#include "services/alerts/model.hpp"

namespace talent::json {
namespace {

using namespace alerts;

constexpr field_options filter(std::string_view about, code_list codes = code_list::none) {
    return {.items_max = values_of_filter_max, .codes = codes, .about = about};
}

constexpr field_options told(std::string_view about) {
    return {.owner = owner::server, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<searched_kind>::names() {
    static constexpr std::string_view list[] = {"demand", "supply", "offering", "tender"};
    return list;
}

object_definition const& described<saved_search>::table() {
    using one = saved_search;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::version>("version", told("Rises by one with each change; the ETag.")),
        field<&one::organisation_id>("organisation_id", told("Whose it is.")),
        field<&one::subject_id>("subject_id", told("Of a talent's own: the talent's supply.")),
        field<&one::created_at>("created_at", told("When it was saved.")),
        field<&one::updated_at>(
            "updated_at", told("When it last changed; only what happens later raises an alert.")),
        field<&one::name>("name", {.required = true,
                                   .length_min = 1,
                                   .length_max = 80,
                                   .about = "What its alerts are called by."}),
        field<&one::kind>(
            "kind", {.owner = owner::client_once, .required = true, .about = "What is searched."}),
        field<&one::paused>("paused",
                            {.about = "Raises no alerts; what it misses is not told later."}),
        field<&one::matches_of>(
            "matches_of",
            {.owner = owner::client_once,
             .about = "One's own published demand (for supplies) or supply (for demands): only "
                      "what matches it."}),
        field<&one::score_min>(
            "score_min",
            {.maximum = score_hundredths_max,
             .about = "With matches_of: the least score, of 10000. Who refuses to be ranked has no "
                      "score and is not left out."}),
        field<&one::q>("q", {.length_max = text_code_points_max,
                             .about = "Words, prefixes (java*) and Chinese phrases, all of which "
                                      "must be found. Read as the search reads it, but mistyped "
                                      "words are not corrected."}),
        field<&one::interpret>("interpret", {.about = "As the search's parameter; true where left "
                                                      "out."}),
        field<&one::literal>("literal", {.length_max = text_code_points_max,
                                         .items_max = literal_parts_max,
                                         .about = "As the search's parameter: parts of q that are "
                                                  "searched as typed."}),
        field<&one::region>("region", filter("Within one of these.", code_list::region)),
        field<&one::occupation>("occupation",
                                filter("Within one of these.", code_list::occupation)),
        field<&one::industry>("industry", filter("Within one of these.", code_list::industry)),
        field<&one::skill>("skill", filter("With one of these.", code_list::skill)),
        field<&one::education>("education", filter("As the search's parameter.")),
        field<&one::experience>("experience", filter("As the search's parameter, years.")),
        field<&one::employment>("employment", filter("Of one of these employment types.")),
        field<&one::organisation>("organisation", filter("Of one of these organisations.")),
        field<&one::category>("category", filter("Of one of these categories.")),
        field<&one::stage>("stage", filter("At one of these stages.")),
        field<&one::method>("method", filter("By one of these procurement methods.")),
        field<&one::progress>("progress", filter("In one of these states of the procedure.")),
        field<&one::pay_min>("pay_min", {.about = "Pay, price or budget that reaches this."}),
        field<&one::pay_max>("pay_max",
                             {.about = "Pay, price or budget that begins at no more than this."}),
        field<&one::raised_today>("raised_today", {.owner = owner::server,
                                                   .exposure = exposure::derived,
                                                   .about = "Alerts raised today."}),
        field<&one::held_back_today>(
            "held_back_today", {.owner = owner::server,
                                .exposure = exposure::derived,
                                .about = "What it found today beyond its daily number of alerts."}),
    };
    static constexpr object_definition table{
        "saved_search", "A search that tells of what is newly published.", fields};
    return table;
}

object_definition const& described<alert>::table() {
    using one = alert;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", told("The id, a UUIDv7.")),
        field<&one::organisation_id>("organisation_id", told("Whom it tells.")),
        field<&one::subject_id>("subject_id", told("Of a talent's own: the talent's supply.")),
        field<&one::saved_search_id>("saved_search_id", told("Which saved search found it.")),
        field<&one::name>("name", told("The saved search's name.")),
        field<&one::kind>("kind", told("What was found.")),
        field<&one::listing_id>("listing_id", told("Which one.")),
        field<&one::listing_version>("listing_version", told("In which version.")),
        field<&one::published_at>("published_at", told("Its publication, alerted of once.")),
        field<&one::score>("score", told("Of matches that are scored, of 10000.")),
        field<&one::raised_at>("raised_at", told("When it was found.")),
    };
    static constexpr object_definition table{
        "alert", "A newly published listing that a saved search found.", fields};
    return table;
}

} // namespace talent::json
