// Members of an organisation, and the API keys that speak for it.
#include <memory>

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "common/security/password.hpp"
#include "services/identity/api.hpp"
#include "services/identity/member_export.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using http::request;
using http::response;
using http::work;
using journal::unit_of_work;

} // namespace

// -- members --

work identity_api::add_member(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<member>());
    if (wanted.password.empty()) return refuse_field("/password", "required", "is required");
    return http::prepared_work{[this, wanted = std::move(wanted)]() -> result<http::write_work> {
        auto const hash = security::hash_password(wanted.password);
        return http::write_work{[this, wanted, hash](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.add_member(unit, wanted, hash));
            return http::created(made, "/v1/members/" + to_string(made.id));
        }};
    }};
}

work identity_api::list_members(request const& asked) const {
    return http::list(asked, service_, &identity_service::list_members);
}

work identity_api::read_member(request const& asked) const {
    return http::read(asked, service_, &identity_service::read_member);
}

work identity_api::edit_member(request const& asked) const {
    TRY_WORK(auto target, http::read_change_target(asked));
    TRY_WORK(auto patch, asked.patch_body<member>());
    auto const* named = patch.find("password");
    std::string const new_password = named == nullptr ? std::string() : named->text();
    return http::prepared_work{[this, target, patch = std::move(patch), password = new_password,
                                codes = asked.codes]() -> result<http::write_work> {
        auto const hash = password.empty() ? std::string() : security::hash_password(password);
        return http::write_work{[this, target, patch, hash, codes](unit_of_work& unit) {
            return http::shown_or_problem(
                service_.edit_member(unit, target.id, target.version, patch, hash, *codes));
        }};
    }};
}

work identity_api::erase_member(request const& asked) const {
    return http::change(asked, service_, &identity_service::erase_member);
}

work identity_api::export_member(request const& asked) const {
    auto const& id = asked.principal.member;
    if (id.is_nil()) return refuse(error_code::not_found, "An API key is nobody in particular.");
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
            return http::created(made, "/v1/api_keys/" + to_string(made.key.id))
                .header("ETag", http::etag_of(made.key.version));
        }};
}

work identity_api::list_api_keys(request const& asked) const {
    return http::list(
        asked, [of = asked.principal.organisation](db::session& sql, http::paging const& page) {
            return store::list_api_keys(sql, of, page.after, page.limit);
        });
}

work identity_api::read_api_key(request const& asked) const {
    return http::read(
        asked,
        [of = asked.principal.organisation](db::session& sql, uuid const& id) -> result<api_key> {
            auto found = store::find_api_key(sql, id);
            if (!found || found->organisation_id != of) return refuse(error_code::not_found);
            return *std::move(found);
        });
}

work identity_api::rotate_api_key(request const& asked) const {
    TRY_WORK(auto target, http::read_change_target(asked));
    return http::write_work{[this, target](unit_of_work& unit) -> result<response> {
        TRY(auto made, service_.rotate_api_key(unit, target.id, target.version));
        return http::shown(made).header("ETag", http::etag_of(made.key.version));
    }};
}

work identity_api::revoke_api_key(request const& asked) const {
    return http::change(asked, service_, &identity_service::revoke_api_key);
}

} // namespace talent::identity
