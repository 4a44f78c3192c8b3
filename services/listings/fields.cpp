// The field tables of listings.
#include "services/listings/model.hpp"

namespace talent::json {
namespace {

using namespace listings;

constexpr std::int64_t experience_years_max = 60;
constexpr std::int64_t headcount_max = 100'000;
constexpr std::int64_t pay_fen_max = 1'000'000'000; // ten million yuan a month
constexpr std::size_t paragraphs_length_max = 5'000;

constexpr field_options identifier{.owner = owner::server, .about = "The id, a UUIDv7."};
constexpr field_options spoken_number{.owner = owner::server,
                                      .about = "A number people can say; look-ups accept it."};
constexpr field_options version{.owner = owner::server,
                                .about = "Rises by one with each change; the ETag."};
constexpr field_options organisation{.owner = owner::server, .about = "Whose listing."};
constexpr field_options state{
    .owner = owner::server,
    .about = "Changed by publish, withdraw, close, fill, suspend, reinstate."};
constexpr field_options expired{.owner = owner::server,
                                .exposure = exposure::derived,
                                .about = "Published, and past its expiry."};
constexpr field_options state_reason{
    .owner = owner::server, .length_max = 1'000, .about = "Why it is suspended or in moderation."};
constexpr field_options created{.owner = owner::server, .about = "When it was made."};
constexpr field_options updated{.owner = owner::server, .about = "When it last changed."};
constexpr field_options published{.owner = owner::server, .about = "When it was first published."};
constexpr field_options expires{.about =
                                    "Until when it is shown (half-open); needed for publication."};
constexpr field_options pay{
    .minimum = 0, .maximum = pay_fen_max, .about = "Per month, before tax."};

} // namespace

std::span<std::string_view const> enumeration<listing_state>::names() {
    static constexpr std::string_view list[] = {"draft",  "published", "suspended",
                                                "closed", "filled",    "withdrawn"};
    return list;
}
std::span<std::string_view const> enumeration<education>::names() {
    static constexpr std::string_view list[] = {
        "none",    "junior_secondary", "senior_secondary", "vocational",
        "college", "bachelor",         "master",           "doctorate"};
    return list;
}
std::span<std::string_view const> enumeration<employment_type>::names() {
    static constexpr std::string_view list[] = {"full_time", "part_time", "internship", "project",
                                                "dispatch"};
    return list;
}
std::span<std::string_view const> enumeration<listing_scope>::names() {
    static constexpr std::string_view list[] = {"everywhere", "own_region"};
    return list;
}
std::span<std::string_view const> enumeration<access_kind>::names() {
    static constexpr std::string_view list[] = {"revealed", "read", "exported"};
    return list;
}
std::span<std::string_view const> enumeration<consent_purpose>::names() {
    static constexpr std::string_view list[] = {"recruitment", "service_introduction",
                                                "policy_advice"};
    return list;
}

object_definition const& described<demand>::table() {
    static constexpr field_definition fields[] = {
        field<&demand::id>("id", identifier),
        field<&demand::number>("number", spoken_number),
        field<&demand::version>("version", version),
        field<&demand::organisation_id>("organisation_id", organisation),
        field<&demand::state>("state", state),
        field<&demand::expired>("expired", expired),
        field<&demand::state_reason>("state_reason", state_reason),
        field<&demand::created_at>("created_at", created),
        field<&demand::updated_at>("updated_at", updated),
        field<&demand::published_at>("published_at", published),
        field<&demand::expires_at>("expires_at", expires),
        field<&demand::title>("title", {.required = true,
                                        .length_min = 2,
                                        .length_max = 120,
                                        .about = "The job title as people say it."}),
        field<&demand::occupation>("occupation",
                                   {.required = true,
                                    .codes = code_list::occupation,
                                    .about = "Occupation of the national classification (2022)."}),
        field<&demand::industry>("industry",
                                 {.codes = code_list::industry, .about = "Industry, GB/T 4754."}),
        field<&demand::region>("region", {.required = true,
                                          .codes = code_list::region,
                                          .about = "Where the work is, GB/T 2260."}),
        field<&demand::place>("place", {.about = "The address of the work."}),
        field<&demand::employer_name>(
            "employer_name",
            {.length_max = 120, .about = "The employer; the organisation itself where left out."}),
        field<&demand::source>("source", {.about = "An agency's notice: on whose commission."}),
        field<&demand::licence_number>(
            "licence_number",
            {.owner = owner::server,
             .about = "An agency's notice: its human-resources service licence."}),
        field<&demand::headcount>(
            "headcount",
            {.minimum = 1, .maximum = headcount_max, .about = "How many people are sought."}),
        field<&demand::work_content>("work_content", {.length_max = paragraphs_length_max,
                                                      .format = text_format::paragraphs,
                                                      .about = "What the work is."}),
        field<&demand::conditions>("conditions", {.length_max = paragraphs_length_max,
                                                  .format = text_format::paragraphs,
                                                  .about = "What is asked of the person."}),
        field<&demand::education_min>("education_min", {.about = "The least education."}),
        field<&demand::experience_years_min>(
            "experience_years_min",
            {.maximum = experience_years_max, .about = "The least experience, in years."}),
        field<&demand::skills_required>(
            "skills_required",
            {.items_max = 30, .codes = code_list::skill, .about = "Skills that are needed."}),
        field<&demand::skills_preferred>(
            "skills_preferred",
            {.items_max = 30, .codes = code_list::skill, .about = "Skills that are welcome."}),
        field<&demand::pay_min>("pay_min", pay),
        field<&demand::pay_max>("pay_max", pay),
        field<&demand::employment>("employment", {.about = "The kind of employment."}),
        field<&demand::scope>("scope", {.about = "Where the listing is shown."}),
        field<&demand::urgent>("urgent", {.about = "The operator answers within 48 hours."}),
    };
    static constexpr object_definition table{"demand", "A talent demand: what an employer seeks.",
                                             fields};
    return table;
}

object_definition const& described<supply>::table() {
    static constexpr field_definition fields[] = {
        field<&supply::id>("id", identifier),
        field<&supply::number>("number", spoken_number),
        field<&supply::version>("version", version),
        field<&supply::organisation_id>("organisation_id", organisation),
        field<&supply::state>("state", state),
        field<&supply::expired>("expired", expired),
        field<&supply::state_reason>("state_reason", state_reason),
        field<&supply::created_at>("created_at", created),
        field<&supply::updated_at>("updated_at", updated),
        field<&supply::published_at>("published_at", published),
        field<&supply::expires_at>("expires_at", expires),
        field<&supply::title>("title", {.required = true,
                                        .length_min = 2,
                                        .length_max = 120,
                                        .about = "What the talent is, without identity."}),
        field<&supply::occupation>("occupation",
                                   {.required = true,
                                    .codes = code_list::occupation,
                                    .about = "Occupation of the national classification (2022)."}),
        field<&supply::industry>("industry", {.codes = code_list::industry,
                                              .about = "Industry of the experience, GB/T 4754."}),
        field<&supply::summary>("summary",
                                {.length_max = paragraphs_length_max,
                                 .format = text_format::paragraphs,
                                 .about = "What the talent can do; no name, no contact."}),
        field<&supply::education>("education", {.about = "The highest education."}),
        field<&supply::experience_years>(
            "experience_years", {.maximum = experience_years_max, .about = "Experience in years."}),
        field<&supply::skills>("skills",
                               {.items_max = 50, .codes = code_list::skill, .about = "Skills."}),
        field<&supply::regions>(
            "regions",
            {.items_max = 20,
             .codes = code_list::region,
             .about = "Where the talent would work; a code stands for everything in it."}),
        field<&supply::pay_min>("pay_min", {.minimum = 0,
                                            .maximum = pay_fen_max,
                                            .about = "The least accepted, per month before tax."}),
        field<&supply::pay_max>("pay_max", {.minimum = 0,
                                            .maximum = pay_fen_max,
                                            .about = "What is hoped for, per month before tax."}),
        field<&supply::available_from>("available_from", {.about = "From which day."}),
        field<&supply::employments>(
            "employments",
            {.items_max = 5, .about = "Kinds of employment accepted; none: full time."}),
        field<&supply::scope>("scope", {.about = "Where the listing is shown."}),
        field<&supply::personalised_ranking>(
            "personalised_ranking",
            {.about =
                 "False: the talent refuses ranking by personal characteristics (PIPL art. 24)."}),
        field<&supply::education_verified>(
            "education_verified",
            {.owner = owner::server, .about = "The operator has seen the proof."}),
        field<&supply::experience_verified>(
            "experience_verified",
            {.owner = owner::server, .about = "The operator has seen the proof."}),
        field<&supply::skills_verified>(
            "skills_verified",
            {.owner = owner::server, .about = "Skills whose proof the operator has seen."}),
    };
    static constexpr object_definition table{
        "supply", "A talent supply: what a talent offers, without identity.", fields};
    return table;
}

object_definition const& described<personal_record>::table() {
    static constexpr field_definition fields[] = {
        field<&personal_record::name>("name", {.required = true,
                                               .personal = true,
                                               .length_min = 1,
                                               .length_max = 60,
                                               .about = "The talent's name."}),
        field<&personal_record::phone>("phone", {.personal = true,
                                                 .length_max = 40,
                                                 .format = text_format::phone,
                                                 .about = "Telephone."}),
        field<&personal_record::email>("email", {.personal = true,
                                                 .length_max = 254,
                                                 .format = text_format::email,
                                                 .about = "E-mail address."}),
    };
    static constexpr object_definition table{
        "personal_record", "Name and contact of a talent, kept encrypted and apart.", fields};
    return table;
}

object_definition const& described<consent>::table() {
    static constexpr field_definition fields[] = {
        field<&consent::id>("id", identifier),
        field<&consent::version>("version", version),
        field<&consent::supply_id>(
            "supply_id",
            {.owner = owner::server, .about = "Whose consent: the talent behind this listing."}),
        field<&consent::purpose>("purpose", {.owner = owner::client_once,
                                             .required = true,
                                             .about = "What it allows a reveal for."}),
        field<&consent::text_version>("text_version", {.owner = owner::client_once,
                                                       .required = true,
                                                       .length_min = 1,
                                                       .length_max = 60,
                                                       .about = "Which wording was consented to."}),
        field<&consent::evidence>("evidence",
                                  {.owner = owner::client_once,
                                   .required = true,
                                   .length_min = 1,
                                   .about = "Where the signed or recorded consent is kept."}),
        field<&consent::given_at>("given_at",
                                  {.owner = owner::server, .about = "When it was recorded."}),
        field<&consent::withdrawn_at>("withdrawn_at",
                                      {.owner = owner::server, .about = "When it was withdrawn."}),
    };
    static constexpr object_definition table{"consent", "A talent's recorded consent to a purpose.",
                                             fields};
    return table;
}

object_definition const& described<reveal>::table() {
    static constexpr field_definition fields[] = {
        field<&reveal::id>("id", identifier),
        field<&reveal::supply_id>("supply_id",
                                  {.owner = owner::server, .about = "Whose record was shown."}),
        field<&reveal::organisation_id>(
            "organisation_id", {.owner = owner::server, .about = "To which organisation."}),
        field<&reveal::member_id>(
            "member_id", {.owner = owner::server, .about = "To which member; nil for a key."}),
        field<&reveal::credential_id>(
            "credential_id",
            {.owner = owner::server, .about = "With which key, or in which session."}),
        field<&reveal::kind>("kind", {.owner = owner::server,
                                      .about = "Revealed to another organisation, read by the "
                                               "record's keepers, or exported."}),
        field<&reveal::purpose>(
            "purpose",
            {.required = true,
             .about = "For what a record is revealed; the talent has to have consented to it."}),
        field<&reveal::note>("note", {.about = "For which job or service."}),
        field<&reveal::revealed_at>("revealed_at", {.owner = owner::server, .about = "When."}),
    };
    static constexpr object_definition table{"reveal", "One look at a personal record.", fields};
    return table;
}

object_definition const& described<revealed_record>::table() {
    static constexpr field_definition fields[] = {
        field<&revealed_record::reveal>(
            "reveal", {.owner = owner::server, .about = "The record of this look."}),
        field<&revealed_record::personal>(
            "personal_record",
            {.owner = owner::server, .personal = true, .about = "Name and contact."}),
    };
    static constexpr object_definition table{"revealed_record", "What a reveal shows.", fields};
    return table;
}

object_definition const& described<moderation>::table() {
    static constexpr field_definition fields[] = {
        field<&moderation::reason>("reason",
                                   {.required = true,
                                    .length_min = 2,
                                    .length_max = 1'000,
                                    .about = "Why, so that the publisher can act on it."}),
    };
    static constexpr object_definition table{"moderation", "A moderator's decision.", fields};
    return table;
}

object_definition const& described<moderation_list>::table() {
    static constexpr field_definition fields[] = {
        field<&moderation_list::id>("id", identifier),
        field<&moderation_list::version>("version", version),
        field<&moderation_list::words>(
            "words", {.required = true,
                      .length_min = 2,
                      .length_max = 60,
                      .items_max = 1'000,
                      .about = "A notice that contains one of them waits for a moderator."}),
    };
    static constexpr object_definition table{"moderation_list",
                                             "Words that send a notice to moderation.", fields};
    return table;
}

object_definition const& described<verified_facts>::table() {
    static constexpr field_definition fields[] = {
        field<&verified_facts::education>("education",
                                          {.about = "The proof of education was seen."}),
        field<&verified_facts::experience>("experience",
                                           {.about = "The proof of experience was seen."}),
        field<&verified_facts::skills>(
            "skills",
            {.items_max = 50, .codes = code_list::skill, .about = "Skills whose proof was seen."}),
    };
    static constexpr object_definition table{"verified_facts",
                                             "Facts of a supply whose proof was seen.", fields};
    return table;
}

} // namespace talent::json
