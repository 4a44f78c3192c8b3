#include "common/db/session_keeper.hpp"

#include <algorithm>

#include "common/base/log.hpp"

namespace talent::db {

mariadb_session& session_keeper::get(std::chrono::steady_clock::time_point deadline) {
    auto& own = connected();
    held_.reset();
    if (deadline != std::chrono::steady_clock::time_point::max()) {
        held_.emplace(watch_, own.socket(), deadline);
    }
    return own;
}

mariadb_session& session_keeper::connected() {
    if (session_) return *session_;
    auto const now = std::chrono::steady_clock::now();
    if (now < next_attempt_) throw error(failure::connection, "waiting before the next connection");
    try {
        session_ = std::make_unique<mariadb_session>(where_, what_for_);
        wait_ = reconnect_wait_min;
    } catch (error const& fault) {
        log::warning("the database cannot be reached", {{"detail", fault.what()}});
        next_attempt_ = std::chrono::steady_clock::now() + wait_;
        wait_ = std::min(wait_ * 2, reconnect_wait_max);
        throw;
    }
    return *session_;
}

void session_keeper::clean(std::optional<error> const& after) noexcept {
    if (!session_) return;
    bool const broken = after && after->kind() == failure::connection;
    bool const usable = !broken && session_->rollback();
    held_.reset();
    if (usable) return;
    session_.reset();
    log::warning("a database connection was lost");
}

} // namespace talent::db
