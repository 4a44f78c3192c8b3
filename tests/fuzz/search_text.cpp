// The text of a search, and the same as a text that is searched: it finds itself, and what is
// marked in it is a part of it, whatever characters it has.
#include <algorithm>

#include "common/base/text.hpp"
#include "common/base/traced_text.hpp"
#include "common/json/writer.hpp"
#include "services/market/search/search.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

using namespace market;

market_index& index() {
    static auto const codes = vocabulary::catalogue::built_in();
    static market_index made(codes);
    return made;
}

document titled(std::string_view title) {
    document made;
    made.title = searchable(title);
    made.shown = json::writer().begin_object().member("title", title).end_object().take();
    return made;
}

void check_trace(std::string_view text) {
    traced_text const traced(text);
    auto const& normalised = traced.normalised();
    require(normalised == normalise(text), "a trace is of the normalised text");
    std::size_t end = 0;
    for (std::size_t at = 0; at < normalised.size(); ++at) {
        auto const from = traced.original_of({at, at + 1});
        require(from.begin < from.end && from.end <= text.size(), "each byte came from the text");
        require(from.end >= end, "a text is traced in order");
        require(is_utf8(text.substr(from.begin, from.end - from.begin)), "whole characters came");
        end = from.end;
    }
}

void check_marks(std::vector<highlight> const& highlights, std::string_view text) {
    require(highlights.size() == 1, "the one text that has all words is shown");
    std::string whole;
    bool marked = false;
    for (auto const& piece : highlights.front().pieces) {
        whole += piece.text;
        marked = marked || piece.matched;
    }
    require(whole == text && marked, "a title is shown whole and marked");
}

} // namespace

void check(std::string_view input) {
    if (!is_utf8(input) || input.find('\0') != std::string_view::npos) return;
    check_trace(input);
    auto const terms = terms_of_query(input);
    auto const as_read = query_terms_of(terms_in_order(searchable(input)));
    if (!terms.has_value()) {
        require(
            count_code_points(input) > query_code_points_max || as_read.size() > query_terms_max,
            "only what is too much is refused");
        return;
    }
    require(terms.value() == as_read, "a text has the same terms in order and without");
    index().load(titled(input));
    for (bool const interpreted : {false, true}) {
        search_query query;
        query.text = input;
        query.reading.interpreted = interpreted;
        query.highlighted = true;
        auto const found = search(index(), query, {});
        require(found.has_value() && found.value().items.size() == 1, "a text finds itself");
        if (!as_read.empty()) check_marks(found.value().items.front().highlights, input);
    }
}

} // namespace talent::fuzz
