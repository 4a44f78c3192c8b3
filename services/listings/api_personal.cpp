// The personal record behind a supply: name and contact, consents, and who has looked.
#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/listings/api.hpp"

namespace talent::listings {
namespace {

using http::request;
using http::response;
using http::work;
using journal::unit_of_work;

} // namespace

work listings_api::write_personal_record(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    std::optional<std::int64_t> expected;
    if (asked.if_match) {
        TRY_WORK(expected, asked.expected_version());
    }
    TRY_WORK(auto record, asked.read_body<personal_record>());
    return http::write_work{[this, id = *id, expected,
                             record = std::move(record)](unit_of_work& unit) -> result<response> {
        TRY(auto version, service_.write_personal_record(unit, id, expected, record));
        return http::no_content().header("ETag", http::etag_of(version));
    }};
}

work listings_api::read_personal_record(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    // A write, since the look is kept.
    return http::write_work{[this, id = *id](unit_of_work& unit) -> result<response> {
        TRY(auto found, service_.read_personal_record(unit, id));
        return http::shown(found.record).header("ETag", http::etag_of(found.version));
    }};
}

work listings_api::erase_personal_record(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::write_work{[this, id = *id](unit_of_work& unit) -> result<response> {
        TRY(service_.erase_personal_record(unit, id));
        return http::no_content();
    }};
}

work listings_api::export_subject(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::write_work{[this, id = *id](unit_of_work& unit) -> result<response> {
        TRY(auto document, service_.export_subject(unit, id));
        response answer{.body = std::move(document)};
        answer.header("Content-Disposition", "attachment; filename=\"personal-data.json\"");
        return answer;
    }};
}

work listings_api::give_consent(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<consent>());
    return http::write_work{
        [this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.give_consent(unit, id, wanted));
            return http::created(made, "/v1/consents/" + to_string(made.id));
        }};
}

work listings_api::list_consents(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_consents(sql, asked.principal, id));
        http::page one;
        for (auto const& each : found)
            one.items.push_back(json::write_shown(each));
        return http::page_response(asked, one);
    }};
}

work listings_api::withdraw_consent(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.withdraw_consent(unit, id, expected);
    });
}

work listings_api::reveal_record(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<reveal>());
    return http::write_work{[this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) {
        return http::shown_or_problem(service_.reveal_record(unit, id, wanted));
    }};
}

work listings_api::list_reveals(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, id = *id, paging](db::session& sql) -> result<response> {
        TRY(auto found,
            service_.list_reveals(sql, asked.principal, id, paging.after, paging.limit));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

} // namespace talent::listings
