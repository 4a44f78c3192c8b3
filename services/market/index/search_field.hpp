// The closed fields that documents are filtered and counted by: one row each. A value is always a
// text: a code, a name of the listings' vocabulary, years, or an organisation's id. Constants; any
// thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/fields.hpp"
#include "services/market/index/document.hpp"

namespace talent::market {

enum class search_field : std::uint8_t {
    region,
    occupation,
    industry,
    skill,
    education,
    experience,
    employment,
    organisation,
    category,
    stage,
    method,
    progress,
};
inline constexpr std::size_t search_field_count = 12;

enum class field_shape : std::uint8_t {
    tree,    // a code of a vocabulary; finds its subtree
    ordered, // a rank; supply: at least this much; every other kind: asks for no more than this
    plain,   // finds what equals it
};

struct search_field_definition {
    search_field field;
    std::string_view name; // of the query parameter and of the facet
    field_shape shape;
    json::code_list list;
};

inline constexpr std::array<search_field_definition, search_field_count> search_fields{{
    {search_field::region, "region", field_shape::tree, json::code_list::region},
    {search_field::occupation, "occupation", field_shape::tree, json::code_list::occupation},
    {search_field::industry, "industry", field_shape::tree, json::code_list::industry},
    {search_field::skill, "skill", field_shape::tree, json::code_list::skill},
    {search_field::education, "education", field_shape::ordered, json::code_list::none},
    {search_field::experience, "experience", field_shape::ordered, json::code_list::none},
    {search_field::employment, "employment", field_shape::plain, json::code_list::none},
    {search_field::organisation, "organisation", field_shape::plain, json::code_list::none},
    {search_field::category, "category", field_shape::plain, json::code_list::none},
    {search_field::stage, "stage", field_shape::plain, json::code_list::none},
    {search_field::method, "method", field_shape::plain, json::code_list::none},
    {search_field::progress, "progress", field_shape::plain, json::code_list::none},
}};

constexpr search_field_definition const& definition_of(search_field field) {
    return search_fields[static_cast<std::size_t>(field)];
}

std::optional<search_field> search_field_named(std::string_view name);

/// A region filter finds what lies within the region. For supplies and offerings a region says
/// where somebody would work or serve, all of it: there it also finds what contains the region.
constexpr bool regions_reach(document_kind kind) {
    return kind == document_kind::supply || kind == document_kind::offering;
}

inline constexpr std::int64_t experience_years_max = 100; // more is kept as this

/// The years at which an experience facet counts.
inline constexpr std::array<std::int64_t, 5> experience_steps{0, 1, 3, 5, 10};

/// What an ordered field's value means as a rank; nothing where it is no value of the field.
std::optional<std::uint32_t> rank_of(search_field field, std::string_view value);
/// Whether a document with this rank passes a filter by that one.
constexpr bool fits_rank(document_kind kind, std::uint32_t had, std::uint32_t wanted) {
    return kind == document_kind::supply ? had >= wanted : had <= wanted;
}
/// Every value an ordered field's facet counts, lowest first.
std::vector<std::string> facet_steps(search_field field);

} // namespace talent::market
