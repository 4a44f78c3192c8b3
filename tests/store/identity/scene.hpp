// A fresh database with identity's routes, a directory that follows the journal, a clock moved by
// hand, and a way to send a request through route table, permission gate, handler and unit of work
// as the edge does, without sockets. One per test case; one thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/http/executor.hpp"
#include "common/http/router.hpp"
#include "services/identity/api.hpp"
#include "tests/support/database_fixture.hpp"

namespace talent::test {

class any_code final : public json::code_checker {
  public:
    bool known(json::code_list, std::string_view code) const override { return code != "999999"; }
};

/// What came back: the body as a document (as text where it is none), the problem's slug and the
/// "pointer code" of its field errors: "/price required".
struct answer {
    int status = 0;
    json::value body;
    std::string raw;
    std::string slug;
    std::vector<std::string> faults;
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<journal::entry> entries;

    std::string const& text(std::string_view name) const { return body[name].text(); }
    uuid id() const { return parse_uuid(body["id"].text()).value(); }
    std::int64_t version() const { return body["version"].integer().value_or(0); }
    /// Empty where there is none.
    std::string header(std::string_view name) const;
};

class scene {
  public:
    using principal = security::principal;

    explicit scene(db::dialect dialect);
    virtual ~scene() = default;

    manual_clock clock;
    identity::directory directory;

    answer send(http::method verb, std::string const& target, principal const& who,
                std::string const& body = {}, std::int64_t if_match = 0);
    answer post(std::string const& target, principal const& who, std::string const& body = {},
                std::int64_t if_match = 0) {
        return send(http::method::post, target, who, body, if_match);
    }
    answer patch(std::string const& target, principal const& who, std::string const& body,
                 std::int64_t if_match) {
        return send(http::method::patch, target, who, body, if_match);
    }
    answer get(std::string const& target, principal const& who) {
        return send(http::method::get, target, who);
    }

    /// An organisation in this state, with its administrator's principal.
    principal join(identity::organisation_kind kind, std::string region,
                   identity::organisation_status status = identity::organisation_status::verified);

    db::database& database() { return *database_; }

  protected:
    /// The directory takes what an entry would say an object is now.
    void tell_directory(std::string object_type, std::string after);

    http::router routes_;
    fresh_database database_;
    personal::vault vault_;
    std::vector<journal::projection*> followers_{&directory};
    std::chrono::milliseconds tick_{1}; // each request moves the clock by so much

  private:
    answer run(http::work const& work, http::request const& asked);

    any_code codes_;
    identity::identity_service service_{directory, vault_};
    identity::identity_api api_;
    int joined_ = 0;
};

} // namespace talent::test
