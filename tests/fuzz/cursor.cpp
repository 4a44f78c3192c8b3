// Cursors: any text is read or refused, what is read is the only way to write it, and every key
// comes back.
#include "common/http/response.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

constexpr std::size_t key_bytes_max = 1500; // 2,048 characters of Base64 and the check's bytes

void check_paging(std::string_view cursor, std::string_view limit) {
    http::request asked;
    asked.query = {{"cursor", std::string(cursor)}, {"limit", std::string(limit)}};
    auto const read = http::read_paging(asked);
    if (!read.has_value()) {
        require(!read.error().errors.empty(), "a refused page names the fault");
        return;
    }
    require(read.value().limit >= 1 && read.value().limit <= http::page_items_max,
            "a page has its limit");
}

} // namespace

void check(std::string_view input) {
    if (auto const key = http::read_cursor(input)) {
        require(http::make_cursor(*key) == input, "a cursor is written in one way");
    }
    auto const key = input.substr(0, key_bytes_max);
    auto const cursor = http::make_cursor(key);
    require(http::read_cursor(cursor) == key, "a key comes back");
    check_paging(cursor, input.substr(0, 8));

    auto damaged = cursor;
    auto const place = input.size() % damaged.size();
    damaged[place] = damaged[place] == 'A' ? 'B' : 'A';
    auto const read = http::read_cursor(damaged);
    require(!read || *read != key, "a damaged cursor is another one");
    check_paging(input, damaged);
}

} // namespace talent::fuzz
