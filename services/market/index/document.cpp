#include "services/market/index/document.hpp"

#include <algorithm>
#include <array>

#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

constexpr std::array<std::string_view, document_kind_count> kind_names{"demand", "supply",
                                                                       "offering", "tender"};

} // namespace

std::string_view name_of(document_kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<document_kind> kind_named(std::string_view object_type) {
    auto const found = std::ranges::find(kind_names, object_type);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<document_kind>(found - kind_names.begin());
}

bool is_live(document const& one, instant now) {
    return !one.expires_at || now < *one.expires_at;
}

void append_piece(std::string_view text, std::string& body) {
    if (text.empty()) return;
    if (!body.empty()) body.push_back('\n');
    body.append(searchable(text));
}

} // namespace talent::market
