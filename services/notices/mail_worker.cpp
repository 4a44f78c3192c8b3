#include "services/notices/mail_worker.hpp"

#include "common/base/log.hpp"
#include "common/base/random.hpp"
#include "common/db/failure.hpp"
#include "services/notices/mail_message.hpp"

namespace talent::notices {
namespace {

std::int64_t any_chance() {
    std::array<std::uint8_t, 2> bytes{};
    fill_random(bytes);
    return (bytes[0] << 8 | bytes[1]) % 1'000;
}

} // namespace

mail_worker::mail_worker(db::database& kept, clock const& time, identity::directory const& known,
                         personal::vault const& vault, mail_server to)
    : database_(kept), time_(time), known_(known), vault_(vault), server_(std::move(to)) {}

mail_worker::~mail_worker() {
    stop();
}

void mail_worker::start() {
    thread_ = std::thread([this] { run(); });
}

void mail_worker::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void mail_worker::run() {
    while (!stopping_) {
        bool sent = false;
        try {
            sent = send_next();
        } catch (db::error const& fault) {
            log::warning("mail waits for the database", {{"failure", db::name_of(fault.kind())}});
        } catch (std::exception const& fault) {
            log::error("a mail could not be sent",
                       {{"type", std::string_view(typeid(fault).name())}});
        }
        if (sent) continue;
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, mail_look_interval, [this] { return stopping_.load(); });
    }
}

bool mail_worker::send_next() {
    auto const what = prepare();
    if (!what) return false;
    if (what->recipient.empty()) {
        conclude(what->one, {.failure = "not_told"});
        return true;
    }
    auto const outcome = hand_in(server_, what->recipient, what->message, &stopping_);
    if (stopping_ && !outcome.taken) {
        database_.write_now([&](db::session& sql) {
            store::release_mail(sql, what->one);
            return db::verdict::keep;
        });
        return false;
    }
    conclude(what->one, outcome);
    return true;
}

std::optional<mail_worker::prepared> mail_worker::prepare() {
    std::optional<mail> claimed;
    database_.write_now([&](db::session& sql) {
        auto const now = time_.now();
        claimed = store::claim_due_mail(sql, now, now + mail_claim_time);
        return db::verdict::keep;
    });
    if (!claimed) return std::nullopt;
    prepared made{.one = *std::move(claimed), .recipient = {}, .message = {}};
    database_.read_now([&](db::session& sql) { compose(sql, made); });
    return made;
}

// The address is unsealed here and kept nowhere. Whoever has been disabled or erased, or whose
// organisation was suspended, is told nothing any more.
void mail_worker::compose(db::session& sql, prepared& what) const {
    auto member = known_.find_member(what.one.member_id);
    auto const of = known_.find_organisation(what.one.organisation_id);
    if (!member || member->status != identity::member_status::active || !of ||
        of->status == identity::organisation_status::suspended)
        return;
    auto const setting = store::find_mail_setting(sql, what.one.member_id);
    if (!setting || setting->kinds.empty()) return;
    vault_.unseal(sql, *member);
    if (!is_mail_address(member->email)) return;
    auto const notices = store::notices_of_mail(sql, what.one);
    what.recipient = member->email;
    what.message = write_message(what.one,
                                 {.to = member->email,
                                  .organisation_name = of->name,
                                  .language = setting->language,
                                  .notices = notices,
                                  .more = what.one.more},
                                 server_);
}

void mail_worker::conclude(mail const& one, handed_in const& outcome) {
    auto const now = time_.now();
    store::mail_outcome kept{.status = outcome.status, .failure = outcome.failure};
    if (outcome.taken) {
        kept.state = delivery_state::delivered;
    } else {
        bool const hopeless =
            outcome.failure == "not_told" ||
            (outcome.failure == "rejected" && is_refused_for_good(outcome.status));
        if (!hopeless)
            kept.next_attempt_at = next_attempt(one.round_attempts + 1, now, any_chance());
        kept.state = kept.next_attempt_at ? delivery_state::pending : delivery_state::dead;
    }
    database_.write_now([&](db::session& sql) {
        store::end_mail_attempt(sql, one, kept, now);
        return db::verdict::keep;
    });
}

} // namespace talent::notices
