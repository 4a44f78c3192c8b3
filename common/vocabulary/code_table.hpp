// One closed vocabulary: its entries as a forest, found by code or by name. Owned by the catalogue;
// immutable once built, so any thread may read it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/result.hpp"

namespace talent::vocabulary {

struct entry {
    std::string code;
    std::string parent; // empty: a root
    int level = 0;      // a child's level is greater than its parent's
    std::string name_zh;
    std::string name_en;  // empty where nobody has written one
    std::string category; // a skill's category; a region's "grouping" or "functional_zone"
    std::vector<std::string> synonyms;

    bool operator==(entry const&) const = default;
};

class code_table {
  public:
    code_table() = default;

    /// Refuses (invalid_fields) a code given twice, a parent that is not there, and a level that is
    /// not below its parent's. Siblings keep the order in which they are given.
    static result<code_table> build(std::vector<entry> entries, std::string version);

    entry const* find(std::string_view code) const;
    /// Every entry in tree order: a parent, then each child with its own subtree.
    std::span<entry const> all() const { return entries_; }
    /// The entry and everything below it; empty for an unknown code.
    std::span<entry const> subtree(std::string_view code) const;
    /// Nearest first, without the entry itself; empty for an unknown code.
    std::vector<entry const*> ancestors(std::string_view code) const;
    /// The entries one step below; the roots for an empty code.
    std::vector<entry const*> children(std::string_view code) const;
    bool is_within(std::string_view code, std::string_view ancestor) const;
    /// Entries with this name (Chinese or English) or synonym, whatever its case, width and
    /// spacing.
    std::vector<entry const*> find_by_name(std::string_view name) const;
    /// Entries of which a name or synonym contains the text, whatever its case, width and spacing,
    /// at most `limit`: those called so first, then those whose name begins so, then the rest, each
    /// in tree order. None for a text without a letter. Looks at every name: 0.3 ms in the largest
    /// table.
    std::vector<entry const*> find_containing(std::string_view part, std::size_t limit) const;
    std::string const& version() const { return version_; }

  private:
    using position = std::uint32_t;
    struct place {
        std::optional<position> parent;
        position end = 0; // one past the last entry of the subtree
    };
    struct code_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view code) const {
            return std::hash<std::string_view>{}(code);
        }
    };

    std::optional<position> position_of(std::string_view code) const;
    void index_places();
    void index_names();

    std::vector<entry> entries_;
    std::vector<place> places_; // parallel to entries_
    std::unordered_map<std::string, position, code_hash, std::equal_to<>> positions_;
    std::vector<std::pair<std::string, position>> names_; // normalised, sorted
    std::string version_;
};

} // namespace talent::vocabulary
