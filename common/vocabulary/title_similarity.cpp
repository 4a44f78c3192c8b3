#include "common/vocabulary/title_similarity.hpp"

#include <algorithm>
#include <cmath>

#include "common/vocabulary/job_title.hpp"

namespace talent::vocabulary {
namespace {

constexpr float single_share = 0.3F;  // of a character against a pair
constexpr float variant_share = 0.8F; // of a variant against a name that is written so

// Characters and pairs of characters, each once.
struct grams_of_text {
    std::vector<std::string_view> singles;
    std::vector<std::string_view> pairs;

    void add(std::string_view text) {
        auto const bounds = code_point_bounds(text);
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
            singles.push_back(text.substr(bounds[i], bounds[i + 1] - bounds[i]));
            if (i + 2 < bounds.size())
                pairs.push_back(text.substr(bounds[i], bounds[i + 2] - bounds[i]));
        }
    }

    void leave_each_once() {
        for (auto* const list : {&singles, &pairs}) {
            std::ranges::sort(*list);
            auto const doubled = std::ranges::unique(*list);
            list->erase(doubled.begin(), doubled.end());
        }
    }
};

} // namespace

title_similarity::title_similarity(title_lexicon const& lexicon) {
    auto const& texts = lexicon.official_texts();
    std::vector<std::vector<gram*>> grams_by_text;
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        grams_of_text grams;
        grams.add(texts[i].text);
        grams.leave_each_once();
        auto& own = grams_by_text.emplace_back();
        auto const add = [&](std::string_view text, bool single) {
            auto& one = grams_[std::string(text)];
            one.texts.push_back(i);
            one.single = single;
            own.push_back(&one);
        };
        for (auto const one : grams.singles)
            add(one, true);
        for (auto const one : grams.pairs)
            add(one, false);
        occupations_ = std::max<std::size_t>(occupations_, texts[i].occupation + 1);
    }
    auto const squared_rarity = [&](std::size_t having) {
        auto const rarity =
            std::log1p(static_cast<float>(texts.size()) / static_cast<float>(having));
        return rarity * rarity;
    };
    for (auto& [text, one] : grams_)
        one.weight = squared_rarity(one.texts.size());
    weight_of_unknown_ = squared_rarity(1);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        float sum = 0;
        for (auto const* one : grams_by_text[i])
            sum += one->weight;
        float const share = texts[i].kind == word_kind::variant ? variant_share : 1.0F;
        texts_.push_back({texts[i].occupation, share / std::sqrt(sum)});
    }
}

std::vector<similar_text> title_similarity::find(std::vector<std::string> const& segments) const {
    grams_of_text grams;
    for (auto const& segment : segments)
        grams.add(segment);
    grams.leave_each_once();
    std::vector<float> shared(texts_.size(), 0.0F);
    std::vector<std::uint32_t> touched;
    float own = 0;
    auto const add = [&](std::string_view text, float share) {
        auto const found = grams_.find(text);
        float const weight =
            share * (found == grams_.end() ? weight_of_unknown_ : found->second.weight);
        own += weight;
        if (found == grams_.end()) return;
        for (auto const each : found->second.texts) {
            if (shared[each] == 0) touched.push_back(each);
            shared[each] += weight;
        }
    };
    for (auto const one : grams.singles)
        add(one, single_share);
    for (auto const one : grams.pairs)
        add(one, 1.0F);

    constexpr std::uint32_t none = UINT32_MAX;
    std::vector<std::uint32_t> best(occupations_, none);
    std::vector<similar_text> found;
    for (auto const text : touched) {
        auto const& [occupation, scale] = texts_[text];
        float const likeness = shared[text] * scale / std::sqrt(own);
        if (best[occupation] == none) {
            best[occupation] = static_cast<std::uint32_t>(found.size());
            found.push_back({occupation, likeness, text});
        } else if (auto& known = found[best[occupation]]; likeness > known.likeness) {
            known = {occupation, likeness, text};
        }
    }
    return found;
}

} // namespace talent::vocabulary
