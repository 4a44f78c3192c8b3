#include "common/db/checkpointer.hpp"

#include "common/base/log.hpp"
#include "common/db/failure.hpp"

namespace talent::db {

checkpointer::checkpointer(std::string const& path, std::function<void()> failed)
    : session_(path, sqlite_session::access::read_write), failed_(std::move(failed)) {
    thread_ = std::thread([this] { run(); });
}

checkpointer::~checkpointer() {
    stop();
}

void checkpointer::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void checkpointer::notice(std::int64_t log_pages) {
    if (log_pages < copied_pages_) copied_pages_ = 0; // the log has begun anew
    if (log_pages - copied_pages_ < checkpoint_pages) return;
    {
        std::lock_guard const lock(mutex_);
        if (due_) return;
        due_ = true;
    }
    wake_.notify_one();
}

void checkpointer::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return due_ || stopped_; });
        if (stopped_) return;
        lock.unlock();
        copy(session_);
        lock.lock();
        due_ = false; // after the work, so that a commit meanwhile does not ask for another at once
    }
}

// A page that could not be copied is in the log still, where the next start finds it. What the
// file holds after a failed flush cannot be trusted, so that the log must not begin anew.
void checkpointer::copy(sqlite_session& by) {
    try {
        if (auto const pages = by.copy_log()) copied_pages_ = *pages;
    } catch (error const& fault) {
        log::error("the write-ahead log was not copied into the database",
                   {{"failure", name_of(fault.kind())}, {"detail", fault.what()}});
        if (fault.kind() == failure::storage_fault) failed_();
    }
}

} // namespace talent::db
