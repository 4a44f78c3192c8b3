// Traditional characters as simplified ones.
#include "common/base/simplified_text.hpp"

#include "common/base/text.hpp"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

using namespace talent;

TEST_CASE("traditional characters are simplified, and everything else stays") {
    CHECK(simplified("軟體工程師") == "软体工程师");
    CHECK(simplified("會計助理") == "会计助理");
    for (auto const* same : {"", "软件工程师", "Java developer 3", "é½🙂", "ｆｕｌｌ"})
        CHECK(simplified(same) == same);
}

TEST_CASE("characters are simplified one by one as ICU simplifies each alone") {
    std::string all;
    std::string expected;
    std::size_t changed = 0;
    for (char32_t character = 0x2E80; character <= 0x9FFF; ++character) {
        std::string one;
        one.push_back(static_cast<char>(0xE0U | character >> 12U));
        one.push_back(static_cast<char>(0x80U | (character >> 6U & 0x3FU)));
        one.push_back(static_cast<char>(0x80U | (character & 0x3FU)));
        auto const simple = simplified(one);
        all += one;
        expected +=
            is_han(simple) && simple.size() == one.size() ? simple : one; // no quotation mark
        if (simple != one) ++changed;
    }
    CHECK(changed > 2'000);
    simplify_characters(all);
    std::string differing;
    for (std::size_t i = 0; i < expected.size(); i += 3) {
        if (all.substr(i, 3) != expected.substr(i, 3)) differing += expected.substr(i, 3);
    }
    CHECK(differing == "");
    std::string mixed = "java 軟件 é 𠀀軟 ™軟";
    simplify_characters(mixed);
    CHECK(mixed == "java 软件 é 𠀀软 ™软");
}

TEST_CASE("threads that simplify at once do not disturb each other") {
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (auto& count : wrong) {
        threads.emplace_back([&count] {
            for (int i = 0; i < 500; ++i)
                count += simplified("護理員" + std::to_string(i)) != "护理员" + std::to_string(i);
        });
    }
    for (auto& each : threads)
        each.join();
    CHECK(wrong == std::vector<int>(4, 0));
}
