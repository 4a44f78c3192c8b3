// The whole permission matrix, every route × every audience and role × own, same organisation,
// other, anonymous and revoked, against tests/api/permission_matrix.tsv. That no route, audience or
// role lacks its place there is checked when this is built.
#include <catch2/catch.hpp>

#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/api/described_writes.hpp"
#include "tests/api/prepared_market.hpp"

namespace talent::test {
namespace {

using security::audience;
using security::role;

struct expectation {
    std::string method;
    std::string path;
    std::map<audience, std::string> roles; // letters; "+" for the public
    std::string of_others;

    std::string name() const { return method + " " + path; }
    bool has_object() const { return path.find("{id}") != std::string::npos; }
    bool allows(audience who, char letter) const {
        return roles.at(who).find(letter) != std::string::npos;
    }
};

std::vector<std::string> split(std::string const& line) {
    std::vector<std::string> cells;
    std::istringstream from(line);
    for (std::string cell; std::getline(from, cell, '\t');)
        cells.push_back(cell);
    return cells;
}

std::vector<expectation> read_matrix() {
    std::ifstream from(TALENT_SOURCE_DIRECTORY "/tests/api/permission_matrix.tsv");
    std::vector<expectation> rows;
    std::vector<std::string> header;
    for (std::string line; std::getline(from, line);) {
        if (line.empty() || line.front() == '#') continue;
        auto const cells = split(line);
        if (header.empty()) {
            header = cells;
            continue;
        }
        auto const space = cells[0].find(' ');
        expectation row{.method = cells[0].substr(0, space),
                        .path = cells[0].substr(space + 1),
                        .roles = {},
                        .of_others = cells.back()};
        for (std::size_t i = 1; i + 1 < cells.size(); ++i)
            row.roles.emplace(*security::audience_named(header[i]), cells[i]);
        rows.push_back(std::move(row));
    }
    REQUIRE(rows.size() > 100);
    return rows;
}

struct role_letter {
    char letter;
    role what;
};
constexpr role_letter role_letters[] = {
    {'a', role::administrator}, {'m', role::manager}, {'f', role::finance}, {'r', role::reader}};

// One caller: a credential, and the headers it travels in where it is a session.
struct caller {
    http_client client;
    headers credentials = {};

    answer ask(std::string const& method, std::string const& target, std::string const& body = {},
               headers more = {}) {
        more.insert(more.end(), credentials.begin(), credentials.end());
        return client.request(method, target, body, more);
    }
};

std::string make_key(http_client& maker, audience who, role what, std::string const& more = {}) {
    auto const made =
        maker.post("/v1/api_keys", R"({"name":"matrix","audience":")" +
                                       std::string(security::name_of(who)) + R"(","roles":[")" +
                                       std::string(security::name_of(what)) + R"("])" + more + "}");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return made.text("secret");
}

/// A member added to the client's organisation, with every role, and logged in.
caller log_in_colleague(prepared_market& market, http_client& administrator,
                        std::string const& name) {
    auto const email = name + "@example.cn";
    auto const added =
        administrator.post("/v1/members", R"({"name":"同事","email":")" + email +
                                              R"(","roles":["administrator","manager","finance"],)"
                                              R"("password":"another correct horse 9"})");
    CAPTURE(added.body);
    REQUIRE(added.status == 201);
    auto anybody = market.anybody();
    auto const login = anybody.post(
        "/v1/sessions", R"({"email":")" + email + R"(","password":"another correct horse 9"})");
    CAPTURE(login.body);
    REQUIRE(login.status == 201);
    auto const cookie = login.header("set-cookie");
    return {market.anybody(),
            {{"Cookie", cookie.substr(0, cookie.find(';'))},
             {"X-CSRF-Token", login.text("csrf_token")}}};
}

std::string filled_in(prepared_market const& market, std::string path) {
    std::map<std::string, std::string> const values{
        {"{id}", market.object_of(path).value_or("01900000-0000-7000-8000-000000000000")},
        {"{supply_id}", market.object_of("/v1/supplies/").value()},
        {"{demand_id}", market.object_of("/v1/demands/").value()},
        {"{offering_id}", market.object_of("/v1/offerings/").value()},
        {"{organisation_id}", market.object_of("/v1/agencies/").value()},
        {"{session_id}", "01900000-0000-7000-8000-000000000000"},
        {"{market}", "demands"},
        {"{list}", "regions"},
        {"{release_id}", "ocds-000000-none"},
        {"{ocid}", "ocds-000000-none"},
        {"{code}", "330000"},
        {"{slug}", "not-found"}};
    for (auto const& [name, value] : values) {
        if (auto const at = path.find(name); at != std::string::npos)
            path.replace(at, name.size(), value);
    }
    INFO("no value for a parameter of " << path);
    REQUIRE(path.find('{') == std::string::npos);
    return path;
}

// The gate stands before the query is read: a request that may pass is refused for its parameter,
// and changes nothing.
answer knock(prepared_market const& market, caller& who, expectation const& row) {
    return who.ask(row.method, filled_in(market, row.path) + "?no_such_parameter=1");
}

http_client copy_of(http_client const& one) {
    return one.as(one.bearer());
}

// Reading a person's record is harmless to all but the journal: that somebody looked is kept.
bool keeps_the_look(expectation const& row) {
    return row.method == "GET" && (row.path == "/v1/supplies/{id}/personal_record" ||
                                   row.path == "/v1/supplies/{id}/export");
}

// A request that a route's own caller may make, in a form that changes nothing where there is one:
// on a version that never was, or as a dry run.
struct attempt {
    attempt(expectation const& row, std::vector<write_operation> const& writes) {
        auto const write = std::find_if(writes.begin(), writes.end(), [&](auto const& each) {
            return each.method == row.method && each.path == row.path;
        });
        harmless = !keeps_the_look(row);
        if (write == writes.end()) return;
        if (write->needs_version) {
            more.emplace_back("If-Match", "\"987654\"");
        } else if (write->has_dry_run) {
            query = "?dry_run=true";
        } else {
            harmless = false;
        }
        if (write->needs_key) more.emplace_back("Idempotency-Key", "matrix");
        if (write->body == nullptr) return;
        body = json::write(sample_object(*write->body));
        more.emplace_back("Content-Type", row.method == "PATCH" ? "application/merge-patch+json"
                                                                : "application/json");
    }
    bool harmless = true;
    std::string query = {};
    std::string body = {};
    headers more = {};
};

void expect_gate(answer const& got, expectation const& row, std::string_view who, bool allowed) {
    INFO(row.name() << " as " << who << " answered " << got.status << " " << got.body);
    bool const anonymous = who == "anonymous";
    CHECK(got.status == (allowed ? 400 : anonymous ? 401 : 403));
    CHECK(got.problem() == (allowed     ? "invalid-query"
                            : anonymous ? "unauthenticated"
                                        : "forbidden"));
}

} // namespace

TEST_CASE("every route opens to the audiences and roles of the matrix, and to no other") {
    prepared_market market;
    auto const matrix = read_matrix();
    std::map<std::pair<audience, char>, caller> callers;
    auto const add = [&](audience who, http_client& maker, std::string const& more = {}) {
        for (auto const [letter, what] : role_letters) {
            if (who == audience::talent && what != role::manager) continue;
            callers.emplace(std::pair(who, letter),
                            caller{market.server().client(make_key(maker, who, what, more))});
        }
    };
    for (auto const who : {audience::enterprise, audience::agency, audience::government_office,
                           audience::operator_group})
        add(who, market.owner(who));
    add(audience::supervisor, market.owner(audience::operator_group));
    add(audience::talent, market.owner(audience::agency),
        R"(,"subject_id":")" + market.object_of("/v1/supplies/").value() + R"(")");

    auto const head = market.journal_head();
    std::size_t cells = 0;
    for (auto const& row : matrix) {
        caller anybody{market.anybody()};
        expect_gate(knock(market, anybody, row), row, "anonymous",
                    row.roles.at(audience::anonymous) == "+");
        ++cells;
        for (auto& [key, one] : callers) {
            auto const who = std::string(security::name_of(key.first)) + " " + key.second;
            expect_gate(knock(market, one, row), row, who, row.allows(key.first, key.second));
            ++cells;
        }
    }
    CHECK(market.journal_head() == head);
    std::cout << matrix.size() << " routes, " << cells << " cells.\n";
}

TEST_CASE("an object opens to its own organisation, and is for others what the matrix says") {
    prepared_market market;
    std::map<audience, caller> colleagues;
    for (auto const who : {audience::enterprise, audience::agency, audience::government_office,
                           audience::operator_group})
        colleagues.emplace(
            who, log_in_colleague(market, market.owner(who), std::string(security::name_of(who))));
    auto const description = market.description();
    auto const writes = writes_of(description);
    auto const head = market.journal_head();
    std::size_t tried = 0;
    std::int64_t kept = 0; // reveals, which have no harmless form
    for (auto const& row : read_matrix()) {
        if (!row.has_object()) continue;
        auto parties = market.parties_of(row.path);
        parties.push_back(audience::operator_group);
        auto const who = std::find_if(parties.begin(), parties.end(),
                                      [&](audience each) { return row.roles.at(each) != "-"; });
        INFO("nobody who has to do with it may call " << row.name());
        REQUIRE(who != parties.end());
        attempt const tried_with(row, writes);
        auto const target = filled_in(market, row.path) + tried_with.query;
        auto const try_as = [&](caller one) {
            return one.ask(row.method, target, tried_with.body, tried_with.more);
        };
        auto const own = try_as({copy_of(market.owner(*who))});
        auto const same = try_as({market.anybody(), colleagues.at(*who).credentials});
        auto const others = try_as({copy_of(market.stranger(*who))});
        INFO(row.name() << " as " << security::name_of(*who) << "\nown:   " << own.status << " "
                        << own.body << "\nsame:  " << same.status << " " << same.body
                        << "\nother: " << others.status << " " << others.body);
        for (auto const status : {own.status, same.status})
            CHECK((status != 401 && status != 403 && status != 404));
        if (row.of_others == "hidden") CHECK(others.problem() == "not-found");
        if (row.of_others == "refused") CHECK(others.problem() == "forbidden");
        if (row.of_others == "seen") CHECK((others.status < 300 || others.status == own.status));
        CHECK(row.of_others != "-");
        for (auto const* each : {&own, &same, &others})
            kept += !tried_with.harmless && each->status < 300 ? 1 : 0;
        ++tried;
    }
    CHECK(market.journal_head() == head + kept);
    std::cout << tried << " routes of objects.\n";
}

TEST_CASE("a credential that was revoked, has expired, or whose member is disabled opens nothing") {
    prepared_market market;
    auto& owner = market.owner(audience::enterprise);
    auto const anybody = market.anybody();
    std::map<std::string, caller> dead;

    auto const revoked = owner.post("/v1/api_keys", R"({"name":"to revoke","roles":["manager"]})");
    auto const path = "/v1/api_keys/" + revoked["api_key"]["id"].text();
    REQUIRE(owner.post_on(owner.get(path), path + "/revoke").status == 200);
    dead.emplace("revoked key", caller{anybody.as(revoked.text("secret"))});

    constexpr std::chrono::hours brief_life{24 * 150}; // the market's clock is months ahead
    auto const brief =
        owner.post("/v1/api_keys", R"({"name":"brief","roles":["manager"],"expires_at":")" +
                                       in_time(brief_life) + R"("})");
    CAPTURE(brief.body);
    REQUIRE(brief.status == 201);
    dead.emplace("expired key", caller{anybody.as(brief.text("secret"))});
    dead.emplace("unknown key", caller{anybody.as("tp_live_" + std::string(43, 'A'))});

    auto expired_session = log_in_colleague(market, owner, "expired");
    dead.emplace("expired session", std::move(expired_session));
    market.server().advance(brief_life);

    dead.emplace("disabled member's session", log_in_colleague(market, owner, "disabled"));
    bool disabled = false;
    auto const members = owner.get("/v1/members");
    for (auto const& member : members["items"].elements()) {
        if (member["email"].text() != "disabled@example.cn") continue;
        disabled = true;
        auto const place = "/v1/members/" + member["id"].text();
        auto const changed = owner.patch_on(owner.get(place), place, R"({"status":"disabled"})");
        CAPTURE(changed.body);
        REQUIRE(changed.status == 200);
    }
    REQUIRE(disabled);

    for (auto const& row : read_matrix()) {
        for (auto& [name, one] : dead) {
            bool const session = !one.credentials.empty();
            // A browser that still holds a cookie may use what is open to everybody.
            bool const open = session && row.roles.at(audience::anonymous) == "+";
            auto const got = knock(market, one, row);
            INFO(row.name() << " with a " << name << " answered " << got.status << " " << got.body);
            CHECK(got.status == (open ? 400 : 401));
        }
    }
}

} // namespace talent::test
