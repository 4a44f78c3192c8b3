#include "services/identity/api.hpp"

#include "common/http/change.hpp"
#include "common/http/response.hpp"
#include "common/security/password.hpp"
#include "services/identity/member_export.hpp"
#include "services/identity/password_policy.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter paging_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
};
constexpr http::query_parameter organisation_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
    {"status", "Only organisations in this state."},
};
constexpr http::query_parameter qualification_parameters[] = {
    {"organisation", "Whose; the caller's own where left out."},
};

// The array of rows is the whole of identity's API; nothing else registers a route.
constexpr route<identity_api> rows[] = {
    {method::post,
     "/v1/organisations",
     permission::open,
     &identity_api::register_organisation,
     {.effect = effect::create,
      .body = table_of<registration>(),
      .answer = table_of<organisation>(),
      .summary = "Register an organisation and its first administrator",
      .success_status = 201,
      .lane = http::lane::password}},
    {method::get,
     "/v1/organisations",
     permission::organisation_review,
     &identity_api::list_organisations,
     {.answer = table_of<organisation>(),
      .answers_page = true,
      .query = organisation_parameters,
      .summary = "List the organisations of the operator's region"}},
    {method::get,
     "/v1/organisations/{id}",
     permission::organisation_read,
     &identity_api::read_organisation,
     {.answer = table_of<organisation>(),
      .summary = "Read an organisation: one's own whole, another's profile"}},
    {method::patch,
     "/v1/organisations/{id}",
     permission::organisation_edit,
     &identity_api::edit_organisation,
     {.effect = effect::change,
      .body = table_of<organisation>(),
      .answer = table_of<organisation>(),
      .summary = "Edit one's own organisation"}},
    {method::post,
     "/v1/organisations/{id}/submit",
     permission::organisation_edit,
     &identity_api::submit_organisation,
     {.effect = effect::change,
      .answer = table_of<organisation>(),
      .summary = "Submit for verification"}},
    {method::post,
     "/v1/organisations/{id}/verify",
     permission::organisation_review,
     &identity_api::verify_organisation,
     {.effect = effect::change,
      .answer = table_of<organisation>(),
      .summary = "Verify an organisation of one's region"}},
    {method::post,
     "/v1/organisations/{id}/reject",
     permission::organisation_review,
     &identity_api::reject_organisation,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<organisation>(),
      .summary = "Reject an organisation with reasons"}},
    {method::post,
     "/v1/organisations/{id}/suspend",
     permission::organisation_review,
     &identity_api::suspend_organisation,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<organisation>(),
      .summary = "Suspend an organisation with reasons"}},
    {method::post,
     "/v1/organisations/{id}/reinstate",
     permission::organisation_review,
     &identity_api::reinstate_organisation,
     {.effect = effect::change,
      .answer = table_of<organisation>(),
      .summary = "Lift a suspension"}},

    {method::post,
     "/v1/qualifications",
     permission::qualification_edit,
     &identity_api::add_qualification,
     {.effect = effect::create,
      .body = table_of<qualification>(),
      .answer = table_of<qualification>(),
      .summary = "Declare a licence or permit",
      .success_status = 201}},
    {method::get,
     "/v1/qualifications",
     permission::organisation_read,
     &identity_api::list_qualifications,
     {.answer = table_of<qualification>(),
      .answers_page = true,
      .query = qualification_parameters,
      .summary = "List an organisation's licences and permits"}},
    {method::get,
     "/v1/qualifications/{id}",
     permission::organisation_read,
     &identity_api::read_qualification,
     {.answer = table_of<qualification>(), .summary = "Read a qualification"}},
    {method::patch,
     "/v1/qualifications/{id}",
     permission::qualification_edit,
     &identity_api::edit_qualification,
     {.effect = effect::change,
      .body = table_of<qualification>(),
      .answer = table_of<qualification>(),
      .summary = "Correct or renew a qualification"}},
    {method::post,
     "/v1/qualifications/{id}/verify",
     permission::organisation_review,
     &identity_api::verify_qualification,
     {.effect = effect::change,
      .answer = table_of<qualification>(),
      .summary = "Record that a qualification was checked"}},
    {method::post,
     "/v1/qualifications/{id}/reject",
     permission::organisation_review,
     &identity_api::reject_qualification,
     {.effect = effect::change,
      .answer = table_of<qualification>(),
      .summary = "Record that a qualification does not hold"}},

    {method::post,
     "/v1/members",
     permission::member_edit,
     &identity_api::add_member,
     {.effect = effect::create,
      .body = table_of<member>(),
      .answer = table_of<member>(),
      .summary = "Add a member",
      .success_status = 201,
      .lane = http::lane::password}},
    {method::get,
     "/v1/members",
     permission::member_edit,
     &identity_api::list_members,
     {.answer = table_of<member>(),
      .answers_page = true,
      .query = paging_parameters,
      .summary = "List one's members"}},
    {method::get,
     "/v1/members/{id}",
     permission::member_edit,
     &identity_api::read_member,
     {.answer = table_of<member>(), .summary = "Read a member"}},
    {method::patch,
     "/v1/members/{id}",
     permission::member_edit,
     &identity_api::edit_member,
     {.effect = effect::change,
      .body = table_of<member>(),
      .answer = table_of<member>(),
      .summary = "Change a member's roles, status or password",
      .lane = http::lane::password}},
    {method::post,
     "/v1/members/{id}/erase",
     permission::member_erase,
     &identity_api::erase_member,
     {.effect = effect::change,
      .answer = table_of<member>(),
      .summary = "Erase a member's personal data: destroys the person's key, ends the sessions"}},

    {method::post,
     "/v1/sessions",
     permission::open,
     &identity_api::start_session,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .body = table_of<login>(),
      .answer = table_of<login_answer>(),
      .summary = "Log in",
      .success_status = 201,
      .dry_run = false,
      .lane = http::lane::password}},
    {method::get,
     "/v1/sessions",
     permission::self,
     &identity_api::list_sessions,
     {.answer = table_of<session>(),
      .answers_page = true,
      .summary = "List one's own open sessions"}},
    {method::post,
     "/v1/sessions/current/rotate",
     permission::self,
     &identity_api::rotate_session,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .answer = table_of<login_answer>(),
      .summary = "Replace the session's token; the old one stops working at once",
      .dry_run = false}},
    {method::delete_,
     "/v1/sessions/current",
     permission::self,
     &identity_api::end_current_session,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .summary = "Log out",
      .success_status = 204}},
    {method::delete_,
     "/v1/sessions/others",
     permission::self,
     &identity_api::end_other_sessions,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .summary = "End every session of one's own but this one",
      .success_status = 204}},
    {method::delete_,
     "/v1/sessions/{session_id}",
     permission::self,
     &identity_api::end_session,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .summary = "End one of one's own sessions",
      .success_status = 204}},
    {method::post,
     "/v1/identity/password",
     permission::self,
     &identity_api::change_password,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .body = table_of<password_change>(),
      .answer = table_of<login_answer>(),
      .summary = "Change one's own password; every other session ends",
      .dry_run = false,
      .lane = http::lane::password}},
    {method::get,
     "/v1/identity",
     permission::self,
     &identity_api::who_am_i,
     {.answer = table_of<identity_answer>(),
      .summary = "Whom this credential speaks for",
      .lane = http::lane::memory}},
    {method::get,
     "/v1/identity/export",
     permission::self,
     &identity_api::export_member,
     {.summary = "Download everything that is held about oneself, signed in as a member"}},

    {method::post,
     "/v1/api_keys",
     permission::api_key_edit,
     &identity_api::make_api_key,
     {.effect = effect::create,
      .idempotency = idempotency::none,
      .body = table_of<api_key>(),
      .answer = table_of<issued_api_key>(),
      .summary = "Make an API key; its secret is shown once",
      .success_status = 201,
      .dry_run = false}},
    {method::get,
     "/v1/api_keys/{id}",
     permission::api_key_edit,
     &identity_api::read_api_key,
     {.answer = table_of<api_key>(), .summary = "Read a key, without its secret"}},
    {method::get,
     "/v1/api_keys",
     permission::api_key_edit,
     &identity_api::list_api_keys,
     {.answer = table_of<api_key>(),
      .answers_page = true,
      .query = paging_parameters,
      .summary = "List one's API keys"}},
    {method::post,
     "/v1/api_keys/{id}/rotate",
     permission::api_key_edit,
     &identity_api::rotate_api_key,
     {.effect = effect::change,
      .idempotency = idempotency::none,
      .answer = table_of<issued_api_key>(),
      .summary = "Replace a key's secret; the old one stops working at once",
      .dry_run = false}},
    {method::post,
     "/v1/api_keys/{id}/revoke",
     permission::api_key_edit,
     &identity_api::revoke_api_key,
     {.effect = effect::change, .answer = table_of<api_key>(), .summary = "Revoke a key"}},
};

std::string location_of(std::string_view collection, uuid const& id) {
    return "/v1/" + std::string(collection) + "/" + to_string(id);
}

} // namespace

void identity_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// -- organisations --

work identity_api::register_organisation(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<registration>());
    // Before the password is hashed: a refusal must not cost what a registration does.
    auto const& first = wanted.administrator;
    auto const fit = check_password(
        first.password, "/administrator/password",
        {first.email, first.name, wanted.organisation.name, wanted.organisation.phone});
    if (!fit.has_value()) return fit.error();
    return http::prepared_work{[this, wanted = std::move(wanted)]() -> result<http::write_work> {
        auto const hash = security::hash_password(wanted.administrator.password);
        return http::write_work{[this, wanted, hash](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.register_organisation(unit, wanted, hash));
            return http::created(made, location_of("organisations", made.id));
        }};
    }};
}

work identity_api::list_organisations(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    std::optional<organisation_status> status;
    if (auto const name = asked.query_value("status")) {
        status = json::enumerator_named<organisation_status>(*name);
        if (!status)
            return http::invalid_query("status", "unknown_value",
                                       "is not a state of an organisation");
    }
    return http::read_work{[this, asked, paging, status](db::session& sql) -> result<response> {
        TRY(auto found, service_.list(sql, asked.principal, status, paging.after, paging.limit));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work identity_api::read_organisation(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        auto whole = service_.read(sql, asked.principal, id);
        if (whole.has_value()) return http::unless_unchanged(asked, http::shown(whole.value()));
        auto const known = service_.known().find_organisation(id);
        if (!known) return refuse(error_code::not_found);
        return http::unless_unchanged(asked, http::shown(profile_of(*known)));
    }};
}

work identity_api::edit_organisation(request const& asked) const {
    TRY_WORK(auto patch, asked.patch_body<organisation>());
    return http::change(asked, [this, patch = std::move(patch), codes = asked.codes](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.edit(unit, id, expected, patch, *codes);
    });
}

work identity_api::command(request const& asked, organisation_command wanted,
                           bool with_reasons) const {
    reasons why;
    if (with_reasons) {
        TRY_WORK(why, asked.read_body<reasons>());
    }
    return http::change(asked, [this, wanted, why = std::move(why)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.command(unit, id, expected, wanted, why.list);
    });
}

work identity_api::submit_organisation(request const& asked) const {
    return command(asked, organisation_command::submit, false);
}
work identity_api::verify_organisation(request const& asked) const {
    return command(asked, organisation_command::verify, false);
}
work identity_api::reject_organisation(request const& asked) const {
    return command(asked, organisation_command::reject, true);
}
work identity_api::suspend_organisation(request const& asked) const {
    return command(asked, organisation_command::suspend, true);
}
work identity_api::reinstate_organisation(request const& asked) const {
    return command(asked, organisation_command::reinstate, false);
}

// -- qualifications --

work identity_api::add_qualification(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<qualification>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.add_qualification(unit, wanted));
            return http::created(made, location_of("qualifications", made.id));
        }};
}

work identity_api::list_qualifications(request const& asked) const {
    uuid of = asked.principal.organisation;
    if (auto const named = asked.query_value("organisation")) {
        auto const parsed = parse_uuid(*named);
        if (!parsed)
            return http::invalid_query("organisation", "not_an_id", "must be an organisation's id");
        of = *parsed;
    }
    http::page one;
    for (auto const& each : service_.known().qualifications_of(of))
        one.items.push_back(json::write_shown(each));
    return http::page_response(asked, one);
}

work identity_api::read_qualification(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[asked, id = *id](db::session& sql) -> result<response> {
        auto const found = store::find_qualification(sql, id);
        if (!found) return refuse(error_code::not_found);
        return http::unless_unchanged(asked, http::shown(*found));
    }};
}

work identity_api::edit_qualification(request const& asked) const {
    TRY_WORK(auto patch, asked.patch_body<qualification>());
    return http::change(asked, [this, patch = std::move(patch), codes = asked.codes](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.edit_qualification(unit, id, expected, patch, *codes);
    });
}

work identity_api::review_qualification(request const& asked, qualification_status outcome) const {
    return http::change(asked,
                        [this, outcome](unit_of_work& unit, uuid const& id, std::int64_t expected) {
                            return service_.review_qualification(unit, id, expected, outcome);
                        });
}

work identity_api::verify_qualification(request const& asked) const {
    return review_qualification(asked, qualification_status::verified);
}
work identity_api::reject_qualification(request const& asked) const {
    return review_qualification(asked, qualification_status::rejected);
}

// -- members --

work identity_api::add_member(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<member>());
    if (wanted.password.empty()) return refuse_field("/password", "required", "is required");
    return http::prepared_work{[this, wanted = std::move(wanted)]() -> result<http::write_work> {
        auto const hash = security::hash_password(wanted.password);
        return http::write_work{[this, wanted, hash](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.add_member(unit, wanted, hash));
            return http::created(made, location_of("members", made.id));
        }};
    }};
}

work identity_api::list_members(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        auto const found = service_.list_members(sql, asked.principal, paging.after, paging.limit);
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work identity_api::read_member(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.read_member(sql, asked.principal, id));
        return http::unless_unchanged(asked, http::shown(found));
    }};
}

work identity_api::edit_member(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto expected, asked.expected_version());
    TRY_WORK(auto patch, asked.patch_body<member>());
    auto const* named = patch.find("password");
    std::string const new_password = named == nullptr ? std::string() : named->text();
    return http::prepared_work{[this, id = *id, expected, patch = std::move(patch),
                                password = new_password,
                                codes = asked.codes]() -> result<http::write_work> {
        auto const hash = password.empty() ? std::string() : security::hash_password(password);
        return http::write_work{[this, id, expected, patch, hash, codes](unit_of_work& unit) {
            return http::shown_or_problem(
                service_.edit_member(unit, id, expected, patch, hash, *codes));
        }};
    }};
}

work identity_api::erase_member(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.erase_member(unit, id, expected);
    });
}

work identity_api::export_member(request const& asked) const {
    auto const& id = asked.principal.member;
    if (id.is_nil()) return refuse(error_code::not_found, "an API key is nobody in particular");
    // The position is the stream's own: its pieces are asked for one after the other.
    auto const all = std::make_shared<member_export>(service_.vault(), id);
    return http::stream_work{.content_type = "application/json",
                             .file_name = "personal-data.json",
                             .next = [all](db::session& sql) { return all->next(sql); }};
}

// -- API keys --

work identity_api::make_api_key(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<api_key>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.make_api_key(unit, wanted));
            return http::created(made, location_of("api_keys", made.key.id))
                .header("ETag", http::etag_of(made.key.version));
        }};
}

work identity_api::list_api_keys(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[asked, paging](db::session& sql) -> result<response> {
        return http::page_response(
            asked, http::page_of(store::list_api_keys(sql, asked.principal.organisation,
                                                      paging.after, paging.limit),
                                 paging.limit));
    }};
}

work identity_api::read_api_key(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[asked, id = *id](db::session& sql) -> result<response> {
        auto const found = store::find_api_key(sql, id);
        if (!found || found->organisation_id != asked.principal.organisation)
            return refuse(error_code::not_found);
        return http::unless_unchanged(asked, http::shown(*found));
    }};
}

work identity_api::rotate_api_key(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto expected, asked.expected_version());
    return http::write_work{[this, id = *id, expected](unit_of_work& unit) -> result<response> {
        TRY(auto made, service_.rotate_api_key(unit, id, expected));
        return http::shown(made).header("ETag", http::etag_of(made.key.version));
    }};
}

work identity_api::revoke_api_key(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.revoke_api_key(unit, id, expected);
    });
}

} // namespace talent::identity
