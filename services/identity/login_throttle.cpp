#include "services/identity/login_throttle.hpp"

#include <algorithm>

#include "common/security/token.hpp"

namespace talent::identity {
namespace {

using std::chrono::seconds;

std::string pair_of(login_throttle::attempt const& one) {
    return security::sha256_hex(one.account + " " + one.network);
}

} // namespace

// -- one table --

failure_table::failure_table(failure_limit limit, std::size_t keys_max)
    : limit_(limit), keys_max_(std::max<std::size_t>(1, keys_max)) {}

// A clock that was set back must not make anybody wait for what has not been yet.
bool failure_table::forgotten(record const& one, instant now) const {
    return now < one.last || now - one.last >= limit_.forgotten_after;
}

seconds failure_table::wait_of(std::string const& key, instant now) const {
    auto const found = failures_.find(key);
    if (found == failures_.end() || forgotten(found->second, now)) return seconds{0};
    auto const left = std::chrono::ceil<seconds>(found->second.waits_until - now);
    return std::max(left, seconds{0});
}

seconds failure_table::wait_after(int failures) const {
    if (failures <= limit_.free_failures) return seconds{0};
    auto wait = limit_.wait_first;
    for (int i = limit_.free_failures + 1; i < failures && wait < limit_.wait_max; ++i)
        wait *= 2;
    return std::min(wait, limit_.wait_max);
}

void failure_table::count(std::string const& key, instant now) {
    auto found = failures_.find(key);
    if (found == failures_.end()) {
        if (failures_.size() >= keys_max_) make_room(now);
        found = failures_.try_emplace(key).first;
    } else if (forgotten(found->second, now)) {
        found->second = {};
    }
    auto& one = found->second;
    ++one.failures;
    one.last = now;
    one.waits_until = now + wait_after(one.failures);
}

void failure_table::take_back(std::string const& key) {
    auto const found = failures_.find(key);
    if (found == failures_.end()) return;
    auto& one = found->second;
    if (--one.failures <= 0) {
        failures_.erase(found);
    } else {
        one.waits_until = std::min(one.waits_until, one.last + wait_after(one.failures));
    }
}

/// Where nothing is old enough to be forgotten, the key with the fewest failures goes, the oldest
/// of them: whoever fills the table pays a password check for each place and never moves the worst.
void failure_table::make_room(instant now) {
    std::erase_if(failures_, [&](auto const& entry) { return forgotten(entry.second, now); });
    if (failures_.size() < keys_max_) return;
    auto const least = std::min_element(
        failures_.begin(), failures_.end(), [](auto const& left, auto const& right) {
            return std::tie(left.second.failures, left.second.last) <
                   std::tie(right.second.failures, right.second.last);
        });
    failures_.erase(least);
}

// -- all three --

login_throttle::login_throttle(std::size_t keys_max)
    : keys_max_(std::max<std::size_t>(1, keys_max)),
      pairs_(pair_limit, keys_max),
      networks_(network_limit, keys_max),
      accounts_(account_limit, keys_max) {}

std::optional<login_throttle::refusal> login_throttle::check(attempt const& one,
                                                             instant now) const {
    std::lock_guard const lock(mutex_);
    return check_locked(one, now);
}

std::optional<login_throttle::refusal> login_throttle::begin(attempt const& one, instant now) {
    std::lock_guard const lock(mutex_);
    if (auto refused = check_locked(one, now)) return refused;
    pairs_.count(pair_of(one), now);
    networks_.count(one.network, now);
    accounts_.count(one.account, now);
    return std::nullopt;
}

void login_throttle::succeed(attempt const& one, instant now) {
    std::lock_guard const lock(mutex_);
    auto const pair = pair_of(one);
    pairs_.forget(pair);
    // The others only lose what this attempt added: an attacker's own account buys no new tries.
    networks_.take_back(one.network);
    accounts_.take_back(one.account);
    remember(pair, now);
}

std::size_t login_throttle::size() const {
    std::lock_guard const lock(mutex_);
    return pairs_.size() + networks_.size() + accounts_.size() + known_.size();
}

// At an address where the owner has logged in only what failed there, for this account, counts.
std::optional<login_throttle::refusal> login_throttle::check_locked(attempt const& one,
                                                                    instant now) const {
    auto const pair = pair_of(one);
    refusal longest{pairs_.limit().name, pairs_.wait_of(pair, now)};
    auto const consider = [&](failure_table const& table, std::string const& key) {
        auto const wait = table.wait_of(key, now);
        if (wait > longest.wait) longest = {table.limit().name, wait};
    };
    if (!is_known(pair, now)) {
        consider(networks_, one.network);
        consider(accounts_, one.account);
    }
    if (longest.wait == seconds{0}) return std::nullopt;
    return longest;
}

bool login_throttle::is_known(std::string const& pair, instant now) const {
    auto const found = known_.find(pair);
    return found != known_.end() && now - found->second < known_network_kept;
}

void login_throttle::remember(std::string const& pair, instant now) {
    if (known_.size() >= keys_max_ && !known_.contains(pair)) {
        auto const oldest = std::min_element(
            known_.begin(), known_.end(),
            [](auto const& left, auto const& right) { return left.second < right.second; });
        known_.erase(oldest);
    }
    known_.insert_or_assign(pair, now);
}

} // namespace talent::identity
