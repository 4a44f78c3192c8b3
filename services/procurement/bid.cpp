#include "services/procurement/bid.hpp"

#include "common/base/text.hpp"
#include "common/journal/netstring.hpp"
#include "common/json/fields.hpp"
#include "common/security/token.hpp"

namespace talent::procurement {
namespace {

constexpr std::string_view receipt_format = "talent-bid-receipt-1";
constexpr std::string_view hashes_format = "talent-bid-hashes-1";

constexpr bid_transition bid_steps[] = {
    {bid_state::submitted, bid_command::withdraw, procurement_party::bidder, bid_state::withdrawn},
    {bid_state::submitted, bid_command::replace, procurement_party::bidder, bid_state::withdrawn},
    {bid_state::submitted, bid_command::disqualify, procurement_party::buyer,
     bid_state::disqualified},
    {bid_state::submitted, bid_command::invalidate, procurement_party::buyer,
     bid_state::invalidated},
    {bid_state::submitted, bid_command::lapse, procurement_party::buyer, bid_state::lapsed},
    {bid_state::invalidated, bid_command::confirm, procurement_party::bidder, bid_state::submitted},
    {bid_state::invalidated, bid_command::withdraw, procurement_party::bidder,
     bid_state::withdrawn},
    {bid_state::invalidated, bid_command::replace, procurement_party::bidder, bid_state::withdrawn},
    {bid_state::invalidated, bid_command::lapse, procurement_party::buyer, bid_state::lapsed},
};

void compare(std::string const& left, std::string const& right, conflict_kind kind,
             uuid const& other, std::vector<conflict>& found) {
    auto const one = normalise(left);
    if (!one.empty() && one == normalise(right)) found.push_back({kind, other});
}

} // namespace

std::span<bid_transition const> bid_transitions() {
    return bid_steps;
}

result<bid_state> next_state(bid_state from, bid_command command, procurement_party who) {
    return json::next_state(bid_transitions(), from, command, who, "bid");
}

result<void> check_submission(bid_submission const& sent) {
    bool const sealed = !sent.sealed.empty() || !sent.sha256.empty();
    bool const plain = sent.price || !sent.quality_response.empty() || !sent.documents.empty();
    if (sealed && plain)
        return refuse_field("/sealed", "unexpected", "a bid is sealed or plain, not both");
    if (sealed && sent.sealed.empty())
        return refuse_field("/sealed", "required", "the hash goes with a sealed bid");
    if (sealed && sent.sha256.empty())
        return refuse_field("/sha256", "required", "a sealed bid goes with its hash");
    if (!sealed && !sent.price)
        return refuse_field("/price", "required", "a bid that is not sealed names its price");
    return success();
}

std::string statement_of(bid_receipt const& one) {
    std::string made;
    journal::append_netstring(made, receipt_format);
    journal::append_netstring(made, one.origin);
    journal::append_netstring(made, to_string(one.tender_id));
    journal::append_netstring(made, to_string(one.bid_id));
    journal::append_netstring(made, to_string(one.organisation_id));
    journal::append_netstring(made, one.sha256);
    journal::append_netstring(made, to_milliseconds(one.received_at));
    journal::append_netstring(made, one.sequence);
    journal::append_netstring(made, one.public_key);
    return made;
}

std::string digest_of(std::vector<bid_hash> const& all) {
    std::string text;
    journal::append_netstring(text, hashes_format);
    for (auto const& each : all) {
        journal::append_netstring(text, each.sha256);
        journal::append_netstring(text, to_milliseconds(each.received_at));
        journal::append_netstring(text, std::int64_t{each.withdrawn});
    }
    return security::sha256_hex(text);
}

std::vector<conflict> conflicts_between(identity::organisation const& bidder,
                                        identity::organisation const& other) {
    if (bidder.id == other.id) return {{conflict_kind::same_organisation, other.id}};
    std::vector<conflict> found;
    // By their keyed indexes: who the persons are is not needed to see that they are the same.
    compare(bidder.representative_index, other.representative_index,
            conflict_kind::legal_representative, other.id, found);
    compare(bidder.phone_index, other.phone_index, conflict_kind::phone, other.id, found);
    compare(bidder.bank_account, other.bank_account, conflict_kind::bank_account, other.id, found);
    compare(bidder.address, other.address, conflict_kind::address, other.id, found);
    return found;
}

bool is_standing(bid const& one) {
    return one.state == bid_state::submitted || one.state == bid_state::disqualified;
}

std::string live_key_of(uuid const& tender_id, uuid const& organisation_id, std::int64_t lot) {
    return to_string(tender_id) + "/" + to_string(organisation_id) + "/" + std::to_string(lot);
}

} // namespace talent::procurement
