// The platform against tests/corpora/sealing/vectors.json, which the reference client made and
// reads.
#include "services/procurement/sealing.hpp"
#include "services/procurement/tender_key.hpp"

#include <catch2/catch.hpp>

#include "common/security/signature.hpp"
#include "common/security/token.hpp"
#include "tests/support/read_file.hpp"

using namespace talent;
using namespace talent::procurement;

namespace {

json::value const& vectors() {
    static auto const read =
        json::parse(test::read_file(TALENT_SOURCE_DIRECTORY "/tests/corpora/sealing/vectors.json"))
            .value();
    return read;
}

std::string bytes_of(std::string const& digits) {
    return security::from_hexadecimal(digits).value();
}

security::secret_key secret() {
    return *security::secret_key::from_bytes(bytes_of(vectors()["secret_key"].text()));
}

} // namespace

TEST_CASE("the platform opens the vector's box to the vector's content, and seals the same bytes") {
    auto const& known = vectors();
    CHECK(opens(secret(), known["public_key"].text()));
    auto const box = read_box(known["sealed"].text(), known["sealed_sha256"].text()).value();
    auto const padded = security::open_box(secret(), box);
    REQUIRE(padded);
    CHECK(security::unpad(padded->view(), sealed_block_bytes) == known["content"].text());
    auto const tender_id = *parse_uuid(known["tender_id"].text());
    auto const bidder = *parse_uuid(known["organisation_id"].text());
    auto const opened = open_content(secret(), box, {tender_id, bidder, 1});
    REQUIRE(opened.content);
    sealed_content const same{.format = std::string(sealed_format),
                              .tender_id = tender_id,
                              .organisation_id = bidder,
                              .lot = 1,
                              .price = opened.content->price,
                              .quality_response = opened.content->quality_response,
                              .documents = opened.content->documents,
                              .salt = opened.content->salt};
    CHECK(json::write_shown(same) == known["content"].text());
}

TEST_CASE("the vector's shares give its secret, two by two, and fit their commitments") {
    auto const& known = vectors();
    auto const tender_id = *parse_uuid(known["tender_id"].text());
    std::vector<std::string> shares;
    for (auto const& each : known["shares"].elements())
        shares.push_back(bytes_of(each.text()));
    REQUIRE(shares.size() == officers_named);
    for (std::int64_t first = 1; first <= 3; ++first) {
        CHECK(commitment_of(tender_id, first, shares[first - 1]) ==
              known["commitments"].elements()[first - 1].text());
        for (std::int64_t second = first + 1; second <= 3; ++second)
            CHECK(join(first, shares[first - 1], second, shares[second - 1])->bytes() ==
                  secret().bytes());
    }
}

TEST_CASE("the vector's receipt and list of hashes are signed and hashed as the platform does") {
    auto const& known = vectors();
    auto const& given = known["receipt"];
    bid_receipt const receipt{.tender_id = *parse_uuid(given["tender_id"].text()),
                              .bid_id = *parse_uuid(given["bid_id"].text()),
                              .version = 1,
                              .organisation_id = *parse_uuid(given["organisation_id"].text()),
                              .received_at = *parse_instant(given["received_at"].text()),
                              .sha256 = given["sha256"].text(),
                              .sequence = *given["sequence"].integer(),
                              .origin = given["origin"].text(),
                              .public_key = given["public_key"].text()};
    CHECK(statement_of(receipt) == known["statement"].text());
    CHECK(security::is_signed_by(receipt.public_key, statement_of(receipt),
                                 given["signature"].text()));
    std::vector<bid_hash> hashes;
    for (auto const& each : known["hashes"].elements())
        hashes.push_back({.sha256 = each["sha256"].text(),
                          .received_at = *parse_instant(each["received_at"].text()),
                          .withdrawn = each["withdrawn"].boolean()});
    CHECK(digest_of(hashes) == known["hashes_digest"].text());
}
