#include "common/json/peek.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace talent::json {
namespace {

/// Stops the reader, by returning false, at the member looked for or where there can be none.
class member_search : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, member_search> {
  public:
    explicit member_search(std::string_view name) : name_(name) {}

    bool Default() { return depth_ > 0 && !named_; }
    bool RawNumber(char const*, rapidjson::SizeType, bool) { return Default(); }
    bool Key(char const* text, rapidjson::SizeType length, bool) {
        named_ = depth_ == 1 && name_ == std::string_view(text, length);
        return true;
    }
    bool String(char const* text, rapidjson::SizeType length, bool) {
        if (named_) found_.emplace(text, length);
        return Default();
    }
    bool StartObject() {
        bool const goes_on = !named_;
        ++depth_;
        return goes_on;
    }
    bool EndObject(rapidjson::SizeType) { return --depth_ > 0; }
    bool StartArray() {
        bool const goes_on = Default();
        ++depth_;
        return goes_on;
    }
    bool EndArray(rapidjson::SizeType) {
        --depth_;
        return true;
    }

    std::optional<std::string>& found() { return found_; }

  private:
    std::string_view name_;
    int depth_ = 0;
    bool named_ = false;
    std::optional<std::string> found_;
};

} // namespace

std::optional<std::string> peek_text(std::string_view object, std::string_view name) {
    rapidjson::MemoryStream stream(object.data(), object.size());
    rapidjson::Reader reader;
    member_search search(name);
    reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag>(stream,
                                                                                         search);
    return std::move(search.found());
}

} // namespace talent::json
