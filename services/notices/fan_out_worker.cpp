#include "services/notices/fan_out_worker.hpp"

#include <algorithm>

#include "common/base/log.hpp"
#include "common/db/failure.hpp"
#include "common/db/record.hpp"
#include "common/journal/journal.hpp"
#include "services/notices/fan_out.hpp"
#include "services/notices/mail_store.hpp"
#include "services/notices/service.hpp"
#include "services/notices/store.hpp"

namespace talent::notices {

fan_out_worker::fan_out_worker(db::database& kept, clock const& time,
                               identity::directory const& known, mails by_mail)
    : database_(kept),
      time_(time),
      known_(known),
      by_mail_(by_mail),
      webhooks_(std::make_shared<webhook_list const>()) {}

fan_out_worker::~fan_out_worker() {
    stop();
}

void fan_out_worker::load(std::int64_t head) {
    auto found = std::make_shared<webhook_list>();
    db::stream<webhook>(database_, store::webhooks_table, "WHERE enabled = 1",
                        [&](webhook one) { found->emplace(one.id, std::move(one)); });
    database_.read_now([&](db::session& sql) { saved_ = store::read_progress(sql); });
    position_ = saved_;
    webhooks_ = std::move(found);
    told_ = head;
}

// Webhooks are few and change rarely: the list is copied.
void fan_out_worker::apply(journal::entry const& one) {
    {
        std::lock_guard const lock(mutex_);
        if (one.object_type == "webhook") {
            auto changed = std::make_shared<webhook_list>(*webhooks_);
            changed->erase(one.object_id);
            if (!one.after.empty()) {
                auto now = json::read_stored<webhook>(one.after);
                if (now.enabled) changed->emplace(now.id, std::move(now));
            }
            webhooks_ = std::move(changed);
        }
        told_ = std::max(told_, one.sequence);
    }
    wake_.notify_all();
}

void fan_out_worker::start(std::function<void()> made) {
    made_ = std::move(made);
    thread_ = std::thread([this] { run(); });
}

void fan_out_worker::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (!thread_.joinable()) return;
    thread_.join();
    try {
        save_position();
    } catch (db::error const& fault) {
        log::warning("how far notices came is not kept", {{"failure", db::name_of(fault.kind())}});
    }
}

void fan_out_worker::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || position_ < told_; });
        if (stopping_) return;
        lock.unlock();
        bool failed = false;
        try {
            work_up();
        } catch (db::error const& fault) {
            failed = true;
            log::warning("notices wait for the database", {{"failure", db::name_of(fault.kind())}});
        }
        lock.lock();
        if (failed) wake_.wait_for(lock, fan_out_retry_pause, [this] { return stopping_; });
    }
}

bool fan_out_worker::is_stopping() {
    std::lock_guard const lock(mutex_);
    return stopping_;
}

std::int64_t fan_out_worker::told() {
    std::lock_guard const lock(mutex_);
    return told_;
}

std::shared_ptr<fan_out_worker::webhook_list const> fan_out_worker::webhooks() {
    std::lock_guard const lock(mutex_);
    return webhooks_;
}

// Up to what was told and no further: so every webhook that an entry may concern is known.
void fan_out_worker::work_up() {
    for (auto up_to = told(); position_ < up_to && !is_stopping(); up_to = told()) {
        std::vector<journal::entry> page;
        database_.read_now([&](db::session& sql) {
            page = journal::read_after(sql, position_,
                                       std::min(fan_out_page_entries, up_to - position_));
        });
        if (page.empty()) return; // told, and not read yet: on another node of a cluster
        auto const made = gather(page);
        if (!made.deliveries.empty() || !made.notices.empty()) {
            keep(made);
            position_ = saved_ = made.last;
            made_();
        } else {
            position_ = made.last;
            if (position_ - saved_ >= fan_out_unsaved_max) save_position();
        }
    }
}

fan_out_worker::batch fan_out_worker::gather(std::vector<journal::entry> const& entries) {
    auto const known = webhooks();
    std::map<uuid, std::optional<security::principal>> readers;
    for (auto const& [id, one] : *known) {
        if (!readers.contains(one.organisation_id))
            readers.emplace(one.organisation_id, reader_for(known_, one.organisation_id));
    }
    batch made;
    auto const now = time_.now();
    for (auto const& entry : entries) {
        made.last = entry.sequence;
        for (auto const& [id, one] : *known) {
            auto const& reader = readers.at(one.organisation_id);
            if (reader && entry.sequence > one.since_sequence &&
                is_delivered_to(one, entry, *reader)) {
                made.deliveries.push_back(delivery_of(one, entry, now));
            }
        }
        std::ranges::move(notices_of(entry, known_, now), std::back_inserter(made.notices));
    }
    return made;
}

void fan_out_worker::keep(batch const& made) {
    database_.write_now([&](db::session& sql) {
        auto const done = store::lock_progress(sql); // one process at a time
        for (auto const& one : made.deliveries) {
            if (one.sequence > done) store::add_delivery(sql, one);
        }
        for (auto const& one : made.notices) {
            if (one.sequence <= done || !store::add_notice(sql, one)) continue;
            if (by_mail_ == mails::yes) store::mail_notice(sql, one, time_.now());
        }
        if (made.last > done) store::write_progress(sql, made.last);
        return db::verdict::keep;
    });
}

void fan_out_worker::save_position() {
    if (position_ <= saved_) return;
    database_.write_now([&](db::session& sql) {
        if (store::lock_progress(sql) < position_) store::write_progress(sql, position_);
        return db::verdict::keep;
    });
    saved_ = position_;
}

} // namespace talent::notices
