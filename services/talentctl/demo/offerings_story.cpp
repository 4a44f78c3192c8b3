#include "services/talentctl/demo/offerings_story.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "common/security/token.hpp"
#include "services/talentctl/demo/offering_texts.hpp"

namespace talent::demo {
namespace {

using offerings::offering_command;
using offerings::order_side;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::size_t listings_per_offering = 20;
constexpr std::size_t offerings_per_order = 4;
constexpr std::size_t offerings_min = 40;
constexpr std::size_t orders_min = 30;
constexpr int tries_to_find_an_offering = 40;

// Offerings come in the story's first half, orders after the first of them, and offerings leave the
// market in its last hours, so that an order always finds what it was placed for.
constexpr days offerings_come{40};
constexpr days orders_begin{12};
constexpr hours orders_end{24};
constexpr hours offerings_leave{12};

/// How far an order gets, if the story's time suffices.
enum class order_fate {
    placed,
    quoted_or_accepted,
    declined,
    withdrawn,
    delivered,
    accepted_by_buyer,
    disputed,
    closed,
    closed_after_dispute
};
constexpr std::size_t order_fates = 9;

constexpr std::array good_words{"响应及时，候选人质量高，沟通顺畅。",
                                "按期交付，材料规范，推荐合作。", "服务专业，超出预期。",
                                "总体满意，细节还可以更好。", "Professional and on time."};
constexpr std::array words_for_buyers{"需求明确，付款及时，合作愉快。", "对接人专业，反馈迅速。",
                                      "确认流程略长，总体顺利。"};

std::size_t count_of(std::size_t wanted, std::size_t least) {
    return std::max(wanted, least);
}

} // namespace

void offerings_story::add_to(timeline& story, instant start, std::size_t listings) {
    auto const offerings = count_of(listings / listings_per_offering, offerings_min);
    auto const orders = count_of(offerings / offerings_per_order, orders_min);
    auto const minutes_of_offerings = std::chrono::duration_cast<minutes>(offerings_come).count();
    for (std::size_t number = 0; number < offerings; ++number) {
        // The first of them at once: there is something to order from the beginning.
        auto const after =
            number < offerings_min / 2
                ? 0
                : dice(seed_, "offering when", number).between(0, minutes_of_offerings);
        story.add(start + minutes(after), [this, &story, number](performer& stage) {
            play_offering(story, stage, number);
        });
    }
    auto const first = start + orders_begin;
    auto const minutes_of_orders =
        std::chrono::duration_cast<minutes>(story.end() - orders_end - first).count();
    for (std::size_t number = 0; number < orders; ++number) {
        auto const after = dice(seed_, "order when", number).between(0, minutes_of_orders);
        story.add(first + minutes(after),
                  [this, &story, number](performer& stage) { play_order(story, stage, number); });
    }
}

// -- offerings --

participant const& offerings_story::first_seller_of(std::size_t service) const {
    auto const found = std::ranges::find_if(
        all_.agencies, [service](participant const& one) { return may_sell(one.plan, service); });
    if (found == all_.agencies.end())
        throw std::logic_error("nobody in the demonstration may sell a service");
    return *found;
}

void offerings_story::play_offering(timeline& story, performer& stage, std::size_t number) {
    static constexpr std::array weights{4, 88, 3, 5}; // draft, published, suspended, withdrawn
    dice chance(seed_, "offering", number);
    // Each service once, from the first agency that may sell it; then as it comes.
    auto const service = number < service_count() ? std::optional(number) : std::nullopt;
    auto const& seller = service ? first_seller_of(*service) : chance.pick(all_.agencies);
    auto const drawn = draw_offering(seller.plan, service, chance);
    auto const ending = service ? 1 : chance.weighted(weights);
    auto const kept =
        stage.act(seller.who, [&](journal::unit_of_work& unit) -> result<offerings::offering> {
            TRY(auto made, service_.draft(unit, drawn));
            if (ending == 0) return made;
            return service_.command(unit, made.id, made.version, offering_command::publish, {});
        });
    if (ending == 0) return;
    on_sale_.push_back({kept, &seller});
    if (ending == 1) return;
    auto const command = ending == 2 ? offering_command::suspend : offering_command::withdraw;
    auto const& actor = ending == 2 ? all_.operator_of(seller.plan.organisation.region) : seller;
    auto const when = story.end() - offerings_leave + minutes(chance.between(0, 600));
    story.add(
        when, [this, &actor, command, id = kept.id, version = kept.version](performer& later) {
            auto const reason =
                command == offering_command::suspend ? "服务内容与许可范围不一致，请核实。" : "";
            later.act(actor.who, [&](journal::unit_of_work& unit) {
                return service_.command(unit, id, version, command, reason);
            });
        });
}

offerings_story::on_sale const* offerings_story::find_offering_for(participant const& buyer,
                                                                   dice& chance) const {
    for (int i = 0; i < tries_to_find_an_offering && !on_sale_.empty(); ++i) {
        auto const& found = chance.pick(on_sale_);
        if (offerings::serves(found.offered, buyer.plan.organisation.region)) return &found;
    }
    return nullptr;
}

// -- orders --

void offerings_story::play_order(timeline& story, performer& stage, std::size_t number) {
    dice chance(seed_, "order", number);
    bool const by_office = chance.chance(10);
    auto const& buyer = number < order_fates ? all_.enterprises.front()
                        : by_office          ? chance.pick(all_.offices)
                                             : chance.pick(all_.enterprises);
    auto const* const found = find_offering_for(buyer, chance);
    if (found == nullptr) return;
    auto const wanted = draw_order(found->offered, chance);
    auto const one = std::make_shared<deal>();
    one->buyer = &buyer;
    one->seller = found->seller;
    one->number = number;
    one->current = stage.act(
        buyer.who, [&](journal::unit_of_work& unit) { return service_.place(unit, wanted); });

    auto const fate = static_cast<order_fate>(number % order_fates);
    if (fate == order_fate::placed) return;
    if (fate == order_fate::declined)
        return add_step(story, one, order_side::seller, hours(20), &offerings_story::decline);
    if (fate == order_fate::withdrawn)
        return add_step(story, one, order_side::buyer, hours(6), &offerings_story::withdraw);
    add_step(story, one, order_side::seller, hours(4), &offerings_story::accept);
    if (found->offered.price_model == offerings::price_model::quote) {
        add_step(story, one, order_side::buyer, hours(28), &offerings_story::confirm);
    }
    if (fate == order_fate::quoted_or_accepted) return;
    add_step(story, one, order_side::seller, hours(chance.between(72, 240)),
             &offerings_story::deliver);
    if (fate == order_fate::delivered) return;
    bool const disputed = fate == order_fate::disputed || fate == order_fate::closed_after_dispute;
    add_step(story, one, order_side::buyer, hours(270),
             disputed ? &offerings_story::dispute : &offerings_story::accept_delivery);
    if (fate == order_fate::disputed || fate == order_fate::accepted_by_buyer) return;
    add_step(story, one, order_side::buyer, hours(320), &offerings_story::close);
    add_reviews(story, one, hours(330));
}

void offerings_story::add_step(timeline& story, shared_deal const& one, order_side by, hours after,
                               order_step step) const {
    auto const& who = by == order_side::buyer ? one->buyer->who : one->seller->who;
    story.add(one->current.placed_at + after, [this, one, &who, step](performer& stage) {
        one->current =
            stage.act(who, [&](journal::unit_of_work& unit) { return (this->*step)(unit, *one); });
    });
}

void offerings_story::add_reviews(timeline& story, shared_deal const& one, hours after) const {
    story.add(one->current.placed_at + after, [this, one](performer& stage) {
        dice chance(seed_, "review", one->number);
        bool const was_disputed = one->current.disputed_at.has_value();
        offerings::review const of_seller{
            .rating = was_disputed ? 2 : chance.between(3, 5),
            .text = was_disputed ? "交付延误，经协商后关闭订单。" : chance.pick(good_words)};
        stage.act(one->buyer->who, [&](journal::unit_of_work& unit) {
            return service_.write_review(unit, one->current.id, of_seller);
        });
        if (!chance.chance(70)) return;
        offerings::review const of_buyer{.rating = chance.between(3, 5),
                                         .text = chance.pick(words_for_buyers)};
        stage.act(one->seller->who, [&](journal::unit_of_work& unit) {
            return service_.write_review(unit, one->current.id, of_buyer);
        });
    });
}

// -- the steps of an order --

result<offerings::order> offerings_story::accept(journal::unit_of_work& unit,
                                                 deal const& one) const {
    offerings::acceptance answer;
    if (one.current.price_model == offerings::price_model::quote) {
        answer.price_total = money{dice(seed_, "quote", one.number).between(15, 120) * 100'000};
    }
    return service_.accept(unit, one.current.id, one.current.version, answer);
}

result<offerings::order> offerings_story::confirm(journal::unit_of_work& unit,
                                                  deal const& one) const {
    return service_.confirm(unit, one.current.id, one.current.version);
}

result<offerings::order> offerings_story::decline(journal::unit_of_work& unit,
                                                  deal const& one) const {
    return service_.decline(unit, one.current.id, one.current.version,
                            "近期顾问排期已满，无法按期交付。");
}

result<offerings::order> offerings_story::withdraw(journal::unit_of_work& unit,
                                                   deal const& one) const {
    return service_.withdraw(unit, one.current.id, one.current.version, "内部预算调整，暂缓采购。");
}

result<offerings::order> offerings_story::deliver(journal::unit_of_work& unit,
                                                  deal const& one) const {
    return service_.deliver(
        unit, one.current.id, one.current.version,
        {.delivery_note = "已按约定完成服务，成果文件见附件清单。",
         .evidence = {security::sha256_hex("delivery " + std::to_string(one.number))}});
}

result<offerings::order> offerings_story::accept_delivery(journal::unit_of_work& unit,
                                                          deal const& one) const {
    return service_.accept_delivery(unit, one.current.id, one.current.version);
}

result<offerings::order> offerings_story::dispute(journal::unit_of_work& unit,
                                                  deal const& one) const {
    return service_.dispute(unit, one.current.id, one.current.version,
                            "交付人数不足，未达到约定标准。");
}

result<offerings::order> offerings_story::close(journal::unit_of_work& unit,
                                                deal const& one) const {
    return service_.close(unit, one.current.id, one.current.version);
}

} // namespace talent::demo
