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

// A write, since the look is kept.
work listings_api::read_personal_record(request const& asked) const {
    return http::act_on(asked, [this](unit_of_work& unit, uuid const& id) -> result<response> {
        TRY(auto found, service_.read_personal_record(unit, id));
        return http::shown(found.record).header("ETag", http::etag_of(found.version));
    });
}

work listings_api::erase_personal_record(request const& asked) const {
    return http::act_on(asked, [this](unit_of_work& unit, uuid const& id) -> result<response> {
        TRY(service_.erase_personal_record(unit, id));
        return http::no_content();
    });
}

work listings_api::export_subject(request const& asked) const {
    return http::act_on(asked, [this](unit_of_work& unit, uuid const& id) -> result<response> {
        TRY(auto document, service_.export_subject(unit, id));
        response answer{.body = std::move(document)};
        answer.header("Content-Disposition", "attachment; filename=\"personal-data.json\"");
        return answer;
    });
}

work listings_api::give_consent(request const& asked) const {
    return http::create_in(asked, service_, &listings_service::give_consent, {"/v1/consents"});
}

work listings_api::list_consents(request const& asked) const {
    return http::list_whole(asked, service_, &listings_service::list_consents);
}

work listings_api::withdraw_consent(request const& asked) const {
    return http::change(asked, service_, &listings_service::withdraw_consent);
}

work listings_api::reveal_record(request const& asked) const {
    return http::act_on_by(asked, service_, &listings_service::reveal_record);
}

work listings_api::list_reveals(request const& asked) const {
    return http::list_in(asked, service_, &listings_service::list_reveals);
}

} // namespace talent::listings
