// The routes of mail: decode, call the service in the work that the edge runs, encode. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/notices/mail_service.hpp"

namespace talent::notices {

class mail_api {
  public:
    explicit mail_api(mail_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work read_setting(http::request const& asked) const;
    http::work set_setting(http::request const& asked) const;
    http::work list_mails(http::request const& asked) const;
    http::work send_again(http::request const& asked) const;

  private:
    mail_service const& service_;
};

} // namespace talent::notices
