// Chunked bodies: what is read, what is refused, and that it does not matter in which pieces the
// bytes arrive.
#include <catch2/catch.hpp>

#include "common/http/chunked_body.hpp"
#include "common/http/limits.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::http;

namespace {

using progress = chunked_body::progress;

constexpr std::size_t body_max = 1024;

struct outcome {
    progress ended = progress::incomplete;
    std::string body;
    std::size_t used = 0;

    bool operator==(outcome const&) const = default;
};

/// Given in pieces whose sizes `next` says.
template <class Next>
outcome read_in_pieces(std::string_view bytes, Next next) {
    chunked_body reader(body_max);
    outcome got;
    while (got.ended == progress::incomplete && got.used < bytes.size()) {
        std::size_t used = 0;
        got.ended = reader.read(bytes.substr(got.used, next()), used, got.body);
        got.used += used;
    }
    return got;
}

outcome read_whole(std::string_view bytes) {
    return read_in_pieces(bytes, [&] { return bytes.size(); });
}

std::string random_bytes(std::mt19937_64& generator) {
    static constexpr std::string_view pieces[] = {"3\r\nabc\r\n",
                                                  "0\r\n\r\n",
                                                  "1;x=y\r\na\r\n",
                                                  "2;q=\"a\\\"b\"\r\nzz\r\n",
                                                  "0\r\nX: y\r\n\r\n",
                                                  "\r\n",
                                                  "\n",
                                                  "\r",
                                                  ";",
                                                  "=",
                                                  "\"",
                                                  " ",
                                                  "A",
                                                  "0",
                                                  "5",
                                                  "abcde",
                                                  "\0"};
    std::string made;
    for (auto left = between(generator, 1, 8); left > 0; --left)
        made += pieces[static_cast<std::size_t>(between(generator, 0, std::size(pieces) - 1))];
    return made;
}

} // namespace

TEST_CASE("chunks are joined, extensions and trailers dropped, and what follows is left") {
    struct row {
        std::string_view bytes;
        std::string_view body;
        std::size_t left = 0;
    };
    static constexpr row rows[] = {
        {"0\r\n\r\n", ""},
        {"3\r\nabc\r\n0\r\n\r\n", "abc"},
        {"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\nGET /", "abcde", 5},
        {"A\r\n0123456789\r\na\r\n0123456789\r\n00\r\n\r\n", "01234567890123456789"},
        {"00000003\r\nabc\r\n0\r\n\r\n", "abc"},
        {"2\r\n\r\n\r\n0\r\n\r\n", "\r\n"},
        {"3;a;b=c;d=\"e; \\\"f\"\r\nabc\r\n0;z\r\n\r\n", "abc"},
        {"1\r\na\r\n0\r\nX-A: b\r\nX-C:\r\n\r\n", "a"},
    };
    for (auto const& one : rows) {
        INFO(one.bytes);
        auto const got = read_whole(one.bytes);
        CHECK(got.ended == progress::whole);
        CHECK(got.body == one.body);
        CHECK(got.used == one.bytes.size() - one.left);
    }
}

TEST_CASE("chunks that readers are known to disagree about are refused at the byte that shows it") {
    using namespace std::string_view_literals;
    // Everything up to the last byte could still have become a body.
    static constexpr std::string_view rows[] = {
        "\r",
        "\n",
        " ",
        "x",
        "-",
        "+",
        ";",
        "0x",
        "3 ",
        "3\t",
        "3\n",
        "3\v",
        "3\0"sv,
        "3,",
        "3.",
        "3_",
        "3\r3",
        "3\r\r",
        "3;\r",
        "3; ",
        "3;;",
        "3;=",
        "3;a ",
        "3;a\n",
        "3;a\rb",
        "3;a=\r",
        "3;a=;",
        "3;a= ",
        "3;a=b ",
        "3;a=\"\n",
        "3;a=\"\r",
        "3;a=\"\\\r",
        "3;a=\"b\"c",
        "3;\x80",
        "123456789",
        "000000000",
        "3\r\nabc\n",
        "3\r\nabcd",
        "3\r\nabc\r\r",
        "3\r\nabc\r\n\r",
        "3\r\nabc\r\nX",
        "0\r\n\n",
        "0\r\n\r\r",
        "0\r\n\rX",
        "0\r\nX: y\n",
        "0\r\nX: y\rz",
        "0\r\nX: \0"sv,
        "0\r\nX y\r\n",
        "0\r\nX : y\r\n",
        "0\r\n: y\r\n",
        "0\r\n X: y\r\n",
        "0\r\nX: y\r\n z\r\n",
        "0\r\nX_Y: z\r\n",
        "0\r\nContent-Length: 3\r\n",
        "0\r\ntransfer-encoding: chunked\r\n",
        "0\r\nHOST: a\r\n",
        "0\r\nConnection: close\r\n",
        "0\r\nAuthorization: Bearer a\r\n",
        "0\r\nIdempotency-Key: a\r\n",
    };
    for (auto const bytes : rows) {
        INFO(bytes);
        auto const got = read_whole(bytes);
        CHECK(got.ended == progress::malformed);
        CHECK(got.used == bytes.size());
    }
}

TEST_CASE("a chunked body may be as long as the route allows and not a byte longer") {
    auto const full = "400\r\n" + std::string(body_max, 'a') + "\r\n";
    CHECK(read_whole(full + "0\r\n\r\n").ended == progress::whole);
    auto const more = read_whole(full + "1\r\n");
    CHECK(more.ended == progress::too_large);
    CHECK(more.body.size() == body_max);
    for (auto const* size : {"401\r\n", "7fffffff\r\n", "ffffffff\r\n"}) {
        CHECK(read_whole(size).ended == progress::too_large);
    }
}

TEST_CASE("packing is limited: extensions, tiny chunks and trailers") {
    CHECK(read_whole("1;a=" + std::string(chunk_overhead_bytes_max, 'b')).ended ==
          progress::malformed);
    std::string tiny;
    for (std::size_t i = 0; i < body_max; ++i)
        tiny += "1\r\na\r\n";
    CHECK(read_whole(tiny + "0\r\n\r\n").ended == progress::whole);
    std::string padded;
    for (std::size_t i = 0; i < body_max; ++i)
        padded += "00000001;extension\r\na\r\n";
    CHECK(read_whole(padded).ended == progress::malformed);
    auto const line = [](std::size_t bytes) {
        return "0\r\nX: " + std::string(bytes, 'a') + "\r\n\r\n";
    };
    CHECK(read_whole(line(trailer_bytes_max - 8)).ended == progress::whole);
    CHECK(read_whole(line(trailer_bytes_max)).ended == progress::malformed);
    std::string fields = "0\r\n";
    for (std::size_t i = 0; i < header_fields_max; ++i)
        fields += "X: a\r\n";
    CHECK(read_whole(fields + "\r\n").ended == progress::whole);
    CHECK(read_whole(fields + "X: a\r\n\r\n").ended == progress::malformed);
}

TEST_CASE("the same bytes are the same body in whatever pieces they arrive") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    std::size_t whole = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto const bytes = random_bytes(generator);
        auto const expected = read_whole(bytes);
        whole += expected.ended == progress::whole ? 1 : 0;
        auto const by_byte = read_in_pieces(bytes, [] { return std::size_t{1}; });
        auto const at_random = read_in_pieces(
            bytes, [&] { return static_cast<std::size_t>(between(generator, 1, 7)); });
        INFO(bytes);
        REQUIRE(by_byte == expected);
        REQUIRE(at_random == expected);
    }
    CHECK(whole > 100);
}
