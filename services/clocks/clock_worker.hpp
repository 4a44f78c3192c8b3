// Keeps the running clocks beside the server: follows the journal, and after each entry of an
// object that has clocks reads them anew; tells at their instants that they are nearing, overdue or
// ended, as journal entries of the organisations they concern; and after a change of the
// working-day calendar reckons again what was provisional, with an entry for each clock that
// changed. What was told is kept with the telling, in one unit, so a restart tells nothing twice
// and loses nothing.
//
// Owned by talentd's main. Told entries by one thread at a time; the rest by its own thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "common/db/database.hpp"
#include "common/journal/follower.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/clocks/model.hpp"

namespace talent::clocks {

inline constexpr std::int64_t clock_page_entries = 200;
inline constexpr std::int64_t clock_entries_unsaved_max = 1'000; // looked at again after a crash
inline constexpr std::int64_t clocks_told_at_once_max = 100;
inline constexpr std::chrono::milliseconds clock_look_interval{200}; // at the clock
inline constexpr std::chrono::milliseconds clock_retry_pause{1'000}; // the database is away

class clock_worker final : public journal::projection {
  public:
    /// Tells the entries of its own commits to the read models.
    using committed_entries = std::function<void(std::vector<journal::entry> const&)>;

    clock_worker(db::database& kept, clock const& time, std::vector<clock_source> sources,
                 std::string calendar_version);
    ~clock_worker() override;

    /// Reads how far it was; `head` is the entry up to which all that is loaded stands.
    void load(std::int64_t head);
    void apply(journal::entry const& one) override;
    void start(committed_entries tell);
    /// Keeps how far it came.
    void stop();

  private:
    void run();
    void work();
    bool is_stopping();
    std::int64_t told();
    void follow();
    bool is_concerned(journal::entry const& by) const;
    void renew(journal::entry const& by);
    void replace(journal::unit_of_work& unit, clock_source const& source, uuid const& object_id);
    void tell_due();
    void reckon_again();
    std::vector<journal::entry> in_unit(std::function<void(journal::unit_of_work&)> const& change);
    clock_source const* source_of(std::string_view object_type) const;

    db::database& database_;
    clock const& time_;
    std::vector<clock_source> const sources_;
    std::string const calendar_version_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::int64_t told_ = 0;
    bool stopping_ = false;

    std::int64_t position_ = 0; // the worker's own
    std::int64_t saved_ = 0;
    std::optional<instant> next_;
    bool reckoned_again_ = false;
    committed_entries tell_;
    std::thread thread_;
};

} // namespace talent::clocks
