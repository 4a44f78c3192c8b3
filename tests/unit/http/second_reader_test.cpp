// Two readers of the same bytes: this server and Node's parser are given random, mutated streams of
// requests. Request smuggling is when two readers disagree, so: whatever both accept, they must
// understand alike (how many requests, of which method and target, with which body), and nothing
// may be accepted here that Node refuses. TALENT_STREAMS makes a longer run.
#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>

#include "common/json/value.hpp"
#include "tests/unit/base/seed.hpp"
#include "tests/unit/http/test_market.hpp"

using namespace talent;
using namespace talent::http;
using namespace talent::http::test;
using namespace std::chrono_literals;

namespace {

constexpr int streams_default = 3000;
constexpr std::string_view sentinel =
    "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

class second_reader {
  public:
    second_reader() : output_(::popen(TALENT_NODE " " TALENT_SECOND_READER, "r"), &::pclose) {
        int port = 0;
        if (!output_ || std::fscanf(output_.get(), "%d", &port) != 1)
            throw std::runtime_error("node does not start");
        port_ = static_cast<std::uint16_t>(port);
    }
    ~second_reader() {
        raw_client client(port_);
        client.try_send(post("/stop", ""));
    }
    std::uint16_t port() const { return port_; }

  private:
    std::unique_ptr<FILE, int (*)(FILE*)> output_;
    std::uint16_t port_ = 0;
};

// -- streams --

class stream_maker {
  public:
    explicit stream_maker(std::uint64_t seed) : generator_(seed) {}

    std::string next() {
        std::string made;
        for (auto left = number(1, 3); left > 0; --left)
            made += request();
        for (auto left = number(0, 3); left > 0; --left)
            mutate(made);
        return made + std::string(sentinel);
    }

  private:
    std::size_t number(std::size_t low, std::size_t high) {
        return static_cast<std::size_t>(
            between(generator_, static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)));
    }
    template <std::size_t N>
    std::string_view any(std::string_view const (&list)[N]) {
        return list[number(0, N - 1)];
    }

    std::string request() {
        static constexpr std::string_view fields[] = {"", "X: y\r\n", "Accept: */*\r\n",
                                                      "Connection: keep-alive\r\n"};
        static constexpr std::string_view plain[] = {
            "", "a", "abc", "\r\n", "0\r\n\r\n", "GET / HTTP/1.1\r\nHost: b\r\n\r\n"};
        auto const more = std::string(any(fields));
        switch (number(0, 3)) {
            case 0:
                return get("/v1/query", more);
            case 1:
                return post("/v1/echo", any(plain), more);
            default:
                return "POST /v1/echo HTTP/1.1\r\nHost: a\r\n" + more +
                       "Transfer-Encoding: chunked\r\n\r\n" + chunks();
        }
    }

    std::string chunks() {
        static constexpr std::string_view pieces[] = {
            "1\r\na\r\n",      "3\r\nabc\r\n",         "A\r\n0123456789\r\n",
            "2;x\r\n\r\n\r\n", "2;x=\"y;\"\r\nde\r\n", "05\r\n0\r\n\r\n\r\n"};
        static constexpr std::string_view ends[] = {"0\r\n\r\n", "0\r\n\r\n", "000\r\n\r\n",
                                                    "0;x=y\r\n\r\n", "0\r\nX: y\r\n\r\n"};
        std::string made;
        for (auto left = number(0, 3); left > 0; --left)
            made += any(pieces);
        return made + std::string(any(ends));
    }

    void mutate(std::string& bytes) {
        using namespace std::string_view_literals;
        static constexpr std::string_view pieces[] = {"\r"sv,
                                                      "\n"sv,
                                                      "\r\n"sv,
                                                      " "sv,
                                                      "\t"sv,
                                                      ":"sv,
                                                      ";"sv,
                                                      ","sv,
                                                      "="sv,
                                                      "\""sv,
                                                      "0"sv,
                                                      "1"sv,
                                                      "f"sv,
                                                      "-"sv,
                                                      "+"sv,
                                                      "_"sv,
                                                      "x"sv,
                                                      "\0"sv,
                                                      "\x0b"sv,
                                                      "\x7f"sv,
                                                      "\x80"sv,
                                                      "\xff"sv,
                                                      "Content-Length: 0\r\n"sv,
                                                      "Content-Length: 3\r\n"sv,
                                                      "Transfer-Encoding: chunked\r\n"sv,
                                                      "Transfer-Encoding: identity\r\n"sv,
                                                      "Expect: 100-continue\r\n"sv,
                                                      "Host: b\r\n"sv,
                                                      "Connection: close\r\n"sv,
                                                      "0\r\n\r\n"sv,
                                                      "chunked"sv,
                                                      "HTTP/1.0"sv};
        auto const at = number(0, bytes.size() - 1);
        switch (number(0, 4)) {
            case 0:
                bytes.erase(at, number(1, 3));
                break;
            case 1:
                bytes[at] = static_cast<char>(number(0, 255));
                break;
            case 2: // a line again
                if (auto const end = bytes.find("\r\n", at); end != std::string::npos)
                    bytes.insert(end + 2, bytes.substr(bytes.rfind('\n', at) + 1,
                                                       end - bytes.rfind('\n', at) + 1));
                break;
            default: // mostly at the start of a line or of a value, where it matters
                insert_near(bytes, at, any(pieces));
        }
        if (bytes.empty()) bytes = "x";
    }

    void insert_near(std::string& bytes, std::size_t at, std::string_view piece) {
        auto place = at;
        if (number(0, 2) == 0) {
            auto const end = bytes.find("\r\n", at);
            if (end != std::string::npos) place = end + 2;
        } else if (number(0, 1) == 0) {
            auto const colon = bytes.find(':', at);
            if (colon != std::string::npos) place = colon + number(0, 2);
        }
        bytes.insert(std::min(place, bytes.size()), piece);
    }

    std::mt19937_64 generator_;
};

// -- answers --

struct understood {
    std::vector<raw_answer> requests; // those that were understood
    bool refused = false;             // what came behind them
    std::size_t bodies_unread = 0;    // of the last of them
};

/// What is said of the bytes, in themselves, and not of the request that they are.
bool is_refusal(int status) {
    static std::set<int> const refusals = {400, 408, 413, 414, 417, 431, 501, 505};
    return refusals.contains(status);
}

understood ask(std::uint16_t port, std::string_view bytes) {
    raw_client client(port);
    client.try_send(bytes);
    // Where the end of the stream was read as a body, its reader waits for more.
    if (!client.is_readable_within(300ms)) client.finish_sending();
    understood got;
    bool finished = false;
    while (!got.refused) {
        if (!finished && !client.is_readable_within(300ms)) {
            client.finish_sending();
            finished = true;
        }
        auto answer = client.read_answer();
        if (!answer) break;
        if (answer->status == 100) continue;
        bool const refusal = is_refusal(answer->status);
        // One that is understood and refused before its body ends the connection too.
        got.refused = answer->status >= 400 && (refusal || answer->header("connection") == "close");
        if (got.refused && !refusal) ++got.bodies_unread;
        if (!refusal) got.requests.push_back(std::move(*answer));
    }
    return got;
}

std::string hexadecimal(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string made;
    for (char const byte : bytes) {
        made.push_back(digits[static_cast<unsigned char>(byte) >> 4U]);
        made.push_back(digits[static_cast<unsigned char>(byte) & 0x0fU]);
    }
    return made;
}

/// Nothing where both say the same of this request; otherwise what they say.
std::optional<std::string> difference(raw_answer const& ours, raw_answer const& other) {
    auto const read = json::parse(other.body);
    if (!read.has_value()) return "Node answers " + other.body;
    auto const& seen = read.value();
    bool const echo = seen["method"].text() == "POST" && seen["target"].text() == "/v1/echo";
    bool const echoed = ours.header("content-type") == "application/octet-stream";
    if (echo != echoed) return "Node understood " + other.body;
    if (echoed && seen["body"].text() != hexadecimal(ours.body))
        return "Node read the body " + seen["body"].text();
    return std::nullopt;
}

std::string visible_form(std::string_view bytes) {
    std::string made;
    for (char const byte : bytes) {
        std::array<char, 8> text{};
        bool const plain = byte >= ' ' && byte <= '~' && byte != '\\';
        std::snprintf(text.data(), text.size(), plain ? "%c" : "\\x%02x",
                      static_cast<unsigned char>(byte));
        made += byte == '\n' ? "\\n\n" : byte == '\r' ? "\\r" : text.data();
    }
    return made;
}

} // namespace

TEST_CASE("what two readers accept they understand alike") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    char const* const wanted = std::getenv("TALENT_STREAMS");
    int const count = wanted != nullptr ? std::atoi(wanted) : streams_default;
    second_reader node;
    test_market market(relaxed());
    stream_maker streams(seed);
    int both = 0;
    int refused = 0;
    for (int i = 0; i < count; ++i) {
        auto const bytes = streams.next();
        INFO("stream " << i << ":\n" << visible_form(bytes));
        auto const ours = ask(market.port(), bytes);
        auto const other = ask(node.port(), bytes);
        auto const common = std::min(ours.requests.size(), other.requests.size());
        for (std::size_t k = 0; k < common; ++k) {
            auto const found = difference(ours.requests[k], other.requests[k]);
            INFO("request " << k << ": " << found.value_or(""));
            REQUIRE_FALSE(found);
        }
        INFO("understood here " << ours.requests.size() << (ours.refused ? ", then refused" : "")
                                << "; by Node " << other.requests.size()
                                << (other.refused ? ", then refused" : ""));
        REQUIRE(ours.requests.size() - ours.bodies_unread <= other.requests.size());
        if (!ours.refused) REQUIRE(ours.requests.size() == other.requests.size());
        both += ours.refused ? 0 : 1;
        refused += ours.refused && !other.refused ? 1 : 0;
    }
    std::cout << "seed " << seed << ": " << count << " streams, " << both
              << " served whole here and by Node alike, " << refused << " refused here alone.\n";
    CHECK(both > count / 20);
}
