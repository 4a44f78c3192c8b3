// The console's files: read once at start-up, answered from memory. Only the paths found then, and
// those of the console's own router, exist, so no request can name a file outside the directory.
// Immutable while serving; any thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "common/http/rendered_pages.hpp"
#include "common/http/response.hpp"

namespace talent::http {

/// Whether this Accept header names text/html, and no form of JSON as high: a browser that was
/// given an address does, what calls the API does not.
bool prefers_page(std::string_view accept);

class static_files {
  public:
    /// An empty name: no files. A file beside which NAME.gz or NAME.br lies is answered in that
    /// form to clients that accept it. Throws runtime_error where the directory cannot be read.
    explicit static_files(std::string const& directory);

    bool has(std::string_view path) const;

    /// The file of the request's path; index.html for "/" and for every path that the page's router
    /// reads ("/demands/…"). 304 where the client has it. Of nothing the page with status 404, on
    /// which the router says so, to who prefers a page; a problem to everybody else.
    response answer(request const& asked) const;

    /// Whether there is a console at all.
    bool has_page() const;
    /// The console's page with this head: for what a page's path names. Not found without a page.
    response page(request const& asked, page_head const& head) const;

  private:
    struct file {
        std::string content_type;
        std::string hash;
        bool hashed_name = false; // the name changes with the content: cacheable for ever
        std::string plain;
        std::string gzip;
        std::string brotli;
    };
    file const* find(std::string_view path) const;
    response answer_nothing(request const& asked) const;

    std::unordered_map<std::string, file> files_;
};

} // namespace talent::http
