#include "common/json/value.hpp"

#include <charconv>
#include <unordered_set>

#include <rapidjson/encodedstream.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "common/json/writer.hpp"

namespace talent::json {
namespace {

// Builds the tree as the reader meets it, and refuses what RapidJSON lets through. Members up to
// this many are compared one by one; beyond, by a hash set.
constexpr std::size_t linear_members_max = 16;

class builder {
  public:
    using Ch = char;

    bool Null() { return add(value{}); }
    bool Bool(bool flag) { return add(value::of_boolean(flag)); }
    // Numbers arrive as digits (kParseNumbersAsStringsFlag), so these are never called.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }
    bool RawNumber(char const* text, rapidjson::SizeType length, bool) {
        return add(value::of_number({text, length}));
    }
    bool String(char const* text, rapidjson::SizeType length, bool) {
        if (!is_storable({text, length})) return false;
        return add(value::of_string({text, length}));
    }
    bool Key(char const* text, rapidjson::SizeType length, bool) {
        if (!is_storable({text, length})) return false;
        std::string name(text, length);
        auto& scope = open_.back();
        if (!scope.take_name(name)) {
            fault_ = "duplicate key \"" + name + "\"";
            return false;
        }
        scope.name = std::move(name);
        return true;
    }
    bool StartObject() { return begin(value::of_object()); }
    bool StartArray() { return begin(value::of_array()); }
    bool EndObject(rapidjson::SizeType) { return end(); }
    bool EndArray(rapidjson::SizeType) { return end(); }

    value take() { return std::move(root_); }
    std::string const& fault() const { return fault_; }

  private:
    struct scope {
        value made;
        std::string name;
        std::unordered_set<std::string> names;

        bool take_name(std::string const& wanted) {
            auto const& members = made.members();
            if (members.size() < linear_members_max) {
                for (auto const& [existing, ignored] : members) {
                    if (existing == wanted) return false;
                }
                return true;
            }
            if (names.empty()) {
                for (auto const& [existing, ignored] : members)
                    names.insert(existing);
            }
            return names.insert(wanted).second;
        }
    };

    // RapidJSON checks the bytes that were sent, but not what escapes make of them: \u0000, and
    // \uDC00 without a high surrogate before it, which becomes bytes that are no UTF-8.
    bool is_storable(std::string_view text) {
        if (text.find('\0') != std::string_view::npos) {
            fault_ = "a string contains U+0000";
        } else if (has_surrogate(text)) {
            fault_ = "a string contains half of a surrogate pair";
        }
        return fault_.empty();
    }

    static bool has_surrogate(std::string_view text) {
        constexpr unsigned char first_second_byte = 0xA0; // U+D800 would be ED A0 80
        for (auto at = text.find('\xed'); at != std::string_view::npos;
             at = text.find('\xed', at + 1)) {
            bool const found = at + 1 < text.size() &&
                               static_cast<unsigned char>(text[at + 1]) >= first_second_byte;
            if (found) return true;
        }
        return false;
    }

    bool count() {
        if (++values_ <= values_max) return true;
        fault_ = "more than " + std::to_string(values_max) + " values";
        return false;
    }

    bool begin(value container) {
        if (!count()) return false;
        if (open_.size() >= depth_max) {
            fault_ = "nested deeper than " + std::to_string(depth_max) + " levels";
            return false;
        }
        open_.push_back({std::move(container), {}, {}});
        return true;
    }

    bool end() {
        value finished = std::move(open_.back().made);
        open_.pop_back();
        place(std::move(finished));
        return true;
    }

    bool add(value made) {
        if (!count()) return false;
        place(std::move(made));
        return true;
    }

    void place(value made) {
        if (open_.empty()) {
            root_ = std::move(made);
            return;
        }
        auto& scope = open_.back();
        if (scope.made.is_array()) {
            scope.made.elements().push_back(std::move(made));
        } else {
            scope.made.members().emplace_back(std::move(scope.name), std::move(made));
        }
    }

    std::vector<scope> open_;
    value root_;
    std::string fault_;
    std::size_t values_ = 0;
};

problem malformed(std::string detail) {
    return refuse(error_code::malformed_json, std::move(detail));
}

} // namespace

value value::of_boolean(bool flag) {
    value made;
    made.kind_ = kind::boolean;
    made.flag_ = flag;
    return made;
}
value value::of_number(std::string digits) {
    value made;
    made.kind_ = kind::number;
    made.text_ = std::move(digits);
    return made;
}
value value::of_integer(std::int64_t number) {
    return of_number(std::to_string(number));
}
value value::of_string(std::string text) {
    value made;
    made.kind_ = kind::string;
    made.text_ = std::move(text);
    return made;
}
value value::of_array(std::vector<value> elements) {
    value made;
    made.kind_ = kind::array;
    made.elements_ = std::move(elements);
    return made;
}
value value::of_object(std::vector<member> members) {
    value made;
    made.kind_ = kind::object;
    made.members_ = std::move(members);
    return made;
}

std::optional<std::int64_t> value::integer() const {
    if (kind_ != kind::number) return std::nullopt;
    std::int64_t number = 0;
    auto const end = text_.data() + text_.size();
    auto const [stopped, fault] = std::from_chars(text_.data(), end, number);
    if (fault != std::errc{} || stopped != end) return std::nullopt;
    return number;
}

value const* value::find(std::string_view name) const {
    for (auto const& [existing, member] : members_) {
        if (existing == name) return &member;
    }
    return nullptr;
}

value const& value::operator[](std::string_view name) const {
    static value const absent;
    auto const* found = find(name);
    return found != nullptr ? *found : absent;
}

void value::set(std::string name, value member) {
    for (auto& [existing, present] : members_) {
        if (existing == name) {
            present = std::move(member);
            return;
        }
    }
    members_.emplace_back(std::move(name), std::move(member));
}

result<value> parse(std::string_view bytes) {
    if (bytes.empty()) return malformed("the document is empty");
    // RapidJSON's stream skips each byte of a mark that it meets at the start, also a lone one.
    if (bytes.front() == '\xef' || bytes.front() == '\xbb' || bytes.front() == '\xbf')
        return malformed("a byte-order mark is not allowed (offset 0)");
    if (auto const nul = bytes.find('\0'); nul != std::string_view::npos) {
        return malformed("a NUL byte (offset " + std::to_string(nul) + ")");
    }
    constexpr unsigned flags = rapidjson::kParseIterativeFlag |
                               rapidjson::kParseValidateEncodingFlag |
                               rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream stream(bytes.data(), bytes.size());
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> input(stream);
    rapidjson::Reader reader;
    builder into;
    auto const outcome = reader.Parse<flags>(input, into);
    if (!outcome.IsError()) return into.take();
    std::string detail =
        into.fault().empty() ? rapidjson::GetParseError_En(outcome.Code()) : into.fault();
    return malformed(detail + " (offset " + std::to_string(outcome.Offset()) + ")");
}

std::string write(value const& document) {
    writer to;
    to.document(document);
    return to.take();
}

} // namespace talent::json
