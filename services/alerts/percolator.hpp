// Search turned round: which saved searches does one document satisfy? Exactly those for which
// market::search would return it. Each saved search lies under its rarest condition, as far as that
// can be told, so that a document's keys lead to the few that can be satisfied; these are held
// against the document one by one.
//
// A saved search may also ask for the matches of a demand or supply, its anchor: then the document
// must match that as market::explain has it, with at least the least score. Where either side is
// not to be ranked there is no score, and none is asked for: who refuses to be scored is not passed
// over for it. Without its anchor on the market a saved search finds nothing.
//
// In memory, rebuilt at start. Owned by the alerts' worker; any thread: one changes it at a time,
// and nobody looks meanwhile. The codes and names must outlive it.
#pragma once

#include <array>
#include <functional>
#include <shared_mutex>
#include <unordered_map>

#include "services/alerts/key_frequency.hpp"
#include "services/alerts/standing_search.hpp"

namespace talent::alerts {

struct hit {
    std::shared_ptr<standing_search const> search;
    std::optional<int> score; // of searches for matches, where the pair is scored
};

class percolator {
  public:
    using document_pointer = std::shared_ptr<market::document const>;
    /// The home region of whoever saved the search; asked for documents that only their region
    /// sees.
    using home_region_lookup = std::function<std::string(standing_search const&)>;

    percolator(market::code_space const& codes, market::vocabulary_names const& names)
        : codes_(codes), names_(names) {}

    /// A document of the market, to learn what is rare. Up to documents_sampled_max of each kind;
    /// best before searches are put in.
    void observe(market::document const& one);

    /// Adds it, or replaces the one of its id. `anchor`: the document it wants the matches of,
    /// where it is on the market. invalid_query where its text cannot be searched.
    result<void> put(standing_search one, document_pointer const& anchor);
    void remove(uuid const& id);
    /// A demand or supply has changed; null: it has left the market.
    void follow(uuid const& id, document_pointer const& one);

    /// In no order.
    std::vector<hit> find(market::document const& one, instant now,
                          home_region_lookup const& home_region) const;
    /// Whether this one saved search finds it.
    bool finds(uuid const& search, market::document const& one, instant now,
               home_region_lookup const& home_region) const;

    std::size_t size() const;
    /// The demands and supplies whose matches are wanted; and whether this is one.
    std::vector<uuid> anchors() const;
    bool is_anchor(uuid const& id) const;

  private:
    using number = std::uint32_t; // a saved search's place on its shelf

    struct entry {
        std::shared_ptr<standing_search const> search; // null: free
        requirements needed;
        std::vector<key> under; // of the postings that it is in
        bool always = false;    // it is under none, and looked at for every document
    };
    struct shelf { // of one kind of document
        std::vector<entry> entries;
        std::vector<number> free;
        std::unordered_map<key, std::vector<number>> postings;
        std::vector<number> always;
        key_frequency frequency;
    };
    struct place {
        market::document_kind kind;
        number at;
    };
    struct anchor {
        std::optional<market::owned_profile> numbers; // nothing: it is not on the market
        std::optional<instant> expires_at;
        std::vector<uuid> searches;
    };
    struct asked;

    shelf& shelf_of(market::document_kind kind) { return shelves_[static_cast<std::size_t>(kind)]; }
    shelf const& shelf_of(market::document_kind kind) const {
        return shelves_[static_cast<std::size_t>(kind)];
    }
    void set_anchor(anchor& to, document_pointer const& one) const;
    void post(shelf& on, number at);
    void withdraw(shelf& on, number at);
    void remove_locked(uuid const& id);
    std::optional<hit> examine(entry const& one, asked const& about) const;

    market::code_space const& codes_;
    market::vocabulary_names const& names_;
    mutable std::shared_mutex mutex_;
    std::array<shelf, market::document_kind_count> shelves_;
    std::unordered_map<uuid, place> places_;
    std::unordered_map<uuid, anchor> anchors_;
};

} // namespace talent::alerts
