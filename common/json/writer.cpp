#include "common/json/writer.hpp"

#include <cstring>

// Not with RAPIDJSON_SSE2: what it writes then leaves 0x1A to 0x1F unescaped (1.1.0, writer.h).
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "common/json/value.hpp"

namespace talent::json {

namespace {
constexpr std::size_t first_buffer_bytes = 2048; // holds most resources
}

struct writer::state {
    rapidjson::StringBuffer buffer{nullptr, first_buffer_bytes};
    rapidjson::Writer<rapidjson::StringBuffer> out{buffer};
};

namespace {
rapidjson::SizeType size_of(std::string_view text) {
    return static_cast<rapidjson::SizeType>(text.size());
}
} // namespace

writer::writer() : state_(std::make_unique<state>()) {}
writer::~writer() = default;
writer::writer(writer&&) noexcept = default;
writer& writer::operator=(writer&&) noexcept = default;

writer& writer::begin_object() {
    state_->out.StartObject();
    return *this;
}
writer& writer::end_object() {
    state_->out.EndObject();
    return *this;
}
writer& writer::begin_array() {
    state_->out.StartArray();
    return *this;
}
writer& writer::end_array() {
    state_->out.EndArray();
    return *this;
}
writer& writer::key(std::string_view name) {
    state_->out.Key(name.data(), size_of(name));
    return *this;
}
writer& writer::string(std::string_view text) {
    // data() of an empty view may be null, which RapidJSON asserts against.
    state_->out.String(text.empty() ? "" : text.data(), size_of(text));
    return *this;
}
writer& writer::integer(std::int64_t number) {
    state_->out.Int64(number);
    return *this;
}
writer& writer::boolean(bool flag) {
    state_->out.Bool(flag);
    return *this;
}
writer& writer::null() {
    state_->out.Null();
    return *this;
}
writer& writer::digits(std::string_view number) {
    state_->out.RawValue(number.data(), number.size(), rapidjson::kNumberType);
    return *this;
}
writer& writer::raw(std::string_view json) {
    // RapidJSON copies raw text a character at a time: it writes what stands before it only.
    state_->out.RawValue("", 0, rapidjson::kObjectType);
    if (!json.empty()) std::memcpy(state_->buffer.Push(json.size()), json.data(), json.size());
    return *this;
}

writer& writer::document(value const& document) {
    switch (document.kind()) {
        case kind::null:
            return null();
        case kind::boolean:
            return boolean(document.boolean());
        case kind::number:
            return digits(document.text());
        case kind::string:
            return string(document.text());
        case kind::array:
            begin_array();
            for (auto const& element : document.elements())
                this->document(element);
            return end_array();
        case kind::object:
            begin_object();
            for (auto const& [name, member] : document.members()) {
                key(name);
                this->document(member);
            }
            return end_object();
    }
    return *this;
}

std::string writer::take() {
    std::string text(state_->buffer.GetString(), state_->buffer.GetSize());
    state_->buffer.Clear();
    state_->out.Reset(state_->buffer);
    return text;
}

} // namespace talent::json
