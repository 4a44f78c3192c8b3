// What the tests of procurement and delivery share: a database with an office, three agencies and
// an operator in it, the three officers who open bids, and units of work in the name of any of
// them.
#pragma once

#include <catch2/catch.hpp>

#include "common/db/record.hpp"
#include "common/journal/journal.hpp"
#include "common/journal/refusal.hpp"
#include "services/procurement/final_offers.hpp"
#include "services/procurement/officers.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/panel_store.hpp"
#include "services/procurement/service.hpp"
#include "services/procurement/store.hpp"
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
        university = join(identity::organisation_kind::agency, "大学", "330100");
        panel.push_back(add_member(office));
        for (int expert = 0; expert < 4; ++expert)
            panel.push_back(add_member(university));
    }

    /// A person of the organisation, as the directory knows one, and their principal.
    security::principal add_member(identity::organisation const& of) {
        identity::member made;
        made.id = make_uuid(drafting);
        made.version = 1;
        made.organisation_id = of.id;
        made.roles = {security::role::manager};
        journal::entry heard;
        heard.object_type = "member";
        heard.after = json::write_stored(made);
        known.apply(heard);
        auto who = as(of);
        who.roles = made.roles;
        who.member = made.id;
        return who;
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
        return unit_as(as(actor), now, use);
    }
    template <class Use>
    auto unit_as(security::principal const& who, instant now, Use use) {
        time.set(now);
        std::optional<decltype(use(std::declval<journal::unit_of_work&>()))> outcome;
        database->write_now([&](db::session& sql) {
            journal::unit_of_work one(sql, now, who, "request");
            outcome.emplace(use(one));
            if (!outcome->has_value() && !journal::keeps_refusal(one)) return db::verdict::discard;
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

    procurement::tender published() { return published(draft_of()); }
    procurement::tender published(procurement::tender const& wanted) {
        auto const made =
            unit(office, drafting, [&](auto& one) { return service.draft(one, wanted); }).value();
        name_officers(made.id, drafting).value();
        return unit(office, drafting,
                    [&](auto& one) { return service.publish(one, made.id, made.version); })
            .value();
    }

    /// The office's three officers, each with a key of their own; registered at first need.
    result<procurement::tender_key> name_officers(uuid const& tender_id, instant when) {
        register_officers();
        return unit(office, when,
                    [&](auto& one) { return officers.name_officers(one, tender_id, naming()); });
    }
    procurement::key_naming naming() const {
        return {.officers = {
                    {opening_keys.at(0).id}, {opening_keys.at(1).id}, {opening_keys.at(2).id}}};
    }
    void register_officers() {
        for (std::size_t i = opening_keys.size(); i < procurement::officers_named; ++i) {
            officer_secrets.push_back(security::secret_key::random());
            opening_keys.push_back(unit_as(as_officer(i), drafting, [&](auto& one) {
                                       return officers.register_key(
                                           one,
                                           {.label = "officer " + std::to_string(i + 1),
                                            .public_key = security::to_hexadecimal(
                                                security::box_public_key_of(officer_secrets[i]))});
                                   }).value());
        }
    }
    security::principal as_officer(std::size_t place) const {
        auto who = as(office);
        who.member.bytes[15] = static_cast<std::uint8_t>(place + 1);
        who.member.bytes[0] = 1;
        return who;
    }
    /// An officer's share as the officer's own client opens it, in hexadecimal.
    std::string share_of(uuid const& tender_id, std::size_t place) {
        auto const sealed = reading([&](db::session& sql) {
                                return officers.read_share(sql, as_officer(place), tender_id);
                            }).value();
        auto const box = security::from_base64url(sealed.sealed_share).value();
        return security::to_hexadecimal(
            security::open_box(officer_secrets.at(place), box).value().view());
    }
    result<procurement::tender_key> release(uuid const& tender_id, std::size_t place,
                                            std::string share, instant when) {
        return unit_as(as_officer(place), when, [&](auto& one) {
            return officers.release_share(one, tender_id, {std::move(share)});
        });
    }

    result<procurement::bid_receipt> bid(identity::organisation const& bidder,
                                         uuid const& tender_id, money price, instant when) {
        procurement::bid_submission const sent{
            .lot = 1, .price = price, .quality_response = "secret method of " + bidder.name};
        return unit(bidder, when,
                    [&](auto& one) { return service.submit(one, tender_id, sent, desk); });
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

    /// Two officers release their shares where it is time, and the office opens.
    result<procurement::tender> open(uuid const& id, instant now) {
        auto const state = read(id, now);
        bool const due = state.deadline_at && *state.deadline_at <= now;
        auto const key = reading(
            [&](db::session& sql) { return officers.read_tender_key(sql, as(office), id); });
        for (std::size_t place : {0U, 1U}) {
            if (due && state.state == procurement::tender_state::published &&
                !key.value().officers.at(place).released_at)
                release(id, place, share_of(id, place), now).value();
        }
        return open_alone(id, now);
    }

    // -- the final offers of a consultation --

    result<procurement::tender> ask_final_offers(uuid const& id, instant until, instant now) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return final_offers.ask(one, which, version, {until});
        });
    }
    result<procurement::bid_receipt> final_offer(identity::organisation const& bidder,
                                                 uuid const& bid_id, money price, instant now) {
        procurement::bid_submission const sent{.lot = bid_of(bid_id).lot, .price = price};
        return unit(bidder, now,
                    [&](auto& one) { return final_offers.give(one, bid_id, sent, desk); });
    }
    result<procurement::tender> open_final_offers(uuid const& id, instant now) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return final_offers.open(one, which, version, {.witnesses = {{"公证处", "notary"}}});
        });
    }
    /// Everybody gives the price of the bid once more, and two officers open.
    void settle_final_offers(uuid const& id, instant now) {
        auto const until = now + procurement::final_offers_time_min;
        ask_final_offers(id, until, now).value();
        for (auto const& each : reading([&](db::session& sql) {
                 return procurement::store::list_standing_bids(sql, id);
             })) {
            if (each.state != procurement::bid_state::submitted) continue;
            auto const bidder = known.find_organisation(each.organisation_id);
            final_offer(*bidder, each.id, each.content->price, now).value();
        }
        for (std::size_t place : {0U, 1U})
            release(id, place, share_of(id, place), until).value();
        open_final_offers(id, until).value();
    }
    /// With few bids as with many: the finance department approves.
    result<procurement::tender> open_alone(uuid const& id, instant now) {
        static_cast<void>(proceed(id, now));
        return open_as_it_is(id, now);
    }
    result<procurement::tender> proceed(uuid const& id, instant now) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.proceed(one, which, version,
                                   {.lot = {}, .reasons = {"approved: 杭财采〔2026〕7号"}});
        });
    }
    result<procurement::tender> open_as_it_is(uuid const& id, instant now) {
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.open(one, which, version, {.witnesses = {{"公证处", "notary"}}});
        });
    }

    // -- the panel: one of the office and four experts, unless a test seats its own --

    result<procurement::panel_seat> seat(uuid const& id, uuid const& holder, instant now) {
        return unit(office, now,
                    [&](auto& one) { return panels.seat(one, id, {.holder_id = holder}); });
    }
    result<procurement::panel_seat> declare(security::principal const& who,
                                            procurement::panel_seat const& held, instant now,
                                            procurement::interest_declaration interests = {}) {
        return unit_as(who, now, [&](auto& one) {
            return panels.declare(one, held.id, held.version, interests);
        });
    }
    void seat_panel(uuid const& id, instant now) {
        for (auto const& who : panel)
            declare(who, seat(id, who.member, now).value(), now).value();
    }
    std::string label_of(uuid const& tender_id, uuid const& organisation) {
        for (auto const& each : reading([&](db::session& sql) {
                 return procurement::store::list_pseudonyms(sql, tender_id);
             }))
            if (each.organisation_id == organisation) return each.label;
        return "none";
    }
    procurement::bid bid_of(uuid const& bid_id) {
        return *reading(
            [&](db::session& sql) { return procurement::store::find_bid(sql, bid_id); });
    }
    result<procurement::panel_score> give(security::principal const& who, uuid const& id,
                                          uuid const& bid_id, std::string criterion,
                                          std::int64_t points_hundredths, instant now) {
        auto const scored = bid_of(bid_id);
        procurement::panel_score const wanted{.lot = scored.lot,
                                              .bidder = label_of(id, scored.organisation_id),
                                              .criterion = std::move(criterion),
                                              .points_hundredths = points_hundredths,
                                              .reason = "clear"};
        return unit_as(who, now, [&](auto& one) { return panels.give_score(one, id, wanted); });
    }
    result<procurement::consensus> propose(security::principal const& who, uuid const& id,
                                           uuid const& bid_id, std::string criterion,
                                           std::int64_t points_hundredths, instant now) {
        auto const scored = bid_of(bid_id);
        procurement::score const wanted{.lot = scored.lot,
                                        .bidder = label_of(id, scored.organisation_id),
                                        .criterion = std::move(criterion),
                                        .points_hundredths = points_hundredths,
                                        .reason = "clear"};
        return unit_as(who, now,
                       [&](auto& one) { return panels.propose_consensus(one, id, wanted); });
    }
    result<procurement::consensus_position> stand(security::principal const& who, uuid const& id,
                                                  procurement::consensus const& on, instant now,
                                                  std::string dissent = {}) {
        using procurement::consensus_stand;
        procurement::consensus_position const wanted{
            .lot = on.lot,
            .bidder = on.bidder,
            .criterion = on.criterion,
            .proposal = on.version,
            .stand = dissent.empty() ? consensus_stand::confirmed : consensus_stand::dissented,
            .reason = std::move(dissent)};
        return unit_as(who, now, [&](auto& one) { return panels.take_position(one, id, wanted); });
    }
    /// One proposes, and everybody else who sits confirms.
    result<procurement::consensus> agree(security::principal const& who, uuid const& id,
                                         uuid const& bid_id, std::string criterion,
                                         std::int64_t points_hundredths, instant now) {
        auto made = propose(who, id, bid_id, std::move(criterion), points_hundredths, now);
        if (made.has_error()) return made;
        for (auto const& each : panel) {
            if (each.member != who.member) static_cast<void>(stand(each, id, made.value(), now));
        }
        return made;
    }

    /// Every member gives the same points; evaluate() makes them the consensus. The default panel
    /// is seated with the first.
    result<procurement::panel_score> score(uuid const& id, uuid const& bid_id,
                                           std::int64_t points_hundredths, instant now) {
        auto const seats =
            reading([&](db::session& sql) { return procurement::store::list_held_seats(sql, id); });
        if (seats.empty()) seat_panel(id, now);
        for (std::size_t member = 0; member + 1 < panel.size(); ++member) {
            auto given = give(panel[member], id, bid_id, "method", points_hundredths, now);
            if (given.has_error()) return given;
        }
        agreed_.emplace_back(bid_id, points_hundredths);
        return give(panel.back(), id, bid_id, "method", points_hundredths, now);
    }
    /// A consultation's final offers are what its bids were, unless a test has seen to them.
    result<procurement::tender> evaluate(uuid const& id, instant now) {
        auto const of = read(id, now);
        if (of.method == procurement::procurement_method::consultation &&
            of.state == procurement::tender_state::opened && !of.final_offers_until)
            settle_final_offers(id, now);
        static_cast<void>(proceed(id, now)); // where too few are left
        for (auto const& [bid_id, points] : agreed_) {
            if (bid_of(bid_id).tender_id == id)
                static_cast<void>(agree(panel.front(), id, bid_id, "method", points, now));
        }
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.evaluate(one, which, version);
        });
    }
    result<procurement::evaluation_report> report(uuid const& id, instant now) {
        return unit_as(panel.front(), now, [&](auto& one) {
            return panels.deliver_report(one, id, {.summary = "the first-ranked is recommended"});
        });
    }
    /// The report is delivered first, where it was not yet.
    result<procurement::tender> award(uuid const& id, uuid const& bid_id, instant now,
                                      std::vector<std::string> reasons = {}) {
        static_cast<void>(report(id, now));
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.choose_winner(one, which, version, {bid_id, reasons});
        });
    }
    result<procurement::bid> read_bid(identity::organisation const& asker, uuid const& id) {
        return reading([&](db::session& sql) { return service.read_bid(sql, as(asker), id); });
    }

    std::vector<journal::entry> journal_entries() {
        return reading(
            [](db::session& sql) { return journal::read_after(sql, 0, db::query_rows_max); });
    }
    std::vector<journal::entry> entries_of(std::string_view type) {
        auto found = journal_entries();
        std::erase_if(found, [&](journal::entry const& one) { return one.type != type; });
        return found;
    }

    fresh_database database;
    identity::directory known;
    calendar::working_days calendar = calendar::working_days::built_in();
    procurement::procurement_service service{known, calendar};
    procurement::panel_service panels{known, calendar};
    procurement::officer_service officers{known};
    procurement::final_offer_service final_offers{service};
    manual_clock time{drafting};
    journal::newest_instant newest;
    procurement::receipt_desk desk{security::signing_key(security::secret_key::random()), time,
                                   newest};
    std::vector<security::secret_key> officer_secrets;
    std::vector<procurement::opening_key> opening_keys;
    identity::organisation office;
    identity::organisation first;
    identity::organisation second;
    identity::organisation third;
    identity::organisation group;
    identity::organisation university;
    std::vector<security::principal> panel;

  private:
    int joined_ = 0;
    std::vector<std::pair<uuid, std::int64_t>> agreed_;
};

} // namespace talent::test
