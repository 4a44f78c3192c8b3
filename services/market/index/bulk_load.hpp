// Fills an empty market index on several threads, as at the start of the server: the threads that
// read the rows hand them over, others convert, analyse and pack them in batches, and each batch is
// put in at once, those of a kind in the order in which they came. So the index is the one that
// load() makes of the same rows one by one, slot by slot.
//
// add(): one thread a kind at a time; finish() once, when nothing more comes. Nobody else writes to
// the index meanwhile. Where a batch fails, the next add() or finish() throws what it threw, and
// the index is of no use.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>
#include <vector>

#include "services/market/index/index.hpp"
#include "services/market/index/partition.hpp"

namespace talent::market {

/// As many threads as the machine has processors, within reason.
std::size_t bulk_load_threads();

class bulk_load {
  public:
    /// Documents that are put in at once: many share their terms, and a batch takes some megabytes.
    static constexpr std::size_t batch_size = 1'024;

    bulk_load(market_index& into, std::size_t threads, std::size_t batch = batch_size);
    /// Drops what was not put in.
    ~bulk_load();
    bulk_load(bulk_load const&) = delete;
    bulk_load& operator=(bulk_load const&) = delete;

    /// What has no place in the market is left out. Waits where the threads are behind.
    void add(listings::demand one) { gather(std::move(one), document_kind::demand); }
    void add(listings::supply one) { gather(std::move(one), document_kind::supply); }
    void add(offerings::offering one) { gather(std::move(one), document_kind::offering); }
    void add(procurement::tender one) { gather(std::move(one), document_kind::tender); }

    /// Returns when all is in the index.
    void finish();

  private:
    struct task {
        document_kind kind;
        std::size_t number; // among the batches of its kind
        std::function<std::vector<document>()> convert;
    };
    struct lane { // of a kind
        std::size_t handed_over = 0;
        std::size_t put_in = 0;
        bool is_putting = false;
        std::map<std::size_t, prepared_batch> prepared; // those that wait for one before them
    };

    template <class T>
    void gather(T one, document_kind kind);
    template <class T>
    void hand_over(std::vector<T>& rows, document_kind kind);
    lane& lane_of(document_kind kind) { return lanes_[static_cast<std::size_t>(kind)]; }
    void work();
    void put_in(document_kind kind, std::size_t number, prepared_batch batch);
    void stop();

    market_index& index_;
    std::size_t const batch_;
    std::size_t const under_way_max_;
    std::tuple<std::vector<listings::demand>, std::vector<listings::supply>,
               std::vector<offerings::offering>, std::vector<procurement::tender>>
        rows_; // each of the thread that adds its kind

    std::mutex mutex_; // of all that follows
    std::condition_variable changed_;
    std::deque<task> tasks_;
    std::array<lane, document_kind_count> lanes_;
    std::size_t under_way_ = 0; // batches handed over and not yet put in
    bool stopped_ = false;
    std::exception_ptr failure_;
    std::vector<std::thread> threads_;
};

} // namespace talent::market
