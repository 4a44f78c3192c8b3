#include "services/market/search/facets.hpp"

#include <algorithm>

#include "services/market/index/bitmaps.hpp"

namespace talent::market {
namespace {

using json::code_list;
using counts = std::vector<std::uint64_t>; // by code number

// Documents are counted one by one, a nanosecond or two each, or, where much of a large market was
// found and the field often has several codes, by bitmaps, a value at a time.
bool is_walked(partition const& part, search_field field, std::uint64_t documents) {
    constexpr std::uint64_t always_walked = 65'536;
    constexpr std::uint64_t part_walked = 4; // one of so many
    bool const mostly_single = field == search_field::occupation ||
                               field == search_field::industry ||
                               (field == search_field::region && !regions_reach(part.kind()));
    return mostly_single || documents <= always_walked || documents <= part.size() / part_walked;
}

// For each code of a tree the documents that have this very code, and those that have one within.
struct tree_counts {
    counts exactly;
    counts within;
};

class tree_walk {
  public:
    tree_walk(code_space const& codes, code_list list)
        : codes_(codes),
          list_(list),
          made_{counts(codes.size(list)), counts(codes.size(list))},
          single_(codes.size(list)) {}

    void add(code_column const& column, Roaring const& documents) {
        column.count(documents, single_, [&](slot place) { add_each_once(column.codes(place)); });
    }

    tree_counts take() {
        made_.within = single_;
        for (std::size_t code = 0; code < single_.size(); ++code)
            made_.exactly[code] += single_[code];
        // A child's number is above its parent's.
        for (auto code = static_cast<code_number>(made_.within.size()); code-- > 0;) {
            auto const above = codes_.parent(list_, code);
            if (above != no_code) made_.within[above] += made_.within[code];
        }
        for (std::size_t code = 0; code < several_.size(); ++code)
            made_.within[code] += several_[code];
        return std::move(made_);
    }

  private:
    // Two codes of one document share their ancestors.
    void add_each_once(std::span<code_number const> of_document) {
        if (several_.empty()) {
            several_.resize(single_.size());
            seen_.resize(single_.size());
        }
        ++document_;
        for (auto code : of_document) {
            ++made_.exactly[code];
            for (; code != no_code && seen_[code] != document_; code = codes_.parent(list_, code)) {
                seen_[code] = document_;
                ++several_[code];
            }
        }
    }

    code_space const& codes_;
    code_list list_;
    tree_counts made_;
    counts single_;                   // of documents that have this code alone
    counts several_;                  // within, of documents that have several codes
    std::vector<std::uint32_t> seen_; // by which document of several codes, counted from 1
    std::uint32_t document_ = 0;
};

tree_counts walk_tree(partition const& part, search_field field, Roaring const& documents) {
    tree_walk walk(part.codes(), definition_of(field).list);
    if (!documents.isEmpty()) walk.add(part.codes_by_slot(field), documents);
    return walk.take();
}

tree_counts intersect_tree(partition const& part, search_field field, Roaring const& documents,
                           bool exactly_too) {
    auto const list = definition_of(field).list;
    auto const& codes = part.codes();
    tree_counts made{counts(codes.size(list)), counts(codes.size(list))};
    for (code_number code = 0; code < codes.size(list);) {
        made.within[code] = count_common(part.within(field, code), documents);
        if (made.within[code] == 0) { // nothing within: skip the subtree
            code = codes.end(list, code);
            continue;
        }
        if (exactly_too) {
            bool const is_leaf = codes.end(list, code) == code + 1;
            made.exactly[code] =
                is_leaf ? made.within[code] : count_common(part.exactly(field, code), documents);
        }
        ++code;
    }
    return made;
}

tree_counts count_tree(partition const& part, search_field field, Roaring const& documents,
                       bool exactly_too) {
    return is_walked(part, field, documents.cardinality())
               ? walk_tree(part, field, documents)
               : intersect_tree(part, field, documents, exactly_too);
}

std::vector<facet_value> values_of_tree(partition const& part, search_field field,
                                        counts const& counted) {
    auto const list = definition_of(field).list;
    std::vector<facet_value> made;
    for (code_number code = 0; code < counted.size(); ++code) {
        if (counted[code] > 0) made.push_back({part.codes().entry(list, code).code, counted[code]});
    }
    return made;
}

std::vector<facet_value> count_ordered(partition const& part, search_field field,
                                       Roaring const& documents) {
    std::array<std::uint64_t, UINT8_MAX + 1> with_rank{};
    auto const& ranks = part.ranks_by_slot(field);
    for_each_slot(documents, [&](slot place) { ++with_rank[ranks[place]]; });
    std::vector<facet_value> counted;
    for (auto const& step : facet_steps(field)) {
        auto const wanted = *rank_of(field, step);
        std::uint64_t count = 0;
        for (std::uint32_t rank = 0; rank < with_rank.size(); ++rank) {
            if (fits_rank(part.kind(), rank, wanted)) count += with_rank[rank];
        }
        if (count > 0) counted.push_back({step, count});
    }
    return counted;
}

std::vector<facet_value> count_plain(partition const& part, search_field field,
                                     Roaring const& documents) {
    auto const& values = part.plain_values(field);
    counts counted(values.size());
    // To count what is in two bitmaps takes as long, for 128 slots, as a look at one document,
    // where the documents are so many that they stand as bits.
    constexpr std::uint64_t slots_a_look = 128;
    constexpr std::uint64_t part_as_bits = 16; // one of so many
    auto const by_bitmaps = std::max<std::uint64_t>(values.size() * (part.size() / slots_a_look),
                                                    part.size() / part_as_bits);
    if (documents.cardinality() <= by_bitmaps) {
        auto const& column = part.codes_by_slot(field);
        column.count(documents, counted, [&](slot place) {
            for (auto const each : column.codes(place))
                ++counted[each];
        });
    } else {
        for (code_number number = 0; number < values.size(); ++number)
            counted[number] = count_common(part.with_value(field, number), documents);
    }
    std::vector<facet_value> made;
    for (std::size_t number = 0; number < values.size(); ++number) {
        if (counted[number] > 0) made.push_back({values[number], counted[number]});
    }
    return made;
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
            counted = values_of_tree(part, field, count_tree(part, field, documents, false).within);
            break;
        case field_shape::ordered:
            counted = count_ordered(part, field, documents);
            break;
        case field_shape::plain:
            counted = count_plain(part, field, documents);
            break;
    }
    arrange(counted);
    return counted;
}

std::vector<facet_value> count_regions(partition const& part, Roaring const& visible,
                                       Roaring const& hidden) {
    auto const field = search_field::region;
    auto const& codes = part.codes();
    auto const seen = count_tree(part, field, visible, true);
    auto const unseen = count_tree(part, field, hidden, true);
    bool const reach = regions_reach(part.kind());
    // A document's regions never lie within one another, so no document is in two of these sums.
    counts found(seen.within.size());
    counts above(found.size()); // documents whose region holds this one
    for (code_number code = 0; code < found.size(); ++code) {
        auto const parent = codes.parent(code_list::region, code);
        if (parent != no_code)
            above[code] = above[parent] + seen.exactly[parent] + unseen.exactly[parent];
        bool const somebody_within = seen.within[code] + unseen.within[code] > 0;
        if (!somebody_within) continue;
        found[code] = seen.within[code] + unseen.exactly[code] + (reach ? above[code] : 0);
    }
    auto counted = values_of_tree(part, field, found);
    arrange(counted);
    return counted;
}

} // namespace talent::market
