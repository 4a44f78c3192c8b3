#include "services/notices/webhook_worker.hpp"

#include "common/base/log.hpp"
#include "common/base/random.hpp"
#include "common/db/failure.hpp"
#include "common/journal/journal.hpp"
#include "common/security/webhook_signature.hpp"
#include "services/notices/fan_out.hpp"
#include "services/notices/service.hpp"

namespace talent::notices {
namespace {

// In nobody's name but the platform's.
security::principal const& platform() {
    static security::principal const one{.audience = security::audience::operator_group,
                                         .region = "000000"};
    return one;
}

constexpr std::int64_t status_gone = 410;

std::int64_t any_chance() {
    std::array<std::uint8_t, 2> bytes{};
    fill_random(bytes);
    return (bytes[0] << 8 | bytes[1]) % 1'000;
}

std::string body_of(journal::entry const& entry, std::string const& shown) {
    json::writer to;
    to.begin_object()
        .member("type", entry.type)
        .member("timestamp", format_instant(entry.at))
        .key("data")
        .raw(shown)
        .end_object();
    return to.take();
}

std::string seconds_of(instant at) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
}

} // namespace

webhook_worker::webhook_worker(db::database& kept, clock const& time,
                               identity::directory const& known, personal::vault const& vault,
                               feed_writer writer, sender_options options)
    : database_(kept),
      time_(time),
      known_(known),
      vault_(vault),
      writer_(std::move(writer)),
      options_(std::move(options)) {
    options_.stopping = &stopping_;
}

webhook_worker::~webhook_worker() {
    stop();
}

void webhook_worker::start(committed_entries tell) {
    tell_ = std::move(tell);
    threads_.emplace_back([this] { search(); });
    for (std::size_t i = 0; i < webhook_senders; ++i)
        threads_.emplace_back([this] { run_sender(); });
}

void webhook_worker::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_searcher_.notify_all();
    wake_senders_.notify_all();
    for (auto& each : threads_)
        each.join();
    threads_.clear();
}

void webhook_worker::look() {
    {
        std::lock_guard const lock(mutex_);
        look_ = true;
    }
    wake_searcher_.notify_all();
}

// -- who is due --

void webhook_worker::search() {
    std::optional<instant> next;
    auto searched = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        auto const now = time_.now();
        bool const due = look_ || (next && *next <= now) ||
                         std::chrono::steady_clock::now() - searched >= search_interval;
        if (!due) {
            wake_searcher_.wait_for(lock, look_interval, [this] { return stopping_ || look_; });
            continue;
        }
        look_ = false;
        lock.unlock();
        std::vector<store::due_webhook> found;
        try {
            database_.read_now([&](db::session& sql) {
                found = store::due_webhooks(sql, now, webhooks_looked_at_max);
                next = store::next_due(sql, now);
            });
        } catch (db::error const& fault) {
            log::warning("webhooks wait for the database",
                         {{"failure", db::name_of(fault.kind())}});
        }
        searched = std::chrono::steady_clock::now();
        lock.lock();
        for (auto const& one : found) {
            auto& running = organisations_[one.organisation_id];
            if (taken_.contains(one.id) || running >= webhook_requests_per_organisation_max)
                continue;
            ++running;
            taken_.insert(one.id);
            jobs_.push_back(one);
        }
        if (!jobs_.empty()) wake_senders_.notify_all();
    }
}

std::optional<store::due_webhook> webhook_worker::take_job() {
    std::unique_lock lock(mutex_);
    wake_senders_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return std::nullopt;
    auto const job = jobs_.front();
    jobs_.pop_front();
    return job;
}

void webhook_worker::run_sender() {
    while (auto const job = take_job()) {
        try {
            for (int i = 0; i < deliveries_in_a_row_max && !stopping_; ++i) {
                if (!deliver_next(job->id)) break;
            }
        } catch (db::error const& fault) {
            log::warning("a webhook waits for the database",
                         {{"failure", db::name_of(fault.kind())}});
        } catch (std::exception const& fault) {
            log::error("a webhook could not be called",
                       {{"webhook", std::string_view(talent::to_string(job->id))},
                        {"type", std::string_view(typeid(fault).name())}});
        }
        {
            std::lock_guard const lock(mutex_);
            taken_.erase(job->id);
            auto const running = organisations_.find(job->organisation_id);
            if (--running->second == 0) organisations_.erase(running);
            look_ = true;
        }
        wake_searcher_.notify_all();
    }
}

// -- one delivery --

bool webhook_worker::deliver_next(uuid const& webhook_id) {
    auto const what = prepare(webhook_id);
    if (!what) return false;
    auto const began = time_.now();
    if (!what->request) {
        conclude(*what, began, {.failure = "not_told"});
        return true;
    }
    auto const answer = send(*what->request, options_);
    if (stopping_ && answer.status == 0) {
        database_.write_now([&](db::session& sql) {
            store::release(sql, what->delivery);
            return db::verdict::keep;
        });
        return false;
    }
    conclude(*what, began, answer);
    return true;
}

std::optional<webhook_worker::prepared> webhook_worker::prepare(uuid const& webhook_id) {
    std::optional<prepared> made;
    database_.write_now([&](db::session& sql) {
        made.reset();
        auto const now = time_.now();
        auto delivery = store::claim_next(sql, webhook_id, now, now + claim_time);
        if (!delivery) return db::verdict::keep;
        made = prepared{.delivery = *std::move(delivery)};
        return db::verdict::keep;
    });
    if (!made) return made;
    database_.read_now([&](db::session& sql) {
        auto const to = store::find_webhook(sql, webhook_id);
        auto const found = journal::read_after(sql, made->delivery.sequence - 1, 1);
        if (!to || !to->enabled || found.empty()) return;
        auto const reader = reader_for(known_, to->organisation_id);
        if (!reader || !may_read(*reader, found.front())) return;
        made->was_failing = to->failing_since.has_value();
        made->request = request_of(sql, *to, made->delivery,
                                   body_of(found.front(), writer_.write(found.front(), *reader)));
    });
    return made;
}

outgoing webhook_worker::request_of(db::session& sql, webhook const& to,
                                    webhook_delivery const& delivery, std::string body) const {
    auto const now = time_.now();
    auto const secrets = open_secrets(sql, vault_, to);
    auto const id = talent::to_string(delivery.id);
    auto const timestamp = seconds_of(now);
    auto signature = security::sign_webhook(secrets.current, id, timestamp, body);
    bool const overlap = to.previous_secret_until && now < *to.previous_secret_until;
    if (overlap && !secrets.previous.empty())
        signature += " " + security::sign_webhook(secrets.previous, id, timestamp, body);
    return {.address = to.address,
            .body = std::move(body),
            .headers = {{"Content-Type", "application/json"},
                        {"webhook-id", id},
                        {"webhook-timestamp", timestamp},
                        {"webhook-signature", signature}}};
}

void webhook_worker::conclude(prepared const& what, instant began, came_back const& answer) {
    auto const& delivery = what.delivery;
    std::vector<journal::entry> entries;
    database_.write_now([&](db::session& sql) {
        auto const now = time_.now();
        journal::unit_of_work unit(sql, now, platform(), "webhooks");
        if (!what.request) {
            store::end_attempt(sql, delivery, {delivery_state::dead, std::nullopt, now});
            return db::verdict::keep;
        }
        store::add_attempt(sql, {.id = make_uuid(now),
                                 .webhook_id = delivery.webhook_id,
                                 .delivery_id = delivery.id,
                                 .number = delivery.attempts + 1,
                                 .at = began,
                                 .address = answer.address,
                                 .status = answer.status,
                                 .failure = answer.failure,
                                 .latency_milliseconds = answer.latency_milliseconds,
                                 .answer = answer.answer});
        if (is_taken(answer.status)) {
            store::end_attempt(sql, delivery, {delivery_state::delivered, std::nullopt, now});
            if (what.was_failing) store::forget_failures(sql, delivery.webhook_id);
            return db::verdict::keep;
        }
        auto const again = next_attempt(delivery.round_attempts + 1, now, any_chance());
        store::end_attempt(sql, delivery,
                           {again ? delivery_state::pending : delivery_state::dead, again, now});
        auto const row = store::note_failure(sql, delivery.webhook_id, now);
        if (answer.status == status_gone) {
            disable(unit, delivery.webhook_id, "gone");
        } else if (must_be_disabled(row.since, row.attempts, now)) {
            disable(unit, delivery.webhook_id, "failing");
        }
        entries.clear();
        if (!unit.drafts().empty()) entries = journal::record(unit);
        return db::verdict::keep;
    });
    if (!entries.empty()) tell_(entries);
}

void webhook_worker::disable(journal::unit_of_work& unit, uuid const& webhook_id,
                             std::string_view reason) {
    auto const found = store::find_webhook(unit.sql(), webhook_id);
    if (!found || !found->enabled) return;
    auto changed = *found;
    changed.enabled = false;
    changed.disabled_reason = reason;
    auto told = webhook_change(changed, "disabled");
    told.reason = reason;
    // Where somebody edits it at the same time, the next failure looks again.
    if (!journal::save(unit, *found, changed, told).has_value()) return;
    store::give_up_deliveries(unit.sql(), webhook_id, unit.now());
}

} // namespace talent::notices
