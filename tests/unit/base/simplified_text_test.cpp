// Traditional characters as simplified ones.
#include "common/base/simplified_text.hpp"

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
