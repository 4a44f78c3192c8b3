// Organisations and their qualifications: registration, what an operator decides, licences.
#include "common/http/handlers.hpp"
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

work identity_api::set_supervision(request const& asked, bool supervises) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, supervises, why = std::move(why)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.set_supervision(unit, id, expected, supervises, why.list);
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
    TRY_WORK(auto wanted, asked.read_body<qualification>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.add_qualification(unit, wanted));
            return http::created(made, "/v1/qualifications/" + to_string(made.id));
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

} // namespace talent::identity
