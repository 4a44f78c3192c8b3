// Bytes as the corpora write them: \r \n \t \0 and \xHH are bytes, {word} stands for a word of the
// reader's, {text*3} repeats; braces that mean nothing stand for themselves. A value; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace talent::test {

class escaped_text {
  public:
    explicit escaped_text(std::map<std::string, std::string> words = {})
        : words_(std::move(words)) {}

    /// Throws runtime_error where an escape is none of these.
    std::string bytes_of(std::string_view text) const;

  private:
    std::optional<std::string> find_word(std::string_view text) const;

    std::map<std::string, std::string> words_;
};

} // namespace talent::test
