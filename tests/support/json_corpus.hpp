// Documents for the JSON reader: tests/corpora/json/documents.txt, and the files of JSONTestSuite
// (github.com/nst/JSONTestSuite, test_parsing) where TALENT_JSON_TEST_SUITE names their folder.
#pragma once

#include <string>
#include <vector>

namespace talent::test {

enum class verdict { accepted, refused, either };

struct json_document {
    std::string name;
    std::string bytes;
    verdict expected = verdict::either;
};

/// Throws runtime_error where the corpus cannot be read.
std::vector<json_document> read_json_corpus(std::string const& path);
/// Empty where the environment names no folder.
std::vector<json_document> read_json_test_suite();

} // namespace talent::test
