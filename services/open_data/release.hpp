// One release of open data: what one entry of the journal made public of one procurement (OCDS
// 1.1). Made from the procurement as the journal had it up to that entry and from nothing else, so
// that it comes out the same whenever it is made. What is sealed, personal or not yet published has
// no way in: a section names each member that it tells. Pure but for the lookup; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/json/value.hpp"
#include "services/identity/model.hpp"
#include "services/open_data/process.hpp"

namespace talent::open_data {

/// The scheme of unified social credit codes (GB 32100) in identifiers.
inline constexpr std::string_view credit_code_scheme = "CN-USCC";

/// Another procurement that a release names.
struct related_process {
    std::string ocid;
    std::string title;
};

/// What a release is made from.
struct release_source {
    journal::entry const& entry;
    process const& of;
    std::string ocid;
    std::string id;
    std::string previous_id; // of the release before; empty: it is the first
    instant date;
    /// An organisation as it was registered at the entry; nothing where the journal has none.
    std::function<std::optional<identity::organisation>(uuid const&)> find_organisation;
    /// The procurement of the framework under which the tender calls off; nothing where it does
    /// not.
    std::optional<related_process> framework = {};
};

class release_draft {
  public:
    explicit release_draft(release_source const& from) : from_(from) {}

    release_source const& from() const { return from_; }
    procurement::tender const& tender() const { return *from_.of.tender; }

    /// {"id", "name"} of an organisation, which becomes one of the release's parties.
    json::value reference(uuid const& organisation);

    /// The members that sections fill.
    json::value planning = json::value::of_object();
    json::value tender_section = json::value::of_object();
    json::value bids = json::value::of_object();
    json::value awards = json::value::of_array();
    json::value contracts = json::value::of_array();
    json::value related_processes = json::value::of_array();

    json::value finish(std::vector<std::string> const& tags);

  private:
    json::value party(uuid const& organisation) const;

    release_source const& from_;
    std::vector<uuid> parties_;
};

/// "CN-USCC-91330100…"; the organisation's own id where its code is not known.
std::string party_id_of(std::optional<identity::organisation> const& one, uuid const& id);

/// Every role that the organisation has had in the procurement so far.
std::vector<std::string> roles_of(process const& of, uuid const& organisation);

/// Writes into the draft what one kind of event tells.
using section = void (*)(release_draft&);

namespace sections {
void planning(release_draft& to);         // the budget
void tender(release_draft& to);           // all of the tender
void tender_status(release_draft& to);    // its status and its lots'
void tender_amended(release_draft& to);   // all of it, what was taken away, and why
void tender_amendment(release_draft& to); // that it changed, and why
void framework(release_draft& to);        // under which it calls off
void enquiry(release_draft& to);          // the entry's question, settled; never who asked
void bid_statistics(release_draft& to);   // how many bids by lot, after the opening
void bid_outcome(release_draft& to);      // how many of them were valid
void award(release_draft& to);            // the entry's award
void award_cancelled(release_draft& to);  // that the entry's award stands no more, and why
void award_in_force(release_draft& to);   // of the entry's contract
void members_in_force(release_draft& to); // the awards that the entry's framework concluded
void contract(release_draft& to);         // the entry's contract
void contract_amended(release_draft& to); // all of it, what was taken away, and why
void contract_status(release_draft& to);  // its status
void milestone(release_draft& to);        // the entry's milestone, in its contract
void transaction(release_draft& to);      // the entry's payment, in its contract
} // namespace sections

} // namespace talent::open_data
