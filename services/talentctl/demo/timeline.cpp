#include "services/talentctl/demo/timeline.hpp"

#include "services/talentctl/demo/progress_bar.hpp"

namespace talent::demo {
namespace {

/// In one transaction: enough that the disk's rate of commits does not matter.
constexpr std::size_t steps_per_transaction = 500;

} // namespace

void timeline::add(instant when, step what) {
    if (when > end_) return;
    waiting_.push({when, added_++, std::move(what)});
}

void timeline::play(db::database& target, identity::directory& known, progress_bar& progress) {
    std::size_t played = 0;
    while (!waiting_.empty()) {
        bool begun = false;
        auto const added_before = added_;
        auto const waiting_before = waiting_.size();
        target.write_now([&](db::session& sql) {
            // The steps of a batch are used up by the first try; nobody else writes, so there is no
            // deadlock that would ask for a second one.
            if (std::exchange(begun, true))
                throw db::error(db::failure::other, "another program writes to the database");
            performer stage(sql, known);
            play_batch(stage);
            return db::verdict::keep;
        });
        played += waiting_before + (added_ - added_before) - waiting_.size();
        progress.show(played, played + waiting_.size());
    }
}

void timeline::play_batch(performer& stage) {
    for (std::size_t i = 0; i < steps_per_transaction && !waiting_.empty(); ++i) {
        auto const current = waiting_.top();
        waiting_.pop();
        stage.set_now(current.when);
        current.what(stage);
    }
}

} // namespace talent::demo
