// A published demand as search engines read it: a JobPosting of schema.org, and the title and
// description of its page. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "common/http/rendered_pages.hpp"
#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"

namespace talent::pages {

/// JSON-LD; `address` is the page's own, absolute.
std::string job_posting(listings::demand const& of, vocabulary::catalogue const& codes,
                        std::string_view address);

/// The head of the demand's page, with its JobPosting. A demand for its own region alone is shown
/// to who has its address and not offered to search engines.
http::page_head head_of(listings::demand const& of, vocabulary::catalogue const& codes,
                        std::string_view address);

/// Of a page that has nothing to show: 404 or 410.
http::page_head head_of_nothing(int status);

} // namespace talent::pages
