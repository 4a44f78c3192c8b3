#include "tests/faults/market_writer.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

constexpr std::size_t listings_kept_max = 40;
constexpr std::size_t older_kept_max = 30;
constexpr std::size_t replays_of_round = 4;
constexpr std::size_t replays_of_older = 2;
constexpr int overloaded = 503;

/// A demand whose title is the marker.
std::string demand_titled(std::string const& title) {
    static std::string const text = demand_text();
    static auto const start = text.find(R"("title":")") + 9;
    static auto const end = text.find('"', start);
    return text.substr(0, start) + title + text.substr(end);
}

} // namespace

market_writer::market_writer(writer_setting setting)
    : setting_(std::move(setting)),
      dice_(setting_.seed * 1'000 + static_cast<std::uint64_t>(setting_.number)) {}

void market_writer::connect(std::string const& address) {
    clients_.clear();
    clients_.emplace_back(address, setting_.enterprise_key);
    clients_.emplace_back(address, setting_.office_key);
}

http_client& market_writer::client_for(act what) {
    return clients_[what == act::pay ? 1 : 0];
}

std::string market_writer::next_marker() {
    return "w" + std::to_string(setting_.number) + "n" + std::to_string(++serial_);
}

// -- writing --

market_writer::planned market_writer::plan_draft() {
    auto const title = next_marker();
    listings_.push_back({.title = title, .touched = true});
    return {.what = act::draft,
            .tried = {.sent = {.target = "/v1/demands",
                               .body = demand_titled(title),
                               .key = "draft-" + title},
                      .effect = "demand.drafted " + title},
            .listing = listings_.size() - 1,
            .title = title};
}

market_writer::planned market_writer::plan_change(act what) {
    auto const at = dice_() % listings_.size();
    auto& one = listings_[at];
    if (what == act::publish && one.published) what = act::edit;
    one.touched = true;
    auto const path = "/v1/demands/" + one.id;
    auto const marker = next_marker();
    if (what == act::publish) {
        return {.what = what,
                .tried = {.sent = {.target = path + "/publish",
                                   .if_match = one.etag,
                                   .key = "publish-" + marker},
                          .effect = "demand.published " + one.id},
                .listing = at,
                .title = one.title};
    }
    return {.what = act::edit,
            .tried = {.sent = {.method = "PATCH",
                               .target = path,
                               .body = R"({"title":")" + marker + R"("})",
                               .if_match = one.etag,
                               .key = "edit-" + marker},
                      .effect = "demand.edited " + marker},
            .listing = at,
            .title = marker};
}

market_writer::planned market_writer::plan_payment() {
    auto const marker = next_marker();
    return {.what = act::pay,
            .tried = {.sent = {.target = "/v1/invoices/" + setting_.invoice_id + "/payments",
                               .body = R"({"amount":{"amount":"0.01","currency":"CNY"},)"
                                       R"("bank_reference":")" +
                                       marker + R"("})",
                               .key = "pay-" + marker},
                      .effect = "payment.made " + marker}};
}

market_writer::planned market_writer::plan() {
    auto const dice = dice_() % 100;
    if (dice < 15) return plan_payment();
    if (dice < 55 || listings_.empty()) return plan_draft();
    return plan_change(dice < 80 ? act::publish : act::edit);
}

/// False where no answer came.
bool market_writer::try_once(planned& step) {
    answer seen;
    try {
        step.tried.got = send(client_for(step.what), step.tried.sent, &seen);
    } catch (std::runtime_error const&) {
        return false;
    }
    if (step.tried.got.acknowledged()) {
        settle(step, seen);
        return true;
    }
    if (step.tried.got.status != overloaded)
        refused_.blame(step.tried.effect + " was refused: " + step.tried.got.body);
    return false;
}

/// What the acknowledgement promises.
void market_writer::settle(planned const& step, answer const& seen) {
    effects_.push_back(step.tried.effect);
    if (step.what == act::pay) return;
    auto& one = listings_[step.listing];
    one.id = seen.text("id");
    one.etag = seen.header("etag");
    one.version = seen["version"].integer().value_or(0);
    one.title = step.title;
    one.published = one.published || step.what == act::publish;
}

void market_writer::write_until_gone(std::string const& address) {
    connect(address);
    for (auto& each : done_)
        older_.push_back(std::move(each));
    done_.clear();
    while (older_.size() > older_kept_max)
        older_.erase(older_.begin() + static_cast<std::ptrdiff_t>(dice_() % older_.size()));
    while (listings_.size() > listings_kept_max)
        listings_.pop_front();
    for (auto& each : listings_)
        each.touched = false;
    while (open_.empty()) {
        auto step = plan();
        (try_once(step) ? done_ : open_).push_back(std::move(step));
    }
}

// -- checking --

tally market_writer::check(std::string const& address) {
    connect(address);
    tally found = std::exchange(refused_, {});
    found.acknowledged = done_.size();
    found.unknown = open_.size();
    for (auto const& each : listings_) {
        if (each.touched && !each.id.empty()) look_for(each, found);
    }
    for (auto& each : open_)
        resolve(each, found);
    for (std::size_t i = 0; i < replays_of_round && !done_.empty(); ++i) {
        auto const& one = done_[dice_() % done_.size()];
        replay(one.tried, one.what, found);
    }
    for (std::size_t i = 0; i < replays_of_older && !older_.empty(); ++i) {
        auto const& one = older_[dice_() % older_.size()];
        replay(one.tried, one.what, found);
    }
    open_.clear();
    return found;
}

namespace {

constexpr std::chrono::seconds busy_max{30};
constexpr std::chrono::milliseconds busy_pause{50};

/// A server that says it is busy has lost nothing: it is asked again.
answer get_in_time(http_client& from, std::string const& path) {
    auto const end = std::chrono::steady_clock::now() + busy_max;
    while (true) {
        auto seen = from.get(path);
        if (seen.status != overloaded || std::chrono::steady_clock::now() >= end) return seen;
        std::this_thread::sleep_for(busy_pause);
    }
}

} // namespace

/// The version that was acknowledged; or the one after it, where a write on it is unknown.
void market_writer::look_for(listing const& one, tally& found) {
    auto const seen = get_in_time(clients_[0], "/v1/demands/" + one.id);
    bool const pending = std::ranges::any_of(open_, [&](planned const& each) {
        return each.what != act::pay && &listings_[each.listing] == &one;
    });
    auto const version = seen["version"].integer().value_or(0);
    bool const as_known = version == one.version && seen.text("title") == one.title &&
                          (seen.text("state") == "published") == one.published;
    bool const one_further = pending && version == one.version + 1;
    if (seen.status == 200 && (as_known || one_further)) return;
    ++found.lost;
    found.blame("demand " + one.title + " was acknowledged in version " +
                std::to_string(one.version) + "; the server has " + std::to_string(seen.status) +
                " " + seen.body);
}

void market_writer::resolve(planned& step, tally& found) {
    answer seen;
    step.tried.got = send(client_for(step.what), step.tried.sent, &seen);
    if (!step.tried.got.acknowledged()) {
        found.blame(step.tried.effect +
                    ", of unknown outcome, was refused when sent again: " + step.tried.got.body);
        return;
    }
    if (seen.header("idempotent-replayed") == "true") ++found.found;
    settle(step, seen);
    auto const again = send(client_for(step.what), step.tried.sent);
    if (again != step.tried.got) found.blame(step.tried.effect + " is not replayed alike.");
}

void market_writer::replay(attempt const& one, act what, tally& found) {
    answer seen;
    auto const again = send(client_for(what), one.sent, &seen);
    bool const replayed = seen.header("idempotent-replayed") == "true";
    if (replayed && again == one.got) {
        ++found.replayed;
    } else if (!replayed && again.acknowledged()) {
        ++found.lost; // carried out again: the first time is gone
        found.blame(one.effect + " was acknowledged, and carried out again under its key.");
    } else {
        found.blame(one.effect + " is not replayed byte for byte: " + again.body);
    }
}

std::vector<std::string> market_writer::take_effects() {
    return std::exchange(effects_, {});
}

} // namespace talent::test
