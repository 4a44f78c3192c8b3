#include "tests/unit/market/suppliers/random_suppliers.hpp"

#include <algorithm>

#include "services/offerings/category.hpp"

namespace talent::market::testing {
namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

template <class E>
E any(random_market& source) {
    auto const last = static_cast<std::int64_t>(json::enumeration<E>::names().size()) - 1;
    return static_cast<E>(source.number(0, last));
}

template <class E>
std::vector<E> some(random_market& source, std::int64_t at_least, std::int64_t at_most) {
    std::vector<E> made;
    for (auto count = source.number(at_least, at_most); count > 0; --count) {
        auto const one = any<E>(source);
        if (std::ranges::find(made, one) == made.end()) made.push_back(one);
    }
    return made;
}

instant some_days_from(random_market& source, std::int64_t least, std::int64_t most) {
    return from_milliseconds(to_milliseconds(market_day()) + source.number(least, most) * day_ms);
}

identity::organisation organisation(random_market& source) {
    using status = identity::organisation_status;
    identity::organisation made;
    made.id = source.id();
    made.version = 3;
    made.kind = source.chance(90) ? identity::organisation_kind::agency
                                  : identity::organisation_kind::enterprise;
    made.status = source.chance(80) ? status::verified : any<status>(source);
    made.name = "机构";
    made.region = source.region();
    made.capabilities = some<identity::capability>(source, 1, 3);
    return made;
}

identity::qualification qualification(random_market& source, uuid const& of) {
    identity::qualification made;
    made.id = source.id();
    made.version = 1;
    made.organisation_id = of;
    made.kind = any<identity::qualification_kind>(source);
    made.number = "Q" + std::to_string(source.number(1, 999));
    auto const today = std::chrono::floor<std::chrono::days>(market_day()) + std::chrono::days{1};
    made.valid_from = today + std::chrono::days{source.number(-20, 1)};
    made.valid_until = today + std::chrono::days{source.number(-1, 20)};
    made.status = source.chance(80) ? identity::qualification_status::verified
                                    : any<identity::qualification_status>(source);
    return made;
}

offerings::offering offering(random_market& source, uuid const& of) {
    auto made = source.offering();
    made.organisation_id = of;
    if (source.chance(15)) made.state = any<offerings::offering_state>(source);
    if (source.chance(80)) made.response_hours = source.number(1, 72);
    if (source.chance(80)) made.delivery_days = source.number(1, 60);
    return made;
}

// With the reviews that either side wrote of it.
void add_order(random_market& source, uuid const& seller, supplier_world& to) {
    using offerings::order_side;
    offerings::order made;
    made.id = source.id();
    made.version = 4;
    made.buyer_id = source.organisation();
    made.seller_id = seller;
    made.state = any<offerings::order_state>(source);
    if (source.chance(60)) made.accepted_by_buyer_at = some_days_from(source, -30, -1);
    to.orders.push_back(made);
    for (auto const side : {order_side::buyer, order_side::seller}) {
        if (!source.chance(50)) continue;
        auto const by_buyer = side == order_side::buyer;
        offerings::review one;
        one.id = source.id();
        one.order_id = made.id;
        one.author_id = by_buyer ? made.buyer_id : seller;
        one.subject_id = by_buyer ? seller : made.buyer_id;
        one.side = side;
        one.rating = source.number(1, 5);
        one.written_at = some_days_from(source, -14, 0);
        to.reviews.push_back(one);
    }
}

procurement::tender tender(random_market& source) {
    auto made = source.tender();
    if (source.chance(60)) made.state = procurement::tender_state::published;
    if (source.chance(10)) made.published_at.reset();
    made.deadline_at = some_days_from(source, -3, 20);
    if (source.chance(60))
        made.eligibility.required_qualifications = some<identity::qualification_kind>(source, 0, 2);
    if (source.chance(60)) made.eligibility.capabilities = some<identity::capability>(source, 0, 3);
    return made;
}

exclusions::exclusion exclusion(random_market& source, uuid const& of) {
    exclusions::exclusion made;
    made.id = source.id();
    made.version = 2;
    made.supplier_id = of;
    made.region = source.region();
    made.state = any<exclusions::exclusion_state>(source);
    made.excluded_until = some_days_from(source, -2, 2);
    return made;
}

template <class T>
journal::entry entry_of(std::string_view type, T const& one) {
    journal::entry made;
    made.object_type = type;
    made.object_id = one.id;
    made.after = json::write_stored(one);
    return made;
}

// Some are published for the first time only by the later entry, or withdrawn by it.
template <class T>
T earlier(T one) {
    return one;
}
offerings::offering earlier(offerings::offering one) {
    using state = offerings::offering_state;
    one.state = one.state == state::published ? state::draft : state::published;
    one.title = "earlier";
    return one;
}
identity::organisation earlier(identity::organisation one) {
    one.status = identity::organisation_status::submitted;
    one.capabilities = {identity::capability::investment};
    return one;
}
identity::qualification earlier(identity::qualification one) {
    one.status = identity::qualification_status::declared;
    return one;
}
exclusions::exclusion earlier(exclusions::exclusion one) {
    one.state = exclusions::exclusion_state::proposed;
    return one;
}
procurement::tender earlier(procurement::tender one) {
    one.state = procurement::tender_state::published;
    one.published_at.reset();
    return one;
}

template <class T>
void follow(std::string_view type, std::vector<T> const& all, random_market& source,
            supplier_book& book) {
    std::vector<T const*> told;
    for (auto const& one : all) {
        if (source.chance(50)) {
            book.load(one);
        } else {
            told.push_back(&one);
        }
    }
    for (auto const* one : told)
        book.apply(entry_of(type, earlier(*one)));
    for (auto const* one : told) {
        book.apply(entry_of(type, *one));
        if (source.chance(30)) book.apply(entry_of(type, *one));
    }
}

template <class T>
void tell_of(std::string_view type, std::vector<T> const& all, supplier_book& book) {
    for (auto const& one : all) {
        book.apply(entry_of(type, earlier(one)));
        book.apply(entry_of(type, one));
    }
}

} // namespace

supplier_world random_suppliers(random_market& source, int agencies) {
    supplier_world made;
    for (int i = 0; i < agencies; ++i) {
        auto const& one = made.organisations.emplace_back(organisation(source));
        for (auto count = source.number(0, 5); count > 0; --count)
            made.qualifications.push_back(qualification(source, one.id));
        for (auto count = source.number(0, 4); count > 0; --count)
            made.offerings.push_back(offering(source, one.id));
        for (auto count = source.number(0, 8); count > 0; --count)
            add_order(source, one.id, made);
        for (auto count = source.number(0, 2); count > 0; --count)
            made.exclusions.push_back(exclusion(source, one.id));
        made.tenders.push_back(tender(source));
    }
    return made;
}

void fill(supplier_world const& world, random_market& source, supplier_book& book) {
    // Loading comes first of all, as at start; what is only told of comes behind.
    follow("organisation", world.organisations, source, book);
    follow("qualification", world.qualifications, source, book);
    follow("offering", world.offerings, source, book);
    follow("order", world.orders, source, book);
    follow("review", world.reviews, source, book);
    follow("exclusion", world.exclusions, source, book);
    follow("tender", world.tenders, source, book);
}

void tell(supplier_world const& world, supplier_book& book) {
    tell_of("organisation", world.organisations, book);
    tell_of("qualification", world.qualifications, book);
    tell_of("offering", world.offerings, book);
    tell_of("exclusion", world.exclusions, book);
    tell_of("order", world.orders, book);
    tell_of("review", world.reviews, book);
    tell_of("tender", world.tenders, book);
}

} // namespace talent::market::testing
