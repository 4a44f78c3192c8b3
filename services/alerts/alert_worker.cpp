#include "services/alerts/alert_worker.hpp"

#include <algorithm>

#include "common/base/log.hpp"
#include "common/db/failure.hpp"
#include "common/db/record.hpp"
#include "common/journal/journal.hpp"
#include "services/alerts/raising.hpp"
#include "services/alerts/saved_query.hpp"
#include "services/alerts/store.hpp"

namespace talent::alerts {
namespace {

using market::document;
using market::document_kind;

/// Entries read at a time: their states may be long.
constexpr std::int64_t page_entries = 500;

// In nobody's name but the platform's.
security::principal const& platform() {
    static security::principal const one{.audience = security::audience::operator_group,
                                         .region = "000000"};
    return one;
}

bool is_own(standing_search const& search, document const& listing) {
    return search.subject ? *search.subject == listing.id
                          : search.organisation == listing.organisation;
}

} // namespace

alert_worker::alert_worker(db::database& kept, clock const& time,
                           market::market_service const& market, identity::directory const& known)
    : database_(kept),
      time_(time),
      market_(market),
      known_(known),
      converter_(market.index().catalogue()),
      watching_(market.index().codes(), market.index().names()) {}

alert_worker::~alert_worker() {
    stop();
}

// -- what is watched for --

void alert_worker::load(std::int64_t head) {
    learn_what_is_rare();
    db::stream<saved_search>(database_, store::saved_searches_table, "WHERE paused = 0",
                             [&](saved_search const& one) { watch(one); });
    database_.read_now([&](db::session& sql) { saved_ = store::read_progress(sql).sequence; });
    position_ = saved_;
    told_ = head;
    read_again_to_ = told_;
}

// From the newest of each kind: what comes next is like them.
void alert_worker::learn_what_is_rare() {
    for (std::size_t kind = 0; kind < market::document_kind_count; ++kind) {
        market::search_query newest{.kind = static_cast<document_kind>(kind),
                                    .sort = market::sort_order::newest,
                                    .limit = market::search_items_max};
        for (std::size_t seen = 0; seen < documents_sampled_max;
             seen += static_cast<std::size_t>(newest.limit)) {
            auto const page = market::search(market_.index(), newest, time_.now());
            if (!page.has_value()) break;
            for (auto const& item : page.value().items)
                watching_.observe(*item.one);
            newest.after = page.value().next;
            if (newest.after.empty()) break;
        }
    }
}

void alert_worker::watch(saved_search const& one) {
    auto checked = market_.check(query_of(one));
    auto const anchor =
        one.matches_of ? market_.index().find(anchor_kind_of(one.kind), *one.matches_of) : nullptr;
    if (checked.has_value() &&
        watching_.put(standing(one, std::move(checked).value()), anchor).has_value()) {
        return;
    }
    watching_.remove(one.id); // a code that the vocabulary has no more: it would find nothing
}

void alert_worker::follow_search(journal::entry const& one) {
    if (one.after.empty()) return watching_.remove(one.object_id);
    auto const now = json::read_stored<saved_search>(one.after);
    now.paused ? watching_.remove(now.id) : watch(now);
}

void alert_worker::follow_anchor(uuid const& id) {
    if (!watching_.is_anchor(id)) return; // nearly all of them
    auto found = market_.index().find(document_kind::demand, id);
    if (found == nullptr) found = market_.index().find(document_kind::supply, id);
    watching_.follow(id, found);
}

void alert_worker::apply(journal::entry const& one) {
    auto const kind = market::kind_named(one.object_type);
    if (one.object_type == "saved_search") follow_search(one);
    if (kind == document_kind::demand || kind == document_kind::supply)
        follow_anchor(one.object_id);
    if (one.object_type == "organisation") { // its listings may have left the market or come back
        for (auto const& id : watching_.anchors())
            follow_anchor(id);
    }
    // What has left the market by the time it is worked up is none; nor are drafts.
    bool const is_news = kind && market_.index().holds(*kind, one.object_id);
    {
        std::lock_guard const lock(mutex_);
        told_ = one.sequence;
        if (!is_news) return;
        if (waiting_.size() < news_waiting_max) {
            waiting_.push_back({one.sequence, one.at, *kind, one.object_id});
        } else {
            waiting_.clear();
            read_again_to_ = one.sequence;
        }
    }
    wake_.notify_all();
}

// -- the thread --

void alert_worker::start(committed_entries tell) {
    tell_ = std::move(tell);
    thread_ = std::thread([this] { run(); });
}

void alert_worker::stop() {
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
        log::warning("how far alerts came is not kept", {{"failure", db::name_of(fault.kind())}});
    }
}

void alert_worker::run() {
    std::unique_lock lock(mutex_);
    auto const has_work = [this] { return stopping_ || must_read_again() || !waiting_.empty(); };
    while (true) {
        wake_.wait(lock, has_work);
        if (stopping_) return;
        lock.unlock();
        bool failed = false;
        try {
            work_up(tell_);
        } catch (db::error const& fault) {
            failed = true;
            log::warning("alerts wait for the database", {{"failure", db::name_of(fault.kind())}});
        }
        lock.lock();
        if (failed) wake_.wait_for(lock, retry_pause, [this] { return stopping_; });
    }
}

// An item stays in its place until it is worked up: where the database fails, it comes again.
std::optional<alert_worker::news> alert_worker::next_news() {
    std::lock_guard const lock(mutex_);
    if (stopping_ || must_read_again()) return std::nullopt;
    while (!waiting_.empty() && waiting_.front().sequence <= position_)
        waiting_.pop_front();
    if (!waiting_.empty()) return waiting_.front();
    position_ = told_;
    return std::nullopt;
}

void alert_worker::work_up(committed_entries const& tell) {
    while (!is_stopping()) {
        std::int64_t up_to = 0;
        {
            std::lock_guard const lock(mutex_);
            up_to = read_again_to_;
        }
        if (position_ < up_to) read_again(up_to, tell);
        auto const one = next_news();
        if (one) {
            hold_against(*one, tell);
            position_ = one->sequence;
        }
        if (position_ - saved_ >= entries_unsaved_max) save_position();
        std::lock_guard const lock(mutex_);
        if (!one && !must_read_again()) return;
    }
}

bool alert_worker::is_stopping() {
    std::lock_guard const lock(mutex_);
    return stopping_;
}

// From the journal: what was told before the start, or was too much to be noted.
void alert_worker::read_again(std::int64_t up_to, committed_entries const& tell) {
    while (position_ < up_to && watching_.size() > 0) {
        std::vector<journal::entry> page;
        database_.read_now([&](db::session& sql) {
            page = journal::read_after(sql, position_, std::min(page_entries, up_to - position_));
        });
        if (page.empty()) break;
        for (auto const& each : page) {
            if (is_stopping()) return;
            if (auto const kind = market::kind_named(each.object_type))
                hold_against({each.sequence, each.at, *kind, each.object_id}, tell);
            position_ = each.sequence;
        }
        if (position_ - saved_ >= entries_unsaved_max) save_position();
    }
    position_ = up_to; // nobody watches, or nothing is left
}

void alert_worker::save_position() {
    if (position_ <= saved_) return;
    database_.write_now([&](db::session& sql) {
        auto kept = store::lock_progress(sql);
        kept.sequence = std::max(kept.sequence, position_);
        store::write_progress(sql, kept);
        return db::verdict::keep;
    });
    saved_ = position_;
}

// -- one listing --

// A fault that trying again does not mend must not hold up the alerts of all others.
void alert_worker::hold_against(news const& one, committed_entries const& tell) {
    try {
        raise_for(one, tell);
    } catch (db::error const&) {
        throw;
    } catch (std::exception const& fault) {
        log::error("an entry raised no alerts",
                   {{"sequence", one.sequence}, {"type", std::string_view(typeid(fault).name())}});
    }
}

void alert_worker::raise_for(news const& one, committed_entries const& tell) {
    auto const listing = market_.index().find(one.kind, one.id);
    if (listing == nullptr) return;
    auto hits = hits_of(one, *listing);
    if (hits.empty()) return;
    if (auto const before = listing_before(one)) {
        auto const home = [this](standing_search const& search) { return home_of(search); };
        std::erase_if(hits, [&](hit const& each) {
            return watching_.finds(each.search->id, *before, one.at, home);
        });
    }
    if (!hits.empty()) keep(one, *listing, std::move(hits), tell);
}

std::vector<hit> alert_worker::hits_of(news const& one, document const& listing) const {
    auto const home = [this](standing_search const& search) { return home_of(search); };
    auto hits = watching_.find(listing, time_.now(), home);
    std::erase_if(hits, [&](hit const& each) {
        return each.search->since > one.at || is_own(*each.search, listing);
    });
    return hits;
}

std::string alert_worker::home_of(standing_search const& search) const {
    auto const holder = known_.find_organisation(search.organisation);
    return holder ? holder->region : std::string();
}

// As the market had it; nothing where it was not on the market.
std::optional<document> alert_worker::listing_before(news const& one) const {
    std::vector<journal::entry> found;
    database_.read_now(
        [&](db::session& sql) { found = journal::read_after(sql, one.sequence - 1, 1); });
    if (found.empty() || found.front().before.empty()) return std::nullopt;
    auto const& before = found.front().before;
    switch (one.kind) {
        case document_kind::demand:
            return converter_.convert(json::read_stored<listings::demand>(before));
        case document_kind::supply:
            return converter_.convert(json::read_stored<listings::supply>(before));
        case document_kind::offering:
            return market::convert_offering(json::read_stored<offerings::offering>(before));
        case document_kind::tender:
            return market::convert_tender(json::read_stored<procurement::tender>(before));
    }
    return std::nullopt;
}

void alert_worker::keep(news const& one, document const& listing, std::vector<hit> hits,
                        committed_entries const& tell) {
    auto const beyond = bound(hits, listing);
    if (beyond > 0) {
        log::warning("a listing was found by more saved searches than it raises alerts",
                     {{"listing", std::string_view(to_string(listing.id))},
                      {"held_back", static_cast<std::int64_t>(beyond)}});
    }
    std::span<hit const> rest = hits;
    while (!rest.empty()) {
        auto const some = rest.first(std::min(rest.size(), alerts_per_unit_max));
        rest = rest.subspan(some.size());
        std::vector<journal::entry> entries;
        database_.write_now([&](db::session& sql) {
            auto kept = store::lock_progress(sql); // one process at a time
            journal::unit_of_work unit(sql, time_.now(), platform(), "alerts");
            raise(unit, listing, some);
            if (rest.empty()) {
                if (kept.sequence < one.sequence)
                    kept.held_back += static_cast<std::int64_t>(beyond);
                kept.sequence = std::max(kept.sequence, one.sequence);
                store::write_progress(sql, kept);
            }
            entries.clear();
            if (!unit.drafts().empty()) entries = journal::record(unit);
            return db::verdict::keep;
        });
        tell(entries);
    }
    saved_ = std::max(saved_, one.sequence);
}

} // namespace talent::alerts
