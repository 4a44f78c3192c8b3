// Fans the journal out: every entry, in order and once, becomes deliveries of the webhooks that are
// told of it and notices in inboxes, beside the server and after the commit. How far it came is
// kept in the same unit as what it made, so that a crash loses nothing and tells nothing twice; of
// several processes on one database one at a time does it.
//
// Owned by talentd's main. Told entries by one thread at a time; the rest by its own thread, or in
// tests by one.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "common/db/database.hpp"
#include "common/journal/follower.hpp"
#include "services/identity/directory.hpp"
#include "services/notices/model.hpp"

namespace talent::notices {

inline constexpr std::int64_t fan_out_page_entries = 200;
inline constexpr std::int64_t fan_out_unsaved_max = 1'000; // looked at again after a crash
inline constexpr std::chrono::milliseconds fan_out_retry_pause{1'000}; // the database is away

class fan_out_worker final : public journal::projection {
  public:
    /// `mails`: notices go out by mail too, where members want it.
    enum class mails : bool { no, yes };
    fan_out_worker(db::database& kept, clock const& time, identity::directory const& known,
                   mails by_mail = mails::no);
    ~fan_out_worker() override;

    /// Reads the webhooks and how far it was; `head` is the entry up to which all that is loaded
    /// stands.
    void load(std::int64_t head);
    void apply(journal::entry const& one) override;

    /// `made` is called after each commit with deliveries, on the worker's thread.
    void start(std::function<void()> made);
    /// Keeps how far it came.
    void stop();

    /// Works up all that has been told. Throws db::error: then it goes on where it was.
    void work_up();

  private:
    using webhook_list = std::map<uuid, webhook>;
    struct batch {
        std::int64_t last = 0;
        std::vector<webhook_delivery> deliveries;
        std::vector<inbox_notice> notices;
    };

    void run();
    bool is_stopping();
    std::int64_t told();
    std::shared_ptr<webhook_list const> webhooks();
    batch gather(std::vector<journal::entry> const& entries);
    void keep(batch const& made);
    void save_position();

    db::database& database_;
    clock const& time_;
    identity::directory const& known_;
    mails const by_mail_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::shared_ptr<webhook_list const> webhooks_; // replaced whole
    std::int64_t told_ = 0;
    bool stopping_ = false;

    std::int64_t position_ = 0; // the worker's own
    std::int64_t saved_ = 0;
    std::function<void()> made_ = [] {};
    std::thread thread_;
};

} // namespace talent::notices
