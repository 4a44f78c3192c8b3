#include "services/market/index/document.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

// What an answer of the tender shows, but for the derived fields: phase, clocks and award follow
// from the clock, the calendar and other objects, and would grow stale here.
std::string write_decided(procurement::tender const& one) {
    json::writer to;
    to.begin_object();
    for (auto const& field : json::described<procurement::tender>::table().fields) {
        if (field.options.exposure != json::exposure::shown) continue;
        auto const& operations = field.operations();
        auto const* const member = field.member_of(&one);
        if (operations.optional && !operations.is_set(member)) continue;
        to.key(field.name);
        operations.write(member, to, false);
    }
    to.end_object();
    return to.take();
}

} // namespace

// A notice once public stays public, whatever was decided since: bidders look for why a tender was
// cancelled or came to nothing, and the public for who got it. Searchers for running ones filter by
// progress. A draft, also one that was cancelled before anybody saw it, is its buyer's alone.
std::optional<document> convert_tender(procurement::tender const& one) {
    if (!procurement::is_public(one)) return std::nullopt;
    document made;
    made.kind = document_kind::tender;
    made.id = one.id;
    made.version = one.version;
    made.organisation = one.buyer_id;
    made.published_at = *one.published_at;
    made.title = searchable(one.title);
    append_piece(one.description, made.body);
    for (auto const& lot : one.lots)
        append_piece(lot.title, made.body);
    for (auto const& item : one.items)
        append_piece(item.description, made.body);
    if (!one.region.empty()) made.regions = {one.region};
    made.method = json::name_of(one.method);
    made.progress = json::name_of(one.state);
    made.pay_min = one.budget;
    made.pay_max = one.budget;
    made.shown = write_decided(one);
    return made;
}

} // namespace talent::market
