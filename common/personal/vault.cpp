#include "common/personal/vault.hpp"

#include <stdexcept>

#include "common/base/text.hpp"
#include "common/personal/erased_keys.hpp"
#include "common/personal/wrapped_key.hpp"

namespace talent::personal {
namespace {

using security::secret_key;

constexpr std::string_view select_installation_key =
    "SELECT wrapped_key FROM installation_keys WHERE name = :p1";
constexpr std::string_view insert_installation_key =
    "INSERT INTO installation_keys (name, wrapped_key, created_at) VALUES (:p1, :p2, :p3)";
constexpr std::string_view any_installation_key = "SELECT name FROM installation_keys LIMIT 1";

constexpr std::string_view select_subject_key =
    "SELECT key_id, wrapped_key FROM subject_keys WHERE subject_id = :p1";
constexpr std::string_view insert_subject_key =
    "INSERT INTO subject_keys (subject_id, key_id, wrapped_key, created_at)"
    " VALUES (:p1, :p2, :p3, :p4)";
// Overwritten, never deleted: a deleted row makes SQLite merge pages, which can leave a neighbour's
// bytes behind in a page's unused space, where secure_delete no longer reaches them. A row of the
// same length is overwritten in its place.
constexpr std::string_view overwrite_subject_key =
    "UPDATE subject_keys SET key_id = :p1, wrapped_key = :p2, created_at = :p3"
    " WHERE subject_id = :p4";

constexpr std::string_view root_key_name = "root";
// Keys derived from the root key have a number each; a number is never used for something else.
constexpr std::uint64_t index_key_number = 1;

std::string_view name_of(index_kind kind) {
    switch (kind) {
        case index_kind::email:
            return "email";
        case index_kind::representative:
            return "representative";
        case index_kind::phone:
            return "phone";
    }
    return {};
}

std::optional<std::string> find_root_key(db::database& kept) {
    std::optional<std::string> wrapped;
    kept.read_now([&](db::session& sql) {
        auto const found =
            sql.query_one(select_installation_key, {std::string(root_key_name)}, {cell_kind::text});
        if (found) wrapped = text_of(found->front());
    });
    return wrapped;
}

// Another process that starts at the same time may be first: its key is the one then.
void make_root_key(db::database& kept, secret_key const& master_key, instant now) {
    try {
        kept.write_now([&](db::session& sql) {
            sql.execute(
                insert_installation_key,
                {std::string(root_key_name), wrap(master_key, secret_key::random(), root_key_name),
                 to_milliseconds(now)});
            return db::verdict::keep;
        });
    } catch (db::error const& fault) {
        if (fault.kind() != db::failure::duplicate_key) throw;
    }
}

} // namespace

result<vault> vault::open(db::database& kept, secret_key const& master_key, instant now) {
    auto wrapped = find_root_key(kept);
    if (!wrapped) {
        make_root_key(kept, master_key, now);
        wrapped = find_root_key(kept);
    }
    if (!wrapped) throw std::runtime_error("the installation's root key cannot be kept");
    auto const root = unwrap(master_key, *wrapped, root_key_name);
    if (!root) {
        return refuse(error_code::conflict,
                      "The master key is not the one that this database's personal data are "
                      "sealed with: put the right one in place, or finish the change of the "
                      "master key with talentctl rotate-master-key.");
    }
    return of(master_key, *root);
}

vault vault::of(secret_key master_key, secret_key const& root) {
    return vault(std::move(master_key), security::derive_key(root, index_key_number));
}

secret_key vault::key_of(db::session& sql, uuid const& subject_id, instant now) const {
    if (auto const known = find_key(sql, subject_id)) return *known;
    auto const key = secret_key::random();
    auto const id = to_string(subject_id);
    auto const wrapped = wrap(master_key_, key, id);
    auto const key_id = to_string(make_uuid(now));
    // A row without a key is an erased one's.
    if (sql.execute(overwrite_subject_key, {key_id, wrapped, to_milliseconds(now), id}) == 1)
        return key;
    sql.execute(insert_subject_key, {id, key_id, wrapped, to_milliseconds(now)});
    return key;
}

std::optional<secret_key> vault::find_key(db::session& sql, uuid const& subject_id) const {
    auto const found = sql.query_one(select_subject_key, {to_string(subject_id)},
                                     {cell_kind::text, cell_kind::text});
    if (!found || is_destroyed(text_of((*found)[1]))) return std::nullopt;
    auto const key = unwrap(master_key_, text_of((*found)[1]), to_string(subject_id));
    if (!key) throw std::runtime_error("a subject's key cannot be read with this master key");
    return key;
}

bool vault::destroy_key(db::session& sql, uuid const& subject_id, instant now) const {
    auto const found = sql.query_one(select_subject_key, {to_string(subject_id)},
                                     {cell_kind::text, cell_kind::text});
    if (!found || is_destroyed(text_of((*found)[1]))) return false;
    auto const nothing = destroyed(text_of((*found)[1]).size());
    sql.execute(overwrite_subject_key,
                {text_of((*found)[0]), nothing, to_milliseconds(now), to_string(subject_id)});
    keep_erasure(sql, {text_of((*found)[0]), to_string(subject_id), now});
    sql.scrub_after_commit();
    return true;
}

std::string vault::index_of(index_kind kind, std::string_view value) const {
    auto const normal = normalise(value);
    if (normal.empty()) return {};
    return security::keyed_hash(index_key_, std::string(name_of(kind)) + ":" + normal);
}

std::string vault::context_of(json::object_definition const& table, uuid const& id) {
    return std::string(table.name) + "/" + to_string(id);
}

std::string vault::open_text(secret_key const& key, std::string_view sealed,
                             std::string_view context) {
    auto plain = security::unseal(key, sealed, context);
    if (!plain) throw std::runtime_error("personal data cannot be read with their key");
    return *std::move(plain);
}

bool has_keys(db::session& sql) {
    return sql.query_one(any_installation_key, {}, {cell_kind::text}).has_value();
}

} // namespace talent::personal
