// The tenders of the demonstration market, from the draft to the last payment: one after another
// meets each fate, so that every state is there. Their instants are reckoned back from the story's
// end, so that clocks run as they would today. Adds its steps to the timeline; what it keeps is
// filled while that is played, on the database thread.
#pragma once

#include <memory>
#include <vector>

#include "services/contracting/service.hpp"
#include "services/delivery/service.hpp"
#include "services/offerings/service.hpp"
#include "services/procurement/final_offers.hpp"
#include "services/procurement/officers.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/questions.hpp"
#include "services/procurement/service.hpp"
#include "services/remedies/service.hpp"
#include "services/talentctl/demo/cast.hpp"
#include "services/talentctl/demo/demonstration.hpp"

namespace talent::demo {

/// How far a tender gets.
enum class tender_fate {
    draft,
    announced,      // bidding opens in some days
    bidding,        // sealed bids are in
    bidding_closed, // the deadline passed this morning
    opened,         // some bids are scored
    evaluated,      // one bid is abnormally low
    standstill,
    standstill_over,    // the contract can be made
    contract_draft,     // signed by the buyer
    in_force,           // the first milestone is submitted
    invoiced,           // the first milestone is accepted and invoiced
    partly_paid,        // paid, partly paid, the last submitted
    general_contractor, // the operator's, with a fee; two milestones wait for its project
    project,            // the operator's, with a project that runs
    completed,
    terminated,
    cancelled,
    no_bids,
    unsuccessful,
    challenged, // in standstill, suspended by a challenge that waits for its answer
};
inline constexpr std::size_t tender_fates = 20;

/// The use cases with which a tender is brought to its award.
struct procuring {
    procurement::procurement_service const& tenders;
    procurement::panel_service const& panels;
    procurement::officer_service const& officers;
    procurement::receipt_desk const& receipts;
    remedies::remedies_service const& remedies;
};
/// Those with which a contract is delivered.
struct delivering {
    delivery::delivery_service const& contracts;
    contracting::contracting_service const& projects;
    offerings::offerings_service const& offerings;
};

class tenders_story {
  public:
    tenders_story(std::uint64_t seed, cast const& all, procuring const& use_cases,
                  delivering const& afterwards)
        : seed_(seed),
          all_(all),
          procurement_(use_cases.tenders),
          panels_(use_cases.panels),
          officers_(use_cases.officers),
          final_offers_(procurement_),
          questions_(procurement_),
          receipts_(use_cases.receipts),
          remedies_(use_cases.remedies),
          delivery_(afterwards.contracts),
          projects_(afterwards.projects),
          offerings_(afterwards.offerings) {}

    /// What opens bids for those visitors who are named as officers; after the story was played.
    std::vector<officer_secret> secrets_of_visitors() const;

    /// Each fate at least once; more in a larger market. Whatever the seed and the day, the first
    /// of each fate is the first office's; of these, the first agency has won what is in
    /// standstill, the contract that waits for its signature and the one in force, delivers a
    /// package of the project that runs, and has filed the challenge.
    void add_to(timeline& story, std::size_t listings);

  private:
    /// A tender under way; the steps that are still to come share it.
    struct purchase {
        std::size_t number;
        tender_fate fate;
        participant const* buyer;
        participant const* winner = nullptr;
        procurement::tender tender;
        delivery::contract contract;
        std::vector<delivery::invoice> invoices; // by milestone
        std::vector<participant const*> officers = {};
        std::vector<contracting::work_package> packages = {}; // of its project
    };
    /// Who opens bids, with the key pair that the demonstration made for them.
    struct named_officer {
        participant const* who;
        security::secret_key secret;
        procurement::opening_key key;
    };
    using shared_purchase = std::shared_ptr<purchase>; // shared: by the steps of the timeline

    struct calendar_plan;
    calendar_plan plan_of(tender_fate fate, instant end) const;

    // Until the award: tenders_story.cpp; questions_story.cpp; the officers and the opening:
    // officers_story.cpp.
    void add_purchase(timeline& story, std::size_t number);
    void draft(timeline& story, performer& stage, shared_purchase const& one,
               calendar_plan const& plan) const;
    void add_bids(timeline& story, shared_purchase const& one, calendar_plan const& plan) const;
    void add_questions(timeline& story, shared_purchase const& one) const;
    std::vector<participant const*> officers_for(purchase const& one) const;
    named_officer const& officer_of(performer& stage, participant const& who) const;
    void name_officers(performer& stage, purchase& one) const;
    void release_share(performer& stage, purchase const& one, participant const& by) const;
    void open(performer& stage, purchase& one) const;
    void add_final_offers(timeline& story, instant opened, shared_purchase const& one) const;
    void ask_final_offers(performer& stage, purchase& one) const;
    void give_final_offers(performer& stage, purchase const& one) const;
    void open_final_offers(performer& stage, purchase& one) const;
    void evaluate(performer& stage, purchase& one) const;
    void award(performer& stage, purchase& one) const;
    std::vector<participant const*> bidders_for(purchase const& one) const;
    /// Who is to win, where that does not fall by chance.
    participant const* favourite_of(purchase const& one) const;
    void challenge(performer& stage, purchase const& one) const;
    std::vector<procurement::bid> bids_of(performer& stage, purchase const& one) const;
    /// The operator whose key a visitor has; it alone bids as a general contractor.
    participant const& contractor() const { return all_.operators.front(); }
    participant const* participant_of(uuid const& organisation) const;

    // The panel: panels_story.cpp.
    void score(performer& stage, purchase& one) const;
    std::vector<participant const*> panel_for(purchase const& one,
                                              std::vector<procurement::bid> const& bids) const;
    void seat(performer& stage, purchase const& one,
              std::vector<participant const*> const& members) const;
    void score_by_all(performer& stage, purchase const& one,
                      std::vector<participant const*> const& members,
                      procurement::anonymous_bid const& scored, bool favoured) const;
    void agree(performer& stage, purchase const& one,
               std::vector<participant const*> const& members) const;

    // After it: contracts_story.cpp.
    void add_contract(timeline& story, shared_purchase const& one) const;
    void make_contract(performer& stage, purchase& one) const;
    void sign(performer& stage, purchase& one, participant const& by) const;
    void add_performance(timeline& story, shared_purchase const& one) const;
    void submit_milestone(performer& stage, purchase const& one, std::size_t place) const;
    void accept_milestone(performer& stage, purchase const& one, std::size_t place) const;
    void invoice_milestone(performer& stage, purchase& one, std::size_t place) const;
    void pay_invoice(performer& stage, purchase& one, std::size_t place,
                     std::int64_t percent) const;
    delivery::milestone milestone_at(performer& stage, purchase const& one,
                                     std::size_t place) const;

    // The general contractor's project: project_story.cpp.
    void add_project(timeline& story, shared_purchase const& one) const;
    void start_project(performer& stage, purchase& one) const;
    contracting::work_package add_package(performer& stage, contracting::project const& of,
                                          contracting::work_package wanted,
                                          participant const& owner) const;
    void deliver_package(performer& stage, purchase& one, std::size_t place) const;
    void accept_package(performer& stage, purchase& one, std::size_t place) const;
    void pay_package(performer& stage, purchase& one, std::size_t place) const;
    std::vector<participant const*> package_owners() const;

    std::uint64_t seed_;
    cast const& all_;
    procurement::procurement_service const& procurement_;
    procurement::panel_service const& panels_;
    procurement::officer_service const& officers_;
    procurement::final_offer_service final_offers_;
    procurement::question_service questions_;
    procurement::receipt_desk const& receipts_;
    mutable std::vector<std::unique_ptr<named_officer>> named_; // as they are needed
    remedies::remedies_service const& remedies_;
    delivery::delivery_service const& delivery_;
    contracting::contracting_service const& projects_;
    offerings::offerings_service const& offerings_;
};

} // namespace talent::demo
