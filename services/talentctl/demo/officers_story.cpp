// The officers of the demonstration's tenders, and the openings.
#include <algorithm>

#include "services/talentctl/demo/tenders_story.hpp"

namespace talent::demo {

/// The buyer's, the operator's and another office's; three offices' where the operator is to bid,
/// since nobody opens bids who sends one.
std::vector<participant const*> tenders_story::officers_for(purchase const& one) const {
    std::vector<participant const*> found{one.buyer};
    bool const operator_bids =
        one.fate == tender_fate::general_contractor || one.fate == tender_fate::project;
    if (!operator_bids) found.push_back(&all_.operators.front());
    for (auto const& office : all_.offices) {
        if (found.size() == procurement::officers_named) break;
        if (&office != one.buyer) found.push_back(&office);
    }
    return found;
}

tenders_story::named_officer const& tenders_story::officer_of(performer& stage,
                                                              participant const& who) const {
    auto const known =
        std::ranges::find_if(named_, [&](auto const& each) { return each->who == &who; });
    if (known != named_.end()) return **known;
    auto const secret = security::secret_key::random();
    auto const public_key = security::to_hexadecimal(security::box_public_key_of(secret));
    auto key = stage.act(who.who, [&](journal::unit_of_work& unit) {
        return officers_.register_key(unit, {.label = "开标负责人", .public_key = public_key});
    });
    named_.push_back(std::make_unique<named_officer>(named_officer{&who, secret, std::move(key)}));
    return *named_.back();
}

void tenders_story::name_officers(performer& stage, purchase& one) const {
    one.officers = officers_for(one);
    procurement::key_naming wanted;
    for (auto const* const each : one.officers)
        wanted.officers.push_back({.opening_key_id = officer_of(stage, *each).key.id});
    stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return officers_.name_officers(unit, one.tender.id, wanted);
    });
}

void tenders_story::release_share(performer& stage, purchase const& one,
                                  participant const& by) const {
    auto const sealed = officers_.read_share(stage.sql(), by.who, one.tender.id);
    auto const& secret = officer_of(stage, by).secret;
    auto const box = security::from_base64url(sealed.value().sealed_share);
    auto const share = security::open_box(secret, box.value());
    stage.act(by.who, [&](journal::unit_of_work& unit) {
        return officers_.release_share(unit, one.tender.id,
                                       {security::to_hexadecimal(share.value().view())});
    });
}

void tenders_story::open(performer& stage, purchase& one) const {
    for (std::size_t i = 0; i < procurement::officers_needed; ++i)
        release_share(stage, one, *one.officers[i]);
    one.tender = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return procurement_.open(unit, one.tender.id, one.tender.version,
                                 {.witnesses = {{"财政局采购监管处", "supervisor"}}});
    });
}

// -- the final offers of a consultation, on the day of its opening --

namespace {

using std::chrono::hours;

constexpr hours until_asked{1};
constexpr hours until_given{2};
constexpr hours until_opened{26};
constexpr hours time_for_offers{24}; // from the asking
constexpr std::int64_t percent_of_bid = 98;

} // namespace

void tenders_story::add_final_offers(timeline& story, instant opened,
                                     shared_purchase const& one) const {
    story.add(opened + until_asked,
              [this, one](performer& stage) { ask_final_offers(stage, *one); });
    story.add(opened + until_given,
              [this, one](performer& stage) { give_final_offers(stage, *one); });
    story.add(opened + until_opened,
              [this, one](performer& stage) { open_final_offers(stage, *one); });
}

void tenders_story::ask_final_offers(performer& stage, purchase& one) const {
    one.tender = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return final_offers_.ask(unit, one.tender.id, one.tender.version,
                                 {.until = stage.now() + time_for_offers});
    });
}

void tenders_story::give_final_offers(performer& stage, purchase const& one) const {
    for (auto const& each : bids_of(stage, one)) {
        auto const* const agency = participant_of(each.organisation_id);
        auto const& bidder = agency != nullptr ? *agency : contractor();
        procurement::bid_submission const sent{
            .lot = each.lot, .price = money{each.content->price.fen * percent_of_bid / 100}};
        stage.act(bidder.who, [&](journal::unit_of_work& unit) {
            return final_offers_.give(unit, each.id, sent, receipts_);
        });
    }
}

void tenders_story::open_final_offers(performer& stage, purchase& one) const {
    for (std::size_t i = 0; i < procurement::officers_needed; ++i)
        release_share(stage, one, *one.officers[i]);
    one.tender = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return final_offers_.open(unit, one.tender.id, one.tender.version,
                                  {.witnesses = {{"财政局采购监管处", "supervisor"}}});
    });
}

std::vector<officer_secret> tenders_story::secrets_of_visitors() const {
    std::vector<officer_secret> found;
    for (auto const& each : named_) {
        auto const secret = security::to_hexadecimal(each->secret.bytes());
        if (each->who == &all_.offices.front()) found.push_back({"government_office", secret});
        if (each->who == &all_.operators.front()) found.push_back({"operator", secret});
    }
    return found;
}

} // namespace talent::demo
