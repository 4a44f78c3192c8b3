// Signs the journal's head at an interval, at the start and at the end, where the journal has
// grown. It recomputes the chain from the last signed head on and never signs what contradicts it;
// then it says so in the log, and nothing is signed until an operator has looked. Each signed head
// also goes to a file outside of the database, whichever server signed it. Several servers may sign
// one journal: whoever comes second leaves it be. Owned by talentd's main, a thread of its own;
// sign_once by one thread at a time.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/base/clock.hpp"
#include "common/db/database.hpp"
#include "common/journal/signed_head.hpp"
#include "common/security/signature.hpp"

namespace talent::audit {

/// Entries that are recomputed before a head of theirs is signed; what is beyond has its turn in
/// the next round.
inline constexpr std::int64_t entries_signed_max = 200'000;

struct signer_options {
    security::signing_key key;
    /// The key before this one, where it is being replaced: it endorses the new one.
    std::optional<security::signing_key> previous_key = std::nullopt;
    std::string witness_file;
    std::chrono::milliseconds interval{60'000};
    std::int64_t entries_max = entries_signed_max; // in one round
};

class head_signer {
  public:
    head_signer(db::database& journal, clock const& time, signer_options settings);
    ~head_signer();

    void start();
    /// Signs a last time.
    void stop();

    /// The head that was signed; nothing where there was nothing new to sign or another server did.
    /// A problem (conflict) where the journal contradicts an earlier signed head, or (internal)
    /// where the witness file cannot be written: the head is signed all the same, and the next
    /// round makes up for its line. Throws db::error.
    result<std::optional<journal::signed_head>> sign_once();

  private:
    struct start_point;

    void run();
    bool sign_and_log();
    result<start_point> find_start();
    result<void> check_newest(start_point const& from) const;
    bool is_known(std::string const& public_key,
                  std::vector<journal::journal_key> const& recorded) const;
    result<void> witness(start_point const& from);
    result<journal::signed_head> walk(start_point const& from);
    std::optional<journal::signed_head> keep(journal::signed_head wanted);
    void introduce_key(db::session& sql, std::string const& origin) const;

    db::database& database_;
    clock const& time_;
    signer_options settings_;
    /// The last head that is known to have been signed, from the witness file or by this server.
    std::optional<journal::signed_head> remembered_;
    std::int64_t witnessed_ = 0; // the sequence of the last head in the witness file
    bool witness_read_ = false;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace talent::audit
