// The offerings of the demonstration market and what becomes of the orders placed for them: every
// state of both, with reviews. Adds its steps to the timeline; what it keeps is filled while that
// is played, on the database thread.
#pragma once

#include <memory>
#include <vector>

#include "services/offerings/service.hpp"
#include "services/talentctl/demo/cast.hpp"

namespace talent::demo {

class offerings_story {
  public:
    offerings_story(std::uint64_t seed, cast const& all,
                    offerings::offerings_service const& service)
        : seed_(seed), all_(all), service_(service) {}

    /// One offering to twenty listings, one order to four offerings; enough of both for every
    /// state.
    void add_to(timeline& story, instant start, std::size_t listings);

  private:
    struct on_sale {
        offerings::offering offered;
        participant const* seller;
    };
    /// An order under way; the steps that are still to come share it.
    struct deal {
        offerings::order current;
        participant const* buyer;
        participant const* seller;
        std::size_t number;
    };
    using shared_deal = std::shared_ptr<deal>; // shared: by the steps of the timeline
    using order_step = result<offerings::order> (offerings_story::*)(journal::unit_of_work&,
                                                                     deal const&) const;

    participant const& first_seller_of(std::size_t service) const;
    void play_offering(timeline& story, performer& stage, std::size_t number);
    void play_order(timeline& story, performer& stage, std::size_t number);
    /// Runs the step by one of the deal's parties after some hours.
    void add_step(timeline& story, shared_deal const& one, offerings::order_side by,
                  std::chrono::hours after, order_step step) const;
    void add_reviews(timeline& story, shared_deal const& one, std::chrono::hours after) const;
    on_sale const* find_offering_for(participant const& buyer, dice& chance) const;

    result<offerings::order> accept(journal::unit_of_work& unit, deal const& one) const;
    result<offerings::order> confirm(journal::unit_of_work& unit, deal const& one) const;
    result<offerings::order> decline(journal::unit_of_work& unit, deal const& one) const;
    result<offerings::order> withdraw(journal::unit_of_work& unit, deal const& one) const;
    result<offerings::order> deliver(journal::unit_of_work& unit, deal const& one) const;
    result<offerings::order> accept_delivery(journal::unit_of_work& unit, deal const& one) const;
    result<offerings::order> dispute(journal::unit_of_work& unit, deal const& one) const;
    result<offerings::order> close(journal::unit_of_work& unit, deal const& one) const;

    std::uint64_t seed_;
    cast const& all_;
    offerings::offerings_service const& service_;
    std::vector<on_sale> on_sale_;
};

} // namespace talent::demo
