// One SQL text prepared by SOCI, with the storage its parameters and columns are bound to, so that
// running it again costs a copy of the values and nothing else. Private to common/db; owned by a
// session's statement cache, used by that session's thread.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <soci/soci.h>

#include "common/base/cell.hpp"

namespace talent::db {

/// How many parameters a text has: the highest n of :pn outside quotes.
std::size_t count_parameters(std::string_view sql);

class prepared_statement {
  public:
    prepared_statement(soci::session& connection, std::string_view sql);

    std::size_t parameter_count() const { return parameters_.size(); }

    /// Rows matched.
    std::int64_t execute(std::span<cell const> parameters);

    /// Hands over each row, at most `rows_max`; false where there were more.
    bool each(std::span<cell const> parameters, std::span<cell_kind const> columns,
              std::size_t rows_max, std::function<void(row const&)> const& visit);

    soci::statement& handle() { return handle_; }
    std::string const& text() const { return text_; }

    /// Set while each() is under way: the same text may then be asked for again by the visitor.
    bool in_use = false;

  private:
    struct parameter {
        std::string name;
        cell_kind kind = cell_kind::text;
        long long integer = 0;
        std::string text;
        soci::indicator state = soci::i_null;
    };
    struct column {
        cell_kind kind = cell_kind::text;
        long long integer = 0;
        std::string text;
        soci::indicator state = soci::i_null;
    };

    void bind(std::span<cell const> parameters, std::span<cell_kind const> columns);
    bool fits(std::span<cell const> parameters, std::span<cell_kind const> columns) const;
    void rebind(std::span<cell const> parameters, std::span<cell_kind const> columns);
    void copy_values(std::span<cell const> parameters);
    void copy_row(row& to) const;

    std::string text_;
    std::vector<parameter> parameters_; // never resized once bound: SOCI holds addresses
    std::vector<column> columns_;
    bool bound_ = false;
    soci::statement handle_; // last: it lets go of the bound storage first
};

} // namespace talent::db
