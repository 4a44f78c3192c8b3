// Handlers of changes that are made with reasons and nothing else. For handlers; any I/O thread.
#pragma once

#include "common/http/handlers.hpp"
#include "services/identity/model.hpp"

namespace talent::identity {

template <class Service, class Changed>
http::work change_with_reasons(http::request const& asked, Service const& service,
                               result<Changed> (Service::*use)(journal::unit_of_work&, uuid const&,
                                                               std::int64_t,
                                                               std::vector<std::string>) const) {
    return http::change_by<reasons>(
        asked, [&service, use](journal::unit_of_work& unit, uuid const& id, std::int64_t version,
                               reasons const& why) {
            return (service.*use)(unit, id, version, why.list);
        });
}

} // namespace talent::identity
