#include "services/market/search/marked_text.hpp"

#include <algorithm>

#include "common/base/simplified_text.hpp"
#include "common/base/traced_text.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

// Counts the different terms of the marks between two ends that only move forward.
class counted_terms {
  public:
    explicit counted_terms(term_set const& shown) : shown_(shown), times_(shown.size()) {}

    void add(term_number term) { count_ += times_[term]++ == 0 && !shown_[term] ? 1 : 0; }
    void remove(term_number term) { count_ -= --times_[term] == 0 && !shown_[term] ? 1 : 0; }
    std::size_t count() const { return count_; }

  private:
    term_set const& shown_;
    std::vector<std::size_t> times_;
    std::size_t count_ = 0;
};

// What several characters of the original became one by.
void add_joined_characters(std::string_view compared, traced_text const& traced,
                           std::vector<text_span>& to) {
    auto const bounds = character_bounds(compared);
    for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
        auto const [begin, end] = traced.original_of({bounds[i], bounds[i + 1]});
        constexpr std::size_t bytes_of_one = 4;
        if (end - begin > bytes_of_one || end - begin > bounds[i + 1] - bounds[i])
            to.push_back({begin, end});
    }
}

bool is_inside(std::size_t at, text_span const& one) {
    return one.begin < at && at < one.end;
}

// The same stretch without the parts of what must be whole.
text_span with_whole_words(std::vector<text_span> const& whole, text_span stretch) {
    for (auto const& one : whole) {
        if (is_inside(stretch.begin, one)) stretch.begin = one.end;
    }
    for (auto at = whole.rbegin(); at != whole.rend(); ++at) {
        if (is_inside(stretch.end, *at)) stretch.end = at->begin;
    }
    return stretch;
}

} // namespace

term_number term_marker::add(std::string_view text, bool is_run) {
    auto const [found, is_new] = numbers_.try_emplace(std::string(text), numbers_.size());
    if (is_new && is_run) runs_.emplace_back(found->first, found->second);
    return found->second;
}

bool term_marker::may_have_one(std::string_view searchable) const {
    return std::ranges::any_of(numbers_, [&](auto const& term) {
        return searchable.find(term.first) != std::string_view::npos;
    });
}

// Most texts of a result have none, and a trace takes several times as long as to see that.
marked_text term_marker::mark(std::string text) const {
    marked_text made;
    if (!may_have_one(searchable(text))) {
        made.text = std::move(text);
        return made;
    }
    traced_text const traced(text);
    auto compared = traced.normalised();
    simplify_characters(compared); // character by character: every byte keeps its place
    auto const origin = [&](std::size_t begin, std::size_t end) {
        auto const from = traced.original_of({begin, end});
        return text_span{from.begin, from.end};
    };
    auto const add_mark = [&](text_span const& place, term_number term) {
        if (made.marks.size() < marks_max) made.marks.push_back({place, term});
    };
    for (auto const& each : terms_in_order(compared)) {
        if (!each.is_run) {
            made.whole.push_back(origin(each.begin, each.end));
            auto const found = numbers_.find(each.text);
            if (found != numbers_.end()) add_mark(made.whole.back(), found->second);
            continue;
        }
        for (auto const& [run, number] : runs_) {
            for (auto at = each.text.find(run);
                 at != std::string::npos && made.marks.size() < marks_max;
                 at = each.text.find(run, at + run.size())) {
                auto const begin = each.begin + at;
                add_mark(origin(begin, begin + run.size()), number);
            }
        }
    }
    std::ranges::sort(made.marks, [](text_mark const& one, text_mark const& other) {
        return std::pair(one.place.begin, other.place.end) <
               std::pair(other.place.begin, one.place.end);
    });
    add_joined_characters(compared, traced, made.whole);
    made.text = std::move(text);
    return made;
}

text_span whole_of(marked_text const& text) {
    return {0, text.text.size()};
}

text_span best_stretch(marked_text const& text, term_set const& shown) {
    auto const bounds = character_bounds(text.text);
    if (bounds.size() <= stretch_code_points_max + 1) return whole_of(text);
    auto const character_at = [&](std::size_t byte) {
        return static_cast<std::size_t>(std::ranges::lower_bound(bounds, byte) - bounds.begin());
    };
    auto const& marks = text.marks;
    // Of marks that overlap the last to begin need not be the last to end.
    auto const furthest = [&](std::size_t first, std::size_t last) {
        std::size_t end = 0;
        for (auto i = first; i <= last; ++i)
            end = std::max(end, marks[i].place.end);
        return end;
    };
    auto const length = [&](std::size_t first, std::size_t last) {
        return character_at(furthest(first, last)) - character_at(marks[first].place.begin);
    };
    counted_terms within(shown);
    std::size_t most = 0;
    text_span best = marks.front().place;
    for (std::size_t first = 0, end = 0; first < marks.size(); ++first) {
        while (end < marks.size() &&
               (end <= first || length(first, end) <= stretch_code_points_max)) {
            within.add(marks[end].term);
            ++end;
        }
        if (within.count() > most) {
            most = within.count();
            best = {marks[first].place.begin, furthest(first, end - 1)};
        }
        within.remove(marks[first].term);
    }
    auto const begin = character_at(best.begin);
    auto const end = character_at(best.end);
    auto const taken = std::min(end - begin, stretch_code_points_max);
    auto const room = stretch_code_points_max - taken;
    auto const total = bounds.size() - 1;
    auto const after =
        std::min(room - std::min({room, begin, stretch_lead_code_points}), total - end);
    auto const before = std::min(room - after, begin);
    auto const stretch =
        with_whole_words(text.whole, {bounds[begin - before], bounds[end + after]});
    // Of words that no stretch holds whole the marks themselves are shown.
    return stretch.begin <= best.begin && best.end <= stretch.end ? stretch : best;
}

std::vector<text_piece> pieces_of(marked_text const& text, text_span stretch) {
    std::vector<text_piece> made;
    auto const add = [&](std::size_t begin, std::size_t end, bool matched) {
        if (begin < end) made.push_back({text.text.substr(begin, end - begin), matched});
    };
    auto at = stretch.begin; // all before it is added
    text_span meant{at, at};
    for (auto const& [place, ignored] : text.marks) {
        if (place.begin < stretch.begin || place.end > stretch.end) continue; // shown in part
        if (place.begin > meant.end) {
            add(at, meant.begin, false);
            add(meant.begin, meant.end, true);
            at = meant.end;
            meant = place;
        } else {
            if (meant.begin == meant.end) meant.begin = place.begin;
            meant.end = std::max(meant.end, place.end);
        }
    }
    add(at, meant.begin, false);
    add(meant.begin, meant.end, true);
    at = meant.end;
    add(at, stretch.end, false);
    return made;
}

} // namespace talent::market
