// What people wrote comes out of the feed as they wrote it, and never as markup.
#include <catch2/catch.hpp>

#include "services/open_data/atom.hpp"

using namespace talent;
using namespace talent::open_data;

TEST_CASE("markup is escaped, and what XML has no place for is replaced") {
    CHECK(xml_text("a <b> & \"c\"") == "a &lt;b&gt; &amp; &quot;c&quot;");
    CHECK(xml_text("]]>") == "]]&gt;");
    CHECK(xml_text(std::string("a\0b\x1B", 4)) ==
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD");
    CHECK(xml_text("line\nline\t\r") == "line\nline\t&#13;");
    CHECK(xml_text("\xEF\xBF\xBF") == "\xEF\xBF\xBD");
    CHECK(xml_text("\xF0\x9F\x98\x80 招标") == "\xF0\x9F\x98\x80 招标");
}

TEST_CASE("an entry is known by the address of its release, whatever page it is on") {
    packager const packages(open_data_configuration{.base_url = "https://open.example.cn"});
    std::vector<store::kept_release> const notices = {
        {.sequence = 7, .id = "o-7", .ocid = "o", .notice = "award", .title = "</title><x>"}};
    auto const feed =
        atom_feed(packages, {"330100", "/v1/notices.atom?region=330100", ""}, notices);
    CHECK(feed.find("<id>https://open.example.cn/v1/ocds/releases/o-7</id>") != std::string::npos);
    CHECK(feed.find("&lt;/title&gt;&lt;x&gt;") != std::string::npos);
    CHECK(feed.find("rel=\"next\"") == std::string::npos);
}
