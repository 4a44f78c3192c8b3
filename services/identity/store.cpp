#include "services/identity/store.hpp"

#include "common/db/record.hpp"

namespace talent::identity::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view by_credit_code = "WHERE credit_code = :p1 AND test = :p2";
constexpr std::string_view by_email = "WHERE email_index = :p1";
constexpr std::string_view of_region = "WHERE region LIKE :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_region_and_status =
    "WHERE region LIKE :p1 AND status = :p2 AND id > :p3 ORDER BY id LIMIT :p4";
constexpr std::string_view of_organisation = "WHERE organisation_id = :p1 ORDER BY id";
constexpr std::string_view of_organisation_paged =
    "WHERE organisation_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view active_of_organisation =
    "WHERE organisation_id = :p1 AND status = 'active' ORDER BY id";

constexpr std::string_view overseers_of =
    "WHERE region = :p1 AND status = 'verified'"
    " AND (kind = 'operator' OR supervises_procurement = 1) ORDER BY id";
constexpr std::string_view open_of_member =
    "WHERE member_id = :p1 AND ended_at IS NULL AND expires_at > :p2 ORDER BY id LIMIT :p3";

constexpr std::string_view expired_before =
    "SELECT id FROM sessions WHERE expires_at < :p1 ORDER BY expires_at LIMIT :p2";
constexpr std::string_view ended_before =
    "SELECT id FROM sessions WHERE ended_at < :p1 ORDER BY ended_at LIMIT :p2";
constexpr std::string_view delete_session = "DELETE FROM sessions WHERE id = :p1";
constexpr std::string_view of_member_paged =
    "WHERE member_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";

template <class T>
std::optional<T> find_by_id(db::session& sql, std::string_view table, uuid const& id) {
    return db::select_one<T>(sql, table, by_id, {to_string(id)});
}

} // namespace

std::optional<organisation> find_organisation(db::session& sql, uuid const& id) {
    return find_by_id<organisation>(sql, organisations_table, id);
}

std::optional<organisation> find_organisation_by_credit_code(db::session& sql,
                                                             std::string_view credit_code,
                                                             bool test) {
    return db::select_one<organisation>(sql, organisations_table, by_credit_code,
                                        {std::string(credit_code), std::int64_t{test}});
}

std::vector<organisation> list_organisations(db::session& sql, std::string_view region_prefix,
                                             std::optional<organisation_status> status,
                                             std::string_view after, int limit) {
    std::string const pattern = std::string(region_prefix) + "%";
    if (status) {
        return db::select<organisation>(sql, organisations_table, of_region_and_status,
                                        {pattern, std::string(json::name_of(*status)),
                                         std::string(after), std::int64_t{limit}});
    }
    return db::select<organisation>(sql, organisations_table, of_region,
                                    {pattern, std::string(after), std::int64_t{limit}});
}

std::vector<organisation> list_overseers_of(db::session& sql, std::string_view region) {
    return db::select<organisation>(sql, organisations_table, overseers_of, {std::string(region)});
}

std::optional<qualification> find_qualification(db::session& sql, uuid const& id) {
    return find_by_id<qualification>(sql, qualifications_table, id);
}

std::vector<qualification> list_qualifications(db::session& sql, uuid const& organisation_id) {
    return db::select<qualification>(sql, qualifications_table, of_organisation,
                                     {to_string(organisation_id)});
}

std::optional<member> find_member(db::session& sql, uuid const& id) {
    return find_by_id<member>(sql, members_table, id);
}

std::optional<member> find_member_by_email(db::session& sql, std::string_view email_index) {
    if (email_index.empty()) return std::nullopt;
    return db::select_one<member>(sql, members_table, by_email, {std::string(email_index)});
}

std::vector<member> list_members(db::session& sql, uuid const& organisation_id,
                                 std::string_view after, int limit) {
    return db::select<member>(
        sql, members_table, of_organisation_paged,
        {to_string(organisation_id), std::string(after), std::int64_t{limit}});
}

std::vector<member> lock_administrators(db::session& sql, uuid const& organisation_id) {
    std::string const statement = std::string(active_of_organisation).append(sql.for_update());
    auto found = db::select<member>(sql, members_table, statement, {to_string(organisation_id)});
    std::erase_if(found, [](member const& one) {
        return std::find(one.roles.begin(), one.roles.end(), security::role::administrator) ==
               one.roles.end();
    });
    return found;
}

std::vector<session> list_open_sessions(db::session& sql, uuid const& member_id, instant now) {
    return db::select<session>(
        sql, sessions_table, open_of_member,
        {to_string(member_id), to_milliseconds(now), std::int64_t{open_sessions_max}});
}

std::vector<session> list_sessions(db::session& sql, uuid const& member_id, std::string_view after,
                                   int limit) {
    return db::select<session>(sql, sessions_table, of_member_paged,
                               {to_string(member_id), std::string(after), std::int64_t{limit}});
}

std::optional<session> find_session(db::session& sql, uuid const& id) {
    return find_by_id<session>(sql, sessions_table, id);
}

std::int64_t forget_sessions(db::session& sql, instant now, std::int64_t limit) {
    auto const before = to_milliseconds(now - ended_sessions_kept);
    std::int64_t forgotten = 0;
    for (auto const query : {ended_before, expired_before}) {
        for (auto const& row : sql.query(query, {before, limit}, {cell_kind::text}))
            forgotten += sql.execute(delete_session, {row[0]});
    }
    return forgotten;
}

std::optional<api_key> find_api_key(db::session& sql, uuid const& id) {
    return find_by_id<api_key>(sql, api_keys_table, id);
}

std::vector<api_key> list_api_keys(db::session& sql, uuid const& organisation_id,
                                   std::string_view after, int limit) {
    return db::select<api_key>(
        sql, api_keys_table, of_organisation_paged,
        {to_string(organisation_id), std::string(after), std::int64_t{limit}});
}

} // namespace talent::identity::store
