// What the tests of procurement and delivery share: a database with an office, three agencies and
// an operator in it, and units of work in the name of any of them.
#pragma once

#include <catch2/catch.hpp>

#include "common/db/record.hpp"
#include "common/journal/journal.hpp"
#include "services/procurement/service.hpp"
#include "tests/support/database_fixture.hpp"

namespace talent::test {

inline instant at(char const* text) {
    return *parse_instant(text);
}

inline instant const bidding_opens = at("2026-03-02T09:00:00+08:00");
inline instant const bidding_ends = at("2026-03-20T17:00:00+08:00");
inline instant const drafting = at("2026-02-25T09:00:00+08:00");

struct no_codes final : json::code_checker {
    bool known(json::code_list, std::string_view) const override { return true; }
};

class procurement_place {
  public:
    explicit procurement_place(db::dialect dialect) : database(dialect) {
        office = join(identity::organisation_kind::government_office, "办公室", "330100");
        first = join(identity::organisation_kind::agency, "甲", "330100");
        second = join(identity::organisation_kind::agency, "乙", "330100");
        third = join(identity::organisation_kind::agency, "丙", "330100");
        group = join(identity::organisation_kind::operator_group, "集团", "330000");
    }

    identity::organisation join(identity::organisation_kind kind, std::string name,
                                std::string region) {
        auto const serial = std::to_string(++joined_);
        identity::organisation made;
        made.id = make_uuid(drafting);
        made.number = "O-" + serial;
        made.version = 1;
        made.kind = kind;
        made.status = identity::organisation_status::verified;
        made.name = std::move(name);
        made.credit_code = "code-" + serial;
        made.region = std::move(region);
        made.representative_index = "person-" + serial;
        made.phone_index = "phone-" + serial;
        made.bank_account = "account-" + serial;
        made.address = "address-" + serial;
        database->write_now([&](db::session& sql) {
            db::insert(sql, "organisations", made);
            return db::verdict::keep;
        });
        learn(made);
        return made;
    }

    /// The directory hears of a changed organisation.
    void learn(identity::organisation const& one) {
        journal::entry heard;
        heard.object_type = "organisation";
        heard.after = json::write_stored(one);
        known.apply(heard);
    }

    static security::principal as(identity::organisation const& one) {
        security::principal who;
        who.audience = identity::audience_of(one.kind);
        who.roles = {security::role::administrator};
        who.organisation = one.id;
        who.region = one.region;
        who.verified = true;
        who.member = one.id;
        return who;
    }

    /// One unit of work, kept where it has a value.
    template <class Use>
    auto unit(identity::organisation const& actor, instant now, Use use) {
        auto const who = as(actor);
        std::optional<decltype(use(std::declval<journal::unit_of_work&>()))> outcome;
        database->write_now([&](db::session& sql) {
            journal::unit_of_work one(sql, now, who, "request");
            outcome.emplace(use(one));
            if (!outcome->has_value()) return db::verdict::discard;
            journal::record(one);
            return db::verdict::keep;
        });
        return *std::move(outcome);
    }

    template <class Use>
    auto reading(Use use) {
        std::optional<decltype(use(std::declval<db::session&>()))> outcome;
        database->read_now([&](db::session& sql) { outcome.emplace(use(sql)); });
        return *std::move(outcome);
    }

    procurement::tender draft_of() const {
        procurement::tender one;
        one.region = "330100";
        one.title = "Skill training";
        one.description = "Three courses";
        one.budget = {100'000'00};
        one.lots = {{1, "Courses", {100'000'00}}};
        one.items = {{"Course", 3, "course"}};
        one.criteria = {{"price", "Price", procurement::criterion_kind::price, 40},
                        {"method", "Method", procurement::criterion_kind::quality, 60}};
        one.open_at = bidding_opens;
        one.deadline_at = bidding_ends;
        return one;
    }

    procurement::tender published() {
        auto const made = unit(office, drafting, [&](auto& one) {
                              return service.draft(one, draft_of());
                          }).value();
        return unit(office, drafting,
                    [&](auto& one) { return service.publish(one, made.id, made.version); })
            .value();
    }

    result<procurement::bid_receipt> bid(identity::organisation const& bidder,
                                         uuid const& tender_id, money price, instant when) {
        procurement::bid_submission const sent{
            .lot = 1, .price = price, .quality_response = "secret method of " + bidder.name};
        return unit(bidder, when, [&](auto& one) { return service.submit(one, tender_id, sent); });
    }

    procurement::tender read(uuid const& id, instant now) {
        return reading([&](db::session& sql) { return service.read(sql, as(office), id, now); })
            .value();
    }

    /// Any decision of the office on the tender as it stands.
    template <class Decision>
    result<procurement::tender> decide(uuid const& id, instant now, Decision decision) {
        auto const version = read(id, now).version;
        return unit(office, now, [&](auto& one) { return decision(one, id, version); });
    }

    result<procurement::tender> open(uuid const& id, instant now) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.open(one, which, version);
        });
    }
    result<procurement::tender> evaluate(uuid const& id, instant now) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.evaluate(one, which, version);
        });
    }
    result<procurement::tender> award(uuid const& id, uuid const& bid_id, instant now,
                                      std::vector<std::string> reasons = {}) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.choose_winner(one, which, version, {bid_id, reasons});
        });
    }
    result<procurement::score> score(uuid const& id, uuid const& bid_id,
                                     std::int64_t points_hundredths, instant now) {
        procurement::score const wanted{.bid_id = bid_id,
                                        .criterion = "method",
                                        .points_hundredths = points_hundredths,
                                        .reason = "clear"};
        return unit(office, now, [&](auto& one) { return service.score_bid(one, id, wanted); });
    }
    result<procurement::bid> read_bid(identity::organisation const& asker, uuid const& id) {
        return reading([&](db::session& sql) { return service.read_bid(sql, as(asker), id); });
    }

    std::vector<journal::entry> journal_entries() {
        return reading(
            [](db::session& sql) { return journal::read_after(sql, 0, db::query_rows_max); });
    }

    fresh_database database;
    identity::directory known;
    calendar::working_days calendar = calendar::working_days::built_in();
    procurement::procurement_service service{known, calendar};
    identity::organisation office;
    identity::organisation first;
    identity::organisation second;
    identity::organisation third;
    identity::organisation group;

  private:
    int joined_ = 0;
};

} // namespace talent::test
