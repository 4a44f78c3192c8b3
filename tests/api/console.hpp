// A person at the console: logs in with a password, then sends the cookie, and the CSRF token with
// every write, as a browser with our page does. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/api/market_people.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {

class console {
  public:
    /// `behind_proxy`: what a trusted proxy would say of the request; empty: nothing.
    explicit console(server_process const& server, headers behind_proxy = {});

    /// The answer to the login; from then on the session it started is used.
    answer log_in(std::string_view email, std::string_view password);
    /// A request in the session.
    answer request(std::string_view method, std::string_view target, std::string_view body = {},
                   headers const& more = {});
    answer get(std::string_view target) { return request("GET", target); }
    answer post(std::string_view target, std::string_view body = {}) {
        return request("POST", target, body);
    }
    answer remove(std::string_view target) { return request("DELETE", target); }
    /// Takes the cookie and the token of an answer that sets them.
    void adopt(answer const& one);
    bool logged_in() { return get("/v1/identity").status == 200; }

    std::string cookie; // name=value
    std::string csrf_token;

  private:
    http_client client_;
    headers behind_proxy_;
};

/// Starts a server, on a clock that can be moved, that takes the tests for a proxy: one machine can
/// be many clients, over TLS or not. `settings` are more lines of its [server].
void start_behind_proxy(server_process& server, std::string_view settings = {});

/// Such a server, and an enterprise in it with an administrator's key.
struct served_enterprise {
    explicit served_enterprise(engine on);

    server_process server;
    std::unique_ptr<participant> administrator;
};

std::string login_text(std::string_view email, std::string_view password);

} // namespace talent::test
