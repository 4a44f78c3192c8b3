// Organisations and their qualifications: registration, what an operator decides, licences.
#include "common/http/handlers.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "common/security/password.hpp"
#include "services/identity/api.hpp"
#include "services/identity/password_policy.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using http::request;
using http::response;
using http::work;
using journal::unit_of_work;

/// Whose profile anybody may read.
bool is_public(organisation const& one) {
    return one.status == organisation_status::verified && !one.test;
}

} // namespace

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
            return http::created(made, "/v1/organisations/" + to_string(made.id));
        }};
    }};
}

work identity_api::list_organisations(request const& asked) const {
    TRY_WORK(auto status, http::read_choice<organisation_status>(asked, "status"));
    return http::list(
        asked, [this, who = asked.principal, status](db::session& sql, http::paging const& page) {
            return service_.list(sql, who, status, page.after, page.limit);
        });
}

work identity_api::read_organisation(request const& asked) const {
    TRY_WORK(auto id, http::read_path_id(asked));
    return http::read_work{[this, asked, id](db::session& sql) -> result<response> {
        auto whole = service_.read(sql, asked.principal, id);
        if (whole.has_value()) return http::unless_unchanged(asked, http::shown(whole.value()));
        auto const known = service_.known().find_organisation(id);
        // The public learns whose tenders and contracts are published, and of nobody else whether
        // there is one of that id.
        if (asked.principal.anonymous() && !(known && is_public(*known)))
            return refuse(error_code::unauthenticated);
        if (!known) return refuse(error_code::not_found);
        return http::unless_unchanged(asked, http::shown(profile_of(*known)));
    }};
}

work identity_api::edit_organisation(request const& asked) const {
    return http::edit(asked, service_, &identity_service::edit);
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

work identity_api::set_supervision(request const& asked, bool supervises) const {
    return http::change_by<reasons>(
        asked, [this, supervises](unit_of_work& unit, uuid const& id, std::int64_t version,
                                  reasons const& why) {
            return service_.set_supervision(unit, id, version, supervises, why.list);
        });
}

work identity_api::name_supervisor(request const& asked) const {
    return set_supervision(asked, true);
}
work identity_api::end_supervision(request const& asked) const {
    return set_supervision(asked, false);
}

// -- qualifications --

work identity_api::add_qualification(request const& asked) const {
    return http::create(asked, service_, &identity_service::add_qualification,
                        {"/v1/qualifications"});
}

work identity_api::list_qualifications(request const& asked) const {
    uuid of = asked.principal.organisation;
    if (auto const named = asked.query_value("organisation")) {
        auto const parsed = parse_uuid(*named);
        if (!parsed)
            return http::invalid_query("organisation", "not_an_id", "must be an organisation's id");
        of = *parsed;
    }
    return http::page_response(asked, http::whole_page(service_.known().qualifications_of(of)));
}

work identity_api::read_qualification(request const& asked) const {
    return http::read(asked, [](db::session& sql, uuid const& id) -> result<qualification> {
        auto found = store::find_qualification(sql, id);
        if (!found) return refuse(error_code::not_found);
        return *std::move(found);
    });
}

work identity_api::edit_qualification(request const& asked) const {
    return http::edit(asked, service_, &identity_service::edit_qualification);
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

} // namespace talent::identity
