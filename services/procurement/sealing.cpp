#include "services/procurement/sealing.hpp"

#include "common/base/random.hpp"
#include "common/security/token.hpp"
#include "services/procurement/field_options.hpp"

namespace talent::procurement {
namespace {

problem not_acceptable(std::string detail) {
    return refuse(error_code::seal_invalid, std::move(detail));
}

// What is wrong with a content that could be read, in the words of its table.
std::vector<std::string> reasons_of(std::vector<field_error> const& faults) {
    std::vector<std::string> reasons = {"the sealed content is not of the documented form"};
    for (auto const& each : faults) {
        if (reasons.size() >= tables::reasons_max) break;
        reasons.push_back(each.pointer + " " + each.detail);
    }
    return reasons;
}

std::vector<std::string> misplacements(sealed_content const& found, box_place const& expected) {
    std::vector<std::string> reasons;
    if (found.format != sealed_format)
        reasons.emplace_back("the sealed content is of another format");
    if (found.tender_id != expected.tender_id)
        reasons.emplace_back("the sealed content is for another tender");
    if (found.organisation_id != expected.organisation_id)
        reasons.emplace_back("the sealed content is another bidder's");
    if (found.lot != expected.lot) reasons.emplace_back("the sealed content is for another lot");
    return reasons;
}

} // namespace

result<std::string> seal_content(std::string_view public_key, sealed_content const& content) {
    security::secret_bytes const plain(json::write_shown(content));
    security::secret_bytes const padded(security::pad(plain.view(), sealed_block_bytes));
    if (padded.view().size() > sealed_content_bytes_max)
        return not_acceptable("The bid is longer than can be sealed.");
    auto const key = security::from_hexadecimal(public_key);
    auto box = key ? security::close_box(*key, padded.view()) : std::nullopt;
    if (!box) return not_acceptable("The tender's public key cannot be sealed to.");
    return *std::move(box);
}

result<std::string> read_box(std::string_view sealed, std::string_view sha256) {
    auto box = security::from_base64url(sealed);
    if (!box) return not_acceptable("The sealed bid is not base64url without padding.");
    bool const long_enough = box->size() >= sealed_block_bytes + security::box_overhead_bytes;
    bool const padded =
        long_enough && (box->size() - security::box_overhead_bytes) % sealed_block_bytes == 0;
    if (!padded || box->size() > sealed_bytes_max)
        return not_acceptable("The sealed bid has not a length that the documented padding gives.");
    if (security::sha256_hex(*box) != sha256)
        return not_acceptable("The sealed bid has not the SHA-256 that was sent with it.");
    return *std::move(box);
}

result<std::string> box_of(bid_submission const& sent, std::string_view public_key,
                           box_place const& place) {
    if (!sent.sealed.empty()) return read_box(sent.sealed, sent.sha256);
    sealed_content content{.format = std::string(sealed_format),
                           .tender_id = place.tender_id,
                           .organisation_id = place.organisation_id,
                           .lot = place.lot,
                           .price = *sent.price,
                           .quality_response = sent.quality_response,
                           .documents = sent.documents,
                           .salt = random_hexadecimal(salt_bytes)};
    auto box = seal_content(public_key, content);
    content.price = {};
    security::wipe(content.quality_response);
    return box;
}

void wipe(bid_submission& sent) {
    sent.price.reset();
    security::wipe(sent.quality_response);
    security::wipe(sent.sealed);
    for (auto& each : sent.documents) {
        security::wipe(each.title);
        security::wipe(each.sha256);
    }
    sent.documents.clear();
}

std::shared_ptr<bid_submission const> held_until_sealed(bid_submission sent) {
    return {new bid_submission(std::move(sent)), [](bid_submission* held) {
                wipe(*held);
                delete held;
            }};
}

opened_box open_content(security::secret_key const& secret, std::string_view box,
                        box_place const& received_for) {
    auto const padded = security::open_box(secret, box);
    if (!padded) return {.reasons = {"the box does not open with the tender's key"}};
    auto const plain = security::unpad(padded->view(), sealed_block_bytes);
    auto const document = plain ? json::parse(*plain) : result<json::value>(not_acceptable({}));
    if (!document.has_value()) return {.reasons = {"the sealed content is not padded JSON"}};
    sealed_content content;
    json::read_context reading; // without vocabularies: no field of it is bound to one
    json::read_object(document.value(), &content, json::described<sealed_content>::table(), "",
                      reading);
    if (!reading.errors.empty()) return {.reasons = reasons_of(reading.errors)};
    if (auto wrong = misplacements(content, received_for); !wrong.empty())
        return {.reasons = std::move(wrong)};
    return {.content = bid_content{.price = content.price,
                                   .quality_response = content.quality_response,
                                   .documents = content.documents,
                                   .salt = content.salt}};
}

} // namespace talent::procurement
