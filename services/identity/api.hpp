// Identity's routes: decode, call the service in the work that the edge runs, encode. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include <memory>

#include "common/base/clock.hpp"
#include "common/http/router.hpp"
#include "services/identity/login_throttle.hpp"
#include "services/identity/service.hpp"

namespace talent::identity {

class identity_api {
  public:
    /// The database is asked for a password's hash where one is checked, and for nothing else.
    identity_api(identity_service const& service, db::database& database)
        : service_(service), database_(database) {}

    void add_routes(http::router& routes) const;

    http::work register_organisation(http::request const& asked) const;
    http::work list_organisations(http::request const& asked) const;
    http::work read_organisation(http::request const& asked) const;
    http::work edit_organisation(http::request const& asked) const;
    http::work submit_organisation(http::request const& asked) const;
    http::work verify_organisation(http::request const& asked) const;
    http::work reject_organisation(http::request const& asked) const;
    http::work suspend_organisation(http::request const& asked) const;
    http::work name_supervisor(http::request const& asked) const;
    http::work end_supervision(http::request const& asked) const;
    http::work reinstate_organisation(http::request const& asked) const;

    http::work add_qualification(http::request const& asked) const;
    http::work list_qualifications(http::request const& asked) const;
    http::work read_qualification(http::request const& asked) const;
    http::work edit_qualification(http::request const& asked) const;
    http::work verify_qualification(http::request const& asked) const;
    http::work reject_qualification(http::request const& asked) const;

    http::work add_member(http::request const& asked) const;
    http::work list_members(http::request const& asked) const;
    http::work read_member(http::request const& asked) const;
    http::work edit_member(http::request const& asked) const;
    http::work erase_member(http::request const& asked) const;
    http::work export_member(http::request const& asked) const;

    http::work start_session(http::request const& asked) const;
    http::work list_sessions(http::request const& asked) const;
    http::work rotate_session(http::request const& asked) const;
    http::work end_current_session(http::request const& asked) const;
    http::work end_other_sessions(http::request const& asked) const;
    http::work end_session(http::request const& asked) const;
    http::work change_password(http::request const& asked) const;
    http::work who_am_i(http::request const& asked) const;

    http::work make_api_key(http::request const& asked) const;
    http::work list_api_keys(http::request const& asked) const;
    http::work read_api_key(http::request const& asked) const;
    http::work rotate_api_key(http::request const& asked) const;
    http::work revoke_api_key(http::request const& asked) const;

  private:
    /// A password that is tried: whose and from where, when, and in which request.
    struct guess {
        login_throttle::attempt whose;
        instant at;
        std::string request_id;
    };

    http::work set_supervision(http::request const& asked, bool supervises) const;
    http::work command(http::request const& asked, organisation_command wanted,
                       bool with_reasons) const;
    http::work review_qualification(http::request const& asked, qualification_status outcome) const;

    /// The member of that e-mail address if the password is right; login_failed, in the same time,
    /// for all else; rate_limited where it was wrong too often. Slow: on the password pool only.
    result<member> check_login(login const& given, guess const& by) const;
    /// The member's hash if it is that of this password; as check_login.
    result<std::string> check_own_password(uuid const& member_id, std::string const& password,
                                           guess const& by) const;
    /// Whether this guess may be tried; a security event where not.
    result<void> admit(guess const& by, bool counted) const;
    /// Tells the throttle and the log how the guess went.
    void note(guess const& by, bool right) const;
    http::response login_response(identity_service::started_session const& started,
                                  bool secure) const;

    identity_service const& service_;
    db::database& database_;
    std::unique_ptr<login_throttle> throttle_ = std::make_unique<login_throttle>();
};

} // namespace talent::identity
