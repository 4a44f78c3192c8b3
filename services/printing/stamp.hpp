// What ties a printed document to the record: the journal's entry of the version that it shows. A
// value; read on a database thread.
#pragma once

#include <optional>
#include <string>

#include "common/base/uuid.hpp"
#include "common/db/session.hpp"
#include "common/printing/document.hpp"

namespace talent::printed {

struct stamp {
    std::string number; // what people call the object
    std::int64_t version = 0;
    std::int64_t sequence = 0; // 0: the journal has no entry of this version
    instant at;                // of the entry
    std::string hash;          // by which the entry is checked (docs/audit.md)
};

stamp stamp_of(db::session& sql, std::string_view object_type, uuid const& id, std::string number,
               std::int64_t version, instant changed_at);

/// The head and foot of every page, and the date.
void put_stamp(printing::document& on, stamp const& one, std::string_view kind);

} // namespace talent::printed
