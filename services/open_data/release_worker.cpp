#include "services/open_data/release_worker.hpp"

#include <algorithm>

#include "common/base/log.hpp"
#include "common/calendar/working_days.hpp"
#include "common/db/failure.hpp"
#include "common/journal/journal.hpp"
#include "common/vocabulary/region_code.hpp"
#include "services/open_data/event_kinds.hpp"
#include "services/open_data/store.hpp"

namespace talent::open_data {
namespace {

using namespace std::chrono_literals;

// The region and every one above it, by the digits of the code.
std::vector<std::string> areas_of(std::string region) {
    std::vector<std::string> areas;
    for (std::optional<std::string> next = std::move(region);
         next && vocabulary::is_region_code(*next); next = vocabulary::parent_of_region(*next))
        areas.push_back(*next);
    return areas;
}

std::string month_of(instant at) {
    return format_date(calendar::day_of(at)).substr(0, std::string_view("2026-11").size());
}

std::string release_id(std::string const& ocid, std::int64_t sequence) {
    return ocid + "-" + std::to_string(sequence);
}

// The dates of a process's releases rise, so that everybody merges them in the order of the
// journal.
instant next_date(store::process_head const& head, instant at) {
    return head.releases == 0 ? at : std::max(at, head.last_date + 1ms);
}

store::process_head head_of(db::session& sql, procurement::tender const& of,
                            std::string const& prefix) {
    if (auto found = store::find_process(sql, of.id)) return *std::move(found);
    return {.tender_id = of.id, .ocid = prefix + "-" + of.number};
}

// As it was registered at the entry; nothing where the journal has none.
std::optional<identity::organisation> organisation_at(db::session& sql, uuid const& id,
                                                      journal::entry const& entry) {
    auto const found = journal::read_newest_of_object(sql, "organisation", id, entry.sequence);
    if (!found || found->after.empty()) return std::nullopt;
    return json::read_stored<identity::organisation>(found->after);
}

// What test organisations rehearse is nobody's notice.
bool is_rehearsal(db::session& sql, process const& of, journal::entry const& entry) {
    auto const buyer = organisation_at(sql, of.tender->buyer_id, entry);
    return buyer && buyer->test;
}

// As the journal had it: a call-off is published under a framework that has been established.
std::optional<related_process> framework_of(db::session& sql, procurement::tender const& of,
                                            journal::entry const& entry) {
    if (!of.framework_id) return std::nullopt;
    auto const found = journal::read_newest_of_object(sql, "framework_agreement", *of.framework_id,
                                                      entry.sequence);
    if (!found || found->after.empty()) return std::nullopt;
    auto const agreement = json::read_stored<procurement::framework_agreement>(found->after);
    auto const head = store::find_process(sql, agreement.tender_id);
    if (!head) return std::nullopt;
    return related_process{head->ocid, agreement.title};
}

void keep(db::session& sql, event_kind const& kind, journal::entry const& entry, process const& of,
          std::string const& prefix) {
    auto head = head_of(sql, *of.tender, prefix);
    release_source const from{
        .entry = entry,
        .of = of,
        .ocid = head.ocid,
        .id = release_id(head.ocid, entry.sequence),
        .previous_id = head.releases == 0 ? "" : release_id(head.ocid, head.last_sequence),
        .date = next_date(head, entry.at),
        .find_organisation = [&](uuid const& id) { return organisation_at(sql, id, entry); },
        .framework = framework_of(sql, *of.tender, entry)};
    store::insert_release(sql, {.sequence = entry.sequence,
                                .id = from.id,
                                .ocid = from.ocid,
                                .date = from.date,
                                .month = month_of(from.date),
                                .notice = std::string(name_of(kind.notice)),
                                .title = of.tender->title,
                                .body = json::write(make_release(kind, from))});
    if (kind.notice != notice_kind::none) {
        for (auto const& area : areas_of(of.tender->region))
            store::insert_notice(sql, area, entry.sequence);
    }
    ++head.releases;
    head.last_sequence = entry.sequence;
    head.last_date = from.date;
    store::write_process(sql, head);
}

// The tender that the entry's object belongs to; nothing where it belongs to none.
std::optional<uuid> tender_of(db::session& sql, journal::entry const& entry) {
    auto const* const kind = find_object_kind(entry.object_type);
    if (kind == nullptr) return std::nullopt;
    if (kind->belongs_to.empty()) return entry.object_id;
    if (auto const known = store::find_tender_of(sql, entry.object_id)) return known;
    auto const parent = id_in_state(entry.after, kind->belongs_to);
    return parent ? store::find_tender_of(sql, *parent) : std::nullopt;
}

void follow(db::session& sql, journal::entry const& entry, std::string const& prefix) {
    auto const tender = tender_of(sql, entry);
    if (!tender) return;
    store::note_object(sql, entry, *tender);
    auto const* const kind = find_event_kind(entry.type);
    if (kind == nullptr) return;
    auto const of = store::load_process(sql, *tender);
    if (is_public(of) && !is_rehearsal(sql, of, entry)) keep(sql, *kind, entry, of, prefix);
}

} // namespace

release_worker::release_worker(db::database& kept, std::string ocid_prefix)
    : database_(kept), ocid_prefix_(std::move(ocid_prefix)) {}

release_worker::~release_worker() {
    stop();
}

void release_worker::load(std::int64_t head) {
    database_.read_now([&](db::session& sql) { position_ = store::read_progress(sql); });
    needed_ = head;
}

void release_worker::apply(journal::entry const& one) {
    bool const matters = find_object_kind(one.object_type) != nullptr;
    {
        std::lock_guard const lock(mutex_);
        // Entries of other markets wait until there are many: their number alone is kept.
        if (!matters && one.sequence - position_ < entries_unsaved_max) return;
        needed_ = std::max(needed_, one.sequence);
    }
    wake_.notify_all();
}

void release_worker::start() {
    thread_ = std::thread([this] { run(); });
}

void release_worker::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool release_worker::stopping() {
    std::lock_guard const lock(mutex_);
    return stopping_;
}

void release_worker::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return has_work(); });
        if (stopping_) return;
        lock.unlock();
        bool failed = true;
        try {
            work_up();
            failed = false;
        } catch (db::error const& fault) {
            log::warning("open data wait for the database",
                         {{"failure", db::name_of(fault.kind())}});
        } catch (std::exception const& fault) {
            log::error("an entry made no release: open data stand still",
                       {{"detail", std::string_view(fault.what())}});
        }
        lock.lock();
        if (failed) wake_.wait_for(lock, retry_pause, [this] { return stopping_; });
    }
}

void release_worker::work_up() {
    while (!stopping() && work_up_some()) {
    }
}

bool release_worker::work_up_some() {
    std::int64_t needed = 0;
    {
        std::lock_guard const lock(mutex_);
        if (needed_ <= position_) return false;
        needed = needed_;
    }
    std::int64_t reached = 0;
    database_.write_now([&](db::session& sql) {
        auto const from = store::lock_progress(sql);
        reached = std::max(from, std::min(needed, from + entries_per_unit_max));
        for (auto const& each : journal::read_of_types(sql, from, reached, object_types()))
            follow(sql, each, ocid_prefix_);
        store::write_progress(sql, reached);
        return db::verdict::keep;
    });
    std::lock_guard const lock(mutex_);
    position_ = reached;
    return needed_ > position_;
}

} // namespace talent::open_data
