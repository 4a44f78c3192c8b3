// The vocabularies that an operator has loaded into the database, in place of the embedded ones:
// the complete official table of occupations. All of its SQL. Stateless; on the session of the
// caller's unit of work, load_catalogue on the caller's thread at start-up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/journal/unit_of_work.hpp"
#include "common/vocabulary/catalogue.hpp"

namespace talent::reference {

/// Of the database column.
inline constexpr std::size_t vocabulary_version_code_points_max = 120;

/// Puts these rows in the place of those loaded before, with the entry "vocabulary.loaded". A
/// server that runs keeps its catalogue until it is started again. The rows were checked before:
/// built_in().with_occupations accepts them.
void replace_occupations(journal::unit_of_work& unit,
                         std::vector<vocabulary::occupation_row> const& rows,
                         std::string_view version);

/// The catalogue in force: the embedded one, with the loaded occupations where there are any. A
/// problem of one sentence where what is stored makes no catalogue. Throws db::error.
result<vocabulary::catalogue> load_catalogue(db::database& source);

} // namespace talent::reference
