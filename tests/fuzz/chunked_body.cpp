// A chunked body: however its bytes arrive it is the same body and ends at the same byte, and a
// plain second reader that knows nothing of limits finds that body too.
#include <charconv>

#include "common/http/chunked_body.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

using http::chunked_body;

constexpr std::size_t body_bytes_max = 512;

struct outcome {
    chunked_body::progress progress = chunked_body::progress::incomplete;
    std::size_t used = 0;
    std::string body = {};

    bool operator==(outcome const&) const = default;
};

outcome read_in_pieces(std::string_view input, std::size_t piece_bytes) {
    chunked_body reader(body_bytes_max);
    outcome all;
    while (all.used < input.size() && all.progress == chunked_body::progress::incomplete) {
        std::size_t used = 0;
        auto const piece = input.substr(all.used, piece_bytes);
        all.progress = reader.read(piece, used, all.body);
        require(used <= piece.size(), "no more is taken than there is");
        require(all.progress != chunked_body::progress::incomplete || used == piece.size(),
                "an incomplete body takes everything");
        all.used += used;
    }
    return all;
}

/// Sizes and chunks as RFC 9112 has them; only called on what was accepted.
std::string read_plainly(std::string_view input) {
    std::string body;
    for (;;) {
        std::size_t size = 0;
        auto const [end, fault] =
            std::from_chars(input.data(), input.data() + input.size(), size, 16);
        require(fault == std::errc{} && end != input.data(), "every chunk has a size");
        auto const line_end = input.find("\r\n");
        require(line_end != std::string_view::npos, "every size line ends");
        input.remove_prefix(line_end + 2);
        if (size == 0) return body;
        require(input.size() >= size + 2, "every chunk is whole");
        body.append(input.substr(0, size));
        require(input.substr(size, 2) == "\r\n", "every chunk ends");
        input.remove_prefix(size + 2);
    }
}

} // namespace

void check(std::string_view input) {
    auto const whole = read_in_pieces(input, input.size() + 1);
    require(whole.body.size() <= body_bytes_max, "a body keeps to its limit");
    require(whole == read_in_pieces(input, 1), "bytes one by one make the same body");
    require(whole == read_in_pieces(input, 3), "bytes by threes make the same body");
    if (whole.progress != chunked_body::progress::whole) return;
    require(input.substr(0, whole.used).ends_with("\r\n\r\n") || whole.used == 5,
            "a body ends with an empty line");
    require(whole.body == read_plainly(input.substr(0, whole.used)), "two readers see one body");
}

} // namespace talent::fuzz
