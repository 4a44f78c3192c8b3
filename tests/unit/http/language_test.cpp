// Accept-Language, with its weights.
#include <catch2/catch.hpp>

#include "common/http/language.hpp"

using namespace talent::http;

TEST_CASE("the better weighted language is spoken") {
    struct language_case {
        char const* header;
        language expected;
    };
    language_case const cases[] = {
        {"", language::english},
        {"zh", language::chinese},
        {"zh-CN,zh;q=0.9,en;q=0.8", language::chinese},
        {"en-US,en;q=0.9,zh-CN;q=0.8", language::english},
        {"en;q=0.1, zh;q=0.2", language::chinese},
        {"zh;q=0.500,en;q=0.501", language::english},
        {"ZH-hans", language::chinese},
        {"de, fr;q=0.9", language::english},
        {"de, zh;q=0.1", language::chinese},
        {"zh;q=0", language::english},
        {"zh;q=0, en;q=0.001", language::english},
        {"*", language::english},
        {"zh ; q=0.3 , en ; q=0.2", language::chinese},
        {"zh;q=nonsense, en;q=0.1", language::english},
        {"zh;q=0.1234, en;q=0.1", language::english},
        {"zhx", language::english},
        {",,,zh,,", language::chinese},
        {"zh,en", language::chinese},
        {"en,zh", language::english},
    };
    for (auto const& one : cases) {
        INFO(one.header);
        CHECK(preferred_language(one.header) == one.expected);
    }
}
