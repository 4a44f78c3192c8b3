// The field tables of officers' keys, tenders' keys, openings and what is inside a sealed bid.
#include <algorithm>

#include "services/procurement/field_options.hpp"
#include "services/procurement/sealing.hpp"
#include "services/procurement/tender_key.hpp"

namespace talent::json {
namespace {

using namespace procurement;
using namespace procurement::tables;

constexpr std::size_t share_digits = share_bytes * 2;
constexpr std::size_t sealed_share_characters = (sealed_share_bytes * 4 + 2) / 3;
constexpr std::size_t salt_characters_max = 128;

bool is_hexadecimal(std::string_view text) {
    return std::ranges::all_of(
        text, [](char one) { return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f'); });
}
constexpr text_rule hexadecimal_rule{&is_hexadecimal, "not_hexadecimal",
                                     "must be lower-case hexadecimal digits"};

constexpr field_options x25519_key(bool required, std::string_view about) {
    return {.required = required,
            .length_min = required ? std::size_t{64} : std::size_t{0},
            .length_max = 64,
            .rule = &hexadecimal_rule,
            .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<key_maker>::names() {
    static constexpr std::string_view list[] = {"buyer", "platform"};
    return list;
}

object_definition const& described<opening_key>::table() {
    static constexpr field_definition fields[] = {
        field<&opening_key::id>("id", identifier),
        field<&opening_key::version>("version", version),
        field<&opening_key::organisation_id>("organisation_id",
                                             by_server("Whose officer the holder is.")),
        field<&opening_key::holder_id>(
            "holder_id", by_server("The member, or the API key, that registered it.")),
        field<&opening_key::label>("label",
                                   {.required = true,
                                    .length_min = 2,
                                    .length_max = 100,
                                    .about = "The officer's function; it becomes public, so no "
                                             "person's name."}),
        field<&opening_key::public_key>(
            "public_key", x25519_key(true,
                                     "X25519, 64 hexadecimal digits; the secret stays with "
                                     "the officer.")),
        field<&opening_key::created_at>("created_at", created),
        field<&opening_key::retired_at>("retired_at",
                                        by_server("From when no tender can name it any more.")),
    };
    static constexpr object_definition table{
        "opening_key", "The public key of somebody who can be named to open bids.", fields};
    return table;
}

object_definition const& described<officer>::table() {
    static constexpr field_definition fields[] = {
        field<&officer::number>("number", by_server("Which of the three, from 1.")),
        field<&officer::opening_key_id>("opening_key_id", by_server("The officer's key.")),
        field<&officer::organisation_id>("organisation_id", by_server("The officer's "
                                                                      "organisation.")),
        field<&officer::holder_id>("holder_id", by_server("The member, or the API key.")),
        field<&officer::label>("label", by_server("The officer's function.")),
        field<&officer::public_key>("public_key",
                                    by_server("The key to which the share is sealed.")),
        field<&officer::commitment>("commitment",
                                    by_server("By what a released share is checked.")),
        field<&officer::released_at>("released_at", by_server("When the share was released.")),
    };
    static constexpr object_definition table{
        "tender_officer", "One of the three who can open a tender's bids.", fields};
    return table;
}

object_definition const& described<tender_key>::table() {
    static constexpr field_definition fields[] = {
        field<&tender_key::id>("id", identifier),
        field<&tender_key::version>("version", version),
        field<&tender_key::tender_id>("tender_id", by_server("Of which tender.")),
        field<&tender_key::public_key>("public_key", by_server("X25519: bids are sealed to it.")),
        field<&tender_key::made_by>("made_by",
                                    by_server("Who made the pair: the platform has not seen the "
                                              "secret where it was the buyer.")),
        field<&tender_key::officers>("officers", by_server("Three, of whom two open together.")),
        field<&tender_key::created_at>("created_at", created),
        field<&tender_key::updated_at>("updated_at", updated),
    };
    static constexpr object_definition table{
        "tender_key", "To what bids are sealed, and who opens them.", fields};
    return table;
}

object_definition const& described<witness>::table() {
    static constexpr field_definition fields[] = {
        field<&witness::organisation>(
            "organisation",
            {.required = true, .length_min = 2, .length_max = 200, .about = "On whose behalf."}),
        field<&witness::capacity>("capacity", {.required = true,
                                               .length_min = 2,
                                               .length_max = 100,
                                               .about = "As what: supervisor, notary, bidder's "
                                                        "representative; no person's name."}),
    };
    static constexpr object_definition table{"opening_witness", "Who attended an opening.", fields};
    return table;
}

object_definition const& described<final_opening>::table() {
    static constexpr field_definition fields[] = {
        field<&final_opening::officers>("officers",
                                        by_server("The numbers of the officers who opened.")),
        field<&final_opening::witnesses>("witnesses", by_server("Who attended.")),
        field<&final_opening::offers_opened>("offers_opened", by_server("How many there were.")),
        field<&final_opening::offers_disqualified>(
            "offers_disqualified", by_server("Of them: did not open, or are not what they say.")),
        field<&final_opening::bids_without>(
            "bids_without", by_server("Bids whose bidders gave no final offer in time.")),
        field<&final_opening::held_at>("held_at", by_server("When.")),
    };
    static constexpr object_definition table{
        "final_opening", "The protocol of the opening of final offers.", fields};
    return table;
}

object_definition const& described<tender_opening>::table() {
    static constexpr field_definition fields[] = {
        field<&tender_opening::id>("id", identifier),
        field<&tender_opening::version>("version", version),
        field<&tender_opening::tender_id>("tender_id", by_server("Of which tender.")),
        field<&tender_opening::officers>("officers",
                                         by_server("The numbers of the officers who opened.")),
        field<&tender_opening::witnesses>("witnesses", by_server("Who attended.")),
        field<&tender_opening::bids_opened>("bids_opened", by_server("How many there were.")),
        field<&tender_opening::bids_disqualified>(
            "bids_disqualified", by_server("Of them: did not open, or are not what they say.")),
        field<&tender_opening::bids_digest>("bids_digest",
                                            by_server("SHA-256 of the published list of hashes.")),
        field<&tender_opening::held_at>("held_at", by_server("When.")),
        field<&tender_opening::final_offers>(
            "final_offers", by_server("The opening of a consultation's final offers.")),
    };
    static constexpr object_definition table{"tender_opening", "The protocol of an opening.",
                                             fields};
    return table;
}

object_definition const& described<officer_naming>::table() {
    static constexpr field_definition fields[] = {
        field<&officer_naming::opening_key_id>(
            "opening_key_id", {.required = true, .about = "The key of the officer."}),
        field<&officer_naming::sealed_share>(
            "sealed_share", {.length_max = sealed_share_characters,
                             .about = "The officer's share, sealed to that key, base64url."}),
        field<&officer_naming::commitment>(
            "commitment", {.format = text_format::sha256, .about = "Of the share."}),
    };
    static constexpr object_definition table{"officer_naming", "An officer who is to open bids.",
                                             fields};
    return table;
}

object_definition const& described<key_naming>::table() {
    static constexpr field_definition fields[] = {
        field<&key_naming::officers>(
            "officers", {.required = true, .items_max = officers_named, .about = "Exactly three."}),
        field<&key_naming::public_key>(
            "public_key", x25519_key(false,
                                     "The tender's, with shares of the client's making; "
                                     "left out: the platform makes the pair.")),
    };
    static constexpr object_definition table{"key_naming",
                                             "Who opens a tender's bids, with which "
                                             "key.",
                                             fields};
    return table;
}

object_definition const& described<officer_share>::table() {
    static constexpr field_definition fields[] = {
        field<&officer_share::tender_id>("tender_id", by_server("Of which tender.")),
        field<&officer_share::number>("number", by_server("Which of the three the caller is.")),
        field<&officer_share::opening_key_id>("opening_key_id",
                                              by_server("The key that it is sealed to.")),
        field<&officer_share::sealed_share>("sealed_share", by_server("base64url.")),
        field<&officer_share::commitment>("commitment", by_server("Of the share inside.")),
    };
    static constexpr object_definition table{"officer_share", "An officer's own sealed share.",
                                             fields};
    return table;
}

object_definition const& described<released_share>::table() {
    static constexpr field_definition fields[] = {
        field<&released_share::share>("share", {.required = true,
                                                .length_min = share_digits,
                                                .length_max = share_digits,
                                                .rule = &hexadecimal_rule,
                                                .about = "The opened share, 128 hexadecimal "
                                                         "digits."}),
    };
    static constexpr object_definition table{"released_share", "An officer's act at the opening.",
                                             fields};
    return table;
}

object_definition const& described<opening_act>::table() {
    static constexpr field_definition fields[] = {
        field<&opening_act::witnesses>(
            "witnesses", {.required = true, .items_max = witnesses_max, .about = "Who attends."}),
    };
    static constexpr object_definition table{"opening_act", "The opening of a tender's bids.",
                                             fields};
    return table;
}

object_definition const& described<sealed_content>::table() {
    static constexpr field_definition fields[] = {
        field<&sealed_content::format>("format", {.required = true, .about = "Of this object."}),
        field<&sealed_content::tender_id>("tender_id",
                                          {.required = true, .about = "For which tender."}),
        field<&sealed_content::organisation_id>("organisation_id",
                                                {.required = true, .about = "Whose bid."}),
        field<&sealed_content::lot>(
            "lot",
            {.required = true, .minimum = 1, .maximum = lot_number_max, .about = "Which lot."}),
        field<&sealed_content::price>("price",
                                      {.required = true, .minimum = 1, .about = "For how much."}),
        field<&sealed_content::quality_response>("quality_response",
                                                 {.length_max = paragraphs_code_points_max,
                                                  .format = text_format::paragraphs,
                                                  .about = "How the quality criteria are met."}),
        field<&sealed_content::documents>("documents",
                                          {.items_max = 50, .about = "Files that belong to it."}),
        field<&sealed_content::salt>("salt",
                                     {.length_max = salt_characters_max,
                                      .about = "Random, so that no content is guessed from a "
                                               "hash."}),
    };
    static constexpr object_definition table{"sealed_content", "What is inside a sealed bid.",
                                             fields};
    return table;
}

} // namespace talent::json
