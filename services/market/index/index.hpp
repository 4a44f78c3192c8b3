// The market index: a read model in memory of everything that is published. Filled at start by
// load(), then kept current by journal entries; it can be thrown away and rebuilt at any time.
//
// Owned by talentd's main; the catalogue must outlive it. load() before anything else, one thread a
// kind, or bulk_load.hpp, which fills it on several; apply() one thread at a time (the follower's);
// everything const from any thread at any time, see partition.hpp for how readers and the writer
// meet. find() takes no lock that a search holds, so an I/O thread may call it.
#pragma once

#include <array>
#include <memory>
#include <shared_mutex>

#include "common/journal/follower.hpp"
#include "common/vocabulary/catalogue.hpp"
#include "services/market/index/code_space.hpp"
#include "services/market/index/document.hpp"
#include "services/market/index/id_table.hpp"
#include "services/market/index/unpacked_documents.hpp"
#include "services/market/index/vocabulary_names.hpp"
#include "services/market/index/withheld.hpp"

namespace talent::market {

class partition;
struct prepared_batch;

class market_index final : public journal::projection {
  public:
    explicit market_index(vocabulary::catalogue const& codes);
    ~market_index() override;

    /// As the database has it; what has no place in the market is left out (document.hpp).
    void load(listings::demand const& one);
    void load(listings::supply const& one);
    void load(offerings::offering const& one);
    void load(procurement::tender const& one);
    /// Adds a document, or replaces the one of its kind and id.
    void load(document one);

    /// For bulk_load.hpp: what load() does, of many documents and in its steps. The first two from
    /// any thread; put_all() one thread a kind, and none of the documents may be there already.
    template <class T>
    std::optional<document> convert(T const& one) const;
    prepared_batch prepare_all(document_kind kind, std::vector<document> all);
    void put_all(document_kind kind, prepared_batch batch);

    /// Tells that time has come this far: once after loading; afterwards entries tell it. Answers
    /// do not depend on it, but they are slower the more documents have ended since.
    void advance(instant now);

    /// Takes a suspended organisation's documents out of the market, also those that come later;
    /// release() puts them back.
    void withhold(uuid const& organisation);
    void release(uuid const& organisation);

    /// Takes an entry of a listing, an offering or a tender: what has a place in the market is
    /// added or replaced, all else removed. The next query sees it. Throws where the entry's
    /// content is damaged.
    void apply(journal::entry const& one) override;

    /// The document, expired or not; null where none is published.
    std::shared_ptr<document const> find(document_kind kind, uuid const& id) const;
    /// What a partition holds, whole; who was asked for last is kept so.
    std::shared_ptr<document const> whole(packed_pointer const& packed) const {
        return unpacked_->of(packed);
    }
    /// Whether one is published: find() without the document.
    bool holds(document_kind kind, uuid const& id) const;
    /// Documents held, expired ones included.
    std::size_t size(document_kind kind) const;

    /// For search and matching.
    partition const& part(document_kind kind) const {
        return *partitions_[static_cast<std::size_t>(kind)];
    }
    code_space const& codes() const { return codes_; }
    vocabulary::catalogue const& catalogue() const { return catalogue_; }
    vocabulary_names const& names() const { return names_; }

  private:
    // Spread over several locks, each held for a look-up only.
    static constexpr std::size_t shelf_count = 16;
    struct shelf {
        mutable std::shared_mutex mutex;
        id_table<packed_pointer> documents;
    };
    using shelves = std::array<shelf, shelf_count>;

    void follow_organisation(journal::entry const& one);
    void take_out(document_kind kind, uuid const& id);
    std::optional<document> convert(document_kind kind, journal::entry const& one) const;
    void remove(document_kind kind, uuid const& id);
    packed_pointer find_packed(document_kind kind, uuid const& id) const;
    shelf& shelf_of(document_kind kind, uuid const& id) const;

    vocabulary::catalogue const& catalogue_;
    code_space codes_;
    vocabulary_names names_;
    listing_converter converter_;
    withheld withheld_;
    std::array<std::unique_ptr<partition>, document_kind_count> partitions_;
    std::unique_ptr<std::array<shelves, document_kind_count>> shelves_;
    std::unique_ptr<unpacked_documents> unpacked_;
};

} // namespace talent::market
