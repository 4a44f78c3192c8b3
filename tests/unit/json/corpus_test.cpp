// The reader against documents that are known to be JSON or not; and what is read is written and
// read again as the same.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>

#include "common/json/value.hpp"
#include "tests/support/json_corpus.hpp"

using namespace talent;
using namespace talent::test;

namespace {

void check(json_document const& one) {
    INFO(one.name);
    auto const read = json::parse(one.bytes);
    if (one.expected != verdict::either)
        CHECK(read.has_value() == (one.expected == verdict::accepted));
    if (!read.has_value()) {
        CHECK(read.error().code == error_code::malformed_json);
        return;
    }
    auto const again = json::parse(json::write(read.value()));
    REQUIRE(again.has_value());
    CHECK(again.value() == read.value());
}

} // namespace

TEST_CASE("the documents of the corpus are read or refused as it says") {
    auto const documents =
        read_json_corpus(TALENT_SOURCE_DIRECTORY "/tests/corpora/json/documents.txt");
    REQUIRE(documents.size() > 150);
    for (auto const& one : documents)
        check(one);
    std::cout << documents.size() << " documents.\n";
}

// What this server refuses although it is JSON: names that stand twice, U+0000, and numbers beyond
// the exponents of a double. Named here, so that each further one is noticed.
TEST_CASE("JSONTestSuite is read as it says, but for what is refused on purpose") {
    static constexpr std::string_view refused_on_purpose[] = {
        "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
        "y_object_escaped_null_in_key.json", "y_string_null_escape.json"};
    // ctest tells this sentence as "skipped" (CMakeLists.txt beside this).
    if (std::getenv("TALENT_JSON_TEST_SUITE") == nullptr)
        FAIL("TALENT_JSON_TEST_SUITE is not set: nothing is read.");
    auto const documents = read_json_test_suite();
    REQUIRE(documents.size() > 300);
    std::size_t right = 0;
    for (auto one : documents) {
        for (auto const name : refused_on_purpose) {
            if (one.name == name) one.expected = verdict::refused;
        }
        check(one);
        bool const accepted = json::parse(one.bytes).has_value();
        bool const wrong =
            one.expected != verdict::either && accepted != (one.expected == verdict::accepted);
        right += wrong ? 0 : 1;
    }
    std::cout << right << " of " << documents.size() << " files are right.\n";
    CHECK(right == documents.size());
}
