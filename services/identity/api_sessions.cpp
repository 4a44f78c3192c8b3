// Logging in and out: the password checks behind their throttle, and the sessions they open.
#include "common/base/log.hpp"
#include "common/base/text.hpp"
#include "common/http/credentials.hpp"
#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "common/security/password.hpp"
#include "common/security/token.hpp"
#include "services/identity/api.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using http::request;
using http::response;
using http::work;
using journal::unit_of_work;

constexpr int status_created = 201;

std::string session_cookie(std::string_view token, std::chrono::seconds length, bool secure) {
    std::string cookie(http::session_cookie_name(secure));
    cookie.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
    cookie.append(std::to_string(length.count()));
    if (secure) cookie.append("; Secure");
    return cookie;
}

// A hash that no password has, so that an unknown e-mail address takes as long as a wrong password.
std::string const& hash_of_nobody() {
    static std::string const hash = security::hash_password(security::make_session_token().secret);
    return hash;
}

result<void> require_session(request const& asked) {
    if (asked.principal.kind == security::credential_kind::session_cookie) return success();
    return refuse(error_code::wrong_state, "The request carries an API key, not a session.");
}

} // namespace

// -- passwords --

result<void> identity_api::admit(guess const& by, bool counted) const {
    auto const refused =
        counted ? throttle_->begin(by.whose, by.at) : throttle_->check(by.whose, by.at);
    if (!refused) return success();
    log::warning("password check throttled", {{"request", by.request_id},
                                              {"network", by.whose.network},
                                              {"limit", refused->limit},
                                              {"wait_s", std::int64_t{refused->wait.count()}}});
    auto fault = refuse(error_code::rate_limited, "Too many wrong passwords.");
    fault.retry_after_seconds = static_cast<int>(refused->wait.count());
    return fault;
}

void identity_api::note(guess const& by, bool right) const {
    if (right) return throttle_->succeed(by.whose, by.at);
    log::warning("password check failed",
                 {{"request", by.request_id}, {"network", by.whose.network}});
}

result<member> identity_api::check_login(login const& given, guess const& by) const {
    // Reckoned before anything is known of the account, the first time too.
    auto const& nobody = hash_of_nobody();
    std::optional<member> person;
    database_.read_now([&](db::session& sql) { person = service_.find_login(sql, given.email); });
    TRY(admit(by, true));
    bool const fits =
        security::verify_password(given.password, person ? person->password_hash : nobody);
    bool const right = fits && person && person->status == member_status::active;
    note(by, right);
    if (!right) return refuse(error_code::login_failed);
    return *std::move(person);
}

result<std::string> identity_api::check_own_password(uuid const& member_id,
                                                     std::string const& password,
                                                     guess const& by) const {
    std::optional<member> person;
    database_.read_now([&](db::session& sql) { person = store::find_member(sql, member_id); });
    if (!person) return refuse(error_code::not_found);
    TRY(admit(by, true));
    bool const right = security::verify_password(password, person->password_hash);
    note(by, right);
    if (!right) return refuse_field("/current_password", "wrong", "is not the current password");
    return person->password_hash;
}

work identity_api::change_password(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<password_change>());
    if (auto const fit = require_session(asked); !fit.has_value()) return fit.error();
    auto const& id = asked.principal.member;
    guess by{.whose = {security::sha256_hex(to_string(id)), asked.network},
             .at = asked.received,
             .request_id = asked.id};
    if (auto const admitted = admit(by, false); !admitted.has_value()) return admitted.error();
    return http::prepared_work{[this, wanted = std::move(wanted), id, by = std::move(by),
                                secure = asked.secure]() -> result<http::write_work> {
        TRY(auto verified, check_own_password(id, wanted.current_password, by));
        auto const hash = security::hash_password(wanted.new_password);
        return http::write_work{[this, verified, password = wanted.new_password, hash,
                                 secure](unit_of_work& unit) -> result<response> {
            TRY(auto rotated, service_.change_password(unit, verified, password, hash));
            return login_response(rotated, secure);
        }};
    }};
}

// -- sessions --

response identity_api::login_response(identity_service::started_session const& started,
                                      bool secure) const {
    auto const& kept = started.kept;
    auto const owner = service_.known().find_organisation(kept.organisation_id);
    login_answer const shown{
        .session_id = kept.id,
        .member_id = kept.member_id,
        .organisation_id = kept.organisation_id,
        .audience = owner ? audience_of(owner->kind) : security::audience::anonymous,
        .csrf_token = started.csrf_token,
        .expires_at = kept.expires_at};
    auto answer = http::shown(shown);
    auto const length =
        std::chrono::duration_cast<std::chrono::seconds>(kept.expires_at - kept.created_at);
    answer.header("Set-Cookie", session_cookie(started.token, length, secure));
    return answer;
}

work identity_api::start_session(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<login>());
    guess by{.whose = {security::sha256_hex(normalise(wanted.email)), asked.network},
             .at = asked.received,
             .request_id = asked.id};
    // Before the queue for the password threads, which the others need.
    if (auto const admitted = admit(by, false); !admitted.has_value()) return admitted.error();
    uuid replaced;
    if (!asked.cookie_session.empty()) {
        auto const before =
            service_.known().authenticate_session(asked.cookie_session, asked.received);
        if (before.has_value()) replaced = before.value().credential;
    }
    return http::prepared_work{[this, wanted = std::move(wanted), by = std::move(by), replaced,
                                secure = asked.secure]() -> result<http::write_work> {
        TRY(auto person, check_login(wanted, by));
        return http::write_work{
            [this, id = person.id, replaced, secure](unit_of_work& unit) -> result<response> {
                TRY(auto started, service_.start_session(unit, id, replaced));
                auto answer = login_response(started, secure);
                answer.status = status_created;
                return answer;
            }};
    }};
}

work identity_api::list_sessions(request const& asked) const {
    if (auto const fit = require_session(asked); !fit.has_value()) return fit.error();
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        auto const open = service_.list_sessions(sql, asked.principal, asked.received);
        return http::page_response(asked, http::whole_page(open));
    }};
}

work identity_api::rotate_session(request const& asked) const {
    if (auto const fit = require_session(asked); !fit.has_value()) return fit.error();
    return http::write_work{[this, secure = asked.secure](unit_of_work& unit) -> result<response> {
        TRY(auto rotated, service_.rotate_session(unit));
        return login_response(rotated, secure);
    }};
}

work identity_api::end_current_session(request const& asked) const {
    if (auto const fit = require_session(asked); !fit.has_value()) return fit.error();
    return http::write_work{[this, secure = asked.secure](unit_of_work& unit) -> result<response> {
        TRY(service_.end_session(unit, unit.actor().credential));
        auto answer = http::no_content();
        answer.header("Set-Cookie", session_cookie("", std::chrono::seconds{0}, secure));
        return answer;
    }};
}

work identity_api::end_other_sessions(request const& asked) const {
    if (auto const fit = require_session(asked); !fit.has_value()) return fit.error();
    return http::write_work{[this](unit_of_work& unit) -> result<response> {
        TRY(service_.end_other_sessions(unit));
        return http::no_content();
    }};
}

work identity_api::end_session(request const& asked) const {
    if (auto const fit = require_session(asked); !fit.has_value()) return fit.error();
    return http::act_on(asked, [this](unit_of_work& unit, uuid const& id) -> result<response> {
        TRY(service_.end_session(unit, id));
        return http::no_content();
    });
}

work identity_api::who_am_i(request const& asked) const {
    auto const& who = asked.principal;
    auto const owner = service_.known().find_organisation(who.organisation);
    if (!owner) return refuse(error_code::not_found);
    identity_answer shown{.audience = who.audience,
                          .roles = who.roles,
                          .scopes = who.scopes.as_scopes(),
                          .member_id = std::nullopt,
                          .organisation = profile_of(*owner)};
    if (!who.member.is_nil()) shown.member_id = who.member;
    return http::shown(shown);
}

} // namespace talent::identity
