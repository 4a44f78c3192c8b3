// The worker that tells of clocks: time does not stand still while it looks.
#include "services/clocks/clock_worker.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

#include "common/journal/journal.hpp"
#include "tests/support/database_fixture.hpp"

using namespace talent;
using namespace talent::clocks;
using std::chrono::hours;

namespace {

instant const began = *parse_instant("2026-03-02T09:00:00+08:00");
constexpr hours term{8}; // nears after three quarters
constexpr std::chrono::seconds patience{20};
constexpr int reads_max = 8; // beyond those of one look

/// Shows one instant so many times, and then a later one.
class jumping_clock final : public clock {
  public:
    jumping_clock(int reads, instant before, instant after)
        : left_(reads), before_(before), after_(after) {}
    instant now() const override { return left_.fetch_sub(1) > 0 ? before_ : after_; }

  private:
    mutable std::atomic<int> left_;
    instant before_;
    instant after_;
};

/// What the worker told, by the kinds of its entries.
class listener {
  public:
    void hear(std::vector<journal::entry> const& entries) {
        {
            std::lock_guard const lock(mutex_);
            for (auto const& each : entries)
                types_.push_back(each.type);
        }
        heard_.notify_all();
    }
    std::vector<std::string> wait_for_one() {
        std::unique_lock lock(mutex_);
        heard_.wait_for(lock, patience, [&] { return !types_.empty(); });
        return types_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable heard_;
    std::vector<std::string> types_;
};

object_clocks clocks_of_thing() {
    calendar::deadline one;
    one.rule = "sign_contract";
    one.start_event = "award_notified";
    one.start = began;
    one.due = began + term;
    one.amount = 8;
    one.unit = calendar::deadline_unit::hours;
    return {.title = "a thing", .parties = {make_uuid(began)}, .running = {one}};
}

void make_thing(db::database& kept) {
    kept.write_now([](db::session& sql) {
        security::principal const nobody;
        journal::unit_of_work unit(sql, began, nobody, "request");
        journal::draft made;
        made.type = "thing.made";
        made.object_type = "thing";
        made.object_id = make_uuid(began);
        unit.append(std::move(made));
        journal::record(unit);
        return db::verdict::keep;
    });
}

} // namespace

TEST_CASE("a clock that nears between two reads of the time within one look is told all the same") {
    auto const shown = clocks_of_thing();
    for (int reads = 0; reads <= reads_max; ++reads) {
        CAPTURE(reads);
        test::fresh_database place(db::dialect::sqlite);
        make_thing(*place);
        jumping_clock const time(reads, began + hours(5), began + hours(7));
        listener heard;
        clock_worker worker(
            *place, time,
            {{.object_type = "thing",
              .read = [&](db::session&, uuid const&, instant) { return std::optional(shown); }}},
            "a calendar");
        worker.load(1);
        worker.start([&](auto const& entries) { heard.hear(entries); });
        CHECK(heard.wait_for_one() == std::vector<std::string>{"clock.nearing"});
        worker.stop();
    }
}
