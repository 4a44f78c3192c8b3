// From the notice to the deadline, on each database: questions, amendments, extensions,
// cancellation, and who may bid by which method.
#include "services/procurement/amendments.hpp"
#include "services/procurement/questions.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;
using std::chrono::days;
using std::chrono::milliseconds;

namespace {

instant const asking = at("2026-03-09T10:00:00+08:00"); // a Monday
instant const last_questions = at("2026-03-17T00:00:00+08:00");

struct prepared : procurement_place {
    using procurement_place::procurement_place;

    question_service questions{service};
    amendment_service amendments{service};

    result<question> ask(identity::organisation const& who, uuid const& tender_id, instant now) {
        return unit(who, now, [&](auto& one) {
            return questions.ask(one, tender_id, {.text = "How many participants are expected?"});
        });
    }
    result<question> answer(question const& to, instant now) {
        return unit(office, now, [&](auto& one) {
            return questions.answer(one, to.id, to.version, "Forty in each course");
        });
    }
    std::vector<question> seen_by(identity::organisation const& who, uuid const& tender_id) {
        return reading([&](db::session& sql) {
                   return questions.list(sql, as(who), tender_id, "", 50);
               })
            .value();
    }
    result<tender> amend(uuid const& id, amendment_request const& wanted, instant now) {
        auto const version = read(id, now).version;
        return unit(office, now,
                    [&](auto& one) { return amendments.amend(one, id, version, wanted); });
    }
    result<tender> extend(uuid const& id, instant deadline, instant now) {
        auto const version = read(id, now).version;
        return unit(office, now, [&](auto& one) {
            return amendments.extend(
                one, id, version,
                {.rationale = "More time was asked for", .deadline_at = deadline});
        });
    }
    std::vector<tender_amendment> amendments_of(uuid const& id) {
        return reading(
                   [&](db::session& sql) { return amendments.list(sql, as(first), id, "", 50); })
            .value();
    }
    result<procurement::bid> confirm(identity::organisation const& who, uuid const& bid_id,
                                     instant now) {
        auto const version = read_bid(who, bid_id).value().version;
        return unit(who, now, [&](auto& one) { return amendments.confirm(one, bid_id, version); });
    }
    result<tender> cancel(uuid const& id, std::vector<std::string> reasons, instant now) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.cancel(one, which, version, reasons);
        });
    }
    result<tender> publish(tender wanted) {
        auto made = unit(office, drafting, [&](auto& one) { return service.draft(one, wanted); });
        if (made.has_error()) return made.error();
        name_officers(made.value().id, drafting).value();
        return unit(office, drafting, [&](auto& one) {
            return service.publish(one, made.value().id, made.value().version);
        });
    }
    std::vector<journal::entry> entries_of(std::string_view type) {
        std::vector<journal::entry> found;
        for (auto& each : journal_entries()) {
            if (each.type == type) found.push_back(std::move(each));
        }
        return found;
    }
};

amendment_request another_description() {
    return {.rationale = "Two courses turned out to be enough", .description = "Two courses"};
}

} // namespace

TEST_CASE("a question is anonymous, its answer everybody's, and an opening waits for it") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    CHECK(of.questions_until == last_questions);
    place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    auto const asked = place.ask(place.first, of.id, asking).value();
    REQUIRE(asked.answer_due);
    CHECK(asked.answer_due->due == at("2026-03-13T00:00:00+08:00"));
    CHECK(place.seen_by(place.second, of.id).empty());
    CHECK(place.seen_by(place.first, of.id).front().asked_by == place.first.id);
    CHECK(place.seen_by(place.office, of.id).front().asked_by == place.first.id);
    auto const entry = place.entries_of("tender_question.asked").front();
    CHECK(entry.visible == journal::visibility::parties);
    CHECK(entry.region.empty());

    CHECK(place.open(of.id, bidding_ends).error().code == error_code::question_unanswered);
    auto const answered = place.answer(asked, asking + days(1)).value();
    CHECK(answered.state == question_state::answered);
    CHECK_FALSE(answered.answer_due);
    auto const seen = place.seen_by(place.second, of.id);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].answer == "Forty in each course");
    CHECK_FALSE(seen[0].asked_by);
    CHECK(json::write_shown(seen[0]).find(to_string(place.first.id)) == std::string::npos);
    CHECK(place.entries_of("tender_question.answered").front().visible ==
          journal::visibility::open);
    CHECK(place.answer(answered, asking + days(2)).error().code == error_code::wrong_state);
    CHECK(place.open(of.id, bidding_ends).has_value());
}

TEST_CASE("a question may be left unanswered for reasons, and only for reasons") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const asked = place.ask(place.first, of.id, asking).value();
    auto const leave = [&](std::vector<std::string> reasons) {
        return place.unit(place.office, asking, [&](auto& one) {
            return place.questions.leave(one, asked.id, asked.version, reasons);
        });
    };
    CHECK(leave({}).error().errors.front().pointer == "/reasons");
    CHECK(leave({"It is in the documents"}).value().state == question_state::left_unanswered);
    CHECK(place.open(of.id, bidding_ends).has_value());
}

TEST_CASE("questions are taken while they can be answered, from who may bid") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    CHECK(place.ask(place.first, of.id, last_questions - milliseconds{1}).has_value());
    CHECK(place.ask(place.first, of.id, last_questions).error().code == error_code::wrong_state);
    CHECK(place.ask(place.first, of.id, bidding_ends).error().code == error_code::bidding_closed);
    auto tied = place.second;
    tied.phone_index = place.office.phone_index;
    place.learn(tied);
    CHECK(place.ask(tied, of.id, asking).error().code == error_code::conflict_of_interest);
    for (std::int64_t more = 1; more < questions_per_bidder_max; ++more)
        place.ask(place.first, of.id, asking).value();
    CHECK(place.ask(place.first, of.id, asking).error().code == error_code::conflict);
    CHECK(place.ask(place.third, of.id, asking).has_value());

    auto const extended = place.extend(of.id, bidding_ends + days(7), asking).value();
    CHECK(extended.questions_until == last_questions + days(7));
    CHECK(place.ask(place.third, of.id, last_questions).has_value());
}

TEST_CASE("only its buyer answers a question, and on the version it read") {
    prepared place(db::dialect::sqlite);
    auto const of = place.published();
    auto const asked = place.ask(place.first, of.id, asking).value();
    auto const as_bidder = place.unit(place.first, asking, [&](auto& one) {
        return place.questions.answer(one, asked.id, asked.version, "Forty");
    });
    CHECK(as_bidder.error().code == error_code::not_found);
    auto stale = asked;
    ++stale.version;
    CHECK(place.answer(stale, asking).error().code == error_code::stale_version);
    auto const read_by = [&](identity::organisation const& who) {
        return place.reading([&](db::session& sql) {
            return place.questions.read(sql, procurement_place::as(who), asked.id);
        });
    };
    CHECK(read_by(place.second).error().code == error_code::not_found);
    CHECK(read_by(place.group).error().code == error_code::not_found);
    CHECK(read_by(place.office).has_value());
}

TEST_CASE("an amendment invalidates bids, leaves the text before, and extends a near deadline") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const kept = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    auto const lost = place.bid(place.second, of.id, {70'000'00}, bidding_opens).value();
    auto const gone = place.bid(place.third, of.id, {80'000'00}, bidding_opens).value();

    auto const changed = place.amend(of.id, another_description(), asking).value();
    CHECK(changed.description == "Two courses");
    CHECK(changed.amendment_number == 1);
    // Fifteen days that do not count the 9th end with the 24th.
    auto const later = at("2026-03-25T17:00:00+08:00");
    CHECK(changed.deadline_at == later);
    auto const history = place.amendments_of(of.id);
    REQUIRE(history.size() == 1);
    CHECK(history[0].text_before->description == "Three courses");
    CHECK(history[0].changed == std::vector<std::string>{"description", "deadline_at"});
    CHECK(history[0].deadline_before == bidding_ends);
    CHECK(history[0].deadline_after == later);
    CHECK(history[0].extended_by_law);

    auto const told = place.entries_of("bid.invalidated");
    REQUIRE(told.size() == 3);
    for (auto const& each : told) {
        CHECK(each.visible == journal::visibility::parties);
        auto const names = [&](identity::organisation const& one) {
            return journal::names_party(each, one.id) ? 1 : 0;
        };
        CHECK(names(place.first) + names(place.second) + names(place.third) == 1);
        CHECK(names(place.office) == 0);
        CHECK(each.region.empty());
    }
    CHECK(place.read_bid(place.first, kept.bid_id).value().state == bid_state::invalidated);
    CHECK(place.confirm(place.first, kept.bid_id, bidding_ends).value().state ==
          bid_state::submitted);
    CHECK(place.confirm(place.first, kept.bid_id, bidding_ends).error().code ==
          error_code::wrong_state);
    CHECK(place.confirm(place.second, lost.bid_id, later).error().code ==
          error_code::bidding_closed);
    auto const withdrawn = place.unit(place.third, bidding_ends, [&](auto& one) {
        return place.service.withdraw(one, gone.bid_id,
                                      place.read_bid(place.third, gone.bid_id).value().version);
    });
    CHECK(withdrawn.value().state == bid_state::withdrawn);

    place.open(of.id, later).value();
    auto const opened = place.reading([&](db::session& sql) {
        return place.service.list_bids(sql, procurement_place::as(place.office), of.id, "", 10)
            .value();
    });
    REQUIRE(opened.size() == 1);
    CHECK(opened[0].id == kept.bid_id);
    CHECK(opened[0].content->price == money{60'000'00});
    CHECK(place.read_bid(place.second, lost.bid_id).value().state == bid_state::lapsed);
    CHECK(place.read_bid(place.office, lost.bid_id).error().code == error_code::not_found);
}

TEST_CASE("a bid that was invalidated may be replaced, and the replacement counts") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const old = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    place.amend(of.id, another_description(), asking).value();
    auto const anew = place.bid(place.first, of.id, {40'000'00}, asking).value();
    CHECK(place.read_bid(place.first, old.bid_id).value().state == bid_state::withdrawn);
    CHECK(place.read_bid(place.first, anew.bid_id).value().state == bid_state::submitted);
}

TEST_CASE("a confirmed bid keeps its box and its hash, and one that lapses goes back unopened") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const kept = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    auto const lost = place.bid(place.second, of.id, {70'000'00}, bidding_opens).value();
    auto const box_of = [&](uuid const& id) {
        return place.reading([&](db::session& sql) { return store::find_sealed_content(sql, id); });
    };
    auto const sent = box_of(kept.bid_id);
    REQUIRE(sent);
    auto const later =
        place.amend(of.id, another_description(), asking).value().deadline_at.value();
    place.confirm(place.first, kept.bid_id, asking).value();
    CHECK(box_of(kept.bid_id) == sent);
    auto const hashes = [&] {
        std::vector<bid_hash> listed;
        for (auto const& each : place.reading([&](db::session& sql) {
                 return place.service.list_hashes(sql, {}, of.id, 0, 10, later).value();
             }))
            listed.push_back(each.hash);
        return listed;
    };
    auto const before = hashes();
    REQUIRE(before.size() == 2);
    CHECK(before[0].sha256 == kept.sha256);
    CHECK_FALSE(before[0].withdrawn);
    CHECK(before[1].withdrawn);

    place.open(of.id, later).value();
    CHECK(place.read_bid(place.office, kept.bid_id).value().content->price == money{60'000'00});
    CHECK(place.read_bid(place.second, lost.bid_id).value().state == bid_state::lapsed);
    CHECK_FALSE(box_of(lost.bid_id));
    auto const protocol =
        place.reading([&](db::session& sql) { return place.officers.read_opening(sql, {}, of.id); })
            .value();
    CHECK(protocol.bids_opened == 1);
    CHECK(protocol.bids_digest == digest_of(before));
    place.cancel(of.id, {"The budget was cut"}, later).value();
    CHECK(place.read_bid(place.first, kept.bid_id).value().state == bid_state::lapsed);
    CHECK(digest_of(hashes()) == protocol.bids_digest);
    CHECK(box_of(kept.bid_id) == sent);
}

TEST_CASE("an amended tender without a confirmed bid is unsuccessful") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    auto const changed = place.amend(of.id, another_description(), asking).value();
    CHECK(place.open(of.id, *changed.deadline_at).value().state == tender_state::unsuccessful);
}

TEST_CASE("an amendment that leaves enough time leaves the deadline") {
    prepared place(db::dialect::sqlite);
    auto const of = place.published();
    auto const early = at("2026-03-04T10:00:00+08:00");
    CHECK(place.amend(of.id, another_description(), early).value().deadline_at == bidding_ends);
    CHECK_FALSE(place.amendments_of(of.id).front().extended_by_law);
}

TEST_CASE("an amendment is refused that changes nothing, breaks the tender, or comes too late") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const entries = place.journal_entries().size();
    auto const refused = [&](amendment_request wanted, instant now = asking) {
        wanted.rationale = "Because";
        auto const outcome = place.amend(of.id, wanted, now);
        REQUIRE(outcome.has_error());
        auto const& errors = outcome.error().errors;
        return errors.empty() ? std::string(definition_of(outcome.error().code).slug)
                              : errors.front().pointer + " " + errors.front().code;
    };
    CHECK(refused({}) == "/rationale nothing_changed");
    CHECK(refused({.title = of.title}) == "/rationale nothing_changed");
    CHECK(refused({.budget = money{1}}) == "/lots over_budget");
    CHECK(refused({.criteria = std::vector<criterion>{}}) == "/criteria wrong_sum");
    CHECK(refused({.items = std::vector<item>{{"Course", 1, "course", false, 7}}}) ==
          "/items/0/lot unknown_value");
    CHECK(refused({.deadline_at = bidding_ends - milliseconds{1}}) == "/deadline_at out_of_order");
    CHECK(refused(another_description(), bidding_ends) == "bidding-closed");
    CHECK(place.journal_entries().size() == entries);
    place.cancel(of.id, {"Not needed any more"}, asking).value();
    CHECK(refused(another_description()) == "wrong-state");
}

TEST_CASE("an extension leaves bids as they are, and only ever gives more time") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const sent = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    CHECK(place.extend(of.id, bidding_ends, asking).error().errors.front().pointer ==
          "/deadline_at");
    auto const later = bidding_ends + days(3);
    CHECK(place.extend(of.id, later, bidding_ends).error().code == error_code::bidding_closed);
    auto const latest = latest_deadline(*of.published_at);
    for (auto const beyond : {latest + milliseconds{1}, at("3026-03-20T17:00:00+08:00")}) {
        auto const refused = place.extend(of.id, beyond, asking).error();
        CHECK(refused.errors.front().pointer == "/deadline_at");
        CHECK(refused.errors.front().code == "too_late");
    }
    CHECK(place.extend(of.id, later, bidding_ends - milliseconds{1}).value().deadline_at == later);
    CHECK(place.read_bid(place.first, sent.bid_id).value().state == bid_state::submitted);
    CHECK(place.amendments_of(of.id).front().kind == amendment_kind::extension);
    CHECK(place.bid(place.second, of.id, {70'000'00}, later - milliseconds{1}).has_value());
    CHECK(place.open(of.id, bidding_ends).error().code == error_code::wrong_state);
}

TEST_CASE("a cancellation has reasons, and each bidder is told alone") {
    prepared place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const sent = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    place.bid(place.second, of.id, {70'000'00}, bidding_opens).value();
    CHECK(place.cancel(of.id, {}, asking).error().errors.front().pointer == "/reasons");
    CHECK(place.cancel(of.id, {"The budget was cut"}, asking).value().state ==
          tender_state::cancelled);
    auto const told = place.entries_of("bid.lapsed");
    REQUIRE(told.size() == 2);
    CHECK(journal::names_party(told[0], place.first.id));
    CHECK_FALSE(journal::names_party(told[0], place.second.id));
    auto const own = place.read_bid(place.first, sent.bid_id).value();
    CHECK(own.state == bid_state::lapsed);
    CHECK(own.state_reasons == std::vector<std::string>{"The budget was cut"});
    CHECK(place.cancel(of.id, {"Again"}, asking).error().code == error_code::wrong_state);
}

TEST_CASE("a selective tender is for whom it names, and nobody learns whom before the opening") {
    prepared place(GENERATE(from_range(dialects())));
    auto wanted = place.draft_of();
    wanted.method = procurement_method::selective;
    wanted.invited_supplier_ids = {place.first.id, place.second.id};
    CHECK(place.publish(wanted).error().errors.front().pointer == "/invited_supplier_ids");
    wanted.invited_supplier_ids.push_back(make_uuid(drafting));
    CHECK(place.publish(wanted).error().errors.front().pointer == "/invited_supplier_ids/2");
    wanted.invited_supplier_ids.back() = place.office.id;
    CHECK(place.publish(wanted).error().errors.front().pointer == "/invited_supplier_ids/2");
    wanted.invited_supplier_ids.back() = place.group.id;
    auto const of = place.publish(wanted).value();
    CHECK(of.invited_suppliers.size() == 3);
    auto const public_view = [&] {
        return place
            .reading([&](db::session& sql) {
                return place.service.read(sql, procurement_place::as(place.first), of.id,
                                          bidding_ends);
            })
            .value();
    };
    CHECK(public_view().invited_suppliers.empty());
    for (auto const& each : place.journal_entries()) {
        if (each.type != "tender.published") continue;
        auto const shown = json::write_shown(json::read_stored<tender>(each.after));
        CHECK(shown.find(to_string(place.second.id)) == std::string::npos);
    }
    CHECK(place.bid(place.third, of.id, {1'00}, bidding_opens).error().code ==
          error_code::forbidden);
    CHECK(place.ask(place.third, of.id, asking).error().code == error_code::forbidden);
    CHECK(place.bid(place.first, of.id, {1'00}, bidding_opens).has_value());
    place.open(of.id, bidding_ends).value();
    CHECK(public_view().invited_suppliers.size() == 3);
}

TEST_CASE("a direct purchase names its supplier and why, and waits five working days") {
    prepared place(GENERATE(from_range(dialects())));
    auto wanted = place.draft_of();
    wanted.method = procurement_method::direct;
    wanted.invited_supplier_ids = {place.first.id};
    wanted.justification = "Nobody else holds the register";
    wanted.open_at = at("2026-03-03T23:59:59+08:00"); // 26, 27, 28 (made up for), 2, 3: five
    CHECK(place.publish(wanted).error().errors.front().pointer == "/open_at");
    wanted.open_at.reset();
    auto const of = place.publish(wanted).value();
    CHECK(of.open_at == at("2026-03-04T00:00:00+08:00"));
    CHECK(of.invited_suppliers == std::vector{place.first.id});
    CHECK(place.bid(place.second, of.id, {1'00}, asking).error().code == error_code::forbidden);
    CHECK(place.bid(place.first, of.id, {1'00}, asking).has_value());
}
