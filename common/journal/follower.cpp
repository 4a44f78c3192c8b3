#include "common/journal/follower.hpp"

#include <typeinfo>

#include "common/base/log.hpp"
#include "common/journal/journal.hpp"

namespace talent::journal {
namespace {

/// Entries fetched at a time when the follower has to catch up.
constexpr std::int64_t fetch_entries_max = 1'000;

} // namespace

follower::follower(db::database& source, std::vector<projection*> projections)
    : source_(source), projections_(std::move(projections)) {}

follower::~follower() {
    stop();
}

void follower::start(std::int64_t applied_sequence) {
    std::lock_guard const lock(mutex_);
    applied_ = applied_sequence;
}

void follower::start_polling(std::chrono::milliseconds every) {
    poller_ = std::thread([this, every] { poll(every); });
}

void follower::stop() {
    {
        std::lock_guard const lock(mutex_);
        stop_ = true;
    }
    stopping_.notify_all();
    if (poller_.joinable()) poller_.join();
}

std::int64_t follower::applied() const {
    std::lock_guard const lock(mutex_);
    return applied_;
}

void follower::advance(std::vector<entry> const& committed) {
    if (committed.empty()) return;
    std::lock_guard const lock(mutex_);
    if (committed.front().sequence > applied_ + 1) fetch_locked(committed.front().sequence - 1);
    for (auto const& each : committed) {
        if (each.sequence == applied_ + 1) apply_locked(each);
    }
}

void follower::apply_locked(entry const& one) {
    applied_ = one.sequence; // first: what fails to apply must not be applied twice
    for (auto* each : projections_) {
        try {
            each->apply(one);
        } catch (std::exception const& fault) {
            // What is known now may be wrong, so that the process must not be asked any more.
            healthy_ = false;
            log::error(
                "a projection did not apply an entry",
                {{"sequence", one.sequence}, {"type", std::string_view(typeid(fault).name())}});
        }
    }
}

/// Applies what was committed elsewhere up to `up_to`. A database that does not answer is no loss:
/// the next commit or poll begins where this one stopped.
void follower::fetch_locked(std::int64_t up_to) {
    while (applied_ < up_to) {
        auto const found = read_entries(applied_, std::min(fetch_entries_max, up_to - applied_));
        if (found.empty() || found.front().sequence != applied_ + 1) return;
        for (auto const& each : found)
            apply_locked(each);
    }
}

std::vector<entry> follower::read_entries(std::int64_t after, std::int64_t limit) {
    std::vector<entry> found;
    try {
        source_.read_now([&](db::session& sql) { found = read_after(sql, after, limit); });
    } catch (db::error const& fault) {
        log::warning("the journal could not be followed",
                     {{"detail", std::string_view(fault.what())}});
    }
    return found;
}

/// Reads without the lock, so that a slow database holds up no commit; what was applied meanwhile
/// is passed over.
void follower::poll(std::chrono::milliseconds every) {
    std::unique_lock lock(mutex_);
    while (!stopping_.wait_for(lock, every, [&] { return stop_; })) {
        auto const after = applied_;
        lock.unlock();
        auto const found = read_entries(after, fetch_entries_max);
        lock.lock();
        for (auto const& each : found) {
            if (each.sequence == applied_ + 1) apply_locked(each);
        }
    }
}

} // namespace talent::journal
