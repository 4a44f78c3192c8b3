#include "common/http/target.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/http/characters.hpp"
#include "common/http/limits.hpp"

namespace talent::http {
namespace {

constexpr bool is_unreserved(char character) {
    return is_letter(character) || is_digit(character) || character == '-' || character == '.' ||
           character == '_' || character == '~';
}

constexpr bool is_path_character(char character) {
    constexpr std::string_view marks = "/%!$&'()*+,;=:@";
    return is_unreserved(character) || marks.find(character) != std::string_view::npos;
}

// Browsers send these unescaped in a query (WHATWG URL); they mean nothing there.
constexpr bool is_query_character(char character) {
    constexpr std::string_view marks = "?[]{}|\\^`";
    return is_path_character(character) || marks.find(character) != std::string_view::npos;
}

constexpr auto path_characters = make_character_set(is_path_character);
constexpr auto query_characters = make_character_set(is_query_character);

problem malformed(std::string_view detail) {
    return refuse(error_code::malformed_request, std::string(detail));
}

std::optional<std::string> unescape(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded.push_back(' ');
        } else if (text[i] != '%') {
            decoded.push_back(text[i]);
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            int const high = hexadecimal_value(text[i + 1]);
            int const low = hexadecimal_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        }
    }
    if (decoded.find('\0') != std::string::npos || !is_utf8(decoded)) return std::nullopt;
    return decoded;
}

// -- the query --

query_parameter const* find_parameter(route_options const& known, std::string_view name) {
    for (auto const& parameter : known.query) {
        if (parameter.name == name) return &parameter;
    }
    if (known.answers_page) {
        for (auto const& parameter : page_parameters) {
            if (parameter.name == name) return &parameter;
        }
    }
    bool const offers_dry_run = known.effect != effect::read && known.dry_run;
    if (offers_dry_run && name == dry_run_parameter.name) return &dry_run_parameter;
    return nullptr;
}

class query_reader {
  public:
    query_reader(route_options const& known, json::code_checker const& codes)
        : known_(known), codes_(codes) {}

    void add(std::string_view piece) {
        auto const equals = piece.find('=');
        auto name = unescape(piece.substr(0, equals), true);
        auto value = equals == std::string_view::npos ? std::optional<std::string>(std::in_place)
                                                      : unescape(piece.substr(equals + 1), true);
        if (!name || name->empty()) {
            fail("", "malformed", "A parameter's name is not percent-encoded UTF-8.");
        } else if (!value) {
            fail(*name, "malformed", "The value is not percent-encoded UTF-8.");
        } else {
            add(std::move(*name), std::move(*value));
        }
    }

    result<query_pairs> take() {
        if (!errors_.empty()) {
            return problem{
                .code = error_code::invalid_query, .detail = {}, .errors = std::move(errors_)};
        }
        return std::move(pairs_);
    }

  private:
    void add(std::string name, std::string value) {
        auto const* const parameter = find_parameter(known_, name);
        if (parameter == nullptr) {
            fail(name, "unknown_parameter", "This resource does not know the parameter.");
        } else if (!parameter->repeated && given(name)) {
            fail(name, "repeated", "The parameter is given more than once.");
        } else if (parameter->codes != json::code_list::none &&
                   !codes_.known(parameter->codes, value)) {
            fail(name, "unknown_code", "The vocabulary does not have this code.");
        } else if (parameter == &dry_run_parameter && value != "true" && value != "false") {
            fail(name, "not_boolean", "The value is true or false.");
        } else {
            pairs_.emplace_back(std::move(name), std::move(value));
        }
    }

    bool given(std::string_view name) const {
        return std::any_of(pairs_.begin(), pairs_.end(),
                           [&](auto const& pair) { return pair.first == name; });
    }

    void fail(std::string_view name, std::string_view code, std::string_view detail) {
        errors_.push_back({"?" + std::string(name), std::string(code), std::string(detail)});
    }

    route_options const& known_;
    json::code_checker const& codes_;
    query_pairs pairs_;
    std::vector<field_error> errors_;
};

} // namespace

result<target> read_target(std::string_view text) {
    auto const mark = text.find('?');
    target made{.path = text.substr(0, mark), .query = {}};
    if (mark != std::string_view::npos) made.query = text.substr(mark + 1);
    if (made.path.empty() || made.path.front() != '/') return malformed("The path has no slash.");
    if (!all_in(path_characters, made.path)) {
        return malformed("The path holds a character that must be percent-encoded.");
    }
    if (!all_in(query_characters, made.query)) {
        return malformed("The query holds a character that must be percent-encoded.");
    }
    bool const escaped = made.path.find('%') != std::string_view::npos;
    if (escaped && !percent_decode(made.path)) {
        return malformed("The path is not percent-encoded UTF-8.");
    }
    return made;
}

std::optional<std::string> percent_decode(std::string_view text) {
    return unescape(text, false);
}

std::string percent_encode(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (char const character : text) {
        if (is_unreserved(character)) {
            encoded.push_back(character);
            continue;
        }
        auto const byte = static_cast<unsigned char>(character);
        encoded.push_back('%');
        encoded.push_back(digits[byte >> 4U]);
        encoded.push_back(digits[byte & 0x0fU]);
    }
    return encoded;
}

result<query_pairs> read_query(std::string_view query, route_options const& known,
                               json::code_checker const& codes) {
    query_reader reader(known, codes);
    std::size_t pieces = 0;
    while (!query.empty()) {
        if (++pieces > query_parameters_max) {
            return refuse(error_code::invalid_query, "A query has 100 parameters at most.");
        }
        auto const separator = query.find('&');
        auto const piece = query.substr(0, separator);
        if (!piece.empty()) reader.add(piece);
        if (separator == std::string_view::npos) break;
        query.remove_prefix(separator + 1);
    }
    return reader.take();
}

} // namespace talent::http
