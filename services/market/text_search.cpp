#include "services/market/text_search.hpp"

#include <algorithm>
#include <cstring>

#include "services/market/ranking.hpp"

namespace talent::market {
namespace {

std::vector<slot> slots_of(Roaring const& documents) {
    std::vector<slot> slots(documents.cardinality());
    documents.toUint32Array(slots.data());
    return slots;
}

// Finds one run in many texts. By memmem, since std::string::find stops at each byte that equals
// the first of the run, and in Chinese text every third does.
class phrase {
  public:
    explicit phrase(std::u32string const& run) : text_(to_utf8(run)) {}

    bool is_in(std::string const& text) const {
        return memmem(text.data(), text.size(), text_.data(), text_.size()) != nullptr;
    }

  private:
    std::string text_;
};

template <class Keep>
void keep_if(Roaring& documents, Keep keep) {
    std::vector<slot> kept;
    for (auto const place : slots_of(documents)) {
        if (keep(place)) kept.push_back(place);
    }
    documents = Roaring(kept.size(), kept.data());
}

} // namespace

void text_search::narrow(Roaring& documents) const {
    for (auto const& word : terms_.words)
        documents &= part_.text().with_word(word);
    for (auto const& run : terms_.runs)
        part_.text().narrow_to_run(run, documents);
}

void text_search::verify(Roaring& documents) const {
    for (auto const& run : terms_.runs) {
        if (is_exact(run)) continue;
        phrase const sought(run);
        keep_if(documents, [&](slot place) {
            auto const& content = *part_.at(place);
            return sought.is_in(content.title) || sought.is_in(content.body);
        });
    }
}

std::vector<std::int64_t> text_search::weights() const {
    std::vector<std::int64_t> made;
    for (auto const& word : terms_.words) {
        made.push_back(term_weight(part_.size(), part_.text().with_word(word).cardinality()));
    }
    for (auto const& run : terms_.runs) {
        made.push_back(term_weight(part_.size(), part_.text().frequency(run)));
    }
    return made;
}

Roaring text_search::in_title(std::u32string const& run, Roaring const& of) const {
    Roaring found = of;
    part_.title_text().narrow_to_run(run, found);
    if (is_exact(run)) return found;
    phrase const sought(run);
    keep_if(found, [&](slot place) { return sought.is_in(part_.at(place)->title); });
    return found;
}

std::vector<std::int64_t> text_search::scores(Roaring const& documents,
                                              std::vector<std::int64_t> const& weights) const {
    std::int64_t everywhere = 0;
    for (auto const weight : weights)
        everywhere += weight;
    auto const slots = slots_of(documents);
    std::vector<std::int64_t> made(slots.size(), everywhere);
    for (std::size_t term = 0; term < weights.size(); ++term) {
        bool const is_word = term < terms_.words.size();
        auto const titled = is_word ? part_.title_text().with_word(terms_.words[term]) & documents
                                    : in_title(terms_.runs[term - terms_.words.size()], documents);
        std::size_t at = 0;
        for (auto const place : slots_of(titled)) {
            at = static_cast<std::size_t>(
                std::lower_bound(slots.begin() + static_cast<std::ptrdiff_t>(at), slots.end(),
                                 place) -
                slots.begin());
            made[at] += weights[term] * (title_factor - 1);
        }
    }
    return made;
}

} // namespace talent::market
