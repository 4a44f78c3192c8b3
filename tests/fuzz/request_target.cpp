// The request target and its query: what is accepted decodes to clean UTF-8, encodes and decodes
// back, and holds only parameters that the route knows.
#include <algorithm>

#include "common/base/text.hpp"
#include "common/http/target.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

using namespace talent::http;

class short_codes final : public json::code_checker {
  public:
    bool known(json::code_list, std::string_view code) const override { return code.size() < 8; }
};

constexpr query_parameter parameters[] = {
    {.name = "q", .about = "Free text."},
    {.name = "region", .about = "A code.", .codes = json::code_list::region, .repeated = true},
    {.name = "pay_min", .about = "Yuan."},
    {.name = "排序", .about = "A name beyond ASCII."},
};
constexpr route_options page_route{.answers_page = true, .query = parameters};
constexpr route_options write_route{.effect = effect::create, .query = parameters};

bool is_clean(std::string_view text) {
    return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

void check_query(std::string_view query, route_options const& route) {
    static short_codes const codes;
    auto const read = read_query(query, route, codes);
    if (!read.has_value()) {
        require(read.error().code == error_code::invalid_query, "a query is refused as one");
        for (auto const& fault : read.error().errors) {
            require(fault.pointer.starts_with('?') && is_clean(fault.pointer),
                    "a fault names its parameter");
        }
        return;
    }
    std::string again;
    for (auto const& [name, value] : read.value()) {
        require(is_clean(name) && is_clean(value), "a parameter is clean UTF-8");
        if (!again.empty()) again.push_back('&');
        again.append(percent_encode(name)).append("=").append(percent_encode(value));
        auto const same_name = std::count_if(read.value().begin(), read.value().end(),
                                             [&](auto const& pair) { return pair.first == name; });
        require(same_name == 1 || name == "region", "only what may repeat is repeated");
    }
    auto const second = read_query(again, route, codes);
    require(second.has_value() && second.value() == read.value(), "a query reads the same again");
}

} // namespace

void check(std::string_view input) {
    if (auto const decoded = percent_decode(input)) {
        require(is_clean(*decoded), "what is decoded is clean UTF-8");
        require(percent_decode(percent_encode(*decoded)) == decoded, "escapes are undone");
    }
    auto const read = read_target(input);
    if (!read.has_value()) return;
    auto const [path, query] = read.value();
    require(path.starts_with('/'), "a path starts with a slash");
    require(path.size() + query.size() + 1 >= input.size(), "nothing of a target is lost");
    require(percent_decode(path).has_value(), "a path decodes");
    for (auto rest = path; !rest.empty();) {
        auto const slash = rest.find('/', 1);
        require(percent_decode(rest.substr(0, slash)).has_value(), "every segment decodes");
        if (slash == std::string_view::npos) break;
        rest.remove_prefix(slash);
    }
    check_query(query, page_route);
    check_query(query, write_route);
}

} // namespace talent::fuzz
