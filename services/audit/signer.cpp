#include "services/audit/signer.hpp"

#include <algorithm>

#include "common/base/log.hpp"
#include "common/journal/journal.hpp"
#include "common/journal/witness.hpp"

namespace talent::audit {
namespace {

using journal::signed_head;

/// Entries read at a time: their states may be long.
constexpr std::int64_t page_entries = 500;
/// Heads that go to the witness file in one round: a server whose file is new has all of them to
/// write.
constexpr std::int64_t heads_witnessed_max = 1'000;

problem contradicted(std::string sentence) {
    return refuse(error_code::conflict, std::move(sentence));
}

std::string name_of_head(std::int64_t sequence) {
    return "the signed head of entry " + std::to_string(sequence);
}

} // namespace

/// From where the chain is recomputed, and how far it goes.
struct head_signer::start_point {
    std::string origin;
    journal::head head;
    std::optional<signed_head> newest;
    std::string hash_at_newest; // of the entry that the newest signed head names
    std::vector<journal::journal_key> keys;
};

head_signer::head_signer(db::database& journal, clock const& time, signer_options settings)
    : database_(journal), time_(time), settings_(std::move(settings)) {}

head_signer::~head_signer() {
    stop();
}

void head_signer::start() {
    thread_ = std::thread([this] { run(); });
}

void head_signer::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

/// At its start, at its interval, and once more after it has been told to stop.
void head_signer::run() {
    bool more = sign_and_log();
    std::unique_lock lock(mutex_);
    for (bool last = false; !last;) {
        auto const pause = more ? std::chrono::milliseconds{0} : settings_.interval;
        wake_.wait_for(lock, pause, [this] { return stopping_; });
        last = stopping_;
        lock.unlock();
        more = sign_and_log();
        lock.lock();
    }
}

/// Whether entries are left that should be signed at once.
bool head_signer::sign_and_log() {
    try {
        auto const signed_now = sign_once();
        if (!signed_now.has_value()) {
            auto const& fault = signed_now.error();
            log::error(fault.code == error_code::conflict ? "the journal's head is not signed"
                                                          : "signed heads are not witnessed",
                       {{"detail", std::string_view(fault.detail)}});
            return false;
        }
        return signed_now.value().has_value() &&
               signed_now.value()->sequence - signed_now.value()->previous_sequence >=
                   settings_.entries_max;
    } catch (std::exception const& fault) {
        log::warning("the journal's head could not be signed",
                     {{"detail", std::string_view(fault.what())}});
    }
    return false;
}

result<std::optional<signed_head>> head_signer::sign_once() {
    if (!witness_read_) {
        TRY(auto const kept, journal::read_witnesses(settings_.witness_file));
        auto const newest = std::ranges::max_element(kept, {}, &signed_head::sequence);
        if (newest != kept.end()) {
            remembered_ = *newest;
            witnessed_ = newest->sequence;
        }
        witness_read_ = true;
    }
    TRY(auto const from, find_start());
    auto const reached = from.newest ? from.newest->sequence : 0;
    if (from.newest) remembered_ = from.newest;
    std::optional<signed_head> kept;
    if (from.head.sequence != reached) {
        TRY(auto wanted, walk(from));
        kept = keep(std::move(wanted));
        if (kept) remembered_ = kept;
    }
    TRY(witness(from));
    return kept;
}

/// Whatever heads the database has beyond the witness file go there, whichever round or server
/// signed them: the file could not be written for a while, or a process ended in between.
result<void> head_signer::witness(start_point const& from) {
    if (!remembered_ || remembered_->sequence <= witnessed_) return success();
    std::vector<signed_head> missing;
    std::vector<journal::journal_key> keys;
    database_.read_now([&](db::session& sql) {
        missing = journal::read_heads_after(sql, from.origin, witnessed_, heads_witnessed_max);
        keys = journal::read_keys(sql, from.origin);
    });
    for (auto const& each : missing) {
        if (!is_known(each.public_key, keys) || !is_signed(each))
            return contradicted(name_of_head(each.sequence) + " does not match its signature");
    }
    TRY(journal::append_witnesses(settings_.witness_file, missing));
    if (!missing.empty()) witnessed_ = missing.back().sequence;
    return success();
}

result<head_signer::start_point> head_signer::find_start() {
    start_point from;
    database_.read_now([&](db::session& sql) {
        from.origin = journal::read_origin(sql);
        from.head = journal::read_head(sql);
        from.newest = journal::read_newest_head(sql, from.origin);
        from.keys = journal::read_keys(sql, from.origin);
        if (!from.newest) return;
        auto const entries = journal::read_after(sql, from.newest->sequence - 1, 1);
        if (!entries.empty() && entries.front().sequence == from.newest->sequence)
            from.hash_at_newest = entries.front().hash;
    });
    TRY(check_newest(from));
    return from;
}

bool head_signer::is_known(std::string const& public_key,
                           std::vector<journal::journal_key> const& recorded) const {
    return public_key == settings_.key.public_key() ||
           std::ranges::any_of(recorded, [&](auto const& each) {
               return each.public_key == public_key && is_signed(each);
           });
}

result<void> head_signer::check_newest(start_point const& from) const {
    auto const& newest = from.newest;
    if (remembered_ && (!newest || newest->sequence < remembered_->sequence)) {
        return contradicted(name_of_head(remembered_->sequence) + " was removed from the database");
    }
    if (!newest && !from.keys.empty())
        return contradicted("the database has the keys of signed heads, but no head");
    if (!newest) return success();
    if (remembered_ && newest->sequence == remembered_->sequence &&
        newest->signature != remembered_->signature) {
        return contradicted(name_of_head(newest->sequence) + " was replaced");
    }
    if (!is_known(newest->public_key, from.keys) || !is_signed(*newest))
        return contradicted(name_of_head(newest->sequence) + " does not match its signature");
    if (from.hash_at_newest != newest->hash || from.head.sequence < newest->sequence)
        return contradicted("the journal contradicts " + name_of_head(newest->sequence));
    return success();
}

/// The head to sign: every entry from the last signed one up to it is chained to the one before.
result<signed_head> head_signer::walk(start_point const& from) {
    journal::head at{from.newest ? from.newest->sequence : 0,
                     from.newest ? from.newest->hash : std::string(journal::hash_of_nothing)};
    auto const start = at.sequence;
    auto const end = std::min(from.head.sequence, start + settings_.entries_max);
    while (at.sequence < end) {
        std::vector<journal::entry> page;
        database_.read_now([&](db::session& sql) {
            page = journal::read_after(sql, at.sequence, std::min(page_entries, end - at.sequence));
        });
        for (auto const& each : page) {
            if (each.sequence != at.sequence + 1 || each.hash != journal::hash_of(each, at.hash))
                return contradicted("entry " + std::to_string(at.sequence + 1) +
                                    " of the journal does not follow from the one before");
            at = {each.sequence, each.hash};
        }
        if (page.empty())
            return contradicted("entry " + std::to_string(at.sequence + 1) +
                                " of the journal is missing");
    }
    if (at.sequence == from.head.sequence && at.hash != from.head.hash)
        return contradicted("the journal's head does not have the hash of its last entry");
    return signed_head{.sequence = at.sequence,
                       .previous_sequence = start,
                       .hash = at.hash,
                       .at = time_.now(),
                       .public_key = {},
                       .signature = {},
                       .origin = from.origin,
                       .statement = {}};
}

/// Nothing where another server has signed since: its head then covers what this one would, or the
/// next round does.
std::optional<signed_head> head_signer::keep(signed_head wanted) {
    journal::sign(wanted, settings_.key);
    bool kept = false;
    try {
        database_.write_now([&](db::session& sql) {
            journal::lock_head(sql); // two servers must not both follow the same signed head
            auto const newest = journal::read_newest_head(sql, wanted.origin);
            kept = (newest ? newest->sequence : 0) == wanted.previous_sequence;
            if (!kept) return db::verdict::discard;
            introduce_key(sql, wanted.origin);
            journal::insert_head(sql, wanted);
            return db::verdict::keep;
        });
    } catch (db::error const& fault) {
        if (fault.kind() != db::failure::duplicate_key) throw;
        return std::nullopt;
    }
    if (!kept) return std::nullopt;
    return wanted;
}

/// A key that is used for the first time is recorded, endorsed by the one before where that is at
/// hand; else it vouches for itself, and verification asks the operator to say so.
void head_signer::introduce_key(db::session& sql, std::string const& origin) const {
    auto const keys = journal::read_keys(sql, origin);
    auto const& own = settings_.key.public_key();
    auto const is_recorded = [&](std::string const& key) {
        return std::ranges::find(keys, key, &journal::journal_key::public_key) != keys.end();
    };
    if (is_recorded(own)) return;
    journal::journal_key introduced{.number = static_cast<std::int64_t>(keys.size()) + 1,
                                    .public_key = own,
                                    .at = time_.now(),
                                    .endorsed_by = {},
                                    .signature = {},
                                    .origin = origin,
                                    .statement = {}};
    bool const endorsed =
        settings_.previous_key && is_recorded(settings_.previous_key->public_key());
    journal::sign(introduced, endorsed ? *settings_.previous_key : settings_.key);
    journal::insert_key(sql, introduced);
}

} // namespace talent::audit
