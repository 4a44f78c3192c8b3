// JSON documents: what is accepted keeps to its limits, has no key twice, and is written and read
// back to the same value.
#include "common/base/text.hpp"
#include "common/json/value.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

using json::value;

// No recursion deeper than the document may be.
std::size_t check_value(value const& one, std::size_t depth) {
    require(depth <= json::depth_max, "a document is no deeper than it may be");
    require(is_utf8(one.text()) && one.text().find('\0') == std::string::npos,
            "a text is UTF-8 without NUL");
    std::size_t count = 1;
    for (auto const& element : one.elements())
        count += check_value(element, depth + 1);
    for (auto const& [name, member] : one.members()) {
        require(is_utf8(name), "a name is UTF-8");
        require(one.find(name) == &member, "no name stands twice");
        count += check_value(member, depth + 1);
    }
    if (one.is_number()) {
        auto const number = one.integer();
        require(!number || std::to_string(*number) == one.text() || one.text() == "-0",
                "an integer is as it was sent");
    }
    return count;
}

} // namespace

void check(std::string_view input) {
    auto const document = json::parse(input);
    if (!document.has_value()) {
        require(
            document.error().code == error_code::malformed_json && is_utf8(document.error().detail),
            "a refused document is called malformed");
        return;
    }
    require(is_utf8(input), "a document is UTF-8");
    require(check_value(document.value(), 0) <= json::values_max,
            "a document has no more values than it may");
    auto const written = json::write(document.value());
    auto const again = json::parse(written);
    require(again.has_value(), "what is written is accepted");
    require(again.value() == document.value(), "what is written reads the same");
    require(json::write(again.value()) == written, "what is read is written the same");
}

} // namespace talent::fuzz
