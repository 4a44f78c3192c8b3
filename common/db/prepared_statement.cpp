#include "common/db/prepared_statement.hpp"

#include <algorithm>

namespace talent::db {
namespace {

bool is_digit(char each) {
    return each >= '0' && each <= '9';
}

/// Reads the n of ":pn" at `position` and moves behind it; 0 where there is no such thing.
std::size_t read_parameter(std::string_view sql, std::size_t& position) {
    std::size_t number = 0;
    std::size_t end = position + 2;
    if (position + 1 >= sql.size() || sql[position + 1] != 'p') return 0;
    for (; end < sql.size() && is_digit(sql[end]); ++end) {
        number = number * 10 + static_cast<std::size_t>(sql[end] - '0');
    }
    if (number != 0) position = end - 1;
    return number;
}

} // namespace

std::size_t count_parameters(std::string_view sql) {
    std::size_t highest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] == '\'') quoted = !quoted;
        if (quoted || sql[i] != ':') continue;
        highest = std::max(highest, read_parameter(sql, i));
    }
    return highest;
}

prepared_statement::prepared_statement(soci::session& connection, std::string_view sql)
    : text_(sql), parameters_(count_parameters(sql)), handle_(connection) {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        parameters_[i].name = "p" + std::to_string(i + 1);
    }
    handle_.alloc();
    handle_.prepare(text_);
}

std::int64_t prepared_statement::execute(std::span<cell const> parameters) {
    bind(parameters, {});
    handle_.execute(true);
    return handle_.get_affected_rows();
}

bool prepared_statement::each(std::span<cell const> parameters, std::span<cell_kind const> columns,
                              std::size_t rows_max, std::function<void(row const&)> const& visit) {
    bind(parameters, columns);
    row current(columns.size());
    std::size_t rows = 0;
    for (bool more = handle_.execute(true); more; more = handle_.fetch()) {
        if (++rows > rows_max) return false;
        copy_row(current);
        visit(current);
    }
    return true;
}

void prepared_statement::bind(std::span<cell const> parameters,
                              std::span<cell_kind const> columns) {
    if (!bound_ || !fits(parameters, columns)) rebind(parameters, columns);
    copy_values(parameters);
}

bool prepared_statement::fits(std::span<cell const> parameters,
                              std::span<cell_kind const> columns) const {
    if (columns.size() != columns_.size()) return false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] != columns_[i].kind) return false;
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (is_null(parameters[i])) continue; // NULL goes by the indicator, whatever the kind
        auto const kind = std::holds_alternative<std::string>(parameters[i]) ? cell_kind::text
                                                                             : cell_kind::integer;
        if (kind != parameters_[i].kind) return false;
    }
    return true;
}

void prepared_statement::rebind(std::span<cell const> parameters,
                                std::span<cell_kind const> columns) {
    if (bound_) handle_.bind_clean_up();
    bound_ = false;
    columns_ = std::vector<column>(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto& slot = columns_[i];
        slot.kind = columns[i];
        if (slot.kind == cell_kind::integer) {
            handle_.exchange(soci::into(slot.integer, slot.state));
        } else {
            handle_.exchange(soci::into(slot.text, slot.state));
        }
    }
    // By name rather than by position: so a parameter may stand in a text twice on both databases.
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        auto& slot = parameters_[i];
        if (!is_null(parameters[i])) {
            slot.kind = std::holds_alternative<std::string>(parameters[i]) ? cell_kind::text
                                                                           : cell_kind::integer;
        }
        if (slot.kind == cell_kind::integer) {
            handle_.exchange(soci::use(slot.integer, slot.state, slot.name));
        } else {
            handle_.exchange(soci::use(slot.text, slot.state, slot.name));
        }
    }
    handle_.define_and_bind();
    bound_ = true;
}

void prepared_statement::copy_values(std::span<cell const> parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        auto& slot = parameters_[i];
        slot.state = is_null(parameters[i]) ? soci::i_null : soci::i_ok;
        if (slot.state == soci::i_null) continue;
        if (slot.kind == cell_kind::integer) {
            slot.integer = integer_of(parameters[i]);
        } else {
            slot.text = text_of(parameters[i]);
        }
    }
}

void prepared_statement::copy_row(row& to) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto const& slot = columns_[i];
        if (slot.state == soci::i_null) {
            to[i] = null_cell{};
        } else if (slot.kind == cell_kind::integer) {
            to[i] = static_cast<std::int64_t>(slot.integer);
        } else {
            to[i] = slot.text;
        }
    }
}

} // namespace talent::db
