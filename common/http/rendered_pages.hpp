// Paths outside of the API that the server answers for readers without scripts: search engines and
// previews. Implemented by services/pages; owned by talentd's main, immutable, any I/O thread.
#pragma once

#include <string>
#include <string_view>

#include "common/http/work.hpp"

namespace talent::http {

class static_files;

/// What the console's page says of an object in its head. Both texts are markup already.
struct page_head {
    int status = 200;
    std::string title;
    std::string markup; // put before </head>
};

class rendered_pages {
  public:
    virtual ~rendered_pages() = default;
    /// Whether this path is one of them; asked where no route has it.
    virtual bool has(std::string_view path) const = 0;
    virtual work answer(request const& asked, static_files const& files) const = 0;
};

} // namespace talent::http
