#include "services/ratings/opening_worker.hpp"

#include "common/base/log.hpp"
#include "common/db/failure.hpp"
#include "common/journal/journal.hpp"
#include "services/ratings/store.hpp"

namespace talent::ratings {
namespace {

// In nobody's name but the platform's: so each side is told, the last that wrote too.
security::principal const& platform() {
    static security::principal const one{.audience = security::audience::operator_group,
                                         .region = "000000"};
    return one;
}

} // namespace

opening_worker::opening_worker(db::database& kept, clock const& time, ratings_service const& rules)
    : database_(kept), time_(time), rules_(rules) {}

opening_worker::~opening_worker() {
    stop();
}

void opening_worker::start(committed_entries tell) {
    tell_ = std::move(tell);
    thread_ = std::thread([this] { run(); });
}

void opening_worker::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void opening_worker::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            look();
        } catch (db::error const& fault) {
            log::warning("openings of ratings wait for the database",
                         {{"failure", db::name_of(fault.kind())}});
        }
        lock.lock();
        wake_.wait_for(lock, opening_look_interval, [this] { return stopping_; });
    }
}

// What is more than a page's worth is told at the next look.
void opening_worker::look() {
    std::vector<uuid> due;
    database_.read_now([&](db::session& sql) {
        due = store::opened_untold(sql, time_.now(), packages_opened_at_once_max);
    });
    for (auto const& package_id : due) {
        std::vector<journal::entry> entries;
        database_.write_now([&](db::session& sql) {
            journal::unit_of_work unit(sql, time_.now(), platform(), "ratings");
            rules_.announce(unit, package_id);
            entries.clear();
            if (!unit.drafts().empty()) entries = journal::record(unit);
            return db::verdict::keep;
        });
        if (!entries.empty()) tell_(entries);
    }
}

} // namespace talent::ratings
