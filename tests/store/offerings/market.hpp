// A small market for tests of offerings: a fresh database, some organisations, a clock moved by
// hand, and a way to send a request through the route table, the permission gate and the unit of
// work as the edge does, without sockets. One per test case; one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/http/executor.hpp"
#include "common/http/router.hpp"
#include "services/identity/directory.hpp"
#include "services/offerings/api.hpp"
#include "tests/support/database_fixture.hpp"

namespace talent::test {

class any_code final : public json::code_checker {
  public:
    bool known(json::code_list, std::string_view code) const override { return code != "999999"; }
};

/// What came back: the status, the body as a document, the problem's slug where it was one.
struct answer {
    int status = 0;
    json::value body;
    std::string slug;
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<journal::entry> entries;

    std::string const& text(std::string_view name) const { return body[name].text(); }
    std::int64_t version() const { return body["version"].integer().value_or(0); }
    std::string header(std::string_view name) const;
    /// The pointers and codes of the field errors: "/price required".
    std::vector<std::string> faults;
};

class market {
  public:
    explicit market(db::dialect dialect);

    using principal = security::principal;
    principal agency;        // Hangzhou, verified, no licence yet
    principal rival;         // another verified agency
    principal enterprise;    // Hangzhou, verified
    principal office;        // Hangzhou, verified
    principal far_buyer;     // an enterprise in Urumqi
    principal operators;     // of Zhejiang
    principal far_operators; // of Xinjiang
    principal supervisor;
    principal anybody; // without a credential

    manual_clock clock;

    answer send(http::method verb, std::string const& path, principal const& who,
                std::string const& body = {}, std::int64_t if_match = 0);
    answer post(std::string const& path, principal const& who, std::string const& body = {},
                std::int64_t if_match = 0) {
        return send(http::method::post, path, who, body, if_match);
    }
    answer get(std::string const& path, principal const& who) {
        return send(http::method::get, path, who);
    }

    /// Gives the organisation a qualification valid in 2026.
    void license(principal const& who, identity::qualification_kind kind, std::string number);
    /// What the operator decided on an organisation; it reaches the directory and `who`.
    void set_status(principal& who, identity::organisation_status status);

    /// A published offering of `agency` that serves Hangzhou.
    answer publish(std::string const& category_and_price);
    /// An order of it by `enterprise`; `more` are further members of the body.
    answer order(answer const& offering, std::string const& more = {});
    /// An order brought to accepted_by_buyer.
    answer finished_order();

    db::database& database() { return *database_; }

  private:
    principal join(identity::organisation_kind kind, security::audience audience,
                   std::string region);
    void tell_directory(std::string type, std::string after);
    answer run(http::work const& work, http::request const& asked);

    fresh_database database_;
    any_code codes_;
    identity::directory directory_;
    offerings::offerings_service service_{directory_};
    offerings::offerings_api api_{service_};
    http::router routes_;
    std::map<uuid, identity::organisation> organisations_;
};

inline std::string path_of(std::string_view collection, answer const& one,
                           std::string_view step = {}) {
    std::string path = "/v1/" + std::string(collection) + "/" + one.text("id");
    return step.empty() ? path : path + "/" + std::string(step);
}

inline constexpr std::string_view headhunting_fixed =
    R"("category":"headhunting","price_model":"fixed","price":{"amount":"1000.00","currency":"CNY"})";
inline constexpr std::string_view consulting_fixed =
    R"("category":"hr_consulting","price_model":"fixed","price":{"amount":"1000.00","currency":"CNY"})";
inline constexpr std::string_view consulting_quote =
    R"("category":"hr_consulting","price_model":"quote")";

} // namespace talent::test
