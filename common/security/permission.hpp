// Who may do what: the one permission table, audience × role × action. Routes name a permission;
// the router asks allowed() before a handler runs. What depends on the object (own organisation,
// own region) is the service's to check; this table is the outer gate. Constants; any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace talent::security {

/// In whose name a credential speaks.
enum class audience : std::uint8_t {
    anonymous,
    enterprise,
    agency,
    government_office,
    operator_group, // the talent group: "operator" on the wire
    supervisor,
    talent,
};
inline constexpr std::size_t audience_count = 7;

/// What a member, or a key, may do inside the organisation.
enum class role : std::uint8_t {
    administrator, // everything, members and keys included
    manager,       // publishes, orders, bids, evaluates
    finance,       // accepts, invoices, pays
    reader,        // reads
};
inline constexpr std::size_t role_count = 4;

std::string_view name_of(audience who);
std::string_view name_of(role what);
std::optional<audience> audience_named(std::string_view name);
std::optional<role> role_named(std::string_view name);

enum class permission : std::uint8_t {
    open, // anybody, no credential needed
    self, // any credential, about itself
    organisation_read,
    organisation_edit,
    organisation_review, // verify, reject, suspend
    qualification_edit,
    member_edit,
    member_erase, // an administrator any member, everybody themself
    api_key_edit,
    demand_edit,
    demand_read,
    supply_edit,
    supply_read,
    personal_record_edit,
    personal_record_reveal,
    personal_record_audit, // who looked
    listing_moderate,
    match_read,
    offering_edit,
    offering_read,
    offering_moderate,
    order_place,
    order_fulfil, // accept, decline, deliver
    order_accept, // accept or dispute what was delivered
    order_read,
    review_write,
    tender_edit,
    tender_read,
    bid_submit,
    bid_read,
    bid_score,
    award_decide,
    contract_sign,
    contract_read,
    milestone_submit,
    milestone_accept,
    invoice_issue,
    payment_make,
    ledger_read,
    feed_read,
    alert_edit, // save searches
    alert_read,
    match_keep,
    bid_open,
    question_ask,
    panel_seat,
    remedy_file,
    remedy_answer,
    remedy_read,
    complaint_decide,
    exclusion_decide,
    exclusion_defend,
    project_edit,
    project_read,
    package_deliver,
    package_accept,
    rating_write,
    rating_appeal,
    appeal_decide,
    webhook_edit,
    inbox_read,
};
inline constexpr std::size_t permission_count =
    static_cast<std::size_t>(permission::inbox_read) + 1;

struct permission_definition {
    permission action;
    std::string_view name;
    std::uint8_t audiences; // bit set by audience
    std::uint8_t roles;     // bit set by role; ignored for anonymous
    std::string_view about;
};

std::span<permission_definition const> all_permissions();
permission_definition const& definition_of(permission action);

/// Permissions as a set: what a key's scopes leave of what its roles allow.
class permission_set {
  public:
    constexpr permission_set() = default;
    static constexpr permission_set everything() {
        permission_set all;
        all.bits_ = (std::uint64_t{1} << permission_count) - 1;
        return all;
    }
    /// No scopes narrow nothing: everything.
    static permission_set of_scopes(std::span<permission const> scopes);

    constexpr void add(permission one) { bits_ |= bit_of(one); }
    constexpr bool has(permission one) const { return (bits_ & bit_of(one)) != 0; }
    constexpr bool includes(permission_set other) const { return (other.bits_ & ~bits_) == 0; }
    constexpr bool operator==(permission_set const&) const = default;

    /// Its members as scopes name them; none where it is everything.
    std::vector<permission> as_scopes() const;

  private:
    static constexpr std::uint64_t bit_of(permission one) {
        return std::uint64_t{1} << static_cast<unsigned>(one);
    }
    std::uint64_t bits_ = 0;
};
static_assert(permission_count < 64, "a permission_set holds a bit for each");

/// The outer gate, and the only place where scopes are looked at. What everybody may do, and the
/// credential's own account, no scope narrows.
bool allowed(permission action, audience who, std::span<role const> roles,
             permission_set scopes = permission_set::everything());

} // namespace talent::security
