#include "services/market/suppliers/supplier_answers.hpp"

#include "common/json/writer.hpp"
#include "services/market/answers.hpp"

namespace talent::market {
namespace {

// `shown(candidate)`: what an item is about, as JSON, under `name`.
template <class Shown>
void write_items(std::string_view list, std::string_view name, std::vector<table_item> const& items,
                 Shown const& shown, json::writer& to) {
    to.key(list).begin_array();
    for (auto const& item : items) {
        to.begin_object();
        to.key(name).raw(shown(item.candidate));
        to.key("explanation").raw(write_explanation(item.why));
        if (item.standing) to.key("standard").raw(write_standing(*item.standing));
        to.end_object();
    }
    to.end_array();
}

template <class Shown>
std::string write_table(std::string_view name, table_result const& found,
                        criteria_terms const& terms, Shown const& shown) {
    json::writer to;
    to.begin_object();
    to.member("total", static_cast<std::int64_t>(found.total));
    write_items("items", name, found.items, shown, to);
    to.key("weights").raw(write_weights(terms, found.weights));
    if (found.weighed) write_items("fallen_out", name, found.fallen, shown, to);
    to.end_object();
    return to.take();
}

} // namespace

std::string write_matches(matched_services const& found) {
    return write_table("offering", found.found, terms_of(service_table()),
                       [&](std::size_t i) { return json::write_shown(found.of[i]->one); });
}

std::string write_matches(matched_agencies const& found) {
    return write_table("organisation", found.found, terms_of(tender_table()),
                       [&](std::size_t i) { return json::write_shown(found.of[i]->profile); });
}

std::string write_matches(matched_tenders const& found) {
    return write_table("tender", found.found, terms_of(tender_table()),
                       [&](std::size_t i) { return convert_tender(found.of[i]->one)->shown; });
}

} // namespace talent::market
