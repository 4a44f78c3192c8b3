// Every text that a client may write, in every write of the API, given each string of the list: it
// comes back byte for byte, or is refused with the field's name, on every database; never is it a
// fault of the server's. What was kept is read again, exported and logged unharmed.
// TALENT_NAUGHTY_STRINGS may name a further list, a JSON array of strings (such as blns.json).
#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>
#include <sstream>
#include <thread>

#include "tests/api/described_writes.hpp"
#include "tests/api/prepared_market.hpp"
#include "tests/support/escaped_text.hpp"
#include "tests/support/read_file.hpp"

namespace talent::test {
namespace {

std::vector<std::string> naughty_strings() {
    std::vector<std::string> found;
    escaped_text const reader;
    std::istringstream lines(
        read_file(TALENT_SOURCE_DIRECTORY "/tests/corpora/naughty_strings.txt"));
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && !line.starts_with("# ")) found.push_back(reader.bytes_of(line));
    }
    REQUIRE(found.size() > 250);
    if (char const* const more = std::getenv("TALENT_NAUGHTY_STRINGS")) {
        auto const list = json::parse(read_file(more));
        REQUIRE(list.has_value());
        for (auto const& one : list.value().elements())
            if (!one.text().empty()) found.push_back(one.text()); // empty: not given
    }
    return found;
}

// -- the texts of a body --

/// Names and indices from the body down to a text.
using place = std::vector<std::string>;

bool is_free_text(json::value const& schema) {
    return schema["type"].text() == "string" && schema["enum"].elements().empty() &&
           schema["x-vocabulary"].text().empty() && schema["format"].text() != "uuid" &&
           schema["format"].text() != "date" && schema["format"].text() != "date-time";
}

void find_texts(json::value const& schema, place const& at, std::vector<place>& into) {
    auto const& core = core_of(schema);
    bool const is_money = core["properties"].find("currency") != nullptr;
    if (is_server_owned(schema) || is_money) return;
    auto const deeper = [&](std::string const& name, json::value const& inner) {
        auto next = at;
        next.push_back(name);
        find_texts(inner, next, into);
    };
    if (is_free_text(core)) {
        into.push_back(at);
    } else if (core["type"].text() == "array") {
        deeper("0", core["items"]);
    } else {
        for (auto const& [name, property] : core["properties"].members())
            deeper(name, property);
    }
}

json::value const* find_at(json::value const& document, place const& where) {
    auto const* at = &document;
    for (auto const& step : where) {
        if (at->is_array()) {
            at = at->elements().empty() ? nullptr : &at->elements().front();
        } else {
            at = at->find(step);
        }
        if (at == nullptr) return nullptr;
    }
    return at;
}

/// The document with the text there, the schema's samples around it where nothing was.
json::value with_text(json::value document, json::value const& schema, place const& where,
                      std::size_t depth, std::string const& text) {
    if (depth == where.size()) return json::value::of_string(text);
    auto const& core = core_of(schema);
    if (core["type"].text() == "array") {
        auto const first = document.elements().empty() ? sample(where[depth - 1], core["items"])
                                                       : document.elements().front();
        return json::value::of_array({with_text(first, core["items"], where, depth + 1, text)});
    }
    auto const& name = where[depth];
    auto const& inner = core["properties"][name];
    auto const* const there = document.find(name);
    auto const start = there != nullptr ? *there : sample(name, core_of(inner));
    document.set(name, with_text(start, inner, where, depth + 1, text));
    return document;
}

std::string pointer_of(place const& where) {
    std::string pointer;
    for (auto const& step : where)
        pointer += "/" + step;
    return pointer;
}

// -- one write --

/// These change an object without ending what can be done with it, so that they are really carried
/// out, again and again; the others are tried with dry_run.
bool is_repeatable(write_operation const& one) {
    static std::set<std::string> const repeatable = {
        "POST /v1/api_keys",        "POST /v1/demands",
        "POST /v1/supplies",        "POST /v1/offerings",
        "POST /v1/tenders",         "POST /v1/qualifications",
        "PATCH /v1/demands/{id}",   "PATCH /v1/supplies/{id}",
        "PATCH /v1/offerings/{id}", "PATCH /v1/organisations/{id}",
        "PATCH /v1/members/{id}",   "PUT /v1/supplies/{id}/personal_record"};
    return repeatable.contains(one.name());
}

struct tally {
    std::size_t requests = 0;
    std::size_t kept = 0;
    std::size_t refused = 0;
};

class write_test {
  public:
    write_test(prepared_market& market, write_operation const& operation)
        : operation_(operation), target_(operation.path) {
        if (operation.has_id())
            target_.replace(target_.find("{id}"), 4, *market.object_of(target_));
        auto const caller = market.caller_of(operation.permission, operation.path);
        client_ = &market.owner(caller.value_or(security::audience::enterprise));
        if (!is_repeatable(operation) && operation.has_dry_run) suffix_ = "?dry_run=true";
        find_texts(*operation.body, {}, texts_);
    }

    /// All texts at once, then without those that are refused by name; where something else is
    /// refused, each alone.
    void give(std::string const& text, tally& count) {
        auto left = texts_;
        while (!left.empty()) {
            auto body = start();
            for (auto const& where : left)
                body = with_text(std::move(body), *operation_.body, where, 0, text);
            auto const named = give(body, left, text, count);
            auto const before = left.size();
            std::erase_if(left,
                          [&](auto const& where) { return named.contains(pointer_of(where)); });
            if (left.size() == before) break;
        }
        if (left.size() < 2 || kept_last_) return;
        for (auto const& where : left)
            give(with_text(start(), *operation_.body, where, 0, text), {where}, text, count);
    }

    std::size_t texts() const { return texts_.size(); }

  private:
    json::value start() const {
        return operation_.method == "PATCH" ? json::value::of_object()
                                            : sample_object(*operation_.body);
    }

    /// What the server refused by name; nothing where it kept the texts.
    std::set<std::string> give(json::value const& body, std::vector<place> const& given,
                               std::string const& text, tally& count) {
        auto const got = send(json::write(body));
        ++count.requests;
        INFO(operation_.name() << " at " << pointer_of(given.front()) << " given " << text << ": "
                               << got.status << " " << got.body);
        REQUIRE(got.status < 500);
        if (got.status >= 400) {
            CHECK(got.header("content-type") == "application/problem+json");
            CHECK_FALSE(got.problem().empty());
            ++count.refused;
            kept_last_ = false;
            auto const named = got.error_pointers();
            return {named.begin(), named.end()};
        }
        ++count.kept;
        kept_last_ = true;
        compare(got.document, given, text);
        if (is_repeatable(operation_)) compare(read_again(got).document, given, text);
        return {};
    }

    answer send(std::string const& body) {
        headers more{{"Content-Type", operation_.method == "PATCH" ? "application/merge-patch+json"
                                                                   : "application/json"}};
        bool const replaces = operation_.method == "PUT"; // what is there already
        if (operation_.needs_version || replaces) {
            auto const etag = client_->get(target_).header("etag");
            more.emplace_back("If-Match", etag.empty() ? "\"1\"" : etag);
        }
        if (operation_.needs_key)
            more.emplace_back("Idempotency-Key", "naughty-" + std::to_string(++keys_));
        // A starved machine may say that the database is slow: whoever is told to come back does.
        constexpr int tries_max = 5;
        auto got = client_->request(operation_.method, target_ + suffix_, body, more);
        for (int tries = 1; got.status == 503 && tries < tries_max; ++tries) {
            std::this_thread::sleep_for(std::chrono::seconds(1));
            got = client_->request(operation_.method, target_ + suffix_, body, more);
        }
        return got;
    }

    answer read_again(answer const& written) {
        // A new key comes in an answer of its own, beside its secret.
        auto const id =
            written["api_key"].is_null() ? written.text("id") : written["api_key"]["id"].text();
        auto const path = operation_.method == "POST" ? target_ + "/" + id : target_;
        auto got = client_->get(path);
        CHECK(got.status == 200);
        return got;
    }

    /// What the answer shows of the texts is what was given. Some are in no answer: a password.
    static void compare(json::value const& document, std::vector<place> const& given,
                        std::string const& text) {
        for (auto const& where : given) {
            auto const* const shown = find_at(document, where);
            if (shown != nullptr) {
                INFO(pointer_of(where));
                CHECK(shown->text() == text);
            }
        }
    }

    write_operation const& operation_;
    std::string target_;
    std::string suffix_;
    http_client* client_ = nullptr;
    std::vector<place> texts_;
    bool kept_last_ = false;
    int keys_ = 0;
};

// -- what else is made of the texts --

void check_export(http_client& client, std::string const& collection) {
    auto const csv = client.get("/v1/exports/" + collection);
    INFO(collection);
    REQUIRE(csv.status == 200);
    bool quoted = false;
    bool cell_starts = true;
    std::size_t formulas = 0;
    constexpr std::size_t mark_bytes = 3;
    for (std::size_t i = mark_bytes; i < csv.body.size(); ++i) {
        char const character = csv.body[i];
        if (cell_starts && !quoted && character == '"') {
            quoted = true; // still at the start of the cell's text
            continue;
        }
        if (cell_starts && std::string_view("=+-@\t").find(character) != std::string_view::npos &&
            !std::isdigit(static_cast<unsigned char>(csv.body[i + 1])))
            ++formulas;
        cell_starts = false;
        if (character == '"') quoted = !quoted;
        if (!quoted && (character == ',' || character == '\n')) cell_starts = true;
    }
    CHECK_FALSE(quoted);
    CHECK(formulas == 0);
}

void check_log(std::string const& path) {
    std::istringstream lines(read_file(path));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        INFO(line);
        auto const read = json::parse(line);
        REQUIRE(read.has_value());
        REQUIRE(read.value()["message"].text() != "forged");
    }
    std::cout << count << " log lines are JSON.\n";
}

void check_pages(prepared_market& market) {
    using security::audience;
    for (auto const* path : {"/v1/demands", "/v1/supplies", "/v1/tenders", "/v1/offerings",
                             "/v1/api_keys", "/v1/qualifications", "/v1/feed?after=0&limit=200"}) {
        for (auto const who : {audience::enterprise, audience::agency, audience::government_office,
                               audience::operator_group}) {
            auto const got = market.owner(who).get(path);
            INFO(path << " answered " << got.status);
            CHECK(got.status < 500);
            CHECK_FALSE(got.document.is_null());
        }
    }
}

} // namespace

TEST_CASE("every text comes back as it was given or is refused by name", "[slow]") {
    auto const strings = naughty_strings();
    for (auto const on : engines()) {
        INFO(name_of(on));
        prepared_market market(on);
        auto const description = market.description();
        auto const operations = writes_of(description);
        tally whole;
        std::size_t texts = 0;
        for (auto const& operation : operations) {
            if (operation.body == nullptr) continue;
            write_test write(market, operation);
            tally count;
            for (auto const& text : strings)
                write.give(text, count);
            texts += write.texts();
            whole.requests += count.requests;
            whole.kept += count.kept;
            whole.refused += count.refused;
            INFO(operation.name());
            if (is_repeatable(operation)) CHECK(count.kept > strings.size() / 4);
        }
        using security::audience;
        check_export(market.owner(audience::enterprise), "demands");
        check_export(market.owner(audience::agency), "supplies");
        check_pages(market);
        CHECK(market.anybody().get("/readyz").status == 200);
        check_log(market.server().data_directory() + "/talentd.log");
        std::cout << name_of(on) << ": " << strings.size() << " strings, " << texts << " texts, "
                  << whole.requests << " requests: " << whole.kept << " kept, " << whole.refused
                  << " refused.\n";
    }
}

} // namespace talent::test
