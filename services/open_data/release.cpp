#include "services/open_data/release.hpp"

#include <algorithm>

#include "services/open_data/document.hpp"

namespace talent::open_data {

using json::value;

std::string party_id_of(std::optional<identity::organisation> const& one, uuid const& id) {
    if (!one || one->credit_code.empty()) return to_string(id);
    return std::string(credit_code_scheme) + "-" + one->credit_code;
}

std::vector<std::string> roles_of(process const& of, uuid const& organisation) {
    auto const is_buyer = [&](auto const& one) { return one.buyer_id == organisation; };
    auto const is_supplier = [&](auto const& one) { return one.supplier_id == organisation; };
    std::vector<std::string> roles;
    if (of.tender->buyer_id == organisation) roles = {"buyer", "procuringEntity"};
    if (std::ranges::any_of(of.awards, is_supplier)) {
        roles.emplace_back("tenderer");
        roles.emplace_back("supplier");
    }
    if (std::ranges::any_of(of.payments, is_buyer)) roles.emplace_back("payer");
    if (std::ranges::any_of(of.payments, is_supplier)) roles.emplace_back("payee");
    return roles;
}

json::value release_draft::reference(uuid const& organisation) {
    if (std::ranges::find(parties_, organisation) == parties_.end())
        parties_.push_back(organisation);
    auto const known = from_.find_organisation(organisation);
    auto made = value::of_object();
    made.set("id", text(party_id_of(known, organisation)));
    if (known) put(made, "name", known->name);
    return made;
}

json::value release_draft::party(uuid const& organisation) const {
    auto const known = from_.find_organisation(organisation);
    auto made = value::of_object();
    made.set("id", text(party_id_of(known, organisation)));
    put(made, "roles", list_of(roles_of(from_.of, organisation)));
    if (!known) return made;
    put(made, "name", known->name);
    auto identifier = value::of_object();
    identifier.set("scheme", text(credit_code_scheme));
    identifier.set("id", text(known->credit_code));
    put(identifier, "legalName", known->name);
    made.set("identifier", std::move(identifier));
    auto address = value::of_object();
    put(address, "region", known->region);
    address.set("countryName", text("CN"));
    made.set("address", std::move(address));
    return made;
}

json::value release_draft::finish(std::vector<std::string> const& tags) {
    auto made = value::of_object();
    made.set("ocid", text(from_.ocid));
    made.set("id", text(from_.id));
    made.set("date", instant_of(from_.date));
    made.set("tag", list_of(tags));
    made.set("initiationType", text("tender"));
    made.set("language", text("zh"));
    auto buyer = reference(tender().buyer_id);
    auto parties = value::of_array();
    for (auto const& each : parties_)
        append_once(parties, party(each));
    put(made, "parties", std::move(parties));
    put(made, "buyer", std::move(buyer));
    put(made, "planning", std::move(planning));
    put(made, "tender", std::move(tender_section));
    put(made, "bids", std::move(bids));
    put(made, "awards", std::move(awards));
    put(made, "contracts", std::move(contracts));
    put(made, "relatedProcesses", std::move(related_processes));
    return made;
}

} // namespace talent::open_data
