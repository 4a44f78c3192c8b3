// How often a password may be wrong before the next try has to wait: by account, by network
// address, and by both together (docs/decisions/0010). Failures only are counted, accounts that do
// not exist like those that do. In memory and bounded; a restart forgets it. Owned by the identity
// API; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/base/clock.hpp"

namespace talent::identity {

/// So many failures are free; each further one makes the next try wait, twice as long as the one
/// before, within bounds.
struct failure_limit {
    std::string_view name;
    int free_failures;
    std::chrono::seconds wait_first;
    std::chrono::seconds wait_max;
    std::chrono::seconds forgotten_after; // this long without a failure
};

/// One account from one address: somebody who guesses, or who has forgotten.
inline constexpr failure_limit pair_limit{"pair", 5, std::chrono::seconds{2},
                                          std::chrono::minutes{15}, std::chrono::hours{1}};
/// One address, whatever the account: lists of leaked passwords. An office of hundreds behind one
/// address must still come in on a Monday morning.
inline constexpr failure_limit network_limit{"network", 100, std::chrono::seconds{1},
                                             std::chrono::minutes{5}, std::chrono::minutes{30}};
/// One account, whatever the address: guessing from many machines. Far above the pair's, and not
/// held against an address where the account's owner has logged in, so that strangers cannot shut
/// the owner out.
inline constexpr failure_limit account_limit{"account", 100, std::chrono::seconds{2},
                                             std::chrono::minutes{15}, std::chrono::hours{12}};

/// Each table remembers this many; beyond it the least is forgotten.
inline constexpr std::size_t throttled_keys_max = 32'768;
/// How long an address at which a login succeeded stays its owner's.
inline constexpr std::chrono::hours known_network_kept{24 * 30};

/// The failures of one kind of key. Not locked: the throttle's.
class failure_table {
  public:
    failure_table(failure_limit limit, std::size_t keys_max);

    /// How long this key has to wait; zero: not at all.
    std::chrono::seconds wait_of(std::string const& key, instant now) const;
    void count(std::string const& key, instant now);
    /// Takes one failure back: what was counted beforehand was none.
    void take_back(std::string const& key);
    void forget(std::string const& key) { failures_.erase(key); }

    failure_limit const& limit() const { return limit_; }
    std::size_t size() const { return failures_.size(); }

  private:
    struct record {
        int failures = 0;
        instant last;
        instant waits_until;
    };
    bool forgotten(record const& one, instant now) const;
    std::chrono::seconds wait_after(int failures) const;
    void make_room(instant now);

    failure_limit limit_;
    std::size_t keys_max_;
    std::unordered_map<std::string, record> failures_;
};

class login_throttle {
  public:
    explicit login_throttle(std::size_t keys_max = throttled_keys_max);

    /// Whose password is tried, from where. Never the e-mail address itself.
    struct attempt {
        std::string account; // a hash
        std::string network;
    };
    /// Which limit, and for how long.
    struct refusal {
        std::string_view limit;
        std::chrono::seconds wait;
    };

    /// Whether the attempt would have to wait: a look, which counts nothing.
    std::optional<refusal> check(attempt const& one, instant now) const;
    /// The same, and where it may go on it is counted as a failure beforehand, so that tries side
    /// by side do not all pass before the first has failed.
    std::optional<refusal> begin(attempt const& one, instant now);
    /// It was the right password: the pair starts anew, and the address is the owner's.
    void succeed(attempt const& one, instant now);

    /// Keys remembered, in all tables.
    std::size_t size() const;

  private:
    std::optional<refusal> check_locked(attempt const& one, instant now) const;
    bool is_known(std::string const& pair, instant now) const;
    void remember(std::string const& pair, instant now);

    std::size_t keys_max_;
    mutable std::mutex mutex_;
    failure_table pairs_;
    failure_table networks_;
    failure_table accounts_;
    std::unordered_map<std::string, instant> known_; // pairs that succeeded, and when
};

} // namespace talent::identity
