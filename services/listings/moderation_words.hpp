// The words in force that send a notice to moderation, in memory: the operator's list, or the one a
// new installation starts with. A projection of the journal. Owned by talentd's main; any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/db/session.hpp"
#include "common/journal/follower.hpp"

namespace talent::listings {

class moderation_words final : public journal::projection {
  public:
    moderation_words();

    void load(db::session& sql);
    void apply(journal::entry const& one) override;

    /// Normalised. The list stays as it is while the caller holds it.
    std::shared_ptr<std::vector<std::string> const> current() const;

  private:
    void set(std::vector<std::string> const& words);

    mutable std::mutex mutex_;
    std::shared_ptr<std::vector<std::string> const>
        words_; // shared: readers keep a list while it is replaced
};

} // namespace talent::listings
