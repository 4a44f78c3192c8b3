// Raises alerts beside the market, never in its way: it follows the journal as a read model, notes
// what may be news after the commit, and on a thread of its own holds it against the saved searches
// as the market has it by then. How far it came is kept in the database with the alerts, so what a
// stop or a crash left undone is done after the next start; and an alert is unique for a saved
// search, a listing and its publication, so that nothing done twice, by this process or another, is
// told twice.
//
// News is a listing that a saved search finds after an entry and did not find before it: its
// publication, its return, an edit that makes it fit. Entries from before the saved search was
// saved or last changed are none; nor are the holder's own listings.
//
// Owned by talentd's main. Told entries by one thread at a time; the rest by its own thread, or in
// tests by one.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "common/db/database.hpp"
#include "common/journal/follower.hpp"
#include "services/alerts/model.hpp"
#include "services/alerts/percolator.hpp"
#include "services/identity/directory.hpp"
#include "services/market/service.hpp"

namespace talent::alerts {

inline constexpr std::size_t news_waiting_max = 20'000;    // beyond it the journal is read again
inline constexpr std::int64_t entries_unsaved_max = 1'000; // looked at again after a crash
inline constexpr std::chrono::milliseconds retry_pause{1'000}; // where the database is away

class alert_worker final : public journal::projection {
  public:
    /// Tells the entries of its own commits to the read models.
    using committed_entries = std::function<void(std::vector<journal::entry> const&)>;

    alert_worker(db::database& kept, clock const& time, market::market_service const& market,
                 identity::directory const& known);
    ~alert_worker() override;

    /// Reads the saved searches and how far it was. The market must be loaded; `head` is the entry
    /// up to which all that is loaded stands.
    void load(std::int64_t head);
    void apply(journal::entry const& one) override;

    void start(committed_entries tell);
    /// Keeps how far it came.
    void stop();

    /// Works up all that has been told. Throws db::error: then it goes on where it was.
    void work_up(committed_entries const& tell);

    percolator const& searches() const { return watching_; }

  private:
    struct news {
        std::int64_t sequence;
        instant at;
        market::document_kind kind;
        uuid id;
    };

    void watch(saved_search const& one);
    void follow_search(journal::entry const& one);
    void follow_anchor(uuid const& id);
    void learn_what_is_rare();
    void run();
    bool must_read_again() const { return position_ < read_again_to_; }
    void read_again(std::int64_t up_to, committed_entries const& tell);
    std::optional<news> next_news();
    void hold_against(news const& one, committed_entries const& tell);
    void raise_for(news const& one, committed_entries const& tell);
    std::vector<hit> hits_of(news const& one, market::document const& listing) const;
    std::string home_of(standing_search const& search) const;
    std::optional<market::document> listing_before(news const& one) const;
    void keep(news const& one, market::document const& listing, std::vector<hit> hits,
              committed_entries const& tell);
    void save_position();
    bool is_stopping();

    db::database& database_;
    clock const& time_;
    market::market_service const& market_;
    identity::directory const& known_;
    market::listing_converter converter_;
    percolator watching_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<news> waiting_;
    std::int64_t told_ = 0;          // every entry up to this one
    std::int64_t read_again_to_ = 0; // entries up to this one may have been told and not noted
    bool stopping_ = false;

    std::int64_t position_ = 0; // the worker's own: every entry up to this one is worked up
    std::int64_t saved_ = 0;
    committed_entries tell_;
    std::thread thread_;
};

} // namespace talent::alerts
