// Search over HTTP in the demonstration market that talentctl makes: what is found, what is
// counted, and how soon.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <set>
#include <stdexcept>
#include <utility>

#include "common/vocabulary/catalogue.hpp"
#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

using strings = std::vector<std::string>;

constexpr int publications = 50;

// Filled and served once for all cases of a run: filling it takes longest.
class demonstration {
  public:
    demonstration() : server_(engine::sqlite) {
        auto const filled = server_.run_talentctl({"demo", "--listings", "3000", "--seed", "7"});
        if (filled.status != 0) throw std::runtime_error("talentctl demo failed: " + filled.errors);
        keys_ = json::parse(filled.output).value();
        server_.start();
    }

    http_client client() const { return server_.client(); }
    http_client client_of(std::string_view audience) const {
        return server_.client(keys_[audience].text());
    }

  private:
    server_process server_;
    json::value keys_;
};

demonstration const& demonstration_market() {
    static demonstration const made;
    return made;
}

// As RFC 3986 has it: every byte but letters, digits, '-', '.', '_' and '~' as %XX.
std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string made;
    for (char const one : text) {
        auto const byte = static_cast<unsigned char>(one);
        if (byte < 0x80 && (std::isalnum(byte) != 0 || std::strchr("-._~", one) != nullptr)) {
            made.push_back(one);
        } else {
            made.append({'%', digits[byte >> 4U], digits[byte & 0xFU]});
        }
    }
    return made;
}

answer search(http_client& who, std::string const& market, std::string const& query) {
    auto found = who.get("/v1/search/" + market + "?" + query);
    CAPTURE(market, query, found.body);
    REQUIRE(found.status == 200);
    return found;
}

std::int64_t total(http_client& who, std::string const& market, std::string const& query) {
    return search(who, market, query + "&limit=1")["total"].integer().value();
}

// Every item, page by page.
std::vector<json::value> all_items(http_client& who, std::string const& market,
                                   std::string const& query) {
    std::vector<json::value> items;
    std::string cursor;
    std::int64_t announced = 0;
    do {
        auto const page = search(who, market, query + "&limit=200" + cursor);
        announced = page["total"].integer().value();
        auto const& more = page["items"].elements();
        items.insert(items.end(), more.begin(), more.end());
        auto const& next = page["next"];
        cursor = next.is_string() ? "&cursor=" + encoded(next.text()) : "";
    } while (!cursor.empty());
    REQUIRE(static_cast<std::int64_t>(items.size()) == announced);
    return items;
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char one) {
        return one < 0x80 ? static_cast<char>(std::tolower(one)) : static_cast<char>(one);
    });
    return text;
}

// Contains the words: no Latin letter or digit touches a Latin end of them.
bool says(std::string const& text, std::string const& wanted) {
    auto const in = lower_case(text);
    auto const what = lower_case(wanted);
    auto const is_latin = [](char one) {
        auto const byte = static_cast<unsigned char>(one);
        return byte < 0x80 && std::isalnum(byte) != 0;
    };
    for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) {
        auto const end = at + what.size();
        bool const joined_before = at > 0 && is_latin(what.front()) && is_latin(in[at - 1]);
        bool const joined_after = end < in.size() && is_latin(what.back()) && is_latin(in[end]);
        if (!joined_before && !joined_after) return true;
    }
    return false;
}

// Whether a text of the JSON, however deep, says it.
bool shows(json::value const& one, std::string const& wanted) {
    if (one.is_string()) return says(one.text(), wanted);
    auto const within = [&](json::value const& part) { return shows(part, wanted); };
    return std::ranges::any_of(one.elements(), within) ||
           std::ranges::any_of(one.members(),
                               [&](auto const& member) { return within(member.second); });
}

strings skills_of(json::value const& item) {
    strings codes;
    for (auto const* name : {"skills", "skills_required", "skills_preferred"}) {
        for (auto const& code : item[name].elements())
            codes.push_back(code.text());
    }
    return codes;
}

// A listing is found by its skills' names and synonyms too; its JSON has their codes.
bool has_skill_that_says(json::value const& item, std::string const& wanted) {
    static auto const codes = vocabulary::catalogue::built_in();
    return std::ranges::any_of(skills_of(item), [&](std::string const& code) {
        auto const* const skill = codes.find(json::code_list::skill, code);
        return skill != nullptr && (says(skill->name_zh, wanted) || says(skill->name_en, wanted) ||
                                    std::ranges::any_of(skill->synonyms, [&](auto const& other) {
                                        return says(other, wanted);
                                    }));
    });
}

bool has_skill(json::value const& item, std::string const& wanted) {
    return std::ranges::count(skills_of(item), wanted) > 0;
}

// Tenders of different methods, once: so there is something to count whatever the seed drew.
void publish_tenders() {
    static bool published = false;
    if (std::exchange(published, true)) return;
    auto office = demonstration_market().client_of("government_office");
    for (std::string const method : {"open", "consultation"}) {
        auto text = tender_text(in_time(1h), in_time(24h * 21));
        // A consultation's price weighs 30 at most.
        text.replace(text.find("\"weight\":40"), 11, "\"weight\":30");
        text.replace(text.find("\"weight\":60"), 11, "\"weight\":70");
        std::string const usual = R"("method":"open")";
        text.replace(text.find(usual), usual.size(), R"("method":")" + method + R"(")");
        publish(office, "tenders", text);
    }
}

// Each count is the total of the same query with the value as its filter. The query must not filter
// by the field itself: values of one field widen each other.
void check_facet(http_client& anybody, std::string const& market, std::string const& query,
                 std::string const& field) {
    auto const found = search(anybody, market, query + "&limit=1&facets=" + field);
    auto const& counted = found["facets"][field].elements();
    CAPTURE(market, query, field);
    REQUIRE_FALSE(counted.empty());
    for (auto const& one : counted) {
        auto const value = one["value"].text();
        CAPTURE(value);
        CHECK(total(anybody, market, query + "&" + field + "=" + encoded(value)) ==
              one["count"].integer());
    }
}

// demand_text() under a title that nothing else in the market has.
std::string rare_demand_text() {
    auto text = demand_text();
    std::string const usual = "Java后端开发工程师";
    return text.replace(text.find(usual), usual.size(), "观星台值守员");
}

// A service that anybody verified may sell.
std::string rare_offering_text() {
    auto text = offering_text();
    std::string const title = "企业中高端人才寻访";
    text.replace(text.find(title), title.size(), "观星台人才咨询");
    std::string const category = R"("headhunting")";
    return text.replace(text.find(category), category.size(), R"("hr_consulting")");
}

// Publishes, and takes back by the command: found, then gone, each in the very next request.
void come_and_go(http_client& owner, std::string const& market, std::string const& body) {
    auto anybody = demonstration_market().client();
    auto const query = "q=" + encoded("观星台");
    auto const published = publish(owner, market, body);
    auto const found = search(anybody, market, query);
    REQUIRE(found["total"].integer() == 1);
    REQUIRE(found["items"].elements().front()["id"].text() == published.text("id"));
    auto const path = "/v1/" + market + "/" + published.text("id");
    auto const withdrawn = owner.post_on(published, path + "/withdraw");
    CAPTURE(withdrawn.body);
    REQUIRE(withdrawn.status == 200);
    REQUIRE(total(anybody, market, query) == 0);
}

} // namespace

TEST_CASE("phrases, words with signs and a single character are found, and only where they stand") {
    auto anybody = demonstration_market().client();
    for (std::string const market : {"demands", "supplies"}) {
        for (std::string const text : {"软件", "会计", "护", "C++", "Java"}) {
            CAPTURE(market, text);
            auto const items = all_items(anybody, market, "interpret=false&q=" + encoded(text));
            CHECK_FALSE(items.empty());
            for (auto const& item : items) {
                CAPTURE(json::write(item));
                CHECK((shows(item, text) || has_skill_that_says(item, text)));
            }
        }
    }
}

TEST_CASE("a search for Java finds the word or the skill, and never JavaScript alone") {
    auto anybody = demonstration_market().client();
    for (std::string const market : {"demands", "supplies"}) {
        CAPTURE(market);
        auto const items = all_items(anybody, market, "q=Java");
        REQUIRE_FALSE(items.empty());
        std::set<std::string> found;
        for (auto const& item : items) {
            CAPTURE(json::write(item));
            CHECK((shows(item, "java") || has_skill(item, "java")));
            found.insert(item["id"].text());
        }
        int without_java = 0;
        for (auto const& item : all_items(anybody, market, "q=JavaScript")) {
            if (shows(item, "java") || has_skill(item, "java")) continue;
            CAPTURE(json::write(item));
            CHECK_FALSE(found.contains(item["id"].text()));
            ++without_java;
        }
        CHECK(without_java > 0); // else this case could not fail
    }
}

TEST_CASE("a region's short name finds what is there, until the searcher takes it as text") {
    auto anybody = demonstration_market().client();
    for (std::string const market : {"demands", "supplies"}) {
        CAPTURE(market);
        // Scoped listings are shown to who filters by their region, and not for a word alone.
        auto there = all_items(anybody, market, "region=330100");
        std::erase_if(there, [](auto const& item) { return item["scope"].text() != "everywhere"; });
        REQUIRE_FALSE(there.empty());
        auto const literal = total(anybody, market, "interpret=false&q=" + encoded("杭州"));
        auto const read = search(anybody, market, "q=" + encoded("杭州"));
        std::set<std::string> found;
        for (auto const& item : all_items(anybody, market, "q=" + encoded("杭州")))
            found.insert(item["id"].text());
        for (auto const& item : there)
            CHECK(found.contains(item["id"].text()));
        CHECK(static_cast<std::size_t>(read["total"].integer().value()) <=
              there.size() + static_cast<std::size_t>(literal));
        auto const& how = read["interpretation"].elements().front();
        CHECK(how["code"].text() == "330100");
        CHECK(total(anybody, market, "q=" + encoded("杭州") + "&literal=" + encoded("杭州")) ==
              literal);
    }
}

TEST_CASE("every facet count is the total of the search that is filtered by its value") {
    auto anybody = demonstration_market().client();
    publish_tenders();
    for (std::string const market : {"demands", "supplies"}) {
        for (std::string const field :
             {"occupation", "region", "education", "employment", "skill", "industry"}) {
            check_facet(anybody, market, "sort=newest", field);
            check_facet(anybody, market, "q=" + encoded("软件") + "&pay_min=8000", field);
        }
    }
    check_facet(anybody, "offerings", "sort=newest", "category");
    check_facet(anybody, "offerings", "region=330100", "category");
    check_facet(anybody, "offerings", "region=330100", "stage");
    check_facet(anybody, "tenders", "sort=newest", "method");
    check_facet(anybody, "tenders", "sort=newest", "progress");
}

TEST_CASE("a listing is found in the request after its publication and gone after its withdrawal") {
    auto enterprise = demonstration_market().client_of("enterprise");
    for (int round = 0; round < publications; ++round) {
        CAPTURE(round);
        come_and_go(enterprise, "demands", rare_demand_text());
    }
}

TEST_CASE("an offering is found in the request after its publication and gone after withdrawal") {
    auto agency = demonstration_market().client_of("agency");
    come_and_go(agency, "offerings", rare_offering_text());
}

TEST_CASE("a cancelled tender stays findable as cancelled, with the reason, and a draft is not") {
    auto anybody = demonstration_market().client();
    auto office = demonstration_market().client_of("government_office");
    auto text = tender_text(in_time(1h), in_time(24h * 21));
    std::string const usual = "人才服务外包项目";
    text.replace(text.find(usual), usual.size(), "观星台运维项目");
    auto const query = "q=" + encoded("观星台");
    REQUIRE(office.post("/v1/tenders", text).status == 201);
    CHECK(total(anybody, "tenders", query) == 0);
    auto const published = publish(office, "tenders", text);
    CHECK(total(anybody, "tenders", query + "&progress=published") == 1);
    auto const cancelled =
        office.post_on(published, "/v1/tenders/" + published.text("id") + "/cancel",
                       R"({"reasons":["预算调整"]})");
    CAPTURE(cancelled.body);
    REQUIRE(cancelled.status == 200);
    CHECK(total(anybody, "tenders", query + "&progress=published") == 0);
    auto const found = search(anybody, "tenders", query + "&progress=cancelled");
    REQUIRE(found["total"].integer() == 1);
    CHECK(shows(found["items"].elements().front()["state_reasons"], "预算调整"));
}

TEST_CASE("what search shows of an offering and a tender is what reading it shows") {
    auto anybody = demonstration_market().client();
    publish_tenders();
    for (std::string const market : {"offerings", "tenders"}) {
        for (auto item : all_items(anybody, market, "sort=newest")) {
            auto read = anybody.get("/v1/" + market + "/" + item["id"].text()).document;
            // Of a tender: by the clock, and by what else was decided.
            static std::set<std::string> const derived = {"phase", "clocks", "awards",
                                                          "invited_suppliers", "questions_until"};
            std::erase_if(read.members(), [](auto const& member) {
                return derived.contains(std::string(member.first));
            });
            REQUIRE(item == read);
        }
    }
}

} // namespace talent::test
