// Who can open bids, and when: two of three officers, after the deadline, with their own shares.
#include "services/procurement/store.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;

namespace {

constexpr std::chrono::milliseconds one_millisecond{1};

std::vector<journal::entry> refusals(procurement_place& place) {
    std::vector<journal::entry> found;
    for (auto const& each : place.journal_entries()) {
        if (each.type == "opening.refused") found.push_back(each);
    }
    return found;
}

bool begins(std::string const& text, std::string_view with) {
    return text.compare(0, with.size(), with) == 0;
}

} // namespace

TEST_CASE("any two of three shares give the secret, and one says nothing of it") {
    auto const secret = security::secret_key::random();
    auto const shares = split(secret);
    for (std::int64_t first = 1; first <= 3; ++first) {
        for (std::int64_t second = first + 1; second <= 3; ++second) {
            auto const joined =
                join(first, shares[first - 1].view(), second, shares[second - 1].view());
            REQUIRE(joined);
            CHECK(joined->bytes() == secret.bytes());
            // Whatever secret somebody guesses, the other's share could be such that it is right.
            auto const guess = security::secret_key::random();
            auto other = std::string(shares[second - 1].view());
            auto const half =
                static_cast<std::size_t>(first - 1) * 32; // pairs of `second`, in order
            for (std::size_t i = 0; i < 32; ++i)
                other[half + i] =
                    static_cast<char>(other[half + i] ^ secret.bytes()[i] ^ guess.bytes()[i]);
            CHECK(join(first, shares[first - 1].view(), second, other)->bytes() == guess.bytes());
        }
    }
    CHECK_FALSE(join(1, shares[0].view(), 1, shares[0].view()));
    CHECK_FALSE(join(2, shares[1].view(), 1, shares[0].view()));
    CHECK_FALSE(join(1, shares[0].view(), 2, "short"));
}

TEST_CASE("the secret splits anew each time, and no share repeats it") {
    auto const secret = security::secret_key::random();
    auto const once = split(secret);
    auto const again = split(secret);
    for (std::size_t i = 0; i < officers_named; ++i) {
        CHECK(once[i].view() != again[i].view());
        CHECK(once[i].view().find(secret.bytes()) == std::string_view::npos);
    }
}

TEST_CASE("an opening with one officer, or none, fails and is on the journal") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    place.bid(place.first, of.id, {5}, bidding_opens).value();
    CHECK(place.open_alone(of.id, bidding_ends).error().code == error_code::officers_missing);
    place.release(of.id, 2, place.share_of(of.id, 2), bidding_ends).value();
    CHECK(place.open_alone(of.id, bidding_ends).error().code == error_code::officers_missing);
    auto const kept = refusals(place);
    REQUIRE(kept.size() == 2);
    CHECK(begins(kept.back().reason, "officers-missing"));
    CHECK(kept.back().object_id == of.id);
    CHECK(kept.back().visible == journal::visibility::open);
    place.release(of.id, 1, place.share_of(of.id, 1), bidding_ends).value();
    CHECK(place.open_alone(of.id, bidding_ends).value().state == tender_state::opened);
}

TEST_CASE("an early opening or share fails, is on the journal, and leaves no share behind") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const early = bidding_ends - one_millisecond;
    CHECK(place.release(of.id, 0, place.share_of(of.id, 0), early).error().code ==
          error_code::wrong_state);
    CHECK(place.open_alone(of.id, early).error().code == error_code::wrong_state);
    CHECK(refusals(place).size() == 2);
    CHECK(integer(*place.database, "SELECT COUNT(*) FROM released_shares") == 0);
    CHECK(place.open(of.id, bidding_ends).has_value());
}

TEST_CASE("a wrong share, another's, and the same officer's twice are refused and on the journal") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto changed = place.share_of(of.id, 0);
    changed[5] = changed[5] == '0' ? '1' : '0';
    CHECK(place.release(of.id, 0, changed, bidding_ends).error().code == error_code::seal_invalid);
    CHECK(place.release(of.id, 0, place.share_of(of.id, 1), bidding_ends).error().code ==
          error_code::seal_invalid);
    place.release(of.id, 0, place.share_of(of.id, 0), bidding_ends).value();
    CHECK(place.release(of.id, 0, place.share_of(of.id, 0), bidding_ends).error().code ==
          error_code::wrong_state);
    CHECK(refusals(place).size() == 3);
    CHECK(place.open_alone(of.id, bidding_ends).error().code == error_code::officers_missing);
}

TEST_CASE("who is no officer has no share, and strangers do not even learn that there is one") {
    procurement_place place(db::dialect::sqlite);
    auto const of = place.published();
    auto const reads = [&](identity::organisation const& who) {
        return place
            .reading([&](db::session& sql) {
                return place.officers.read_share(sql, procurement_place::as(who), of.id);
            })
            .error()
            .code;
    };
    CHECK(reads(place.office) == error_code::conflict);
    CHECK(reads(place.group) == error_code::not_found);
    CHECK(reads(place.first) == error_code::not_found);
}

TEST_CASE("the protocol of the opening says who opened, who attended and what came") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    place.bid(place.first, of.id, {5}, bidding_opens).value();
    place.bid(place.second, of.id, {6}, bidding_opens).value();
    auto const read = [&] {
        return place.reading(
            [&](db::session& sql) { return place.officers.read_opening(sql, {}, of.id); });
    };
    CHECK(read().error().code == error_code::not_found);
    place.open(of.id, bidding_ends).value();
    auto const protocol = read().value();
    CHECK(protocol.officers == std::vector<std::int64_t>{1, 2});
    REQUIRE(protocol.witnesses.size() == 1);
    CHECK(protocol.witnesses[0].capacity == "notary");
    CHECK(protocol.bids_opened == 2);
    CHECK(protocol.bids_disqualified == 0);
    CHECK(integer(*place.database, "SELECT COUNT(*) FROM released_shares") == 0);
    int held = 0;
    for (auto const& each : place.journal_entries())
        held += each.type == "tender_opening.held" ? 1 : 0;
    CHECK(held == 1);
}

TEST_CASE("a tender without three different officers is not published") {
    procurement_place place(db::dialect::sqlite);
    auto const made =
        place
            .unit(place.office, drafting,
                  [&](auto& one) { return place.service.draft(one, place.draft_of()); })
            .value();
    auto const publishing = [&] {
        return place.unit(place.office, drafting, [&](auto& one) {
            return place.service.publish(one, made.id, made.version);
        });
    };
    CHECK(publishing().error().code == error_code::publication_refused);
    place.register_officers();
    auto const naming = [&](std::vector<std::size_t> const& places) {
        key_naming wanted;
        for (auto const each : places)
            wanted.officers.push_back({.opening_key_id = place.opening_keys.at(each).id});
        return place.unit(place.office, drafting, [&](auto& one) {
            return place.officers.name_officers(one, made.id, wanted);
        });
    };
    CHECK(naming({0, 1}).error().errors.at(0).code == "wrong_count");
    CHECK(naming({0, 1, 1}).error().errors.at(0).pointer == "/officers/2/opening_key_id");
    auto const first = naming({0, 1, 2}).value();
    auto const again = naming({2, 1, 0}).value();
    CHECK(first.public_key != again.public_key);
    CHECK(publishing().has_value());
    CHECK(naming({0, 1, 2}).error().code == error_code::wrong_state);
}

TEST_CASE("a buyer's client makes the key, and the platform never has the secret") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const made =
        place
            .unit(place.office, drafting,
                  [&](auto& one) { return place.service.draft(one, place.draft_of()); })
            .value();
    place.register_officers();
    auto const secret = security::secret_key::random();
    auto const shares = split(secret);
    auto wanted = place.naming();
    wanted.public_key = security::to_hexadecimal(security::box_public_key_of(secret));
    for (std::size_t i = 0; i < officers_named; ++i) {
        auto const key = security::from_hexadecimal(place.opening_keys[i].public_key).value();
        wanted.officers[i].sealed_share =
            security::to_base64url(security::close_box(key, shares[i].view()).value());
        wanted.officers[i].commitment =
            commitment_of(made.id, static_cast<std::int64_t>(i + 1), shares[i].view());
    }
    auto const naming = [&](key_naming const& sent) {
        return place.unit(place.office, drafting, [&](auto& one) {
            return place.officers.name_officers(one, made.id, sent);
        });
    };
    auto half = wanted;
    half.officers[1].sealed_share.clear();
    CHECK(naming(half).error().errors.at(0).pointer == "/officers/1/sealed_share");
    auto weak = wanted;
    weak.public_key = std::string(64, '0');
    CHECK(naming(weak).error().code == error_code::seal_invalid);
    auto short_share = wanted;
    short_share.officers[2].sealed_share = "AAAA";
    CHECK(naming(short_share).error().code == error_code::seal_invalid);
    CHECK(naming(wanted).value().made_by == key_maker::buyer);
    place
        .unit(place.office, drafting,
              [&](auto& one) { return place.service.publish(one, made.id, made.version); })
        .value();
    place.bid(place.first, made.id, {5}, bidding_opens).value();
    CHECK(place.open(made.id, bidding_ends).value().state == tender_state::opened);
}

TEST_CASE("whoever can open the bids does not bid") {
    procurement_place place(db::dialect::sqlite);
    place.register_officers();
    place.officer_secrets[2] = security::secret_key::random();
    place.opening_keys[2] =
        place
            .unit(place.first, drafting,
                  [&](auto& one) {
                      return place.officers.register_key(
                          one, {.label = "outsider",
                                .public_key = security::to_hexadecimal(
                                    security::box_public_key_of(place.officer_secrets[2]))});
                  })
            .value();
    auto const of = place.published();
    CHECK(place.bid(place.first, of.id, {5}, bidding_opens).error().code ==
          error_code::conflict_of_interest);
    CHECK(place.bid(place.second, of.id, {5}, bidding_opens).has_value());
}

TEST_CASE("a sister company of an officer's organisation does not bid") {
    using identity::organisation;
    using change = void (*)(organisation&, organisation const&);
    auto const [field, share] = GENERATE(table<std::string, change>({
        {"legal_representative",
         [](organisation& to, organisation const& from) {
             to.representative_index = from.representative_index;
         }},
        {"phone",
         [](organisation& to, organisation const& from) { to.phone_index = from.phone_index; }},
        {"bank_account",
         [](organisation& to, organisation const& from) { to.bank_account = from.bank_account; }},
        {"address", [](organisation& to, organisation const& from) { to.address = from.address; }},
    }));
    CAPTURE(field);
    procurement_place place(db::dialect::sqlite);
    place.register_officers();
    place.opening_keys[1] =
        place
            .unit(place.group, drafting,
                  [&](auto& one) {
                      return place.officers.register_key(
                          one, {.label = "of the group",
                                .public_key = security::to_hexadecimal(
                                    security::box_public_key_of(place.officer_secrets[1]))});
                  })
            .value();
    auto const of = place.published();
    CHECK(place.bid(place.first, of.id, {5}, bidding_opens).has_value());
    auto sister = place.second;
    share(sister, place.group);
    place.learn(sister);
    auto const refused = place.bid(sister, of.id, {5}, bidding_opens).error();
    CHECK(refused.code == error_code::conflict_of_interest);
    CHECK(refused.detail.find(field) != std::string::npos);
}
