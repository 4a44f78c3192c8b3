// The use cases of mail: what a member wants mailed, and what was. Each works on a unit of work
// that the edge has opened, on a database thread. Owned by talentd's main; stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/journal/unit_of_work.hpp"
#include "services/notices/mail.hpp"

namespace talent::notices {

class mail_service {
  public:
    /// The asker's own; where nothing was ever set, version 0 with no kinds.
    mail_setting read(db::session& sql, security::principal const& asker) const;
    /// By a member for themselves; forbidden where a key of the organisation's asks: nobody's
    /// address belongs to it.
    result<mail_setting> set(journal::unit_of_work& unit, std::int64_t expected_version,
                             mail_setting wanted) const;
    /// One's own dead mails are handed in again, each with all its retries; invalid_fields, and
    /// nothing is done, where one is not dead or not one's own. Mails are no part of the journal.
    result<redelivery_answer> send_again(db::session& sql, security::principal const& asker,
                                         mail_redelivery const& wanted, instant now) const;
    std::vector<mail> list(db::session& sql, security::principal const& asker,
                           std::optional<delivery_state> state, std::string_view before,
                           int limit) const;
};

} // namespace talent::notices
