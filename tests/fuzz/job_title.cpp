// A free job title: its parts are comparable text, and its proposals well-formed and always the
// same.
#include "common/vocabulary/job_title.hpp"
#include "common/base/text.hpp"
#include "common/vocabulary/title_classifier.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

vocabulary::title_classifier const& classifier() {
    static auto const codes = vocabulary::catalogue::built_in();
    static vocabulary::title_classifier const made(codes);
    return made;
}

} // namespace

void check(std::string_view input) {
    if (!is_utf8(input)) return; // the query string is checked before
    auto const segments = vocabulary::segments_of_title(input);
    require(segments.size() <= vocabulary::job_title_segments_max, "a title has few parts");
    for (auto const& segment : segments)
        require(!segment.empty() && is_utf8(segment), "a part is text");
    auto const made = classifier().propose(input);
    require(made.proposals.size() <= vocabulary::occupation_proposals_default,
            "no more is proposed than was asked");
    auto const again = classifier().propose(input);
    require(made.read == again.read && made.proposals.size() == again.proposals.size(),
            "a title has one answer");
    for (std::size_t i = 0; i < made.proposals.size(); ++i) {
        auto const& one = made.proposals[i];
        require(one.occupation == again.proposals[i].occupation, "a title has one answer");
        require(one.confidence >= 0 && one.confidence <= 1, "a confidence is a share");
        require(!one.matched.empty(), "a proposal has a reason");
        for (auto const& word : one.matched)
            require(is_utf8(word.text), "a reason is text");
    }
}

} // namespace talent::fuzz
