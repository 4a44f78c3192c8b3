// Notices and contracts as PDF over HTTP: who may read them, and that they say what the JSON says.
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "tests/api/market_scenes.hpp"
#include "tests/support/pdf_reading.hpp"

namespace talent::test {
namespace {

std::string without_white_space(std::string text) {
    std::erase_if(text, [](char one) { return one == ' ' || one == '\n' || one == '\f'; });
    return text;
}

std::string read_text(answer const& file) {
    return without_white_space(text_of_pdf(file.body));
}

/// A tender that was awarded, and the contract of it.
struct printed_scene {
    explicit printed_scene(engine on) : market(on) {
        office.emplace(join_market(
            market.server, market.market_operator,
            {.kind = "government_office", .name = "杭州某某局", .region = "330100", .serial = 7}));
        rival.emplace(join_market(market.server, market.market_operator,
                                  {.kind = "agency",
                                   .name = "机构九",
                                   .region = "330100",
                                   .capabilities = R"(["hr_company"])",
                                   .serial = 9}));
        add_licence(*rival, market.market_operator, "L-9");
        made = award_a_tender(market.server, *office, market.agency, *rival);
        tender = "/v1/tenders/" + made.tender_id;
        award = "/v1/awards/" + made.award_id;
        contract = "/v1/contracts/" + made.contract.text("id");
    }

    small_market market;
    std::optional<participant> office;
    std::optional<participant> rival;
    deal made;
    std::string tender;
    std::string award;
    std::string contract;
};

void check_file(answer const& got) {
    REQUIRE(got.status == 200);
    CHECK(got.header("content-type") == "application/pdf");
    CHECK(got.body.starts_with("%PDF-"));
    for (auto const& font : fonts_of_pdf(got.body)) {
        CAPTURE(font.name);
        CHECK(font.embedded);
        CHECK(font.subset);
    }
}

void check_says(answer const& got, std::vector<std::string> const& wanted) {
    auto const text = read_text(got);
    for (auto const& each : wanted) {
        CAPTURE(each, text);
        CHECK(text.find(without_white_space(each)) != std::string::npos);
    }
}

/// The sequence and hash of the journal's newest entry of an object, as an overseer reads them.
std::vector<std::string> stamp_in_journal(http_client& overseer, std::string const& type,
                                          std::string const& id, std::string const& version) {
    std::int64_t after = 0;
    while (true) {
        auto const page = overseer.get("/v1/feed?limit=1000&after=" + std::to_string(after));
        auto const& entries = page["entries"].elements();
        if (entries.empty()) return {};
        for (auto const& each : entries) {
            after = each["sequence"].integer().value();
            if (each["object_type"].text() == type && each["object_id"].text() == id &&
                each["object_version"].text() == version)
                return {"日志序号" + std::to_string(after), "日志哈希" + each["hash"].text()};
        }
    }
}

} // namespace

TEST_CASE("a tender's and an award's notice are printed for everybody") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        printed_scene at(on);
        auto anybody = at.market.server.client();
        auto const tender = anybody.get(at.tender);
        auto const notice = anybody.get(at.tender + "/notice.pdf");
        check_file(notice);
        check_says(notice,
                   {tender.text("title"), tender.text("number"), "杭州某某局", "公开招标",
                    "人民币1,000,000.00元", "招聘会", "服务方案", "浙江省/杭州市", "第1页"});
        check_says(notice, stamp_in_journal(at.market.market_operator, "tender", at.made.tender_id,
                                            tender["version"].text()));
        auto const award = anybody.get(at.award);
        auto const award_notice = anybody.get(at.award + "/notice.pdf");
        check_file(award_notice);
        check_says(award_notice,
                   {tender.text("title") + "中标公告", tender.text("number"),
                    award.text("supplier_name"), "人民币900,000.00元", "中标理由", "第五十二条"});
        CHECK(read_text(award_notice).find("成交") == std::string::npos);
        check_says(award_notice, stamp_in_journal(at.market.market_operator, "award",
                                                  at.made.award_id, award["version"].text()));
        CHECK(anybody.get("/v1/tenders/0190a000-0000-7000-8000-000000000000/notice.pdf").status ==
              404);
        auto const draft =
            at.office->api.post("/v1/tenders", tender_text(in_time(std::chrono::hours(24 * 40)),
                                                           in_time(std::chrono::hours(24 * 90))));
        REQUIRE(draft.status == 201);
        auto const path = "/v1/tenders/" + draft.text("id") + "/notice.pdf";
        CHECK(anybody.get(path).status == 404);
        CHECK(at.market.agency.api.get(path).status == 404);
        CHECK(at.office->api.get(path).status == 200);
    }
}

TEST_CASE("a contract is printed for its parties and nobody else") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        printed_scene at(on);
        auto const path = at.contract + "/document.pdf";
        auto const contract = at.office->api.get(at.contract);
        auto const file = at.office->api.get(path);
        check_file(file);
        check_says(file, {contract.text("title"), contract.text("number"), "杭州某某局",
                          contract.text("terms"), "人民币900,000.00元", "里程碑", "签署"});
        check_says(file, stamp_in_journal(at.market.market_operator, "contract",
                                          contract.text("id"), contract["version"].text()));
        for (auto const& each : contract["milestones"].elements())
            check_says(file, {each["title"].text()});
        CHECK((at.market.agency.api.get(path).body == file.body));
        CHECK(at.rival->api.get(path).status == 404);
        CHECK(at.market.enterprise.api.get(path).status == 403);
        CHECK(at.market.server.client().get(path).status == 401);
    }
}

TEST_CASE("a printed document has an ETag, and its bytes are those of its version") {
    printed_scene at(engine::sqlite);
    auto const path = at.contract + "/document.pdf";
    auto& office = at.office->api;
    auto const first = office.get(path);
    REQUIRE(first.status == 200);
    auto const etag = first.header("etag");
    CHECK(office.get(path, {{"If-None-Match", etag}}).status == 304);
    CHECK((office.get(path).body == first.body));
    auto const seen = office.get(at.contract);
    REQUIRE(office.post_on(seen, at.contract + "/sign").status == 200);
    auto const after = office.get(path, {{"If-None-Match", etag}});
    CHECK(after.status == 200);
    CHECK(after.header("etag") != etag);
    CHECK((after.body != first.body));
}

TEST_CASE(
    "of many who ask at once each gets the file or is told to come back, and searches go on") {
    printed_scene at(engine::sqlite);
    constexpr int askers = 8;
    constexpr int rounds = 10;
    // Different documents, so that most must be drawn.
    std::vector<std::string> paths{at.tender + "/notice.pdf", at.award + "/notice.pdf",
                                   at.contract + "/document.pdf"};
    for (int i = 0; i < askers; ++i) {
        auto const draft =
            at.office->api.post("/v1/tenders", tender_text(in_time(std::chrono::hours(24 * 40 + i)),
                                                           in_time(std::chrono::hours(24 * 90))));
        paths.push_back("/v1/tenders/" + draft.text("id") + "/notice.pdf");
    }
    std::atomic<int> drawn{0};
    std::atomic<int> busy{0};
    std::atomic<int> other{0};
    std::vector<std::thread> crowd;
    for (int i = 0; i < askers; ++i) {
        crowd.emplace_back([&, i, client = at.office->api.as(at.office->api.bearer())]() mutable {
            for (int n = 0; n < rounds; ++n) {
                auto const got = client.get(paths[static_cast<std::size_t>(i + n) % paths.size()]);
                bool const told = got.status == 503 && !got.header("retry-after").empty();
                ++(got.status == 200 ? drawn : told ? busy : other);
            }
        });
    }
    auto searcher = at.market.server.client();
    for (int n = 0; n < rounds; ++n)
        CHECK(searcher.get("/v1/search/tenders?q=%E6%8B%9B%E8%81%98").status == 200);
    for (auto& one : crowd)
        one.join();
    CHECK(other == 0);
    CHECK(drawn > 0);
    CHECK(drawn + busy == askers * rounds);
    // Whoever comes back gets it in the end.
    for (auto const& path : paths)
        CHECK(at.office->api.get(path).status == 200);
}

} // namespace talent::test
