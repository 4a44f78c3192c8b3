// What of a free job title is read.
#include "common/vocabulary/job_title.hpp"

#include <catch2/catch.hpp>

using namespace talent::vocabulary;

namespace {

using string_list = std::vector<std::string>;

struct reading {
    char const* title;
    string_list segments;
};

} // namespace

TEST_CASE("a title is read without brackets, money, width, case and what recruits") {
    reading const readings[] = {
        {"Java工程师", {"java工程师"}},
        {"【急聘】Ｊａｖａ工程師/架构师 15-20K", {"java工程师", "架构师"}},
        {"销售经理（浙江）(J10018)", {"销售经理"}},
        {"（会计）", {"会计"}},
        {"会计(", {"会计"}},
        {"司机5000元/月", {"司机"}},
        {"普工 18-45岁 13薪", {"普工"}},
        {"H5前端", {"h5前端"}},
        {"3D建模师", {"3d建模师"}},
        {"4S店销售", {"4s店销售"}},
        {"某某科技有限公司招聘焊工", {"焊工"}},
        {"招聘专员", {"招聘专员"}},
        {"招商经理", {"招商经理"}},
        {"C++ / C# / .NET", {"c++", "c#", ".net"}},
        {"Product Manager", {"product manager"}},
        {"  \t", {}},
        {"12345", {}},
        {"!!!…，。", {}},
        {"", {}},
    };
    for (auto const& one : readings) {
        INFO(one.title);
        CHECK(segments_of_title(one.title) == one.segments);
    }
}

TEST_CASE("of many segments the first eight are read") {
    std::string title;
    for (int i = 0; i < 50; ++i)
        title += "会计，";
    CHECK(segments_of_title(title).size() == job_title_segments_max);
}

TEST_CASE("the bounds of code points part a text into them") {
    CHECK(code_point_bounds("") == std::vector<std::size_t>{0});
    CHECK(code_point_bounds("a会🙂") == std::vector<std::size_t>{0, 1, 4, 8});
}
