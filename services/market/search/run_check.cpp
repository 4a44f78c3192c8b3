#include "services/market/search/run_check.hpp"

#include <cstring>
#include <string>

#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

// By memmem, since std::string::find stops at each byte that equals the first of the run, and in
// Chinese text every third does.
bool is_in(std::string_view run, std::string_view text) {
    return memmem(text.data(), text.size(), run.data(), run.size()) != nullptr;
}

} // namespace

void keep_with_run(partition const& part, std::u32string_view run, place_in_document where,
                   Roaring& documents) {
    if (is_exact(run)) return;
    bool const anywhere = where == place_in_document::anywhere;
    auto const& phantoms = anywhere ? part.phantoms() : part.phantoms_of_titles();
    auto const doubtful = phantoms.take_out(run, documents);
    if (doubtful.isEmpty()) return;
    auto const sought = to_utf8(run);
    std::vector<slot> without;
    for (auto const place : doubtful) {
        auto const one = part.at(place)->unpack();
        if (is_in(sought, one->title) || (anywhere && is_in(sought, one->body))) continue;
        without.push_back(place);
    }
    documents -= Roaring(without.size(), without.data());
}

} // namespace talent::market
