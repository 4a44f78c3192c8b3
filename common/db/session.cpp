#include "common/db/session.hpp"

namespace talent::db {

std::vector<row> session::query(std::string_view sql, std::span<cell const> parameters,
                                std::span<cell_kind const> columns) {
    std::vector<row> found;
    each(sql, parameters, columns, [&](row const& one) { found.push_back(one); });
    return found;
}

std::optional<row> session::query_one(std::string_view sql, std::initializer_list<cell> parameters,
                                      std::initializer_list<cell_kind> columns) {
    std::optional<row> first;
    each(sql, std::span<cell const>(parameters.begin(), parameters.size()),
         std::span<cell_kind const>(columns.begin(), columns.size()), [&](row const& one) {
             if (!first) first = one;
         });
    return first;
}

} // namespace talent::db
