// The listings that benchmarks of the market run on: any number of demands and supplies, made in
// the process from the demonstration's generators and from real job titles, each from its number
// alone. So the first ten thousand of a million are the ten thousand, and every engine sees the
// same ones without anything being stored.
//
// How often things occur is uneven as in life: professions, cities and counties by the
// demonstration's weights; every third title is a real one of the shared data, drawn by Zipf's law
// with the occupation that people gave it; an agency's demand names one of some thousand employers.
// Three listings of a hundred have ended.
//
// Immutable after construction; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"
#include "services/talentctl/demo/organisations.hpp"
#include "services/talentctl/demo/places.hpp"
#include "tests/support/title_measurement.hpp"

namespace talent::bench {

/// The instant that all benchmarks of the market ask at: 2026-11-20, midnight in Hangzhou.
instant market_now();

class market_documents {
  public:
    /// `titles` may be empty: then all titles are the demonstration's.
    market_documents(vocabulary::catalogue const& codes, std::vector<test::labelled_title> titles,
                     std::uint64_t seed = 1);

    /// Published listings, complete but for what the index never reads. Another version has another
    /// text and other conditions, as an edit makes them; the id stays.
    listings::demand demand(std::size_t number, std::int64_t version = 1) const;
    listings::supply supply(std::size_t number, std::int64_t version = 1) const;

    vocabulary::catalogue const& codes() const { return codes_; }
    std::vector<test::labelled_title> const& titles() const { return titles_; }

  private:
    struct organisation {
        uuid id;
        std::string name;
        demo::place where;
        std::string industry;
    };

    template <class Listing>
    void give_real_title(Listing& one, demo::dice& chance) const;
    template <class Listing>
    void publish(Listing& one, std::string_view kind, std::size_t number) const;

    vocabulary::catalogue const& codes_;
    std::vector<test::labelled_title> titles_;
    std::vector<std::int64_t> title_bounds_; // sums of the titles' weights, ascending
    std::uint64_t seed_;
    demo::places places_;
    std::vector<organisation> enterprises_;
    std::vector<organisation> agencies_;
    std::vector<int> profession_weights_;
};

} // namespace talent::bench
