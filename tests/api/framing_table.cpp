// HTTP/1.1 strictness from outside: the rows of tests/corpora/http/framing.txt as raw bytes against
// a real talentd, each delivered whole, byte by byte and in random pieces. The answers must be the
// same; a connection that ends must end there, with nothing behind it carried out, which the
// journal tells; and the next connection must be served as if nothing had been.
#include <catch2/catch.hpp>

#include <iostream>

#include "common/json/value.hpp"
#include "tests/api/framing_rows.hpp"
#include "tests/support/server_process.hpp"
#include "tests/unit/base/seed.hpp"
#include "tests/unit/http/raw_client.hpp"

namespace talent::test {
namespace {

using http::test::raw_answer;
using http::test::raw_client;

constexpr std::string_view key_request = R"({"name":"framing","roles":["manager"]})";

class market {
  public:
    market() : server_(engine::sqlite) {
        key_ = server_.found_operator("330000");
        server_.start_with_clock();
    }

    std::string const& key() const { return key_; }
    std::uint16_t port() const { return static_cast<std::uint16_t>(server_.port()); }

    std::int64_t journal_head() {
        auto const feed = server_.client(key_).get("/v1/feed?limit=1");
        REQUIRE(feed.status == 200);
        return *feed["head"].integer();
    }

    /// A request that nobody may carry out where it follows what ends a connection.
    std::string bait() const {
        return http::test::post(
            "/v1/api_keys", key_request,
            "Authorization: Bearer " + key_ + "\r\nContent-Type: application/json\r\n");
    }

  private:
    server_process server_;
    std::string key_;
};

/// The sizes of the pieces in which a row is sent; 0: whatever is left.
using piece_sizes = std::function<std::size_t()>;

struct delivery {
    std::string name;
    piece_sizes next;
};

std::vector<delivery> deliveries(std::mt19937_64& generator) {
    return {
        {"whole", [] { return std::size_t{0}; }},
        {"byte by byte", [] { return std::size_t{1}; }},
        {"in small pieces", [&] { return static_cast<std::size_t>(between(generator, 1, 9)); }},
        {"in large pieces", [&] { return static_cast<std::size_t>(between(generator, 1, 400)); }}};
}

/// False where the server has closed meanwhile, which only the answers can judge.
bool send_pieces(raw_client& client, std::string_view bytes, piece_sizes const& next) {
    while (!bytes.empty()) {
        auto const size = next();
        auto const piece = bytes.substr(0, size == 0 ? bytes.size() : size);
        if (!client.try_send(piece)) return false;
        bytes.remove_prefix(piece.size());
    }
    return true;
}

std::optional<raw_answer> final_answer(raw_client& client, bool to_head) {
    auto got = client.read_answer(to_head);
    while (got && got->status == 100)
        got = client.read_answer(to_head);
    return got;
}

class row_test {
  public:
    row_test(market& on, framing_row const& row) : market_(on), row_(row) {}

    void deliver(delivery const& how) {
        INFO("row: " << row_.name << ", delivered " << how.name);
        auto const before = market_.journal_head();
        raw_client client(market_.port());
        bool const ends = row_.then != connection_after::keep;
        auto const bytes =
            row_.then == connection_after::close ? row_.bytes + market_.bait() : row_.bytes;
        send_pieces(client, bytes, how.next);
        if (row_.then == connection_after::alone) client.finish_sending();
        int const written = read_answers(client);
        if (ends) {
            auto const rest = client.read_to_end();
            CHECK(rest.has_value());
            CHECK(rest.value_or("").empty());
        } else {
            auto const next = client.ask(http::test::get("/healthz"));
            CHECK(next->status == 200);
        }
        CHECK(market_.journal_head() == before + written);
        raw_client other(market_.port());
        CHECK(other.ask(http::test::get("/healthz"))->status == 200);
    }

  private:
    /// Checks each; how many of them say that something was created.
    int read_answers(raw_client& client) {
        int written = 0;
        for (std::size_t i = 0; i < row_.answers.size(); ++i) {
            auto const& expected = row_.answers[i];
            auto const got = final_answer(client, expected.to_head);
            REQUIRE(got.has_value());
            CHECK(got->status == expected.status);
            written += got->status == 201 ? 1 : 0;
            bool const last = i + 1 == row_.answers.size();
            bool const closes = last && row_.then != connection_after::keep;
            CHECK((got->header("connection") == "close") == closes);
            if (got->status >= 400) check_problem(*got, expected.to_head);
        }
        return written;
    }

    static void check_problem(raw_answer const& got, bool to_head) {
        CHECK(got.header("content-type") == "application/problem+json");
        if (to_head) return;
        auto const document = json::parse(got.body);
        REQUIRE(document.has_value());
        CHECK(document.value()["status"].integer() == got.status);
        CHECK(document.value()["type"].text().starts_with("/problems/"));
    }

    market& market_;
    framing_row const& row_;
};

/// Where a byte is put into a header line that frames a body.
struct place_in_line {
    std::string_view before;
    std::string_view behind;
    bool is_space_allowed = false;
};

constexpr place_in_line places[] = {
    {"", "Transfer-Encoding: chunked"},
    {"Transfer", "-Encoding: chunked"},
    {"Transfer-Encoding", ": chunked"},
    {"Transfer-Encoding:", "chunked", true},
    {"Transfer-Encoding: ", "chunked", true},
    {"Transfer-Encoding: chun", "ked"},
    {"Transfer-Encoding: chunked", "", true},
    {"", "Content-Length: 5"},
    {"Content-Length", ": 5"},
    {"Content-Length:", "5", true},
    {"Content-Length: ", "5", true},
    {"Content-Length: 5", "", true},
};

} // namespace

TEST_CASE("every row of the framing table is answered as it says, however its bytes arrive") {
    auto const seed = new_seed();
    std::cout << "seed " << seed << "\n";
    std::mt19937_64 generator(seed);
    market market;
    auto const rows =
        read_framing_rows(TALENT_SOURCE_DIRECTORY "/tests/corpora/http/framing.txt",
                          {.credential = market.key(), .body = std::string(key_request)});
    REQUIRE(rows.size() > 250);
    // The bait works where it is bitten.
    auto const before = market.journal_head();
    raw_client honest(market.port());
    REQUIRE(honest.ask(market.bait())->status == 201);
    REQUIRE(market.journal_head() == before + 1);
    for (auto const& row : rows) {
        row_test test(market, row);
        for (auto const& how : deliveries(generator))
            test.deliver(how);
    }
    std::cout << rows.size() << " rows, each delivered in 4 ways.\n";
}

TEST_CASE("no byte in a framing header makes a body into a request") {
    market market;
    int requests = 0;
    for (auto const& place : places) {
        for (int byte = 0; byte < 256; ++byte) {
            if (byte == ' ' && place.is_space_allowed) continue;
            INFO("byte " << byte << " in \"" << place.before << "|" << place.behind << "\"");
            std::string line(place.before);
            line.push_back(static_cast<char>(byte));
            line += place.behind;
            auto const before = market.journal_head();
            raw_client client(market.port());
            // Five bytes, and one chunk that is the last: one of the two is the body if there is
            // one.
            client.try_send("POST /v1/api_keys HTTP/1.1\r\nHost: a\r\n" + line +
                            "\r\n\r\n0\r\n\r\n" + market.bait());
            auto const answer = client.read_answer();
            REQUIRE(answer.has_value());
            CHECK(answer->status >= 400);
            CHECK(answer->status < 500);
            CHECK(client.read_to_end().has_value());
            CHECK(market.journal_head() == before);
            ++requests;
        }
    }
    std::cout << requests << " framing headers with a byte too many were tried.\n";
}

TEST_CASE("a body that is expected is asked for once, and only where it will be read") {
    market market;
    auto const head = [&](std::string_view credential) {
        return "POST /v1/api_keys HTTP/1.1\r\nHost: a\r\n" + std::string(credential) +
               "Content-Type: application/json\r\nExpect: 100-Continue\r\nContent-Length: " +
               std::to_string(key_request.size()) + "\r\n\r\n";
    };
    auto const credential = "Authorization: Bearer " + market.key() + "\r\n";
    raw_client client(market.port());
    client.send(head(credential));
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK(client.ask(key_request)->status == 201);
    CHECK(client.ask(http::test::get("/healthz"))->status == 200);
    auto const before = market.journal_head();
    raw_client stranger(market.port());
    stranger.send(head(""));
    CHECK(stranger.read_answer()->status == 401);
    // What was announced and not asked for may come or not: nothing behind it is read.
    stranger.try_send(market.bait());
    CHECK(stranger.read_to_end() == "");
    CHECK(market.journal_head() == before);
}

TEST_CASE("a method that a resource has not is answered with those that it has") {
    market market;
    raw_client client(market.port());
    for (auto const* method : {"OPTIONS", "DELETE", "PUT"}) {
        auto const answer =
            client.ask(std::string(method) + " /v1/api_keys HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(answer->status == 405);
        CHECK(answer->header("allow") == "GET, HEAD, POST");
    }
}

} // namespace talent::test
