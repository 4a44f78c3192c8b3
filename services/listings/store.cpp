#include "services/listings/store.hpp"

#include "common/db/filter.hpp"
#include "common/db/record.hpp"

namespace talent::listings::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view by_number = "WHERE number = :p1";
constexpr std::string_view of_organisation =
    "WHERE organisation_id = :p1 AND (:p2 = '' OR state = :p3) AND id > :p4 ORDER BY id LIMIT :p5";
constexpr std::string_view suspended_after =
    "WHERE state = 'suspended' AND id > :p1 ORDER BY id LIMIT :p2";
constexpr std::string_view published_after =
    "WHERE state = 'published' AND id > :p1 AND expires_at > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_supply = "WHERE supply_id = :p1 ORDER BY id";
constexpr std::string_view of_supply_paged =
    "WHERE supply_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view the_only_one = "ORDER BY id LIMIT 1";

constexpr std::string_view occupations_in_use =
    "SELECT occupation FROM demands UNION SELECT occupation FROM supplies ORDER BY occupation";
constexpr std::string_view any_person =
    "SELECT id FROM personal_records WHERE id = :p1"
    " UNION ALL SELECT id FROM consents WHERE supply_id = :p2"
    " UNION ALL SELECT id FROM reveals WHERE supply_id = :p3 LIMIT 1";
constexpr std::string_view delete_personal_record_row =
    "DELETE FROM personal_records WHERE id = :p1";

template <class T>
constexpr std::string_view table_of = std::is_same_v<T, demand> ? demands_table : supplies_table;

} // namespace

template <class T>
std::optional<T> find(db::session& sql, uuid const& id) {
    return db::select_one<T>(sql, table_of<T>, by_id, {to_string(id)});
}

template <class T>
std::optional<T> find_by_number(db::session& sql, std::string_view number) {
    return db::select_one<T>(sql, table_of<T>, by_number, {std::string(number)});
}

template <class T>
std::vector<T> list(db::session& sql, uuid const& organisation_id,
                    std::optional<listing_state> state, std::string_view after, int limit) {
    auto const in_state = db::value_or_any(state);
    return db::select<T>(
        sql, table_of<T>, of_organisation,
        {to_string(organisation_id), in_state, in_state, std::string(after), std::int64_t{limit}});
}

template std::optional<demand> find(db::session&, uuid const&);
template std::optional<supply> find(db::session&, uuid const&);
template std::optional<demand> find_by_number(db::session&, std::string_view);
template std::optional<supply> find_by_number(db::session&, std::string_view);
template std::vector<demand> list(db::session&, uuid const&, std::optional<listing_state>,
                                  std::string_view, int);
template std::vector<supply> list(db::session&, uuid const&, std::optional<listing_state>,
                                  std::string_view, int);

template <class T>
std::vector<T> list_suspended(db::session& sql, std::string_view after, int limit) {
    return db::select<T>(sql, table_of<T>, suspended_after,
                         {std::string(after), std::int64_t{limit}});
}

template std::vector<demand> list_suspended(db::session&, std::string_view, int);
template std::vector<supply> list_suspended(db::session&, std::string_view, int);

std::vector<demand> list_published(db::session& sql, std::string_view after, instant now,
                                   int limit) {
    return db::select<demand>(sql, demands_table, published_after,
                              {std::string(after), to_milliseconds(now), std::int64_t{limit}});
}

std::optional<supply> lock_supply(db::session& sql, uuid const& id) {
    return db::select_one<supply>(sql, supplies_table, std::string(by_id).append(sql.for_update()),
                                  {to_string(id)});
}

std::vector<consent> lock_consents(db::session& sql, uuid const& supply_id) {
    return db::select<consent>(sql, consents_table, std::string(of_supply).append(sql.for_update()),
                               {to_string(supply_id)});
}

std::optional<sealed_record> find_personal_record(db::session& sql, uuid const& supply_id) {
    return db::select_one<sealed_record>(sql, personal_records_table, by_id,
                                         {to_string(supply_id)});
}

std::vector<std::string> list_occupations_in_use(db::session& sql) {
    std::vector<std::string> codes;
    for (auto const& each : sql.query(occupations_in_use, {}, {cell_kind::text}))
        codes.push_back(text_of(each.front()));
    return codes;
}

bool has_person(db::session& sql, uuid const& listing_id) {
    std::string const id = to_string(listing_id);
    return sql.query_one(any_person, {id, id, id}, {cell_kind::text}).has_value();
}

void delete_personal_record(db::session& sql, uuid const& supply_id) {
    sql.execute(delete_personal_record_row, {to_string(supply_id)});
}

std::optional<consent> find_consent(db::session& sql, uuid const& id) {
    return db::select_one<consent>(sql, consents_table, by_id, {to_string(id)});
}

std::vector<consent> list_consents(db::session& sql, uuid const& supply_id) {
    return db::select<consent>(sql, consents_table, of_supply, {to_string(supply_id)});
}

std::vector<reveal> list_reveals(db::session& sql, uuid const& supply_id, std::string_view after,
                                 int limit) {
    return db::select<reveal>(sql, reveals_table, of_supply_paged,
                              {to_string(supply_id), std::string(after), std::int64_t{limit}});
}

std::optional<moderation_list> find_moderation_list(db::session& sql) {
    return db::select_one<moderation_list>(sql, moderation_lists_table, the_only_one);
}

} // namespace talent::listings::store

namespace talent::json {

using listings::store::sealed_record;

object_definition const& described<sealed_record>::table() {
    static constexpr field_definition fields[] = {
        field<&sealed_record::id>("id", {.owner = owner::server, .about = "The supply's id."}),
        field<&sealed_record::version>("version", {.owner = owner::server}),
        field<&sealed_record::updated_at>("updated_at", {.owner = owner::server}),
        field<&sealed_record::sealed>("sealed",
                                      {.owner = owner::server,
                                       .exposure = exposure::hidden,
                                       .personal = true,
                                       .about = "Name and contact under the subject's key."}),
    };
    static constexpr object_definition table{"sealed_record", "A personal record as it is stored.",
                                             fields};
    return table;
}

} // namespace talent::json
