// The listings of the demonstration market as they come and go: drawn, drafted and published by
// enterprises and agencies, some verified, revealed, closed, filled, withdrawn or suspended. Adds
// its steps to the timeline; what it keeps is filled while that is played, on the database thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/listings/service.hpp"
#include "services/talentctl/demo/cast.hpp"
#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {

class listings_story {
  public:
    listings_story(std::uint64_t seed, cast const& all, places const& where,
                   vocabulary::catalogue const& codes, listings::listings_service const& service);

    /// `count` listings, spread evenly over the time from `start` to the story's end.
    void add_to(timeline& story, instant start, std::size_t count);

    /// The supply of the first agency that has a personal record: the talent's key is made for it.
    std::optional<uuid> talent_subject() const { return talent_subject_; }
    std::size_t demands() const { return demands_; }
    std::size_t supplies() const { return supplies_; }

    /// The texts alone, for tests: of the listing of that number.
    struct drawn_demand {
        listings::demand notice;
        participant const* publisher;
    };
    struct drawn_supply {
        listings::supply offer;
        participant const* publisher;
    };
    drawn_demand draw_demand_of(std::size_t number, instant end) const;
    drawn_supply draw_supply_of(std::size_t number, instant end) const;

  private:
    enum class fate { draft, published, closed, filled, withdrawn, suspended };

    fate draw_fate(std::size_t number) const;
    void play_demand(timeline& story, performer& stage, std::size_t number);
    void play_supply(timeline& story, performer& stage, std::size_t number);
    void keep_personal_record(timeline& story, performer& stage, participant const& agency,
                              uuid const& supply_id, std::size_t number);
    template <class T>
    void add_ending(timeline& story, T const& listing, participant const& publisher,
                    std::size_t number);
    participant const& overseer_of(participant const& publisher) const;
    profession const& draw_profession(std::string_view industry, dice& chance) const;

    std::uint64_t seed_;
    cast const& all_;
    places const& where_;
    vocabulary::catalogue const& codes_;
    listings::listings_service const& service_;
    std::vector<participant const*> placing_agencies_;  // that have talents to offer
    std::vector<participant const*> licensed_agencies_; // that may advertise for others
    std::vector<int> weights_;                          // of all professions
    std::map<std::string, std::vector<int>, std::less<>> fitting_weights_; // by industry
    std::optional<uuid> talent_subject_;
    std::size_t demands_ = 0;
    std::size_t supplies_ = 0;
};

} // namespace talent::demo
