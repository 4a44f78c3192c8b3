// A plain HTTP client for tests: one request, one answer, by libcurl. One thread at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json/value.hpp"

namespace talent::test {

struct answer {
    int status = 0;
    std::map<std::string, std::string, std::less<>> headers; // names in lower case
    std::string body;
    json::value document; // null where the body is no JSON

    /// The last part of a problem's type; empty for other answers.
    std::string problem() const;
    std::string header(std::string_view name) const;
    json::value const& operator[](std::string_view name) const { return document[name]; }
    /// A member's text, such as an id.
    std::string text(std::string_view name) const { return document[name].text(); }
    /// Pointers of a problem's field errors.
    std::vector<std::string> error_pointers() const;
};

using headers = std::vector<std::pair<std::string, std::string>>;

class http_client {
  public:
    explicit http_client(std::string base_address, std::string bearer = {});
    ~http_client();
    http_client(http_client&&) noexcept;
    http_client& operator=(http_client&&) noexcept;

    answer request(std::string_view method, std::string_view target, std::string_view body = {},
                   headers const& more = {});

    answer get(std::string_view target, headers const& more = {}) {
        return request("GET", target, {}, more);
    }
    answer post(std::string_view target, std::string_view body = {}, headers const& more = {}) {
        return request("POST", target, body, more);
    }
    answer put(std::string_view target, std::string_view body, headers const& more = {}) {
        return request("PUT", target, body, more);
    }
    answer patch(std::string_view target, std::string_view body, headers const& more) {
        return request("PATCH", target, body, more);
    }
    answer remove(std::string_view target, headers const& more = {}) {
        return request("DELETE", target, {}, more);
    }

    /// A state change or patch on the version of an answer seen before.
    answer post_on(answer const& seen, std::string_view target, std::string_view body = {});
    answer patch_on(answer const& seen, std::string_view target, std::string_view body);

    /// The same server, another credential.
    http_client as(std::string bearer) const;
    std::string const& bearer() const { return bearer_; }
    std::string const& address() const { return address_; }

  private:
    struct handle;
    std::string address_;
    std::string bearer_;
    std::unique_ptr<handle> handle_;
};

} // namespace talent::test
