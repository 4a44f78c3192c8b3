#include "services/market/index/bulk_load.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace talent::market {
namespace {

constexpr std::size_t threads_max = 16;
constexpr std::size_t batches_a_thread = 3; // one in work, one that waits, one to be put in

} // namespace

std::size_t bulk_load_threads() {
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, threads_max);
}

bulk_load::bulk_load(market_index& into, std::size_t threads, std::size_t batch)
    : index_(into), batch_(batch), under_way_max_(batches_a_thread * threads) {
    if (threads == 0 || batch == 0) throw std::invalid_argument("a filling without hands");
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { work(); });
}

bulk_load::~bulk_load() {
    {
        std::lock_guard const lock(mutex_);
        tasks_.clear();
    }
    stop();
}

template <class T>
void bulk_load::gather(T one, document_kind kind) {
    auto& rows = std::get<std::vector<T>>(rows_);
    rows.push_back(std::move(one));
    if (rows.size() == batch_) hand_over(rows, kind);
}

template void bulk_load::gather(listings::demand, document_kind);
template void bulk_load::gather(listings::supply, document_kind);
template void bulk_load::gather(offerings::offering, document_kind);
template void bulk_load::gather(procurement::tender, document_kind);

template <class T>
void bulk_load::hand_over(std::vector<T>& rows, document_kind kind) {
    if (rows.empty()) return;
    auto convert = [this, all = std::exchange(rows, {})] {
        std::vector<document> made;
        made.reserve(all.size());
        for (auto const& one : all) {
            if (auto converted = index_.convert(one)) made.push_back(std::move(*converted));
        }
        return made;
    };
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || under_way_ < under_way_max_; });
    if (failure_) std::rethrow_exception(failure_);
    ++under_way_;
    tasks_.push_back({kind, lane_of(kind).handed_over++, std::move(convert)});
    lock.unlock();
    changed_.notify_all();
}

void bulk_load::finish() {
    hand_over(std::get<0>(rows_), document_kind::demand);
    hand_over(std::get<1>(rows_), document_kind::supply);
    hand_over(std::get<2>(rows_), document_kind::offering);
    hand_over(std::get<3>(rows_), document_kind::tender);
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return failure_ || under_way_ == 0; });
    }
    stop();
    if (failure_) std::rethrow_exception(failure_);
}

void bulk_load::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    for (auto& each : threads_)
        each.join();
    threads_.clear();
}

void bulk_load::work() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stopped_ || failure_ || !tasks_.empty(); });
        if (failure_ || tasks_.empty()) return;
        auto const next = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        try {
            put_in(next.kind, next.number, index_.prepare_all(next.kind, next.convert()));
        } catch (...) {
            lock.lock();
            if (!failure_) failure_ = std::current_exception();
            lock.unlock();
            changed_.notify_all();
            return;
        }
    }
}

// Whoever finds nobody at it puts in what is next, and what became next meanwhile; the others go on
// preparing.
void bulk_load::put_in(document_kind kind, std::size_t number, prepared_batch batch) {
    std::unique_lock lock(mutex_);
    auto& own = lane_of(kind);
    own.prepared.emplace(number, std::move(batch));
    if (own.is_putting) return;
    own.is_putting = true;
    while (!own.prepared.empty() && own.prepared.begin()->first == own.put_in) {
        auto next = own.prepared.extract(own.prepared.begin());
        lock.unlock();
        index_.put_all(kind, std::move(next.mapped()));
        lock.lock();
        ++own.put_in;
        --under_way_;
        changed_.notify_all();
    }
    own.is_putting = false;
}

} // namespace talent::market
