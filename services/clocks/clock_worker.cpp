#include "services/clocks/clock_worker.hpp"

#include <algorithm>

#include "common/base/log.hpp"
#include "common/db/failure.hpp"
#include "common/journal/change.hpp"
#include "common/journal/journal.hpp"
#include "services/clocks/store.hpp"

namespace talent::clocks {
namespace {

// In nobody's name but the platform's.
security::principal const& platform() {
    static security::principal const one{.audience = security::audience::operator_group,
                                         .region = "000000"};
    return one;
}

journal::change clock_change(running_clock const& one, std::string_view happened) {
    return {.table = store::clocks_table,
            .object_type = "clock",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {one.organisation_id}};
}

bool has_changed(running_clock const& before, running_clock const& after) {
    return before.due != after.due || before.calendar_version != after.calendar_version ||
           before.provisional != after.provisional || before.title != after.title;
}

// What was told stays told; what is due at another time is told anew.
running_clock carried_over(running_clock const& before, running_clock fresh) {
    fresh.id = before.id;
    fresh.nearing_told = before.nearing_told && before.due == fresh.due;
    fresh.due_told = before.due_told && before.due == fresh.due;
    return fresh;
}

} // namespace

clock_worker::clock_worker(db::database& kept, clock const& time, std::vector<clock_source> sources,
                           std::string calendar_version)
    : database_(kept),
      time_(time),
      sources_(std::move(sources)),
      calendar_version_(std::move(calendar_version)) {}

clock_worker::~clock_worker() {
    stop();
}

void clock_worker::load(std::int64_t head) {
    database_.read_now([&](db::session& sql) { saved_ = store::read_progress(sql); });
    position_ = saved_;
    told_ = head;
}

void clock_worker::apply(journal::entry const& one) {
    {
        std::lock_guard const lock(mutex_);
        told_ = std::max(told_, one.sequence);
    }
    wake_.notify_all();
}

void clock_worker::start(committed_entries tell) {
    tell_ = std::move(tell);
    thread_ = std::thread([this] { run(); });
}

void clock_worker::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool clock_worker::is_stopping() {
    std::lock_guard const lock(mutex_);
    return stopping_;
}

std::int64_t clock_worker::told() {
    std::lock_guard const lock(mutex_);
    return told_;
}

void clock_worker::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        bool const due = next_ && *next_ <= time_.now();
        if (!due && reckoned_again_ && position_ >= told_) {
            wake_.wait_for(lock, clock_look_interval);
            continue;
        }
        lock.unlock();
        bool failed = false;
        try {
            work();
        } catch (db::error const& fault) {
            failed = true;
            log::warning("clocks wait for the database", {{"failure", db::name_of(fault.kind())}});
        }
        lock.lock();
        if (failed) wake_.wait_for(lock, clock_retry_pause, [this] { return stopping_; });
    }
}

void clock_worker::work() {
    follow();
    if (!reckoned_again_) {
        reckon_again();
        reckoned_again_ = true;
    }
    tell_due();
}

clock_source const* clock_worker::source_of(std::string_view object_type) const {
    auto const found = std::ranges::find(sources_, object_type, &clock_source::object_type);
    return found == sources_.end() ? nullptr : &*found;
}

std::vector<journal::entry> clock_worker::in_unit(
    std::function<void(journal::unit_of_work&)> const& change) {
    std::vector<journal::entry> entries;
    database_.write_now([&](db::session& sql) {
        journal::unit_of_work unit(sql, time_.now(), platform(), "clocks");
        change(unit);
        entries.clear();
        if (!unit.drafts().empty()) entries = journal::record(unit);
        return db::verdict::keep;
    });
    if (!entries.empty()) tell_(entries);
    return entries;
}

void clock_worker::follow() {
    for (auto up_to = told(); position_ < up_to && !is_stopping(); up_to = told()) {
        std::vector<journal::entry> page;
        database_.read_now([&](db::session& sql) {
            page = journal::read_after(sql, position_,
                                       std::min(clock_page_entries, up_to - position_));
        });
        if (page.empty()) return;
        for (auto const& each : page) {
            if (is_concerned(each)) {
                renew(each);
            } else if (each.sequence - saved_ >= clock_entries_unsaved_max) {
                in_unit([&](journal::unit_of_work& unit) {
                    if (store::lock_progress(unit.sql()) < each.sequence)
                        store::write_progress(unit.sql(), each.sequence);
                });
                saved_ = each.sequence;
            }
            position_ = each.sequence;
        }
    }
}

bool clock_worker::is_concerned(journal::entry const& by) const {
    return std::ranges::any_of(sources_, [&](clock_source const& source) {
        return source.object_type == by.object_type ||
               std::ranges::find(source.triggers, by.object_type, &clock_trigger::object_type) !=
                   source.triggers.end();
    });
}

void clock_worker::renew(journal::entry const& by) {
    in_unit([&](journal::unit_of_work& unit) {
        auto const done = store::lock_progress(unit.sql()); // one process at a time
        for (auto const& source : sources_) {
            if (source.object_type == by.object_type) replace(unit, source, by.object_id);
            for (auto const& trigger : source.triggers) {
                if (trigger.object_type != by.object_type) continue;
                for (auto const& id : trigger.objects(unit.sql(), by.object_id))
                    replace(unit, source, id);
            }
        }
        if (done < by.sequence) store::write_progress(unit.sql(), by.sequence);
    });
    saved_ = by.sequence;
    next_ = time_.now(); // it may be due already
}

// A clock that stays keeps its id; one whose calendar changed it says so in the journal. A time to
// wait, or a right, that has ended runs no more, once its parties were told.
void clock_worker::replace(journal::unit_of_work& unit, clock_source const& source,
                           uuid const& object_id) {
    auto& sql = unit.sql();
    auto gone = store::clocks_of_object(sql, source.object_type, object_id);
    auto const found = source.read(sql, object_id, unit.now());
    auto const fresh = rows_of(source.object_type, object_id, found.value_or(object_clocks{}),
                               [&] { return make_uuid(unit.now()); });
    for (auto const& one : fresh) {
        auto const before =
            std::ranges::find_if(gone, [&](auto const& each) { return is_same(each, one); });
        bool const has_ended = is_waiting(one.rule) && one.due <= unit.now();
        if (before == gone.end()) {
            if (!has_ended) store::insert_clock(sql, one);
            continue;
        }
        if (has_ended && before->due_told && before->due == one.due) continue;
        if (has_changed(*before, one)) {
            auto after = carried_over(*before, one);
            bool const recomputed = before->calendar_version != after.calendar_version;
            after.version = before->version + 1;
            if (recomputed) {
                // The row is this unit's own: nobody else writes it while the progress is locked.
                static_cast<void>(
                    journal::save(unit, *before, after, clock_change(after, "recomputed")));
            } else {
                store::update_clock(sql, after, before->version);
            }
        }
        gone.erase(before);
    }
    for (auto const& one : gone)
        store::delete_clock(sql, one.id);
}

void clock_worker::tell_due() {
    std::vector<std::pair<std::string, uuid>> passed;
    auto now = time_.now();
    for (; !is_stopping(); now = time_.now()) {
        std::size_t told = 0;
        in_unit([&](journal::unit_of_work& unit) {
            store::lock_progress(unit.sql());
            auto const found = store::clocks_to_tell(unit.sql(), now, clocks_told_at_once_max);
            told = found.size();
            for (auto const& before : found) {
                auto after = before;
                std::string_view happened = "nearing";
                if (before.due <= now) {
                    happened = is_waiting(before.rule) ? "ended" : "overdue";
                    after.due_told = true;
                    passed.emplace_back(before.object_type, before.object_id);
                }
                after.nearing_told = true;
                static_cast<void>(
                    journal::save(unit, before, after, clock_change(after, happened)));
            }
        });
        if (told == 0) break;
    }
    // A term that is over may be no clock of its object any more, or begin another; all of its
    // parties are told by now.
    for (auto const& [object_type, object_id] : passed) {
        if (auto const* const source = source_of(object_type)) {
            in_unit([&](journal::unit_of_work& unit) {
                store::lock_progress(unit.sql());
                replace(unit, *source, object_id);
            });
        }
    }
    // After the instant up to which all were told: what came due since is not passed over.
    database_.read_now([&](db::session& sql) { next_ = store::next_to_tell(sql, now); });
}

void clock_worker::reckon_again() {
    std::string after;
    while (!is_stopping()) {
        std::vector<running_clock> found;
        database_.read_now([&](db::session& sql) {
            found = store::outdated_clocks(sql, calendar_version_, after, clock_page_entries);
        });
        if (found.empty()) return;
        for (auto const& one : found) {
            after = to_string(one.id);
            auto const* const source = source_of(one.object_type);
            if (source == nullptr) continue;
            in_unit([&](journal::unit_of_work& unit) {
                store::lock_progress(unit.sql());
                replace(unit, *source, one.object_id);
            });
        }
    }
}

} // namespace talent::clocks
