// The use cases of reviews: written blind by each side of an order, read once they are open.
#include "common/journal/change.hpp"
#include "services/offerings/service.hpp"

namespace talent::offerings {

using journal::unit_of_work;

result<review> offerings_service::write_review(unit_of_work& unit, uuid const& order_id,
                                               review wanted) const {
    auto const found = store::lock_order(unit.sql(), order_id);
    auto const side = found ? side_of(*found, unit.actor().organisation) : std::nullopt;
    if (!side) return refuse(error_code::not_found);
    auto const written = store::list_reviews_of_order(unit.sql(), order_id);
    TRY(check_review(found->state, *side, written, unit.now()));
    wanted.id = make_uuid(unit.now());
    wanted.order_id = order_id;
    wanted.author_id = unit.actor().organisation;
    wanted.subject_id = *side == order_side::buyer ? found->seller_id : found->buyer_id;
    wanted.side = *side;
    wanted.written_at = unit.now();
    // Closed for good: an entry's visibility is fixed when it is written, and it is written blind.
    journal::create(unit, wanted,
                    {.table = store::reviews_table,
                     .object_type = "review",
                     .happened = "written",
                     .visible = journal::visibility::closed,
                     .parties = {wanted.author_id},
                     .region = region_of(found->buyer_id)});
    wanted.published = is_published(wanted, !written.empty(), unit.now());
    return wanted;
}

result<std::vector<review>> offerings_service::reviews_of_order(db::session& sql,
                                                                security::principal const& asker,
                                                                uuid const& order_id,
                                                                instant now) const {
    auto const found = store::find_order(sql, order_id);
    if (!found || !side_of(*found, asker.organisation)) return refuse(error_code::not_found);
    return shown_to(asker.organisation, store::list_reviews_of_order(sql, order_id), now);
}

result<offerings_service::organisation_reviews> offerings_service::reviews_of_organisation(
    db::session& sql, uuid const& organisation_id, instant now, std::string_view after,
    int limit) const {
    if (!known_.find_organisation(organisation_id)) return refuse(error_code::not_found);
    return organisation_reviews{
        .summary = store::summarise_published_reviews(sql, organisation_id, now),
        .page = store::list_published_reviews(sql, organisation_id, now, after, limit)};
}

} // namespace talent::offerings
