// Releases follow from the journal alone: each event has one, whatever stops the worker and however
// many work; they come out the same again; and nothing sealed or unpublished is in any of them.
#include <catch2/catch.hpp>

#include <set>
#include <thread>

#include "common/db/record.hpp"
#include "common/journal/change.hpp"
#include "services/open_data/event_kinds.hpp"
#include "services/open_data/merge.hpp"
#include "services/open_data/release_worker.hpp"
#include "services/open_data/store.hpp"
#include "services/procurement/frameworks.hpp"
#include "services/procurement/questions.hpp"
#include "tests/unit/base/seed.hpp"
#include "tests/unit/delivery/delivery_fixture.hpp"

using namespace talent;
using namespace talent::test;
using open_data::release_worker;
using open_data::store::kept_release;

namespace {

constexpr auto prefix = "ocds-test01";
constexpr int all_of_them = 5'000;

class open_data_place : public delivery_place {
  public:
    explicit open_data_place(db::dialect dialect) : delivery_place(dialect) {}

    /// A worker that was started anew, told how far the journal is.
    std::unique_ptr<release_worker> worker() {
        auto made = std::make_unique<release_worker>(*database, prefix);
        made->load(head());
        return made;
    }
    void catch_up() { worker()->work_up(); }

    std::int64_t head() {
        return reading([](db::session& sql) { return journal::read_head(sql).sequence; });
    }
    std::vector<kept_release> releases() {
        return reading([](db::session& sql) {
            return open_data::store::list_releases(sql, {}, 0, all_of_them);
        });
    }
    std::vector<std::string> bodies() {
        std::vector<std::string> all;
        for (auto const& each : releases())
            all.push_back(each.body);
        return all;
    }
    void forget_releases() {
        for (auto const* const table :
             {"ocds_objects", "ocds_processes", "ocds_releases", "ocds_months", "ocds_notices"})
            execute(*database, std::string("DELETE FROM ") + table);
        execute(*database, "UPDATE ocds_progress SET sequence = 0");
    }

    /// A tender from its draft to a payment, another cancelled, a third without bids, a draft.
    void fill() {
        auto const contract = in_force(first, {90'000'00}, {4000, 6000});
        for (auto const& each : milestones(contract.id)) {
            submit(first, each.id).value();
            if (each.place == 1) accept_partly(each.id, {each.amount.fen / 2}).value();
            if (each.place == 1) submit(first, each.id).value();
            accept(each.id).value();
            auto const due = invoice(first, each.id, each.amount).value();
            pay(due.id, {each.amount.fen / 4}).value();
            pay(due.id, {each.amount.fen - each.amount.fen / 4}).value();
        }
        auto const ended = published();
        decide(ended.id, bidding_opens, [&](auto& one, uuid const& id, std::int64_t version) {
            return service.cancel(one, id, version, {"the need is gone"});
        }).value();
        auto const lonely = published();
        open(lonely.id, bidding_ends).value();
        unit(office, drafting, [&](auto& one) { return service.draft(one, draft_of()); }).value();
    }
};

std::size_t events_with_releases(std::vector<journal::entry> const& entries) {
    return static_cast<std::size_t>(std::ranges::count_if(
        entries, [](auto const& one) { return open_data::find_event_kind(one.type) != nullptr; }));
}

std::set<std::string> tags_of(std::vector<kept_release> const& releases) {
    std::set<std::string> tags;
    for (auto const& each : releases) {
        auto const document = json::parse(each.body).value();
        for (auto const& tag : document["tag"].elements())
            tags.insert(tag.text());
    }
    return tags;
}

} // namespace

TEST_CASE("every event of a public procurement has one release, in the order of the journal") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    place.fill();
    place.catch_up();
    auto const releases = place.releases();
    CHECK(releases.size() == events_with_releases(place.journal_entries()));
    CHECK(tags_of(releases) == std::set<std::string>{"planning", "tender", "tenderUpdate",
                                                     "tenderCancellation", "award", "contract",
                                                     "contractTermination", "implementation",
                                                     "implementationUpdate"});
    std::map<std::string, instant> last;
    std::set<std::string> ids;
    for (auto const& each : releases) {
        auto const document = json::parse(each.body).value();
        CHECK(document["id"].text() == each.id);
        CHECK(document["date"].text() == format_instant(each.date));
        CHECK(each.ocid.starts_with("ocds-test01-T-330100-"));
        CHECK(ids.insert(each.id).second);
        CHECK(each.date > last[each.ocid]);
        last[each.ocid] = each.date;
    }
    CHECK(last.size() == 3); // the draft is nobody's business
}

TEST_CASE("stopped anywhere and started anew, nothing is lost, doubled or changed") {
    auto const dialect = GENERATE(from_range(dialects()));
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    open_data_place place(dialect);
    place.fill();
    place.catch_up();
    auto const in_one_go = place.bodies();

    place.forget_releases();
    auto const head = place.head();
    std::vector<std::string> so_far;
    for (std::int64_t told = 0; told < head;) {
        told = std::min(head, told + between(random, 1, 9));
        release_worker one(*place.database, prefix); // it dies at the end of the block
        one.load(told);
        one.work_up();
        auto const now = place.bodies();
        REQUIRE(now.size() >= so_far.size());
        REQUIRE(std::equal(so_far.begin(), so_far.end(), now.begin())); // kept is kept
        so_far = now;
    }
    CHECK(so_far == in_one_go);
}

TEST_CASE("a unit that fails keeps none of its releases, and all of them the next time") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    place.fill();
    place.catch_up();
    auto const before = place.releases();
    auto const& obstacle = before[before.size() / 2];
    place.forget_releases();
    place.database->write_now([&](db::session& sql) {
        open_data::store::insert_release(sql, obstacle); // its place is taken
        return db::verdict::keep;
    });
    auto const stopped = place.worker();
    CHECK_THROWS_AS(stopped->work_up(), db::error);
    CHECK(place.releases().size() == 1);
    CHECK(place.reading(&open_data::store::read_progress) == 0);
    CHECK(place.reading([](db::session& sql) { return open_data::store::has_pending(sql, 0); }));
    place.forget_releases();
    stopped->work_up();
    auto const again = place.bodies();
    REQUIRE(again.size() == before.size());
    for (std::size_t i = 0; i < again.size(); ++i)
        CHECK(again[i] == before[i].body);
}

TEST_CASE("two that work on one journal make each release once") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    place.fill();
    place.catch_up();
    auto const alone = place.bodies();
    place.forget_releases();
    auto const work_up = [&] {
        for (std::int64_t told = 1; told <= place.head(); ++told) {
            release_worker one(*place.database, prefix);
            one.load(told);
            one.work_up();
        }
    };
    std::thread other(work_up);
    work_up();
    other.join();
    CHECK(place.bodies() == alone);
}

TEST_CASE("told as the entries are kept, the thread catches up and stops") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    auto const running = place.worker();
    running->start();
    place.fill();
    for (auto const& each : place.journal_entries())
        running->apply(each);
    auto const pending = [&](db::session& sql) {
        return open_data::store::has_pending(sql, open_data::store::read_progress(sql));
    };
    while (place.reading(pending))
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    running->stop();
    CHECK(place.releases().size() == events_with_releases(place.journal_entries()));
}

TEST_CASE("no release tells what is sealed, whose the losing bids are, or what lies between two") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    auto const of = place.published();
    auto const won = place.bid(place.first, of.id, {91'234'56}, bidding_opens).value();
    place.bid(place.second, of.id, {97'654'32}, bidding_opens).value();
    place.catch_up();
    REQUIRE(place.releases().size() == 1);
    CHECK(place.bodies().front().find("\"bids\"") == std::string::npos);

    place.open(of.id, bidding_ends).value();
    place.catch_up();
    CHECK(place.bodies().back().find("\"bids-1\",\"measure\":\"bids\",\"value\":2") !=
          std::string::npos);
    for (auto const& each : place.bodies()) {
        CHECK(each.find("91234.56") == std::string::npos); // the award is not made yet
        CHECK(each.find(to_string(place.first.id)) == std::string::npos);
    }
    auto const bids =
        place
            .reading([&](db::session& sql) {
                return place.service.list_bids(sql, place.as(place.office), of.id, "", 10);
            })
            .value();
    for (auto const& each : bids)
        place.score(of.id, each.id, 8'000, awarding).value();
    place.evaluate(of.id, awarding).value();
    place.award(of.id, won.bid_id, awarding).value();
    auto const contract =
        place.contract_of(place.read(of.id, contracting), place.plan({10'000}), contracting);
    REQUIRE(contract.has_value());
    place.catch_up();
    auto const bodies = place.bodies();
    CHECK(bodies.size() == 4); // published, opened, award, awarded; the draft contract is the two's
    for (auto const& each : bodies) {
        CHECK(each.find("97654.32") == std::string::npos);
        CHECK(each.find(to_string(place.second.id)) == std::string::npos);
        CHECK(each.find("secret method") == std::string::npos);
        CHECK(each.find("As tendered.") == std::string::npos);
    }
}

TEST_CASE("a notice lies in its region and in all above it, and nowhere beside") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    place.published(); // in 330100
    place.catch_up();
    auto const count = [&](std::string const& area) {
        return place
            .reading([&](db::session& sql) {
                return open_data::store::list_notices(sql, area, INT64_MAX, all_of_them);
            })
            .size();
    };
    for (auto const* const area : {"330100", "330000", "000000"})
        CHECK(count(area) == 1);
    for (auto const* const area : {"330106", "330200", "440000"})
        CHECK(count(area) == 0);
}

TEST_CASE("an organisation is told as it was registered at the event") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    auto office = place.office;
    auto const rename = [&](std::string name) {
        auto changed = office;
        changed.name = std::move(name);
        place
            .unit(place.office, drafting,
                  [&](auto& one) {
                      return journal::save(one, office, changed,
                                           {.table = "organisations",
                                            .object_type = "organisation",
                                            .happened = "edited"});
                  })
            .value();
        office = changed;
    };
    rename("old name");
    place.published();
    rename("new name");
    place.published();
    place.catch_up(); // both names are known by now
    auto const bodies = place.bodies();
    REQUIRE(bodies.size() == 2);
    CHECK(bodies[0].find("old name") != std::string::npos);
    CHECK(bodies[0].find("new name") == std::string::npos);
    CHECK(bodies[1].find("new name") != std::string::npos);
    for (auto const& each : bodies) {
        CHECK(each.find("CN-USCC-" + office.credit_code) != std::string::npos);
        for (auto const& hidden :
             {office.representative_index, office.phone_index, office.bank_account, office.address})
            CHECK(each.find(hidden) == std::string::npos);
    }
}

namespace {

/// An entry of a use case that is none of open data's: the newest state of an object, changed.
template <class T>
void append_change(open_data_place& place, std::string_view table, std::string_view type,
                   std::string_view happened, std::string const& reason, T const& before, T after) {
    place
        .unit(place.office, awarding,
              [&](auto& one) {
                  return journal::save(one, before, after,
                                       {.table = table,
                                        .object_type = type,
                                        .happened = happened,
                                        .visible = journal::visibility::open,
                                        .region = "330100",
                                        .reason = reason});
              })
        .value();
}

json::value compiled(open_data_place& place) {
    place.catch_up();
    std::vector<json::value> releases;
    for (auto const& each : place.bodies())
        releases.push_back(json::parse(each).value());
    return open_data::compile(releases);
}

std::set<std::string> ids_with(json::value const& list, std::string_view member) {
    std::set<std::string> ids;
    for (auto const& each : list.elements()) {
        if (each.find(member) != nullptr) ids.insert(each["id"].text());
    }
    return ids;
}

} // namespace

TEST_CASE("an amendment of a tender is told with its reason, and takes away what it takes away") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    auto const before = place.published();
    auto after = before;
    after.title = "Other training";
    after.items = {{"Another course", 2, "course"}};
    after.criteria = {{"price", "Price", procurement::criterion_kind::price, 100}};
    append_change(place, "tenders", "tender", "amended", "a mistake in the text", before, after);
    auto const record = compiled(place);
    CHECK(tags_of(place.releases()).contains("tenderAmendment"));
    auto const& tender = record["tender"];
    CHECK(tender["title"].text() == "Other training");
    CHECK(tender["awardCriteria"].text() == "priceOnly");
    CHECK(ids_with(tender["items"], "description") == std::set<std::string>{"1"});
    CHECK(ids_with(tender["criteria"], "title") == std::set<std::string>{"price"});
    auto const& amendment = tender["amendments"].elements().front();
    CHECK(amendment["rationale"].text() == "a mistake in the text");
    CHECK(amendment["amendsReleaseID"].text() == place.releases().front().id);
    CHECK(amendment["releaseID"].text() == place.releases().back().id);
}

TEST_CASE("an award that fell is cancelled, and an amended contract says what it is now") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    auto const signed_one = place.in_force(place.first, {90'000'00}, {4000, 6000});
    auto changed = signed_one;
    changed.price = {95'000'00};
    changed.milestones.resize(1);
    append_change(place, "contracts", "contract", "amended", "more courses", signed_one, changed);
    auto const awards = place.reading([&](db::session& sql) {
        return open_data::store::load_process(sql, signed_one.tender_id).awards;
    });
    auto record = compiled(place);
    auto const& contract = record["contracts"].elements().front();
    CHECK(contract["value"]["amount"].text() == "95000.00");
    CHECK(contract["amendments"].elements().front()["rationale"].text() == "more courses");
    CHECK(ids_with(contract["implementation"]["milestones"], "dueDate") ==
          std::set<std::string>{"1"});
    CHECK(record["awards"].elements().front()["status"].text() == "active");
    auto const award = place.reading([&](db::session& sql) {
        return open_data::store::load_process(sql, signed_one.tender_id).awards.front();
    });
    append_change(place, "awards", "award", "set_aside", "the challenge was right", award, award);
    record = compiled(place);
    auto const& fallen = record["awards"].elements().front();
    CHECK(fallen["status"].text() == "cancelled");
    CHECK(fallen["amendments"].elements().front()["rationale"].text() == "the challenge was right");
    CHECK(awards.empty()); // before the worker came by, nothing was known
}

TEST_CASE("a settled question is told with its answer, and never who asked") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    procurement::question_service const questions(place.service);
    auto const of = place.published();
    auto const ask = [&](std::string text) {
        return place
            .unit(place.first, drafting,
                  [&](auto& one) { return questions.ask(one, of.id, {.text = std::move(text)}); })
            .value();
    };
    auto const first = ask("Is lunch included?");
    auto const second = ask("May we see the rooms?");
    ask("Nobody reads this.");
    CHECK(compiled(place)["tender"].find("enquiries") == nullptr);
    place
        .unit(place.office, bidding_opens,
              [&](auto& one) { return questions.answer(one, first.id, first.version, "It is."); })
        .value();
    place
        .unit(place.office, bidding_opens,
              [&](auto& one) {
                  return questions.leave(one, second.id, second.version, {"asked before"});
              })
        .value();
    auto const record = compiled(place);
    auto const& told = record["tender"]["enquiries"].elements();
    REQUIRE(told.size() == 2);
    CHECK(record["tender"]["hasEnquiries"].boolean());
    CHECK(told[0]["description"].text() == "Is lunch included?");
    CHECK(told[0]["answer"].text() == "It is.");
    CHECK(told[0]["dateAnswered"].text() == format_instant(bidding_opens));
    CHECK(told[1]["description"].text() == "May we see the rooms?");
    CHECK(told[1].find("answer") == nullptr);
    for (auto const& each : place.bodies()) {
        CHECK(each.find(place.first.credit_code) == std::string::npos);
        CHECK(each.find("Nobody reads this.") == std::string::npos);
    }
}

TEST_CASE("a framework's members are told, and a call-off names the framework's procurement") {
    auto const dialect = GENERATE(from_range(dialects()));
    open_data_place place(dialect);
    procurement::framework_service const frameworks(place.service);
    auto wanted = place.draft_of();
    wanted.title = "Training for a year";
    wanted.framework =
        procurement::framework_terms{.ceiling = {100'000'00}, .months = 12, .suppliers_max = 2};
    auto const of = place.published(wanted);
    auto const low = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value().bid_id;
    auto const high = place.bid(place.second, of.id, {80'000'00}, bidding_opens).value().bid_id;
    place.open(of.id, bidding_ends).value();
    place.score(of.id, low, 9000, awarding).value();
    place.score(of.id, high, 8000, awarding).value();
    place.evaluate(of.id, awarding).value();
    auto const awarded = place.award(of.id, low, awarding).value();
    auto const made = place
                          .unit(place.office, contracting,
                                [&](auto& one) {
                                    return frameworks.establish(one, awarded.awards.front().id,
                                                                awarded.awards.front().version);
                                })
                          .value();
    auto const record = compiled(place);
    auto const& award = record["awards"].elements().front();
    CHECK(award["status"].text() == "active");
    CHECK(award["suppliers"].elements().size() == 2);
    CHECK(tags_of(place.releases()).contains("awardUpdate"));
    auto const framework_ocid = place.releases().front().ocid;

    auto call_off = place.draft_of();
    call_off.method = procurement::procurement_method::framework_call_off;
    call_off.framework_id = made.id;
    call_off.budget = {10'000'00};
    call_off.lots[0].budget = call_off.budget;
    call_off.open_at.reset();
    call_off.deadline_at = contracting + std::chrono::days(3);
    auto const drafted = place
                             .unit(place.office, contracting,
                                   [&](auto& one) { return place.service.draft(one, call_off); })
                             .value();
    place.name_officers(drafted.id, contracting).value();
    place
        .unit(place.office, contracting,
              [&](auto& one) { return place.service.publish(one, drafted.id, drafted.version); })
        .value();
    place.catch_up();
    auto const last = json::parse(place.releases().back().body).value();
    CHECK(last["ocid"].text() != framework_ocid);
    REQUIRE(last["relatedProcesses"].elements().size() == 1);
    auto const& related = last["relatedProcesses"].elements().front();
    CHECK(related["relationship"].elements().front().text() == "framework");
    CHECK(related["scheme"].text() == "ocid");
    CHECK(related["identifier"].text() == framework_ocid);
    CHECK(related["title"].text() == "Training for a year");
}
