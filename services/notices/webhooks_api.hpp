// The routes of webhooks and of the inbox: decode, call the service in the work that the edge runs,
// encode. Owned by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include <functional>

#include "common/http/router.hpp"
#include "services/notices/service.hpp"

namespace talent::notices {

class webhooks_api {
  public:
    explicit webhooks_api(notices_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work subscribe(http::request const& asked) const;
    http::work list_webhooks(http::request const& asked) const;
    http::work read_webhook(http::request const& asked) const;
    http::work edit_webhook(http::request const& asked) const;
    http::work discard_webhook(http::request const& asked) const;
    http::work rotate_secret(http::request const& asked) const;
    http::work list_attempts(http::request const& asked) const;
    http::work list_deliveries(http::request const& asked) const;
    http::work deliver_again(http::request const& asked) const;
    http::work read_inbox(http::request const& asked) const;
    http::work mark_read(http::request const& asked) const;

  private:
    notices_service const& service_;
};

} // namespace talent::notices
