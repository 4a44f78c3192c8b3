#include "services/market/facets.hpp"

#include <algorithm>

namespace talent::market {
namespace {

using json::code_list;

std::vector<facet_value> count_tree(partition const& part, search_field field,
                                    Roaring const& documents) {
    std::vector<facet_value> counted;
    auto const list = definition_of(field).list;
    auto const& codes = part.codes();
    for (code_number code = 0; code < codes.size(list);) {
        auto const count = part.within(field, code).and_cardinality(documents);
        if (count > 0) counted.push_back({codes.entry(list, code).code, count});
        code = count > 0 ? code + 1 : codes.end(list, code); // nothing within: skip the subtree
    }
    return counted;
}

std::vector<facet_value> count_listed(partition const& part, search_field field,
                                      std::vector<std::string> const& values,
                                      Roaring const& documents) {
    std::vector<facet_value> counted;
    for (auto const& value : values) {
        auto const count = part.matching(field, value).and_cardinality(documents);
        if (count > 0) counted.push_back({value, count});
    }
    return counted;
}

void arrange(std::vector<facet_value>& values) {
    std::ranges::sort(values, [](facet_value const& left, facet_value const& right) {
        return left.count != right.count ? left.count > right.count : left.value < right.value;
    });
    if (values.size() > facet_values_max) values.resize(facet_values_max);
}

} // namespace

std::vector<facet_value> count_values(partition const& part, search_field field,
                                      Roaring const& documents) {
    std::vector<facet_value> counted;
    switch (definition_of(field).shape) {
        case field_shape::tree:
            counted = count_tree(part, field, documents);
            break;
        case field_shape::ordered:
            counted = count_listed(part, field, facet_steps(field), documents);
            break;
        case field_shape::plain:
            counted = count_listed(part, field, part.plain_values(field), documents);
            break;
    }
    arrange(counted);
    return counted;
}

std::vector<facet_value> count_regions(partition const& part, Roaring const& visible,
                                       Roaring const& hidden) {
    std::vector<facet_value> counted;
    auto const field = search_field::region;
    auto const& codes = part.codes();
    Roaring const both = visible | hidden;
    for (code_number code = 0; code < codes.size(code_list::region);) {
        auto const& within = part.within(field, code);
        if (!within.intersect(both)) {
            code = codes.end(code_list::region, code);
            continue;
        }
        // A document's regions never lie within one another, so no document is in two of these
        // sums.
        auto count =
            within.and_cardinality(visible) + part.exactly(field, code).and_cardinality(hidden);
        if (regions_reach(part.kind())) {
            for (auto above = codes.parent(code_list::region, code); above != no_code;
                 above = codes.parent(code_list::region, above)) {
                count += part.exactly(field, above).and_cardinality(both);
            }
        }
        if (count > 0) counted.push_back({codes.entry(code_list::region, code).code, count});
        ++code;
    }
    arrange(counted);
    return counted;
}

} // namespace talent::market
