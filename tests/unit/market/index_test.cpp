#include "services/market/index/index.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include "services/market/index/partition.hpp"
#include "services/market/index/text_terms.hpp"
#include "services/market/search/search.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

template <class Listing>
journal::entry entry_of(std::string object_type, Listing const& one) {
    journal::entry made;
    made.object_type = std::move(object_type);
    made.object_id = one.id;
    made.at = market_day();
    made.after = json::write_stored(one);
    return made;
}

std::uint64_t total(market_index const& index, search_query const& query) {
    auto const found = search(index, query, market_day());
    REQUIRE(found.has_value());
    return found.value().total;
}

std::uint64_t total(market_index const& index, document_kind kind) {
    search_query query;
    query.kind = kind;
    return total(index, query);
}

search_query asking(document_kind kind, std::string text) {
    search_query made;
    made.kind = kind;
    made.text = std::move(text);
    return made;
}

search_query asking(document_kind kind, search_field field, std::string value) {
    search_query made;
    made.kind = kind;
    made.filter(field) = {std::move(value)};
    return made;
}

offerings::offering headhunting_offering() {
    static random_market source(3);
    auto made = source.offering();
    made.title = "企业中高端人才寻访";
    made.description = "九十天内推荐合格候选人";
    made.terms = "分两期付款";
    made.category = offerings::service_category::headhunting;
    made.chain_stage = offerings::chain_stage::introduction;
    made.regions = {"330100"};
    made.price_model = offerings::price_model::fixed;
    made.price = money{3'000'000};
    return made;
}

procurement::tender job_fair_tender() {
    static random_market source(4);
    auto made = source.tender();
    made.state = procurement::tender_state::published;
    made.title = "人才服务外包项目";
    made.description = "全年服务，供应商熟悉Java人才市场";
    made.lots = {{.number = 1, .title = "城西片区", .budget = money{100'000'000}}};
    made.items = {{.description = "招聘会现场执行", .quantity = 12, .unit = "场"}};
    made.budget = money{100'000'000};
    made.region = "330106";
    made.method = procurement::procurement_method::selective;
    return made;
}

listings::demand visible_demand() {
    static random_market source(2);
    auto made = source.demand();
    made.expires_at.reset();
    made.scope = listings::listing_scope::everywhere;
    return made;
}

} // namespace

TEST_CASE("what an entry publishes is found by the next search, and gone after any other state") {
    for (auto const state : {listings::listing_state::draft, listings::listing_state::suspended,
                             listings::listing_state::closed, listings::listing_state::filled,
                             listings::listing_state::withdrawn}) {
        market_index index(catalogue());
        auto demand = visible_demand();
        index.apply(entry_of("demand", demand));
        CHECK(total(index, document_kind::demand) == 1);
        CHECK(index.find(document_kind::demand, demand.id)->version == demand.version);
        demand.state = state;
        index.apply(entry_of("demand", demand));
        CHECK(total(index, document_kind::demand) == 0);
        CHECK(index.size(document_kind::demand) == 0);
        CHECK(index.find(document_kind::demand, demand.id) == nullptr);
    }
}

TEST_CASE("a published offering is found by the next search, and gone after any other state") {
    for (auto const state : {offerings::offering_state::draft, offerings::offering_state::suspended,
                             offerings::offering_state::withdrawn}) {
        market_index index(catalogue());
        auto offering = headhunting_offering();
        index.apply(entry_of("offering", offering));
        CHECK(total(index, document_kind::offering) == 1);
        offering.state = state;
        index.apply(entry_of("offering", offering));
        CHECK(total(index, document_kind::offering) == 0);
        CHECK(index.find(document_kind::offering, offering.id) == nullptr);
    }
}

TEST_CASE("an offering is found by its text, price, category, stage and every region it serves") {
    using enum search_field;
    constexpr auto kind = document_kind::offering;
    market_index index(catalogue());
    index.load(headhunting_offering());
    for (auto const* text : {"人才寻访", "候选人", "两期付款"})
        CHECK(total(index, asking(kind, text)) == 1);
    CHECK(total(index, asking(kind, "劳务派遣")) == 0);
    CHECK(total(index, asking(kind, category, "headhunting")) == 1);
    CHECK(total(index, asking(kind, category, "payroll")) == 0);
    CHECK(total(index, asking(kind, stage, "introduction")) == 1);
    CHECK(total(index, asking(kind, stage, "training")) == 0);
    for (auto const* served : {"330106", "330100", "330000"})
        CHECK(total(index, asking(kind, region, served)) == 1);
    CHECK(total(index, asking(kind, region, "330200")) == 0);
    auto query = asking(kind, "");
    query.pay_max = money{2'999'999};
    CHECK(total(index, query) == 0);
    query.pay_max = money{3'000'000};
    CHECK(total(index, query) == 1);
}

TEST_CASE("a tender is found from its publication on, in every state by that state's name") {
    using state = procurement::tender_state;
    market_index index(catalogue());
    auto tender = job_fair_tender();
    for (auto const next : {state::published, state::opened, state::evaluated, state::awarded,
                            state::contracted, state::unsuccessful, state::cancelled}) {
        tender.state = next;
        tender.version += 1;
        index.apply(entry_of("tender", tender));
        CHECK(total(index, document_kind::tender) == 1);
        for (auto const name : json::enumeration<state>::names()) {
            auto const query =
                asking(document_kind::tender, search_field::progress, std::string(name));
            CHECK(total(index, query) == (name == json::name_of(next) ? 1 : 0));
        }
    }
}

TEST_CASE("a tender that never was published is not found, cancelled or not") {
    market_index index(catalogue());
    auto tender = job_fair_tender();
    tender.published_at.reset();
    for (auto const state :
         {procurement::tender_state::draft, procurement::tender_state::cancelled}) {
        tender.state = state;
        index.apply(entry_of("tender", tender));
        index.load(tender);
        CHECK(index.size(document_kind::tender) == 0);
    }
}

TEST_CASE("a tender is found by its text, lots, items, region, method and budget") {
    using enum search_field;
    constexpr auto kind = document_kind::tender;
    market_index index(catalogue());
    index.load(job_fair_tender());
    for (auto const* text : {"外包项目", "全年服务", "java", "城西", "招聘会"})
        CHECK(total(index, asking(kind, text)) == 1);
    CHECK(total(index, asking(kind, "猎头")) == 0);
    CHECK(total(index, asking(kind, method, "selective")) == 1);
    CHECK(total(index, asking(kind, method, "open")) == 0);
    CHECK(total(index, asking(kind, region, "330100")) == 1);
    CHECK(total(index, asking(kind, region, "330102")) == 0);
    auto query = asking(kind, "");
    query.pay_min = money{100'000'001};
    CHECK(total(index, query) == 0);
    query.pay_min = money{100'000'000};
    CHECK(total(index, query) == 1);
}

TEST_CASE("a tender's body in memory is what an answer shows, without what the clock decides") {
    market_index index(catalogue());
    auto tender = job_fair_tender();
    tender.phase = procurement::tender_phase::bidding;
    tender.awards = {procurement::award{}};
    index.load(tender);
    auto expected = json::parse(json::write_shown(tender)).value();
    std::erase_if(expected.members(), [](auto const& one) {
        auto const* const field = json::described<procurement::tender>::table().find(one.first);
        return field->options.exposure == json::exposure::derived;
    });
    CHECK(index.find(document_kind::tender, tender.id)->shown == json::write(expected));
}

TEST_CASE("an offering's body in memory is what an answer of the offering shows") {
    market_index index(catalogue());
    auto const offering = headhunting_offering();
    index.load(offering);
    CHECK(index.find(document_kind::offering, offering.id)->shown == json::write_shown(offering));
}

TEST_CASE("a new version replaces the old one everywhere") {
    market_index index(catalogue());
    auto demand = visible_demand();
    demand.title = "护士";
    index.apply(entry_of("demand", demand));
    demand.title = "会计";
    demand.version += 1;
    index.apply(entry_of("demand", demand));
    search_query query;
    query.text = "护士";
    CHECK(search(index, query, market_day()).value().total == 0);
    query.text = "会计";
    auto const found = search(index, query, market_day());
    CHECK(found.value().total == 1);
    CHECK(found.value().items[0].one->version == demand.version);
    CHECK(index.find(document_kind::demand, demand.id)->title == "会计");
}

TEST_CASE("entries of other objects change nothing") {
    market_index index(catalogue());
    auto const demand = visible_demand();
    index.apply(entry_of("demand", demand));
    index.apply(entry_of("organisation", demand));
    CHECK(index.size(document_kind::demand) == 1);
}

TEST_CASE("a listing's body in memory is what an answer of the listing shows") {
    market_index index(catalogue());
    auto const demand = visible_demand();
    index.load(demand);
    CHECK(index.find(document_kind::demand, demand.id)->shown == json::write_shown(demand));
}

TEST_CASE("drafts are left out at loading") {
    market_index index(catalogue());
    auto demand = visible_demand();
    demand.state = listings::listing_state::draft;
    index.load(demand);
    CHECK(index.size(document_kind::demand) == 0);
}

TEST_CASE(
    "searches during writes always see a whole document, and a write as soon as it returned") {
    market_index index(catalogue());
    auto demand = visible_demand();
    std::atomic<bool> stop{false};
    std::atomic<int> torn{0};
    index.load(demand);
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!stop) {
                search_query query;
                auto const found = search(index, query, market_day());
                if (!found.has_value() || found.value().total != 1 ||
                    found.value().items.size() != 1)
                    ++torn;
            }
        });
    }
    int stale = 0;
    for (int round = 0; round < 500; ++round) {
        demand.version += 1;
        demand.title = round % 2 == 0 ? "会计" : "Java开发";
        index.apply(entry_of("demand", demand));
        search_query query;
        query.text = demand.title;
        auto const found = search(index, query, market_day());
        if (found.value().items.empty() || found.value().items[0].one->version != demand.version)
            ++stale;
    }
    stop = true;
    for (auto& reader : readers)
        reader.join();
    CHECK(torn == 0);
    CHECK(stale == 0);
}

// By writes that came between, not by time. A reader may lose the processor before it stands in
// line, so only most are looked at.
TEST_CASE("a reader waits for the writer that is inside and not for those of a burst behind it") {
    market_index index(catalogue());
    index.load(visible_demand());
    auto const& part = index.part(document_kind::demand);
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> written{0};
    std::thread writer([&] {
        for (auto demand = visible_demand(); !stop; ++written) {
            demand.version += 1;
            index.load(demand);
        }
    });
    while (written < 10)
        std::this_thread::yield();
    std::vector<std::uint64_t> waited_for;
    for (int i = 0; i < 1'001; ++i) {
        auto const before = written.load();
        partition::reading const lock(part);
        waited_for.push_back(written - before);
    }
    stop = true;
    writer.join();
    auto const middle = waited_for.begin() + static_cast<std::ptrdiff_t>(waited_for.size() / 2);
    std::ranges::nth_element(waited_for, middle);
    CHECK(*middle <= 2);
}

TEST_CASE("a text's terms are its whole words and the neighbours in its Chinese runs") {
    auto const terms = terms_of_document("java工程师 c++,师");
    CHECK(terms.words == std::vector<std::string>{"c++", "java"});
    std::vector<gram> expected{make_gram(U'工'),        make_gram(U'程'),
                               make_gram(U'师'),        make_gram(U'工', U'程'),
                               make_gram(U'程', U'师'), make_gram(U'工', U'程', U'师')};
    std::ranges::sort(expected);
    CHECK(terms.grams == expected);
}

} // namespace talent::market
