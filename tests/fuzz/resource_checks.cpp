// What is the same in the checks of every resource.
#include "common/base/text.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/resources.hpp"

namespace talent::fuzz {
namespace {

class any_short_code final : public json::code_checker {
  public:
    bool known(json::code_list, std::string_view code) const override { return code.size() < 12; }
};

std::string unescaped(std::string_view token) {
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
        bool const escape = token[i] == '~' && i + 1 < token.size();
        name.push_back(!escape ? token[i] : token[i + 1] == '0' ? '~' : '/');
        i += escape ? 1 : 0;
    }
    return name;
}

json::value const* step(json::value const& from, std::string const& token) {
    if (from.is_object()) return from.find(token);
    if (!from.is_array() || token.empty()) return nullptr;
    if (token.find_first_not_of("0123456789") != std::string::npos) return nullptr;
    auto const index = std::stoull(token);
    return index < from.elements().size() ? &from.elements()[index] : nullptr;
}

/// Whether the pointer names a place in the document, or a member that is missing there.
bool resolves(std::string_view pointer, json::value const& document) {
    auto const* at = &document;
    while (!pointer.empty()) {
        if (pointer.front() != '/') return false;
        auto const end = pointer.find('/', 1);
        auto const* const next = step(*at, unescaped(pointer.substr(1, end - 1)));
        pointer = end == std::string_view::npos ? "" : pointer.substr(end);
        if (next == nullptr) return pointer.empty() && at->is_object();
        at = next;
    }
    return true;
}

} // namespace

json::code_checker const& short_codes() {
    static any_short_code const codes;
    return codes;
}

void check_problem(problem const& refused, json::value const& document) {
    require(refused.code == error_code::invalid_fields, "a body is refused for its fields");
    require(!refused.errors.empty(), "a refusal names its faults");
    for (auto const& fault : refused.errors) {
        require(is_utf8(fault.pointer) && resolves(fault.pointer, document),
                "a fault's pointer resolves");
        require(!fault.code.empty() && !fault.detail.empty(), "a fault has a word and a sentence");
    }
}

json::value as_sent(json::value const& written, json::value const& sent) {
    if (written.is_object() && sent.is_object()) {
        auto made = json::value::of_object();
        for (auto const& [name, member] : sent.members()) {
            auto const* const found = written.find(name);
            if (found != nullptr) made.members().emplace_back(name, as_sent(*found, member));
            if (found == nullptr) made.members().emplace_back(name, member);
        }
        return made;
    }
    if (written.is_array() && sent.is_array()) {
        require(written.elements().size() == sent.elements().size(), "a list keeps its length");
        auto made = json::value::of_array();
        for (std::size_t i = 0; i < sent.elements().size(); ++i)
            made.elements().push_back(as_sent(written.elements()[i], sent.elements()[i]));
        return made;
    }
    return written;
}

void check_table_lines(void const* object, json::object_definition const& table) {
    auto const line = json::csv_line(object, table);
    require(line.ends_with("\r\n"), "a CSV line ends");
    require(json::csv_header(table).ends_with("\r\n"), "a CSV header ends");
    std::size_t columns = 1;
    std::size_t header_columns = 1;
    bool quoted = false;
    for (char const character : line) {
        if (character == '"') quoted = !quoted;
        if (character == ',' && !quoted) ++columns;
    }
    for (char const character : json::csv_header(table))
        header_columns += character == ',' ? 1 : 0;
    require(!quoted && columns == header_columns, "a CSV line has the header's columns");
}

} // namespace talent::fuzz
