#include "common/security/permission.hpp"

#include <algorithm>
#include <array>

namespace talent::security {
namespace {

constexpr std::array<std::string_view, audience_count> audience_names{
    "anonymous", "enterprise", "agency", "government_office", "operator", "supervisor", "talent"};
constexpr std::array<std::string_view, role_count> role_names{"administrator", "manager", "finance",
                                                              "reader"};

constexpr std::uint8_t bit(audience who) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(who));
}
constexpr std::uint8_t bit(role what) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(what));
}

// Audiences, and the sets of them that more than one row names.
constexpr std::uint8_t anonymous = bit(audience::anonymous);
constexpr std::uint8_t enterprise = bit(audience::enterprise);
constexpr std::uint8_t agency = bit(audience::agency);
constexpr std::uint8_t office = bit(audience::government_office);
constexpr std::uint8_t group = bit(audience::operator_group);
constexpr std::uint8_t supervisor = bit(audience::supervisor);
constexpr std::uint8_t person = bit(audience::talent);
constexpr std::uint8_t market_organisations = enterprise | agency | office | group;
constexpr std::uint8_t authenticated = market_organisations | supervisor | person;
constexpr std::uint8_t everybody = authenticated | anonymous;

// Roles. A talent carries the role of manager: of their own record, and nothing else.
constexpr std::uint8_t administrator = bit(role::administrator);
constexpr std::uint8_t managing = administrator | bit(role::manager);
constexpr std::uint8_t paying = administrator | bit(role::finance);
constexpr std::uint8_t accepting = managing | bit(role::finance);
constexpr std::uint8_t any_role = accepting | bit(role::reader);

// The separation of government and enterprise is in these columns: an office never has a row that
// sells, an agency never one that buys, and the supervisor's rows all read. The group bids as a
// general contractor, and buys as one for its work packages (docs/decisions/0027); nobody bids at
// its own tender.
constexpr std::array definitions{
    permission_definition{permission::open, "open", everybody, any_role,
                          "what is public: notices, published listings, open data"},
    permission_definition{permission::self, "self", authenticated, any_role,
                          "the credential's own account: who am I, sign out, own password"},
    permission_definition{permission::organisation_read, "organisation.read", authenticated,
                          any_role, "see organisations and their qualifications"},
    permission_definition{permission::organisation_edit, "organisation.edit", market_organisations,
                          administrator,
                          "change the own organisation and submit it for verification"},
    permission_definition{permission::organisation_review, "organisation.review", group, managing,
                          "verify, reject and suspend organisations of the own region"},
    permission_definition{permission::qualification_edit, "qualification.edit", agency | group,
                          managing, "record the own organisation's licences and their expiry"},
    permission_definition{permission::member_edit, "member.edit", market_organisations,
                          administrator,
                          "invite, change and remove members of the own organisation"},
    permission_definition{permission::member_erase, "member.erase", market_organisations, any_role,
                          "erase a person's data: administrators a member's, everybody their own"},
    permission_definition{permission::api_key_edit, "api_key.edit", market_organisations,
                          administrator, "make and revoke the own organisation's keys"},
    permission_definition{permission::demand_edit, "demand.edit", enterprise | agency, managing,
                          "write, publish and close talent demand; an agency names its source"},
    permission_definition{permission::demand_read, "demand.read", authenticated, any_role,
                          "see talent demand: the own drafts, and what is published"},
    permission_definition{permission::supply_edit, "supply.edit", agency | person, managing,
                          "write, publish and withdraw talent supply; a talent their own only"},
    permission_definition{permission::supply_read, "supply.read", authenticated, any_role,
                          "see talent supply, which carries no identity"},
    permission_definition{permission::personal_record_edit, "personal_record.edit", agency | person,
                          managing, "write names and contacts, record and withdraw consent"},
    permission_definition{permission::personal_record_reveal, "personal_record.reveal",
                          enterprise | agency | office, managing,
                          "see a name and contact, with consent, for a stated purpose"},
    permission_definition{permission::personal_record_audit, "personal_record.audit",
                          agency | person | group | supervisor, any_role,
                          "see who looked at a personal record"},
    permission_definition{permission::listing_moderate, "listing.moderate", group, managing,
                          "suspend and release listings of the own region"},
    permission_definition{permission::match_read, "match.read", market_organisations | person,
                          any_role, "see ranked matches with their reasons"},
    permission_definition{permission::offering_edit, "offering.edit", agency, managing,
                          "write, publish and withdraw service offerings"},
    permission_definition{permission::offering_read, "offering.read", authenticated, any_role,
                          "see service offerings"},
    permission_definition{permission::offering_moderate, "offering.moderate", group, managing,
                          "suspend and release offerings of the own region"},
    permission_definition{permission::order_place, "order.place", enterprise | office | group,
                          managing, "order a published offering"},
    permission_definition{permission::order_fulfil, "order.fulfil", agency, managing,
                          "accept, decline and deliver orders received"},
    permission_definition{permission::order_accept, "order.accept", enterprise | office | group,
                          accepting, "accept or dispute what was delivered"},
    permission_definition{permission::order_read, "order.read", market_organisations | supervisor,
                          any_role, "see the orders one is a party to"},
    permission_definition{permission::review_write, "review.write", enterprise | agency | office,
                          managing, "review the other side of a finished order"},
    permission_definition{permission::tender_edit, "tender.edit", office | group, managing,
                          "write, publish, clarify and cancel tenders"},
    permission_definition{permission::tender_read, "tender.read", authenticated, any_role,
                          "see tenders: the own drafts, and what is published"},
    permission_definition{permission::bid_submit, "bid.submit", agency | group, managing,
                          "submit, replace and withdraw sealed bids"},
    permission_definition{permission::bid_read, "bid.read", agency | office | group | supervisor,
                          any_role, "see the own bids, and others' after the opening"},
    permission_definition{permission::bid_score, "bid.score", market_organisations, managing,
                          "score bids as a member of the panel"},
    permission_definition{permission::award_decide, "award.decide", office | group, managing,
                          "choose the winner, or declare the tender unsuccessful"},
    permission_definition{permission::contract_sign, "contract.sign", office | agency | group,
                          managing, "sign and amend contracts one is a party to"},
    permission_definition{permission::contract_read, "contract.read",
                          office | agency | group | supervisor, any_role,
                          "see the contracts one is a party to"},
    permission_definition{permission::milestone_submit, "milestone.submit", agency | group,
                          managing, "submit a milestone with its evidence"},
    permission_definition{permission::milestone_accept, "milestone.accept", office, accepting,
                          "accept, partly accept or reject a milestone"},
    permission_definition{permission::invoice_issue, "invoice.issue", agency | group, paying,
                          "invoice what was accepted"},
    permission_definition{permission::payment_make, "payment.make", office, paying,
                          "record payments of invoices"},
    permission_definition{permission::ledger_read, "ledger.read", market_organisations | supervisor,
                          any_role, "see the own accounts"},
    permission_definition{permission::feed_read, "feed.read", authenticated, any_role,
                          "follow the change feed of what one may see"},
    permission_definition{permission::alert_edit, "alert.edit", market_organisations | person,
                          managing, "save searches that tell of what is newly published"},
    permission_definition{permission::alert_read, "alert.read", market_organisations | person,
                          any_role, "see the own saved searches and what they found"},
    permission_definition{permission::match_keep, "match.keep", market_organisations | person,
                          managing, "keep a run of a match, to show and to make again"},
    permission_definition{permission::bid_open, "bid.open", office | group, managing,
                          "act as a named officer at an opening: release the own share of the key"},
    permission_definition{permission::question_ask, "question.ask", agency | group, managing,
                          "ask about a published tender"},
    permission_definition{permission::panel_seat, "panel.seat", office | group, managing,
                          "seat and change the panel that evaluates"},
    permission_definition{permission::remedy_file, "remedy.file", agency | group, managing,
                          "inquire, challenge and complain as a bidder"},
    permission_definition{permission::remedy_answer, "remedy.answer", office | group, managing,
                          "answer inquiries and challenges"},
    permission_definition{permission::remedy_read, "remedy.read",
                          office | agency | group | supervisor, any_role,
                          "see the inquiries, challenges and complaints one is a party to"},
    permission_definition{permission::complaint_decide, "complaint.decide", office, managing,
                          "decide complaints, with remedies (Government Procurement Law art. 56)"},
    permission_definition{permission::exclusion_decide, "exclusion.decide", office, managing,
                          "exclude a supplier after hearing its defence, and end an exclusion"},
    permission_definition{permission::exclusion_defend, "exclusion.defend", agency | group,
                          managing, "answer an exclusion that is proposed"},
    permission_definition{permission::project_edit, "project.edit", group, managing,
                          "plan and run projects and their work packages as general contractor"},
    permission_definition{permission::project_read, "project.read",
                          office | agency | group | supervisor, any_role,
                          "see the projects one is a party to"},
    permission_definition{permission::package_deliver, "package.deliver", agency | group, managing,
                          "deliver a work package with its evidence"},
    permission_definition{permission::package_accept, "package.accept", group, accepting,
                          "accept or reject what a work package delivered, and pay for it"},
    permission_definition{permission::rating_write, "rating.write", market_organisations, managing,
                          "rate the other sides of a delivered work package"},
    permission_definition{permission::rating_appeal, "rating.appeal", market_organisations,
                          managing, "appeal against a rating of oneself"},
    // An office only where every operator of the region has a part in the rating.
    permission_definition{permission::appeal_decide, "appeal.decide", office | group, managing,
                          "review an appeal against a rating and decide it in writing"},
    permission_definition{permission::webhook_edit, "webhook.edit", market_organisations,
                          administrator, "subscribe to events by webhook, mail or calendar"},
    permission_definition{permission::inbox_read, "inbox.read", market_organisations | supervisor,
                          any_role, "read the own notices and mark them read"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        if (static_cast<std::size_t>(definitions[i].action) != i) return false;
    }
    return definitions.size() == permission_count;
}
static_assert(in_order(), "the permission table follows the enumeration");

constexpr bool everything_is_somebodys() {
    return std::ranges::all_of(definitions, [](permission_definition const& row) {
        return row.audiences != 0 && row.roles != 0;
    });
}
static_assert(everything_is_somebodys(), "each permission has at least one audience and one role");

template <class Enumeration, std::size_t count>
std::optional<Enumeration> find_name(std::array<std::string_view, count> const& names,
                                     std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enumeration>(found - names.begin());
}

} // namespace

std::string_view name_of(audience who) {
    return audience_names[static_cast<std::size_t>(who)];
}

std::string_view name_of(role what) {
    return role_names[static_cast<std::size_t>(what)];
}

std::optional<audience> audience_named(std::string_view name) {
    return find_name<audience>(audience_names, name);
}

std::optional<role> role_named(std::string_view name) {
    return find_name<role>(role_names, name);
}

std::span<permission_definition const> all_permissions() {
    return definitions;
}

permission_definition const& definition_of(permission action) {
    return definitions[static_cast<std::size_t>(action)];
}

permission_set permission_set::of_scopes(std::span<permission const> scopes) {
    if (scopes.empty()) return everything();
    permission_set made;
    for (auto const one : scopes)
        made.add(one);
    return made;
}

std::vector<permission> permission_set::as_scopes() const {
    std::vector<permission> scopes;
    if (*this == everything()) return scopes;
    for (auto const& row : definitions) {
        if (has(row.action)) scopes.push_back(row.action);
    }
    return scopes;
}

bool allowed(permission action, audience who, std::span<role const> roles, permission_set scopes) {
    auto const& row = definition_of(action);
    if ((row.audiences & bit(who)) == 0) return false;
    // What the public may do needs no role of those who happen to have a credential.
    if ((row.audiences & anonymous) != 0) return true;
    if (action != permission::self && !scopes.has(action)) return false;
    return std::ranges::any_of(roles, [&row](role what) { return (row.roles & bit(what)) != 0; });
}

} // namespace talent::security
