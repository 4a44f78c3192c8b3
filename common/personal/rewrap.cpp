#include "common/personal/rewrap.hpp"

#include "common/personal/wrapped_key.hpp"

namespace talent::personal {
namespace {

using security::secret_key;

// One table of wrapped keys: whose they are is its primary key, and what they are bound to.
struct key_table {
    std::string_view page; // after :p1, at most :p2
    std::string_view change;
};
constexpr key_table tables[] = {
    {"SELECT name, wrapped_key FROM installation_keys WHERE name > :p1 ORDER BY name LIMIT :p2",
     "UPDATE installation_keys SET wrapped_key = :p1 WHERE name = :p2"},
    {"SELECT subject_id, wrapped_key FROM subject_keys WHERE subject_id > :p1"
     " ORDER BY subject_id LIMIT :p2",
     "UPDATE subject_keys SET wrapped_key = :p1 WHERE subject_id = :p2"},
};
constexpr std::int64_t page_keys = 1'000;

problem wrong_key(std::string const& whose) {
    return refuse(
        error_code::conflict,
        "The key of " + whose + " is not sealed under the master key in use; nothing was changed.");
}

result<std::int64_t> rewrap_table(db::session& sql, key_table const& table, secret_key const& from,
                                  secret_key const& to) {
    std::int64_t count = 0;
    std::string after;
    while (true) {
        auto const page =
            sql.query(table.page, {after, page_keys}, {cell_kind::text, cell_kind::text});
        for (auto const& each : page) {
            auto const& whose = text_of(each[0]);
            if (is_destroyed(text_of(each[1]))) continue;
            auto const key = unwrap(from, text_of(each[1]), whose);
            if (!key) return wrong_key(whose);
            sql.execute(table.change, {wrap(to, *key, whose), whose});
        }
        count += static_cast<std::int64_t>(page.size());
        if (static_cast<std::int64_t>(page.size()) < page_keys) return count;
        after = text_of(page.back()[0]);
    }
}

/// Whether the first key of the installation is sealed under this one already.
bool is_done(db::session& sql, secret_key const& to) {
    auto const first = sql.query(tables[0].page, {std::string(), std::int64_t{1}},
                                 {cell_kind::text, cell_kind::text});
    return !first.empty() &&
           unwrap(to, text_of(first.front()[1]), text_of(first.front()[0])).has_value();
}

} // namespace

result<std::int64_t> rewrap(db::database& kept, secret_key const& from, secret_key const& to) {
    result<std::int64_t> outcome = std::int64_t{0};
    kept.write_now([&](db::session& sql) {
        outcome = std::int64_t{0};
        if (is_done(sql, to)) return db::verdict::discard;
        std::int64_t count = 0;
        for (auto const& table : tables) {
            auto done = rewrap_table(sql, table, from, to);
            if (!done.has_value()) {
                outcome = std::move(done).error();
                return db::verdict::discard;
            }
            count += done.value();
        }
        outcome = count;
        sql.scrub_after_commit();
        return db::verdict::keep;
    });
    return outcome;
}

} // namespace talent::personal
