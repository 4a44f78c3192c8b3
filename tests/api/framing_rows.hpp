// The rows of tests/corpora/http/framing.txt, which says how they are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace talent::test {

enum class connection_after { keep, close, alone };

struct expected_answer {
    int status = 0;
    bool to_head = false;
};

struct framing_row {
    std::string name;
    std::string bytes;
    std::vector<expected_answer> answers;
    connection_after then = connection_after::keep;
};

/// What stands for itself in the rows.
struct framing_words {
    std::string credential; // a valid API key
    std::string body;       // a valid body for POST /v1/api_keys
};

/// Throws runtime_error where the file cannot be read or a line is not of its form.
std::vector<framing_row> read_framing_rows(std::string const& path, framing_words const& words);

} // namespace talent::test
