#include "common/journal/journal.hpp"

#include "common/base/random.hpp"
#include "common/db/record.hpp"
#include "common/journal/chain.hpp"

namespace talent::journal {
namespace {

constexpr std::string_view select_head = "SELECT sequence, hash FROM journal_head WHERE id = 1";
constexpr std::string_view select_head_and_lock =
    "SELECT sequence, hash FROM journal_head WHERE id = 1 FOR UPDATE";
constexpr std::string_view move_head =
    "UPDATE journal_head SET sequence = :p1, hash = :p2 WHERE id = 1 AND sequence = :p3";
constexpr std::string_view entries_table = "journal_entries";
constexpr std::size_t salt_bytes = 16;

head read_head_by(db::session& sql, std::string_view statement) {
    auto const found = sql.query_one(statement, {}, {cell_kind::integer, cell_kind::text});
    if (!found) throw db::error(db::failure::other, "the journal has no head");
    return {integer_of((*found)[0]), text_of((*found)[1])};
}

std::string list_of(std::vector<uuid> const& parties) {
    std::string made;
    for (auto const& each : parties)
        made.append("|").append(to_string(each));
    if (!made.empty()) made.push_back('|');
    return made;
}

entry entry_of(draft const& from, unit_of_work const& unit) {
    auto const& actor = unit.actor();
    entry made;
    made.at = unit.now();
    made.type = from.type;
    made.object_type = from.object_type;
    made.object_id = from.object_id;
    made.object_version = from.object_version;
    made.visible =
        from.visible == visibility::open && unit.kept_apart() ? visibility::test : from.visible;
    made.parties = list_of(from.parties);
    made.region = from.region;
    made.actor_audience = security::name_of(actor.audience);
    made.actor_organisation = actor.organisation;
    made.actor_member = actor.member;
    made.actor_credential = actor.credential;
    made.request_id = unit.request_id();
    made.reason = from.reason;
    made.before = from.before;
    made.after = from.after;
    made.salt = random_hexadecimal(salt_bytes);
    return made;
}

/// Sets the entry's hash, and gives the row that it covers.
row seal(entry& made, std::string_view previous_hash) {
    thread_local chain_hasher hasher;
    auto columns = columns_of(made);
    auto const content = hasher.open(columns).content;
    made.hash = security::view(hasher.hash(previous_hash, made.sequence, content));
    columns.back() = made.hash;
    return columns;
}

} // namespace

std::vector<entry> record(unit_of_work& unit) {
    std::vector<entry> recorded;
    if (unit.drafts().empty()) return recorded;
    auto& sql = unit.sql();
    auto const start = lock_head(sql);
    head now = start;
    recorded.reserve(unit.drafts().size());
    for (auto const& each : unit.drafts()) {
        auto made = entry_of(each, unit);
        made.sequence = now.sequence + 1;
        db::insert_row(sql, entries_table, json::described<entry>::table(), seal(made, now.hash));
        now = {made.sequence, made.hash};
        recorded.push_back(std::move(made));
    }
    if (sql.execute(move_head, {now.sequence, now.hash, start.sequence}) != 1) {
        throw db::error(db::failure::retry, "the journal's head moved under a unit");
    }
    return recorded;
}

head read_head(db::session& sql) {
    return read_head_by(sql, select_head);
}

head lock_head(db::session& sql) {
    bool const alone = sql.dialect() == db::dialect::sqlite; // its writer is one thread
    return read_head_by(sql, alone ? select_head : select_head_and_lock);
}

std::vector<entry> read_after(db::session& sql, std::int64_t after, std::int64_t limit) {
    return db::select<entry>(sql, entries_table, "WHERE sequence > :p1 ORDER BY sequence LIMIT :p2",
                             {after, limit});
}

std::vector<entry> read_of_types(db::session& sql, std::int64_t after, std::int64_t up_to,
                                 std::span<std::string_view const> object_types) {
    if (object_types.empty()) return {};
    std::string condition = "WHERE sequence > :p1 AND sequence <= :p2 AND object_type IN (";
    std::vector<cell> parameters{after, up_to};
    for (auto const type : object_types) {
        parameters.emplace_back(std::string(type));
        condition.append(parameters.size() > 3 ? ", :p" : ":p")
            .append(std::to_string(parameters.size()));
    }
    return db::select<entry>(sql, entries_table, condition.append(") ORDER BY sequence"),
                             parameters);
}

std::optional<entry> read_newest_of_object(db::session& sql, std::string_view object_type,
                                           uuid const& id, std::int64_t up_to) {
    return db::select_one<entry>(sql, entries_table,
                                 "WHERE object_type = :p1 AND object_id = :p2 AND sequence <= :p3 "
                                 "ORDER BY sequence DESC LIMIT 1",
                                 {std::string(object_type), to_string(id), up_to});
}

std::vector<entry> read_of_object(db::session& sql, std::string_view object_type, uuid const& id,
                                  std::int64_t limit) {
    return db::select<entry>(
        sql, entries_table,
        "WHERE object_type = :p1 AND object_id = :p2 ORDER BY sequence LIMIT :p3",
        {std::string(object_type), to_string(id), limit});
}

std::optional<entry> read_version(db::session& sql, std::string_view object_type, uuid const& id,
                                  std::int64_t version) {
    auto all = db::select<entry>(sql, entries_table,
                                 "WHERE object_type = :p1 AND object_id = :p2 AND "
                                 "object_version = :p3 ORDER BY sequence",
                                 {std::string(object_type), to_string(id), version});
    auto const found =
        std::ranges::find_if(all, [](auto const& one) { return !one.after.empty(); });
    if (found == all.end()) return std::nullopt;
    return std::move(*found);
}

std::vector<entry> read_of_member(db::session& sql, uuid const& member, std::int64_t after,
                                  std::int64_t limit) {
    return db::select<entry>(
        sql, entries_table,
        "WHERE actor_member = :p1 AND sequence > :p2 ORDER BY sequence LIMIT :p3",
        {to_string(member), after, limit});
}

} // namespace talent::journal
