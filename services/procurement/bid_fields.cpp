// The field tables of bids.
#include "services/procurement/bid.hpp"
#include "services/procurement/field_options.hpp"
#include "services/procurement/sealing.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<bid_state>::names() {
    static constexpr std::string_view list[] = {"submitted", "withdrawn", "disqualified",
                                                "invalidated", "lapsed"};
    return list;
}
std::span<std::string_view const> enumeration<bid_sealer>::names() {
    static constexpr std::string_view list[] = {"bidder", "platform"};
    return list;
}
std::span<std::string_view const> enumeration<conflict_kind>::names() {
    static constexpr std::string_view list[] = {
        "same_organisation", "legal_representative", "phone", "bank_account",
        "address",           "declared_interest"};
    return list;
}
std::span<std::string_view const> enumeration<bid_command>::names() {
    static constexpr std::string_view list[] = {"withdraw",   "replace", "disqualify",
                                                "invalidate", "confirm", "lapse"};
    return list;
}

object_definition const& described<conflict>::table() {
    static constexpr field_definition fields[] = {
        field<&conflict::kind>("kind", by_server("What is shared.")),
        field<&conflict::organisation_id>("organisation_id", by_server("With which other bidder.")),
    };
    static constexpr object_definition table{"bid_conflict", "A tie between two bidders.", fields};
    return table;
}

object_definition const& described<bid_content>::table() {
    static constexpr field_definition fields[] = {
        field<&bid_content::price>("price", by_server("For how much.")),
        field<&bid_content::quality_response>("quality_response",
                                              by_server("How the quality criteria are met.")),
        field<&bid_content::documents>("documents", by_server("Files that belong to it.")),
        field<&bid_content::salt>("salt", by_server("Random, so that the hash tells nothing.")),
    };
    static constexpr object_definition table{"bid_content", "What is sealed until the opening.",
                                             fields};
    return table;
}

object_definition const& described<score_line>::table() {
    static constexpr field_definition fields[] = {
        field<&score_line::criterion>("criterion", by_server("The criterion's code.")),
        field<&score_line::weight>("weight", by_server("Its weight of 100.")),
        field<&score_line::points_hundredths>("points_hundredths",
                                              by_server("Hundredths of a point, 0 to 10000.")),
        field<&score_line::weighted_hundredths>(
            "weighted_hundredths", by_server("What it adds to the total, in hundredths.")),
        field<&score_line::reason>("reason", by_server("Why.")),
    };
    static constexpr object_definition table{"bid_score_line",
                                             "One criterion of a bid's evaluation.", fields};
    return table;
}

object_definition const& described<bid>::table() {
    static constexpr field_definition fields[] = {
        field<&bid::id>("id", identifier),
        field<&bid::number>("number", by_server("A number people can say; given at the opening.")),
        field<&bid::version>("version", version),
        field<&bid::tender_id>("tender_id", by_server("For which tender.")),
        field<&bid::organisation_id>("organisation_id", by_server("Whose bid.")),
        field<&bid::lot>("lot", by_server("For which lot.")),
        field<&bid::state>(
            "state",
            by_server("Live, withdrawn, disqualified, invalidated by an amendment, or lapsed.")),
        field<&bid::state_reasons>("state_reasons", by_server("Why it was disqualified.")),
        field<&bid::sealed_sha256>("sealed_sha256", by_server("SHA-256 of the sealed bid.")),
        field<&bid::sealed_by>("sealed_by", by_server("Who sealed it: the bidder's client, or the "
                                                      "platform before it was stored.")),
        field<&bid::received_at>("received_at", by_server("When it arrived.")),
        field<&bid::updated_at>("updated_at", updated),
        field<&bid::arrival_sequence>("arrival_sequence", hidden("Order of arrival, from 1.")),
        field<&bid::live_key>("live_key", hidden("Unique while the bid is live.")),
        field<&bid::conflicts_found>("conflicts_found", hidden("Ties to other bidders.")),
        field<&bid::content>(
            "content", by_server("After the opening; nobody has it before, the platform neither.")),
        field<&bid::score_lines>("score_lines", by_server("After the evaluation: each criterion.")),
        field<&bid::total_hundredths>(
            "total_hundredths",
            by_server("After the evaluation: the total in hundredths of a point.")),
        field<&bid::rank_in_lot>("rank_in_lot", by_server("After the evaluation: 1 is the best.")),
        field<&bid::abnormally_low>("abnormally_low",
                                    by_server("Its price has to be justified before an award.")),
        field<&bid::justification>("justification",
                                   by_server("How the bidder justifies a low price.")),
        field<&bid::arrival>("arrival", derived("After the opening: order of arrival.")),
        field<&bid::conflicts>("conflicts", derived("After the opening: ties to other bidders.")),
    };
    static constexpr object_definition table{"bid", "A bid; sealed until the opening.", fields};
    return table;
}

object_definition const& described<bid_submission>::table() {
    static constexpr field_definition fields[] = {
        field<&bid_submission::lot>(
            "lot",
            {.minimum = 1, .maximum = lot_number_max, .about = "For which lot; left out: 1."}),
        field<&bid_submission::price>(
            "price", {.minimum = 1, .about = "For how much; not with a sealed bid."}),
        field<&bid_submission::quality_response>(
            "quality_response",
            {.length_max = paragraphs_code_points_max,
             .format = text_format::paragraphs,
             .about = "How the quality criteria are met; not with a sealed bid."}),
        field<&bid_submission::documents>(
            "documents",
            {.items_max = 50, .about = "Files that belong to it; not with a sealed bid."}),
        field<&bid_submission::sealed>(
            "sealed", {.length_max = sealed_characters_max,
                       .about = "The content, sealed to the tender's key, base64url."}),
        field<&bid_submission::sha256>(
            "sha256", {.format = text_format::sha256, .about = "Of the sealed bytes."}),
    };
    static constexpr object_definition table{
        "bid_submission", "A bid as it is sent; a second one replaces the first.", fields};
    return table;
}

object_definition const& described<bid_receipt>::table() {
    static constexpr field_definition fields[] = {
        field<&bid_receipt::tender_id>("tender_id", by_server("For which tender.")),
        field<&bid_receipt::bid_id>("bid_id", by_server("The bid.")),
        field<&bid_receipt::version>("version", by_server("The bid's version when it arrived.")),
        field<&bid_receipt::organisation_id>("organisation_id", by_server("Whose bid.")),
        field<&bid_receipt::received_at>("received_at", by_server("When its last byte arrived.")),
        field<&bid_receipt::sha256>("sha256", by_server("SHA-256 of the sealed bid.")),
        field<&bid_receipt::sequence>("sequence",
                                      by_server("The number of its entry in the journal.")),
        field<&bid_receipt::origin>("origin",
                                    by_server("Of which journal: the hash of its first entry.")),
        field<&bid_receipt::public_key>("public_key",
                                        by_server("The key that signed, one of /v1/audit/keys.")),
        field<&bid_receipt::signature>("signature", by_server("Ed25519, hexadecimal.")),
        field<&bid_receipt::statement>("statement", derived("What is signed.")),
    };
    static constexpr object_definition table{"bid_receipt", "What a bidder keeps.", fields};
    return table;
}

object_definition const& described<bid_hash>::table() {
    static constexpr field_definition fields[] = {
        field<&bid_hash::id>("bid_id", by_server("The bid.")),
        field<&bid_hash::sha256>("sha256", by_server("SHA-256 of the sealed bid.")),
        field<&bid_hash::received_at>("received_at", by_server("When it arrived.")),
        field<&bid_hash::withdrawn>("withdrawn",
                                    by_server("It was withdrawn or replaced, and is not opened.")),
    };
    static constexpr object_definition table{
        "bid_hash", "What is published of a bid once the deadline has passed.", fields};
    return table;
}

object_definition const& described<justification_text>::table() {
    static constexpr field_definition fields[] = {
        field<&justification_text::text>("justification",
                                         {.required = true,
                                          .length_min = 10,
                                          .length_max = paragraphs_code_points_max,
                                          .format = text_format::paragraphs,
                                          .about = "How the work is done for that price."}),
    };
    static constexpr object_definition table{
        "justification", "A bidder's justification of an abnormally low price.", fields};
    return table;
}

} // namespace talent::json
