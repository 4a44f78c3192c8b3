// The use case of a person's duties: what awaits the member, or the key that speaks for one person,
// on panels and at openings. On a database thread. Owned by talentd's main; immutable.
#pragma once

#include <vector>

#include "common/db/session.hpp"
#include "services/identity/directory.hpp"
#include "services/procurement/duty.hpp"
#include "services/procurement/panel.hpp"

namespace talent::procurement {

class duty_service {
  public:
    explicit duty_service(identity::directory const& known) : known_(known) {}

    /// What can be done now first, then what has to wait; of each by what is due first, then by
    /// tender. None of a panel that is not complete, or whose members are tied to bidders: it
    /// waits for the buyer.
    std::vector<duty> list(db::session& sql, security::principal const& asker, instant now) const;

  private:
    void add_of_seat(db::session& sql, panel_seat const& own, instant now,
                     std::vector<duty>& to) const;
    bool may_score(std::vector<panel_seat> const& held, tender const& of,
                   std::vector<bid> const& bids) const;

    identity::directory const& known_;
};

} // namespace talent::procurement
