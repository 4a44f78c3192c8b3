#include "common/security/permission.hpp"

#include <array>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/security/principal.hpp"

namespace talent::security {
namespace {

constexpr std::array every_audience{
    audience::anonymous,      audience::enterprise, audience::agency, audience::government_office,
    audience::operator_group, audience::supervisor, audience::talent};
constexpr std::array every_role{role::administrator, role::manager, role::finance, role::reader};
static_assert(every_audience.size() == audience_count && every_role.size() == role_count);

bool may(audience who, role what, permission action) {
    return allowed(action, who, std::array{what});
}

bool may_in_any_role(audience who, permission action) {
    return allowed(action, who, every_role);
}

// Written apart from the table: what changes nothing but what the credential itself is.
bool only_reads(permission action) {
    if (action == permission::open || action == permission::self) return true;
    if (action == permission::personal_record_audit) return true;
    if (action == permission::member_erase) return true; // a reader's own data, nobody else's
    return definition_of(action).name.ends_with(".read");
}

/// "EAGO admin manager": the row as one line, so that a change of the table shows in a review.
std::string shown(permission_definition const& row) {
    constexpr std::string_view audience_letters = "-EAGOST";
    constexpr std::string_view role_letters = "amfr";
    std::string text{row.name};
    text += " ";
    for (std::size_t i = 0; i < audience_count; ++i) {
        if ((row.audiences >> i & 1U) != 0) text.push_back(audience_letters[i]);
    }
    text += " ";
    for (std::size_t i = 0; i < role_count; ++i) {
        if ((row.roles >> i & 1U) != 0) text.push_back(role_letters[i]);
    }
    return text;
}

TEST_CASE("the whole table is as it was agreed") {
    // - anonymous, Enterprise, Agency, Government office, Operator, Supervisor, Talent;
    // administrator, manager, finance, reader.
    std::vector<std::string> const agreed{
        "open -EAGOST amfr",
        "self EAGOST amfr",
        "organisation.read EAGOST amfr",
        "organisation.edit EAGO a",
        "organisation.review O am",
        "qualification.edit AO am",
        "member.edit EAGO a",
        "member.erase EAGO amfr",
        "api_key.edit EAGO a",
        "demand.edit EA am",
        "demand.read EAGOST amfr",
        "supply.edit AT am",
        "supply.read EAGOST amfr",
        "personal_record.edit AT am",
        "personal_record.reveal EAG am",
        "personal_record.audit AOST amfr",
        "listing.moderate O am",
        "match.read EAGOT amfr",
        "offering.edit A am",
        "offering.read EAGOST amfr",
        "offering.moderate O am",
        "order.place EGO am",
        "order.fulfil A am",
        "order.accept EGO amf",
        "order.read EAGOS amfr",
        "review.write EAG am",
        "tender.edit GO am",
        "tender.read EAGOST amfr",
        "bid.submit AO am",
        "bid.read AGOS amfr",
        "bid.score EAGO am",
        "award.decide GO am",
        "contract.sign AGO am",
        "contract.read AGOS amfr",
        "milestone.submit AO am",
        "milestone.accept G amf",
        "invoice.issue AO af",
        "payment.make G af",
        "ledger.read EAGOS amfr",
        "feed.read EAGOST amfr",
        "alert.edit EAGOT am",
        "alert.read EAGOT amfr",
        "match.keep EAGOT am",
        "bid.open GO am",
        "question.ask AO am",
        "panel.seat GO am",
        "remedy.file AO am",
        "remedy.answer GO am",
        "remedy.read AGOS amfr",
        "complaint.decide G am",
        "exclusion.decide G am",
        "exclusion.defend AO am",
        "project.edit O am",
        "project.read AGOS amfr",
        "package.deliver AO am",
        "package.accept O amf",
        "rating.write EAGO am",
        "rating.appeal EAGO am",
        "appeal.decide GO am",
        "webhook.edit EAGO a",
        "inbox.read EAGOS amfr",
    };
    std::vector<std::string> table;
    for (auto const& row : all_permissions())
        table.push_back(shown(row));
    CHECK(table == agreed);
}

TEST_CASE("a credential-less request may only do what is open") {
    for (auto const& row : all_permissions()) {
        CAPTURE(row.name);
        bool const expected = row.action == permission::open;
        CHECK(allowed(row.action, audience::anonymous, {}) == expected);
        CHECK(may_in_any_role(audience::anonymous, row.action) == expected);
    }
}

TEST_CASE("supervisors and readers change nothing") {
    for (auto const& row : all_permissions()) {
        CAPTURE(row.name);
        if (only_reads(row.action)) continue;
        CHECK_FALSE(may_in_any_role(audience::supervisor, row.action));
        for (auto const who : every_audience)
            CHECK_FALSE(may(who, role::reader, row.action));
    }
}

TEST_CASE("whoever may read may do so in every role") {
    for (auto const& row : all_permissions()) {
        if (!only_reads(row.action)) continue;
        CAPTURE(row.name);
        for (auto const who : every_audience) {
            for (auto const what : every_role) {
                CHECK(may(who, what, row.action) == may_in_any_role(who, row.action));
            }
        }
    }
}

TEST_CASE("an administrator may do whatever any role of the audience may") {
    for (auto const& row : all_permissions()) {
        CAPTURE(row.name);
        for (auto const who : every_audience) {
            CHECK(may(who, role::administrator, row.action) == may_in_any_role(who, row.action));
        }
    }
}

TEST_CASE("without a role a credential may only do what anybody may") {
    for (auto const& row : all_permissions()) {
        CAPTURE(row.name);
        for (auto const who : every_audience) {
            CHECK(allowed(row.action, who, {}) == allowed(row.action, audience::anonymous, {}));
        }
    }
}

TEST_CASE("several roles together may do what each of them may") {
    std::array const both{role::reader, role::finance};
    CHECK(allowed(permission::payment_make, audience::government_office, both));
    CHECK(allowed(permission::tender_read, audience::government_office, both));
    CHECK_FALSE(allowed(permission::tender_edit, audience::government_office, both));
}

TEST_CASE("every audience may do something, and every permission is somebody's") {
    for (auto const who : every_audience) {
        bool something = false;
        for (auto const& row : all_permissions())
            something = something || may_in_any_role(who, row.action);
        CAPTURE(name_of(who));
        CHECK(something);
    }
    for (auto const& row : all_permissions()) {
        bool somebody = false;
        for (auto const who : every_audience)
            somebody = somebody || may_in_any_role(who, row.action);
        CAPTURE(row.name);
        CHECK(somebody);
    }
}

TEST_CASE("no audience stands on both sides of one deal") {
    struct sides {
        permission buys;
        permission sells;
    };
    for (auto const deal : {sides{permission::order_place, permission::order_fulfil},
                            sides{permission::tender_edit, permission::bid_submit},
                            sides{permission::award_decide, permission::bid_submit},
                            sides{permission::award_decide, permission::bid_submit},
                            sides{permission::milestone_accept, permission::milestone_submit},
                            sides{permission::payment_make, permission::invoice_issue},
                            sides{permission::order_place, permission::offering_edit}}) {
        // A general contractor wins a contract and divides it by mini-tenders: two deals. That
        // nobody bids at its own tender is tested with the bids.
        bool const tendering =
            deal.buys == permission::tender_edit || deal.buys == permission::award_decide;
        for (auto const who : every_audience) {
            CAPTURE(name_of(who), definition_of(deal.buys).name, definition_of(deal.sells).name);
            bool const contractor = tendering && who == audience::operator_group;
            CHECK((may_in_any_role(who, deal.buys) && may_in_any_role(who, deal.sells)) ==
                  contractor);
        }
    }
}

TEST_CASE("a government office does not edit what the market sells") {
    for (auto const action :
         {permission::offering_edit, permission::supply_edit, permission::demand_edit,
          permission::bid_submit, permission::milestone_submit}) {
        CHECK_FALSE(may_in_any_role(audience::government_office, action));
    }
}

TEST_CASE("a talent manages their own record and nothing of an organisation") {
    for (auto const& row : all_permissions()) {
        CAPTURE(row.name);
        bool const own =
            row.action == permission::supply_edit || row.action == permission::alert_edit ||
            row.action == permission::match_keep || row.action == permission::personal_record_edit;
        if (!only_reads(row.action)) CHECK(may(audience::talent, role::manager, row.action) == own);
    }
}

TEST_CASE("each row is found by its permission, and names are words joined by a point") {
    std::set<std::string_view> names;
    for (auto const& row : all_permissions()) {
        CAPTURE(row.name);
        CHECK(&definition_of(row.action) == &row);
        CHECK(names.insert(row.name).second);
        CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos);
        CHECK_FALSE(row.about.empty());
    }
    CHECK(names.size() == permission_count);
}

TEST_CASE("audiences and roles are found by their names") {
    for (auto const who : every_audience)
        CHECK(audience_named(name_of(who)) == who);
    for (auto const what : every_role)
        CHECK(role_named(name_of(what)) == what);
    CHECK(name_of(audience::operator_group) == "operator");
    for (auto const* const name : {"", "Operator", "operator_group", "root", "reader "}) {
        CHECK_FALSE(audience_named(name).has_value());
        CHECK_FALSE(role_named(name).has_value());
    }
}

TEST_CASE("a principal has the roles it was given") {
    principal one;
    CHECK(one.anonymous());
    CHECK_FALSE(one.has(role::reader));
    one.audience = audience::agency;
    one.roles = {role::manager, role::finance};
    CHECK_FALSE(one.anonymous());
    CHECK(one.has(role::manager));
    CHECK(one.has(role::finance));
    CHECK_FALSE(one.has(role::administrator));
}

} // namespace
} // namespace talent::security
