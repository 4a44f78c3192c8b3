// Who can be bought from, and what is tendered: a read model in memory of every agency with its
// qualifications, published offerings, reviews and deliveries, and of every tender that was
// published. What matching of services and tenders judges; thousands of each, so all of them are
// judged.
//
// Owned by talentd's main. load() before anything else; apply() by one thread at a time (the
// follower's). Readers take snapshots: what they hold never changes, and neither side waits for the
// other longer than a copy of pointers takes.
#pragma once

#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "common/journal/follower.hpp"
#include "services/exclusions/model.hpp"
#include "services/identity/model.hpp"
#include "services/market/suppliers/text_words.hpp"
#include "services/offerings/model.hpp"
#include "services/procurement/tender.hpp"

namespace talent::market {

/// A published offering, with the words of its title, description and terms.
struct offered_service {
    offerings::offering one;
    std::vector<word_key> words;
};

/// A buyer's review of the agency, and when the agency wrote its own of the same order.
struct supplier_review {
    uuid order_id;
    std::optional<std::int64_t> rating;
    instant written_at;
    std::optional<instant> answered_at;
};

struct supplier {
    identity::organisation_profile profile;
    std::vector<identity::qualification> qualifications;          // by id
    std::vector<std::shared_ptr<offered_service const>> services; // by id
    std::vector<supplier_review> reviews;                         // by order
    std::vector<uuid> delivered; // orders whose delivery the buyer accepted; by id
    std::vector<exclusions::exclusion> exclusions; // by id

    bool is_agency() const { return profile.kind == identity::organisation_kind::agency; }
    bool is_verified() const {
        return is_agency() && profile.status == identity::organisation_status::verified;
    }
    /// Barred from the procurement of that region at that instant.
    bool is_excluded(std::string_view region, instant now) const;
    /// Of the reviews that are open at that instant (offerings::is_published).
    offerings::rating_summary ratings(instant now) const;
};

/// A tender that was published, with the words of its title, lots and items.
struct tendered_work {
    procurement::tender one;
    need_words words;
    std::vector<offerings::service_category> categories = {}; // that it tells of (tender_fit.hpp)

    /// Published, and its deadline ahead: an agency can still bid.
    bool takes_bids(instant now) const;
};

using supplier_pointer = std::shared_ptr<supplier const>;
using service_pointer = std::shared_ptr<offered_service const>;
using tender_pointer = std::shared_ptr<tendered_work const>;

class supplier_book final : public journal::projection {
  public:
    /// As the database has it; what has no place here is left out.
    void load(identity::organisation const& one);
    void load(identity::qualification const& one);
    void load(offerings::offering const& one);
    void load(offerings::order const& one);
    void load(offerings::review const& one);
    void load(exclusions::exclusion const& one);
    void load(procurement::tender const& one);

    /// Takes an entry of any of these. Applying one twice changes nothing.
    void apply(journal::entry const& one) override;

    /// Whether agencies or not: `is_verified()` tells.
    std::vector<supplier_pointer> suppliers() const;
    std::vector<tender_pointer> tenders() const;
    /// Null where there is none.
    supplier_pointer find_supplier(uuid const& organisation) const;
    tender_pointer find_tender(uuid const& id) const;

  private:
    supplier& held(uuid const& organisation);
    template <class T>
    void apply_to_supplier(uuid const& organisation, T const& one);
    void keep(procurement::tender const& one);

    mutable std::shared_mutex mutex_;
    std::unordered_map<uuid, std::shared_ptr<supplier>> suppliers_;
    std::unordered_map<uuid, tender_pointer> tenders_;
};

} // namespace talent::market
