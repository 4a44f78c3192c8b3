// A project on each database: what refuses its start, how it is mended, its packages delivered,
// accepted and paid, and the books, the journal and the buyer's view at the end.
#include "tests/unit/contracting/contracting_fixture.hpp"

#include <algorithm>

#include "services/exclusions/store.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::contracting;
using account = delivery::account_kind;
using faults = std::set<std::string>;

namespace {

std::set<std::string> kinds_of(std::vector<journal::entry> const& entries,
                               std::string const& object_type) {
    std::set<std::string> found;
    for (auto const& each : entries) {
        if (each.object_type == object_type) found.insert(each.type);
    }
    return found;
}

} // namespace

TEST_CASE("a project is refused for all that is wrong with it, and starts once it is mended") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const of = at.plan({.margin = {1}});
    CHECK(of.fee == money{5'000'00}); // five percent, as the contract agreed
    CHECK(of.fee_basis_points == 500);
    CHECK(of.fee_cap_basis_points == 800);
    CHECK(faults_of(at.start(of.id).error()) ==
          faults{"/packages required", "/margin does_not_add_up"});

    auto whole = contracting_place::package_of("All of it", {90'000'00});
    whole.deliverable.clear();
    whole.due_on = *parse_date("2026-10-01");
    auto far = whole;
    far.due_on = *parse_date("3026-10-01");
    CHECK(faults_of(at.add(of.id, far).error()) == faults{"/due_on out_of_range"});
    auto const first = at.add(of.id, whole).value();
    CHECK(first.user_organisation_id == at.office.id);
    CHECK(faults_of(at.start(of.id).error()) ==
          faults{"/packages pass_through", "/margin does_not_add_up",
                 "/packages/0/deliverable required", "/packages/0/due_on after_contract_end",
                 "/packages/0/owner_id required"});
    at.source(first.id, contracting_place::order_of(at.offer(at.first, {70'000'00}))).value();
    CHECK(at.package(first.id).price == money{70'000'00}); // the order's
    auto const refused = at.start(of.id).error();
    CHECK(refused.code == error_code::project_refused);
    CHECK(faults_of(refused) == faults{"/packages pass_through", "/margin does_not_add_up",
                                       "/packages/0/deliverable required",
                                       "/packages/0/due_on after_contract_end",
                                       "/packages/0/order_id order_not_accepted"});

    auto const mend = [&](uuid const& id, std::string_view patch) {
        auto const document = json::parse(patch).value();
        at.on_package(at.group, id, working, [&](auto& one, uuid const& which, auto version) {
              return at.projects.edit_package(one, which, version, document, no_codes{});
          }).value();
    };
    mend(first.id, R"({"deliverable":"a report","due_on":"2026-09-30"})");
    at.take_order(at.first, first.id);
    auto const own =
        at.add(of.id, contracting_place::package_of("Housing", {20'000'00},
                                                    offerings::service_category::talent_housing))
            .value();
    at.market_has[offerings::service_category::talent_housing] = 2;
    auto const preview = at.source(own.id, contracting_place::own_work()).value();
    CHECK(preview.evidence->offerings == 2);
    CHECK(preview.evidence->open_needs == 7);
    CHECK(preview.evidence->journal_sequence > 0);
    CHECK(faults_of(at.start(of.id).error()) ==
          faults{"/packages/1/sourcing on_the_market", "/margin does_not_add_up"});

    at.market_has.clear();
    auto const version = at.project(of.id).version;
    auto const document = json::parse(R"({"margin":{"amount":"5000.00","currency":"CNY"}})");
    at.unit(at.group, working, [&](auto& one) {
          return at.projects.edit_project(one, of.id, version, document.value(), no_codes{});
      }).value();
    auto const started = at.start(of.id).value();
    CHECK(started.state == project_state::started);
    REQUIRE(started.evidence.size() == 1);
    CHECK(started.evidence[0].package_id == own.id);
    CHECK(started.evidence[0].offerings == 0);
    // What the market has later does not touch a decision that was made.
    at.market_has[offerings::service_category::talent_housing] = 9;
    CHECK(at.project(of.id).evidence[0].offerings == 0);
    CHECK(at.start(of.id).error().code == error_code::wrong_state);
}

TEST_CASE("a fee above the region's cap or above the contract's is refused") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const above_cap = at.plan({.fee = money{8'000'01}});
    CHECK(faults_of(at.start(above_cap.id).error()).contains("/fee exceeds_cap"));
    at.abandon(above_cap.id).value();
    auto const above_contract = at.plan({.fee = money{5'000'01}});
    CHECK(faults_of(at.start(above_contract.id).error()).contains("/fee exceeds_contract"));
}

TEST_CASE(
    "an owner that is tied to the contractor, excluded or not verified keeps it from starting") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const of = at.plan();
    auto const one = at.add(of.id, contracting_place::package_of("One", {50'000'00})).value();
    auto const two = at.add(of.id, contracting_place::package_of("Two", {45'000'00})).value();
    at.source(one.id, contracting_place::order_of(at.offer(at.first, {50'000'00}))).value();
    at.source(two.id, contracting_place::order_of(at.offer(at.second, {45'000'00}))).value();
    at.take_order(at.first, one.id);
    at.take_order(at.second, two.id);

    auto tied = at.first;
    tied.representative_index = at.group.representative_index;
    at.learn(tied);
    CHECK(faults_of(at.start(of.id).error()) == faults{"/packages/0/owner_id tied_to_contractor"});
    // Tied to one another, the two are one owner.
    tied.representative_index = at.second.representative_index;
    at.learn(tied);
    CHECK(faults_of(at.start(of.id).error()) == faults{"/packages pass_through"});
    auto suspended = at.first;
    suspended.status = identity::organisation_status::suspended;
    at.learn(suspended);
    CHECK(faults_of(at.start(of.id).error()) == faults{"/packages/0/owner_id owner_not_verified"});
    at.learn(at.first);
    exclusions::exclusion ban;
    ban.id = make_uuid(working);
    ban.number = "X-1";
    ban.version = 1;
    ban.state = exclusions::exclusion_state::excluded;
    ban.supplier_id = at.second.id;
    ban.supervisor_id = at.office.id;
    ban.region = "330000";
    ban.months = 12;
    ban.excluded_until = working + std::chrono::hours{24 * 300};
    at.database->write_now([&](db::session& sql) {
        db::insert(sql, exclusions::store::exclusions_table, ban);
        return db::verdict::keep;
    });
    CHECK(faults_of(at.start(of.id).error()) == faults{"/packages/1/owner_id owner_excluded"});
}

TEST_CASE("a project runs to paid packages, and books, journal and the buyer's view agree") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    CHECK_FALSE(
        at.reading([&](db::session& sql) { return find_accepted_package(sql, running.first); }));
    at.deliver(at.first, running.first).value();
    CHECK(at.order(*at.package(running.first).order_id).state == offerings::order_state::delivered);
    at.reject_package(running.first).value();
    at.deliver(at.first, running.first).value();
    at.accept_package(running.first).value();
    CHECK(at.order(*at.package(running.first).order_id).state ==
          offerings::order_state::accepted_by_buyer);
    at.deliver(at.second, running.second).value();
    at.accept_package(running.second).value();
    at.deliver(at.group, running.own).value();
    at.accept_package(running.own).value();

    auto const known =
        at.reading([&](db::session& sql) { return find_accepted_package(sql, running.second); });
    REQUIRE(known);
    CHECK(known->agency_id == at.second.id);
    CHECK(known->buyer_id == at.office.id);
    CHECK(known->accepted_at == working);

    CHECK(at.pay_package(running.first, {50'000'01}).error().code == error_code::amount_exceeded);
    at.pay_package(running.first, {20'000'00}).value();
    // Ten days after the term: 0.05 % a day of 30,000.00 is 150.00.
    auto const late = working + std::chrono::hours{24 * 41};
    auto const seen = at.money_at(running.of.id, at.office, late);
    CHECK(seen.downstream.packages[0].outstanding.fen > 30'000'00);
    auto const interest = seen.downstream.packages[0].outstanding - money{30'000'00};
    CHECK(interest.fen % 15'00 == 0);
    auto const settled = at.pay_package(running.first, money{30'000'00} + interest, late).value();
    CHECK(settled.interest_amount == interest);
    at.pay_package(running.second, {30'000'00}).value();
    CHECK(at.pay_package(running.own, {1}).error().code == error_code::wrong_state);
    CHECK(at.verified().has_value());

    CHECK(at.balance(at.first, account::receivable) == money{});
    CHECK(at.balance(at.first, account::cash) == money{50'000'00} + interest);
    CHECK(at.balance(at.first, account::revenue) == money{-50'000'00});
    CHECK(at.balance(at.group, account::payable) == money{});
    CHECK(at.balance(at.group, account::expense) == money{80'000'00});
    CHECK(at.balance(at.group, account::interest) == interest);

    // Upstream the buyer accepts and pays the only milestone.
    auto const milestone = at.milestones(at.contract.id).front();
    at.submit(at.group, milestone.id).value();
    at.accept(milestone.id).value();
    auto const invoice = at.invoice(at.group, milestone.id, contract_price).value();
    at.pay(invoice.id, {60'000'00}).value();
    auto const money_side = at.money_at(running.of.id, at.office);
    CHECK(money_side.upstream.price == contract_price);
    CHECK(money_side.upstream.accepted == contract_price);
    CHECK(money_side.upstream.invoiced == contract_price);
    CHECK(money_side.upstream.paid == money{60'000'00});
    CHECK(money_side.downstream.price == money{95'000'00});
    CHECK(money_side.downstream.own_work == money{15'000'00});
    CHECK(money_side.downstream.accepted == money{95'000'00});
    CHECK(money_side.downstream.paid == money{80'000'00});
    CHECK(money_side.fee == money{5'000'00});
    CHECK(money_side.fee_basis_points == 500);
    CHECK(money_side.margin == money{});
    CHECK(at.verified().has_value());

    CHECK(at.complete(running.of.id).value().state == project_state::completed);
    auto const entries = at.journal_entries();
    CHECK(kinds_of(entries, "project") ==
          std::set<std::string>{"project.planned", "project.started", "project.completed"});
    CHECK(kinds_of(entries, "work_package") ==
          std::set<std::string>{"work_package.planned", "work_package.sourced",
                                "work_package.delivered", "work_package.rejected",
                                "work_package.accepted", "work_package.partly_paid",
                                "work_package.paid"});
}

TEST_CASE("an owner's licence is looked at again when its work is accepted and when it is paid") {
    contracting_place at(GENERATE(from_range(dialects())));
    identity::qualification licence;
    licence.id = make_uuid(drafting);
    licence.version = 1;
    licence.organisation_id = at.first.id;
    licence.kind = identity::qualification_kind::human_resources_service_licence;
    licence.number = "L-1";
    licence.valid_from = *parse_date("2026-01-01");
    licence.valid_until = *parse_date("2026-05-31");
    licence.status = identity::qualification_status::verified;
    auto const hold = [&](identity::qualification const& one) {
        journal::entry heard;
        heard.object_type = "qualification";
        heard.after = json::write_stored(one);
        at.known.apply(heard);
    };
    hold(licence);
    auto const hunting = offerings::service_category::headhunting;
    auto const of = at.plan();
    auto const one = at.add(of.id, contracting_place::package_of("One", {50'000'00}, hunting));
    auto const two = at.add(of.id, contracting_place::package_of("Two", {45'000'00}));
    at.source(one.value().id, contracting_place::order_of(at.offer(at.first, {50'000'00}, hunting)))
        .value();
    at.source(two.value().id, contracting_place::order_of(at.offer(at.second, {45'000'00})))
        .value();
    at.take_order(at.first, one.value().id);
    at.take_order(at.second, two.value().id);
    at.start(of.id).value();
    at.deliver(at.first, one.value().id).value();
    auto const june = test::at("2026-06-01T10:00:00+08:00");
    CHECK(at.accept_package(one.value().id, june).error().code == error_code::licence_missing);
    CHECK(at.accept_package(one.value().id).value().licence_number == "L-1");
    // It lapsed after the acceptance: what is owed is owed.
    CHECK(at.pay_package(one.value().id, {1'00}, june).has_value());
    // It never held, as the register says by now.
    licence.status = identity::qualification_status::rejected;
    hold(licence);
    CHECK(at.pay_package(one.value().id, {1'00}, june).error().code == error_code::licence_missing);
}

TEST_CASE("a package changes its owner on the record, and not to what could not have started") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    // To the owner of the other package: it would carry nearly all.
    auto const again = at.offer(at.second, {50'000'00});
    auto const refused = at.reassign(running.first, contracting_place::order_of(again), {"ill"});
    CHECK(faults_of(refused.error()).contains("/packages/0/order_id order_not_accepted"));
    auto const other = at.offer(at.third, {50'000'00});
    auto const ordered = at.unit(at.group, working, [&](auto& one) {
                               offerings::order wanted;
                               wanted.offering_id = other.id;
                               wanted.offering_version = other.version;
                               return at.selling.place_in(one, wanted, "330100");
                           }).value();
    package_sourcing const by_order{.kind = sourcing_kind::order, .order_id = ordered.id};
    CHECK(faults_of(at.reassign(running.first, by_order, {"ill"}).error()) ==
          faults{"/sourcing/order_id order_not_accepted"});
    at.unit(at.third, working, [&](auto& one) {
          return at.selling.accept(one, ordered.id, ordered.version, {});
      }).value();
    auto const changed = at.reassign(running.first, by_order, {"the first fell ill"}).value();
    CHECK(changed.owner_id == at.third.id);
    REQUIRE(changed.owner_changes.size() == 2);
    CHECK(changed.owner_changes[1].from == at.first.id);
    CHECK(changed.owner_changes[1].reasons == std::vector<std::string>{"the first fell ill"});
    CHECK(faults_of(at.reassign(running.second, by_order, {"too"}).error()) ==
          faults{"/sourcing/order_id taken"});
    // Who had it until then is told.
    auto const entries = at.journal_entries();
    auto const told = std::ranges::find(entries, "work_package.reassigned", &journal::entry::type);
    REQUIRE(told != entries.end());
    CHECK(journal::names_party(*told, at.first.id));
    CHECK(journal::names_party(*told, at.third.id));
    // The group does not take it over itself where the market has it.
    at.market_has[offerings::service_category::hr_consulting] = 1;
    CHECK(faults_of(at.reassign(running.first, contracting_place::own_work(), {"no"}).error()) ==
          faults{"/packages/0/sourcing on_the_market"});
    // Nor may cancelling the others leave one owner with all of it.
    at.cancel(running.own).value();
    CHECK(faults_of(at.cancel(running.second).error()) == faults{"/packages pass_through"});
}

TEST_CASE("an abandoned project cancels what nobody has delivered, and leaves room for another") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    auto const again = [&] {
        return at.unit(at.group, working, [&](auto& one) {
            return at.projects.plan_project(one, at.contract.id, {});
        });
    };
    CHECK(again().error().code == error_code::conflict);
    at.deliver(at.first, running.first).value();
    CHECK(at.abandon(running.of.id).error().code == error_code::wrong_state);
    at.accept_package(running.first).value();
    CHECK(at.abandon(running.of.id).value().state == project_state::abandoned);
    CHECK(at.package(running.second).state == package_state::cancelled);
    CHECK(at.package(running.own).state == package_state::cancelled);
    CHECK(at.pay_package(running.first, {50'000'00}).has_value()); // what was accepted is owed
    CHECK(at.verified().has_value());

    // What was accepted counts for the price and for who carries the whole, in the next one too.
    auto const next = again().value();
    at.add(next.id, contracting_place::package_of("All of it once more", {45'000'01})).value();
    CHECK(faults_of(at.start(next.id).error()).contains("/packages exceeds_price"));
}

TEST_CASE("a contract whose accepted packages make a pass-through is accepted with reasons only") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    auto const milestone = at.milestones(at.contract.id).front();
    at.submit(at.group, milestone.id, working).value();
    auto const refused = at.accept(milestone.id, working).error();
    CHECK(refused.code == error_code::project_refused);
    CHECK(faults_of(refused) == faults{"/packages not_delivered"});
    at.deliver(at.first, running.first).value();
    at.accept_package(running.first).value();
    at.abandon(running.of.id).value();
    // Half of the price, or all of it: one owner did all that was delivered.
    CHECK(faults_of(at.accept_partly(milestone.id, {50'000'00}, working).error()) ==
          faults{"/packages pass_through"});
    CHECK(faults_of(at.accept(milestone.id, working).error()) ==
          faults{"/packages pass_through", "/packages not_delivered"});
    CHECK(at.milestone(milestone.id).state == delivery::milestone_state::submitted);

    auto const decide = [&](std::vector<std::string> reasons) {
        auto const version = at.milestone(milestone.id).version;
        return at.unit(at.office, working, [&](auto& one) {
            return at.delivering.accept(one, milestone.id, version,
                                        {.despite_reasons = std::move(reasons)});
        });
    };
    auto const accepted = decide({"the service ends today, and there is nobody else"}).value();
    REQUIRE(accepted.acceptances.size() == 1);
    auto const& despite = accepted.acceptances.front().despite;
    REQUIRE(despite);
    CHECK(despite->share_basis_points == 10'000);
    CHECK(despite->carried_by == std::vector<uuid>{at.first.id});
    CHECK(despite->delivered == money{50'000'00});
    CHECK(despite->ahead == money{50'000'00});
    CHECK(despite->reasons.size() == 1);
    auto const entries = at.journal_entries();
    auto const entry = std::ranges::find(entries, "milestone.accepted", &journal::entry::type);
    REQUIRE(entry != entries.end());
    CHECK(entry->after.find("there is nobody else") != std::string::npos);
}

TEST_CASE("reasons are asked for where something stands in the way, and nowhere else") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    for (auto const& [who, id] : {std::pair{&at.first, running.first},
                                  {&at.second, running.second},
                                  {&at.group, running.own}}) {
        at.deliver(*who, id).value();
        at.accept_package(id).value();
    }
    auto const milestone = at.milestones(at.contract.id).front();
    at.submit(at.group, milestone.id, working).value();
    auto const version = at.milestone(milestone.id).version;
    CHECK(faults_of(at.unit(at.office, working, [&](auto& one) {
                          return at.delivering.accept(one, milestone.id, version,
                                                      {.despite_reasons = {"to be sure"}});
                      }).error()) == faults{"/despite_reasons not_applicable"});
    CHECK_FALSE(at.accept(milestone.id, working).value().acceptances.front().despite);
}

TEST_CASE("a project is not completed once its cancelled packages left too much to be kept") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    at.cancel(running.own).value();
    for (auto const& [who, id] :
         {std::pair{&at.first, running.first}, {&at.second, running.second}}) {
        at.deliver(*who, id).value();
        at.accept_package(id).value();
    }
    // 20,000.00 of 100,000.00 would be kept.
    CHECK(faults_of(at.complete(running.of.id).error()) == faults{"/packages not_delivered"});
    auto const more = at.add(running.of.id, contracting_place::package_of("More", {5'000'00}));
    CHECK(more.has_value()); // the way out, beside abandoning it
    CHECK(at.abandon(running.of.id).has_value());
}

TEST_CASE("who did most in an abandoned project does not get nearly all by the next") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    at.deliver(at.first, running.first).value();
    at.accept_package(running.first).value();
    at.abandon(running.of.id).value();
    auto const next = at.unit(at.group, working, [&](auto& one) {
                            return at.projects.plan_project(one, at.contract.id, {});
                        }).value();
    auto const same = at.add(next.id, contracting_place::package_of("More", {42'000'00})).value();
    at.source(same.id, contracting_place::order_of(at.offer(at.first, {42'000'00}))).value();
    at.take_order(at.first, same.id);
    auto const little = at.add(next.id, contracting_place::package_of("Rest", {3'000'00})).value();
    at.source(little.id, contracting_place::order_of(at.offer(at.second, {3'000'00}))).value();
    at.take_order(at.second, little.id);
    CHECK(faults_of(at.start(next.id).error()) == faults{"/packages pass_through"});
}

TEST_CASE("owners see their own packages, the buyer all, strangers none") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    auto const count = [&](identity::organisation const& asker) {
        auto const found = at.reading([&](db::session& sql) {
            return at.projects.list_packages(sql, contracting_place::as(asker), running.of.id,
                                             working);
        });
        return found.has_value() ? static_cast<int>(found.value().size()) : -1;
    };
    CHECK(count(at.group) == 3);
    CHECK(count(at.office) == 3);
    CHECK(count(at.first) == 1);
    CHECK(count(at.third) == -1);
    auto const may_read = [&](identity::organisation const& asker, uuid const& id) {
        return at
            .reading([&](db::session& sql) {
                return at.projects.read_package(sql, contracting_place::as(asker), id, working);
            })
            .has_value();
    };
    CHECK(may_read(at.first, running.first));
    CHECK_FALSE(may_read(at.first, running.second));
    CHECK_FALSE(at.reading([&](db::session& sql) {
                      return at.projects.read_money(sql, contracting_place::as(at.first),
                                                    running.of.id, working);
                  }).has_value());
    CHECK(at.reading([&](db::session& sql) {
                return at.projects.read_project(sql, security::principal{}, running.of.id);
            }).has_value()); // the public, once it was started
    auto const listed = at.reading([&](db::session& sql) {
        return at.projects.list_projects(sql, contracting_place::as(at.first), {}, "", 10);
    });
    CHECK(listed.size() == 1);
}

TEST_CASE("a mini-tender of the group's gives a package its owner and its price, once") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const office = at.office;
    at.buy_as_the_group();
    auto wanted = at.draft_of();
    auto const drafted = [&](procurement::procurement_method method) {
        wanted.method = method;
        return at.unit(at.group, drafting,
                       [&](auto& one) { return at.service.draft(one, wanted); });
    };
    for (auto const method :
         {procurement::procurement_method::open, procurement::procurement_method::direct,
          procurement::procurement_method::framework_call_off})
        CHECK(faults_of(drafted(method).error()) == faults{"/method not_allowed"});
    auto const tender = at.mini_tender();
    // Nobody bids at its own tender.
    auto const own_bid = at.bid(at.group, tender.id, {60'000'00}, *tender.open_at);
    CHECK(own_bid.error().code == error_code::conflict_of_interest);
    auto const award = at.awarded_to_the_first(tender);

    at.office = office;
    auto const of = at.plan();
    auto const one = at.add(of.id, contracting_place::package_of("One", {70'000'00})).value();
    package_sourcing const by_award{
        .kind = sourcing_kind::mini_tender, .award_id = award.id, .award_version = award.version};
    auto const early = at.source(one.id, by_award);
    CHECK(early.error().code == error_code::standstill_running);
    auto const over = test::at("2026-04-20T10:00:00+08:00");
    // It is no contract of its own: the money is the project's.
    CHECK(at.unit(at.group, over,
                  [&](auto& unit) {
                      return at.delivering.make_contract(unit, award.id, award.version,
                                                         at.plan_of_contract());
                  })
              .error()
              .code == error_code::wrong_state);
    auto const sourced_at = [&](uuid const& id) {
        return at.on_package(at.group, id, over, [&](auto& unit, uuid const& which, auto version) {
            return at.projects.source(unit, which, version, by_award);
        });
    };
    auto const sourced = sourced_at(one.id).value();
    CHECK(sourced.owner_id == at.first.id);
    CHECK(sourced.price == money{60'000'00});
    CHECK(sourced.tender_id == tender.id);
    auto const two = at.add(of.id, contracting_place::package_of("Two", {5'000'00})).value();
    CHECK_FALSE(sourced_at(two.id).has_value());
}
