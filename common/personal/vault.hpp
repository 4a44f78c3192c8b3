// The keys of the people, and of the organisations' representatives, whose data the platform keeps:
// one key for each subject, sealed under the master key, in the table subject_keys. What is sealed
// under a subject's key, in whatever table, journal entry or backup, is unreadable once that key is
// destroyed. Made at start by a program's main; immutable, so any thread, on the session of the
// caller's own unit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/db/database.hpp"
#include "common/json/fields.hpp"
#include "common/security/personal.hpp"

namespace talent::personal {

/// What an index finds by a value that is not there in plain form. The word is hashed with the
/// value, so that equal values of two kinds have different indexes.
enum class index_kind : std::uint8_t { email, representative, phone };

class vault {
  public:
    /// Reads the installation's root key, making it in a new database. A problem with one sentence
    /// where the master key is not the one that sealed what is there. Throws db::error.
    static result<vault> open(db::database& kept, security::secret_key const& master_key,
                              instant now);

    /// Of keys at hand; `root` is what the installation's own keys are derived from.
    static vault of(security::secret_key master_key, security::secret_key const& root);

    /// The subject's key, made where it has none. On the unit's session.
    security::secret_key key_of(db::session& sql, uuid const& subject_id, instant now) const;
    /// Nothing where it has none: never made, or destroyed. Throws runtime_error where the row is
    /// damaged.
    std::optional<security::secret_key> find_key(db::session& sql, uuid const& subject_id) const;
    /// Erasure: the key goes, that it went is kept, and the write-ahead log is cleaned soon after
    /// the commit. False where there was none.
    bool destroy_key(db::session& sql, uuid const& subject_id, instant now) const;

    /// For finding by a personal value: 64 hexadecimal digits (BLAKE2b keyed by a key of the
    /// installation's that a change of the master key leaves as it is). The same for values that
    /// differ in case, width and white space only; empty for an empty value.
    std::string index_of(index_kind kind, std::string_view value) const;

    /// Fills object.sealed from its fields of exposure `sealed`.
    template <class T>
    void seal(db::session& sql, T& object, instant now) const {
        auto const& table = json::described<T>::table();
        object.sealed =
            security::seal(key_of(sql, object.id, now), json::write_sealed_fields(&object, table),
                           context_of(table, object.id));
    }
    /// Fills the fields of exposure `sealed` from object.sealed; they stay empty where there is
    /// nothing sealed or the key was destroyed.
    template <class T>
    void unseal(db::session& sql, T& object) const {
        if (object.sealed.empty()) return;
        auto const key = find_key(sql, object.id);
        if (!key) return;
        auto const& table = json::described<T>::table();
        json::read_sealed_fields(open_text(*key, object.sealed, context_of(table, object.id)),
                                 &object, table);
    }
    template <class T>
    T unsealed(db::session& sql, T object) const {
        unseal(sql, object);
        return object;
    }

  private:
    vault(security::secret_key master_key, security::secret_key index_key)
        : master_key_(std::move(master_key)), index_key_(std::move(index_key)) {}

    static std::string context_of(json::object_definition const& table, uuid const& id);
    static std::string open_text(security::secret_key const& key, std::string_view sealed,
                                 std::string_view context);

    security::secret_key master_key_;
    security::secret_key index_key_;
};

/// Whether something was ever sealed here: a master key must not be made anew then.
bool has_keys(db::session& sql);

} // namespace talent::personal
