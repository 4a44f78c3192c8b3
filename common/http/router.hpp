// Finds the route of a request. Filled once by talentd's main, immutable while serving; any thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/http/route.hpp"

namespace talent::http {

class router {
  public:
    router();
    ~router();
    router(router&&) noexcept;

    template <class Api, std::size_t Count>
    void add(Api const& api, route<Api> const (&rows)[Count]) {
        for (auto const& row : rows) {
            auto const handler = row.handler;
            add({row.method, row.path, row.permission, row.options,
                 [&api, handler](request const& asked) { return (api.*handler)(asked); }});
        }
    }
    /// A row that cannot be served as it is written is a bug: a doubled one, one without a summary,
    /// a malformed pattern, or a GET that changes something ends the program with a sentence.
    void add(bound_route row);

    struct match {
        bound_route const* route = nullptr; // null: no such route
        std::vector<std::string> parameters = {};
        bool path_exists = false; // with another method
        std::string allow = {};   // the methods it has
    };
    /// `path` is as sent (read_target has checked it): its segments are decoded one by one, so a
    /// parameter never holds a slash. Static segments win over parameters, from left to right; a
    /// path is found first, then its method. HEAD is answered by a GET route.
    /// No verb (OPTIONS) matches no route and tells which methods the path has.
    match find(std::optional<method> verb, std::string_view path) const;

    std::deque<bound_route> const& routes() const { return routes_; }

  private:
    std::deque<bound_route> routes_; // matches point into it, so it never moves its elements
    struct node;
    std::unique_ptr<node> root_;
};

/// The OpenAPI 3.1 document of these routes.
std::string openapi_document(router const& routes);

} // namespace talent::http
