#include "services/contracting/field_options.hpp"
#include "services/contracting/project_money.hpp"

namespace talent::json {
namespace {

using namespace contracting;
using namespace contracting::tables;

} // namespace

std::span<std::string_view const> enumeration<project_state>::names() {
    static constexpr std::string_view list[] = {"draft", "started", "completed", "abandoned"};
    return list;
}
std::span<std::string_view const> enumeration<project_command>::names() {
    static constexpr std::string_view list[] = {"edit", "start", "complete", "abandon"};
    return list;
}
std::span<std::string_view const> enumeration<contracting_party>::names() {
    static constexpr std::string_view list[] = {"contractor", "owner"};
    return list;
}

object_definition const& described<market_evidence>::table() {
    using one = market_evidence;
    static constexpr field_definition fields[] = {
        field<&one::package_id>("package_id", by_server("Of which package.")),
        field<&one::category>("category", by_server("The category that was looked for.")),
        field<&one::region>("region", by_server("Where.")),
        field<&one::offerings>("offerings",
                               by_server("Published offerings that serve it or a part of it.")),
        field<&one::agencies>("agencies", by_server("Agencies that sell them.")),
        field<&one::agencies_whole>("agencies_whole",
                                    by_server("Of these, those that serve all of the region.")),
        field<&one::open_needs>("open_needs", by_server("Talent demands open in the region.")),
        field<&one::journal_sequence>(
            "journal_sequence", by_server("The newest journal entry that was in the market.")),
        field<&one::at>("at", by_server("When it was looked at.")),
    };
    static constexpr object_definition table{
        "market_evidence", "What the market had of a category in a region at an instant.", fields};
    return table;
}

object_definition const& described<project>::table() {
    using one = project;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", identifier),
        field<&one::number>("number", by_server("A number people can say, PR-330100-2026-000123.")),
        field<&one::version>("version", version),
        field<&one::contract_id>("contract_id", by_server("The contract that it delivers.")),
        field<&one::live_key>("live_key", hidden("Unique: one live project a contract.")),
        field<&one::contractor_id>("contractor_id",
                                   by_server("The general contractor: the contract's supplier.")),
        field<&one::buyer_id>("buyer_id", by_server("The contract's buyer.")),
        field<&one::region>("region", by_server("The contract's region.")),
        field<&one::state>("state", by_server("Planned, running or over.")),
        field<&one::state_reasons>("state_reasons", by_server("Why it was abandoned.")),
        field<&one::title>("title", told("One line; left out, the contract's.")),
        field<&one::contract_price>("contract_price",
                                    by_server("The contract's price at planning, then at start.")),
        field<&one::fee>(
            "fee", told("What the general contractor takes; left out, what the contract agreed.")),
        field<&one::fee_cap_basis_points>(
            "fee_cap_basis_points", by_server("The most that the region allows, of the price.")),
        field<&one::kept_cap_basis_points>(
            "kept_cap_basis_points",
            by_server("The most that may be kept, fee and margin together.")),
        field<&one::margin>("margin", told("What is left of the price after packages and fee.")),
        field<&one::evidence>(
            "evidence",
            by_server("What the market had at the start of what own staff does; frozen.")),
        field<&one::created_at>("created_at", created),
        field<&one::updated_at>("updated_at", updated),
        field<&one::started_at>("started_at",
                                by_server("When it started: it is public from then.")),
        field<&one::ended_at>("ended_at", by_server("When it was completed or abandoned.")),
        field<&one::fee_basis_points>("fee_basis_points",
                                      derived("The fee in basis points of the price.")),
    };
    static constexpr object_definition table{
        "project", "A contract that the general contractor delivers through the market.", fields};
    return table;
}

object_definition const& described<upstream_money>::table() {
    using one = upstream_money;
    static constexpr field_definition fields[] = {
        field<&one::price>("price", by_server("The contract's, with its amendments.")),
        field<&one::accepted>("accepted", by_server("What the buyer accepted of it.")),
        field<&one::invoiced>("invoiced", by_server("What was invoiced of that.")),
        field<&one::paid>("paid", by_server("What was paid of that, interest apart.")),
    };
    static constexpr object_definition table{
        "upstream_money", "What the buyer owes and pays the contractor.", fields};
    return table;
}

object_definition const& described<package_money>::table() {
    using one = package_money;
    static constexpr field_definition fields[] = {
        field<&one::package_id>("package_id", by_server("Which package.")),
        field<&one::number>("number", by_server("Its number.")),
        field<&one::title>("title", by_server("What it is.")),
        field<&one::state>("state", by_server("Where it stands.")),
        field<&one::sourcing>("sourcing", by_server("Where its owner comes from.")),
        field<&one::owner_id>("owner_id", by_server("Who does it.")),
        field<&one::price>("price", by_server("What it costs the contractor.")),
        field<&one::accepted>("accepted", by_server("What was accepted of it.")),
        field<&one::paid>("paid", by_server("What was paid of it, interest apart.")),
        field<&one::interest_paid>("interest_paid", by_server("Late interest that was paid.")),
        field<&one::outstanding>("outstanding",
                                 by_server("Accepted and unpaid, with interest, now.")),
    };
    static constexpr object_definition table{"package_money", "A package's money.", fields};
    return table;
}

object_definition const& described<downstream_money>::table() {
    using one = downstream_money;
    static constexpr field_definition fields[] = {
        field<&one::price>("price", by_server("Of all packages that were not cancelled.")),
        field<&one::own_work>("own_work", by_server("Of it, what the group's own staff does.")),
        field<&one::accepted>("accepted", by_server("What was accepted of it.")),
        field<&one::paid>("paid", by_server("What was paid of it, interest apart.")),
        field<&one::packages>("packages", by_server("Package by package.")),
    };
    static constexpr object_definition table{
        "downstream_money", "What the contractor owes and pays for the packages.", fields};
    return table;
}

object_definition const& described<project_money>::table() {
    using one = project_money;
    static constexpr field_definition fields[] = {
        field<&one::project_id>("project_id", by_server("Which project.")),
        field<&one::contract_id>("contract_id", by_server("Of which contract.")),
        field<&one::at>("at", by_server("At which instant.")),
        field<&one::upstream>("upstream", by_server("Between buyer and contractor.")),
        field<&one::downstream>("downstream", by_server("Between contractor and owners.")),
        field<&one::fee>("fee", by_server("The general contractor's.")),
        field<&one::fee_basis_points>("fee_basis_points",
                                      by_server("The same, of the price as it is now.")),
        field<&one::fee_cap_basis_points>("fee_cap_basis_points",
                                          by_server("The most that the region allowed.")),
        field<&one::kept_basis_points>(
            "kept_basis_points", by_server("Fee and margin together, of the price as it is now.")),
        field<&one::kept_cap_basis_points>("kept_cap_basis_points",
                                           by_server("The most that the region allowed of both.")),
        field<&one::margin>("margin", by_server("The price less packages and fee, now.")),
    };
    static constexpr object_definition table{
        "project_money", "A project's money, upstream and downstream side by side.", fields};
    return table;
}

} // namespace talent::json
