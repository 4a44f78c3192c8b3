// The closed vocabularies: regions, occupations, industries and skills. An unknown code is an error
// that names the field, never an empty result. Made once by talentd or talentctl, which own it;
// immutable after construction, so any thread may read it. Pointers and spans live as long as the
// catalogue that handed them out.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/fields.hpp"
#include "common/vocabulary/code_table.hpp"
#include "common/vocabulary/occupation_file.hpp"

namespace talent::vocabulary {

using json::code_list;

/// A region row that only stands between a province and the counties it governs itself (the
/// "市辖区" of Beijing): entry::category has this value, and paths leave the row out.
inline constexpr std::string_view region_grouping = "grouping";
/// A development zone and the like, which has a statistical code but none in GB/T 2260.
inline constexpr std::string_view region_functional_zone = "functional_zone";

class catalogue final : public json::code_checker {
  public:
    /// The tables embedded in the binary. Takes about 20 ms. Levels: regions 0 country,
    /// 1 province, 2 city, 3 county; occupations 1 major, 2 sub-major, 3 minor group, 4 occupation;
    /// industries 1 section, 2 division (GB/T 4754); skills 1.
    static catalogue built_in();

    /// A catalogue whose occupations are these rows, with the English names and synonyms of this
    /// one's; a name that differs stays as a synonym. Refuses rows that make no tree
    /// (invalid_fields).
    result<catalogue> with_occupations(std::vector<occupation_row> const& rows,
                                       std::string version) const;

    /// In all of these, code_list::none is an empty list and unknown codes find nothing.
    entry const* find(code_list list, std::string_view code) const;
    bool known(code_list list, std::string_view code) const override;
    /// Whether the code is the ancestor or below it.
    bool is_within(code_list list, std::string_view code, std::string_view ancestor) const;
    /// Nearest first, without the entry itself; those of a region end with the country.
    std::vector<entry const*> ancestors(code_list list, std::string_view code) const;
    /// One step below; the roots for an empty code.
    std::vector<entry const*> children(code_list list, std::string_view code) const;
    /// The entry and everything below it.
    std::span<entry const> subtree(code_list list, std::string_view code) const;
    /// Every entry, in tree order.
    std::span<entry const> all(code_list list) const;
    /// Entries with that Chinese or English name or synonym, whatever its case, width and spacing.
    /// Several where a name is ambiguous: there are four 鼓楼区. A region is also found by its path
    /// without separators (浙江省杭州市西湖区).
    std::vector<entry const*> find_by_name(code_list list, std::string_view name) const;
    /// Entries of which a name or synonym contains the text, as code_table::find_containing has it.
    std::vector<entry const*> find_containing(code_list list, std::string_view part,
                                              std::size_t limit) const;
    /// What the list's content is, to be shown and recorded: standard or package, with version.
    std::string_view version(code_list list) const;

    /// Chinese names from the top to the entry, "浙江省 / 杭州市 / 西湖区": without the country and
    /// without groupings on the way. Empty for an unknown code.
    std::string path(code_list list, std::string_view code) const;

    /// What entry::category of a skill can be; entry::code is the category's code.
    std::span<entry const> skill_categories() const { return skill_categories_; }

  private:
    code_table const& table(code_list list) const;
    code_table& table(code_list list);

    std::array<code_table, 5> tables_; // by code_list; none's stays empty
    std::vector<entry> skill_categories_;
};

} // namespace talent::vocabulary
