// The use cases of webhooks and of the inbox. Each works on a unit of work that the edge has
// opened, on a database thread. Owned by talentd's main; stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/journal/change.hpp"
#include "common/journal/unit_of_work.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/directory.hpp"
#include "services/notices/model.hpp"
#include "services/notices/target.hpp"

namespace talent::notices {

/// Who a webhook or an inbox reads the feed as: the organisation itself. Nothing where there is no
/// such organisation.
std::optional<security::principal> reader_for(identity::directory const& known,
                                              uuid const& organisation);

/// The webhook's keys; throws where they cannot be read.
webhook_secrets open_secrets(db::session& sql, personal::vault const& vault, webhook const& one);

class notices_service {
  public:
    notices_service(identity::directory const& known, personal::vault const& vault,
                    local_targets local)
        : known_(known), vault_(vault), local_(local) {}

    // Webhooks. A talent has none: they speak for one listing of the agency's, not for the agency.
    /// conflict where the organisation has as many as may be.
    result<issued_webhook> subscribe(journal::unit_of_work& unit, webhook wanted) const;
    result<webhook> edit(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                         json::value const& patch, json::code_checker const& codes) const;
    result<void> discard(journal::unit_of_work& unit, uuid const& id,
                         std::int64_t expected_version) const;
    /// For secret_overlap both secrets sign.
    result<issued_webhook> rotate_secret(journal::unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version) const;
    result<webhook> read(db::session& sql, security::principal const& asker, uuid const& id) const;
    std::vector<webhook> list(db::session& sql, security::principal const& asker,
                              std::string_view after, int limit) const;
    result<std::vector<webhook_attempt>> list_attempts(db::session& sql,
                                                       security::principal const& asker,
                                                       uuid const& id, std::string_view before,
                                                       int limit) const;
    result<std::vector<webhook_delivery>> list_deliveries(db::session& sql,
                                                          security::principal const& asker,
                                                          uuid const& id,
                                                          std::optional<delivery_state> state,
                                                          std::string_view before, int limit) const;
    /// wrong_state where the webhook is switched off.
    result<redelivery_answer> deliver_again(journal::unit_of_work& unit, uuid const& id,
                                            redelivery const& wanted) const;

    // The inbox.
    struct inbox_page {
        std::vector<inbox_notice> notices;
        std::int64_t unread = 0;
    };
    inbox_page read_inbox(db::session& sql, security::principal const& asker,
                          std::string_view before, int limit) const;
    result<void> mark_read(db::session& sql, security::principal const& asker,
                           inbox_marks const& marks) const;

  private:
    result<webhook> find_own(db::session& sql, security::principal const& asker,
                             uuid const& id) const;
    void seal_secrets(journal::unit_of_work& unit, webhook& one,
                      webhook_secrets const& secrets) const;
    result<void> check(webhook const& one) const;

    identity::directory const& known_;
    personal::vault const& vault_;
    local_targets local_;
};

journal::change webhook_change(webhook const& one, std::string_view happened);

} // namespace talent::notices
