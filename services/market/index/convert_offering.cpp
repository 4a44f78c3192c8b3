#include "services/market/index/document.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {

std::optional<document> convert_offering(offerings::offering const& one) {
    if (one.state != offerings::offering_state::published) return std::nullopt;
    document made;
    made.kind = document_kind::offering;
    made.id = one.id;
    made.version = one.version;
    made.organisation = one.organisation_id;
    made.published_at = one.published_at.value_or(one.updated_at);
    made.title = searchable(one.title);
    append_piece(one.description, made.body);
    append_piece(one.terms, made.body);
    made.regions = one.regions;
    made.category = json::name_of(one.category);
    made.stage = json::name_of(one.chain_stage);
    // A share of a salary and a quote are no amounts: such an offering has no price to compare.
    made.pay_min = one.price;
    made.pay_max = one.price;
    made.shown = json::write_shown(one);
    return made;
}

} // namespace talent::market
