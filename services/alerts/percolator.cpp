#include "services/alerts/percolator.hpp"

#include <algorithm>
#include <mutex>

namespace talent::alerts {

using market::document;
using market::document_kind;

// What is asked about one document.
struct percolator::asked {
    examined document;
    market::owned_profile const& numbers;
    home_region_lookup const& home_region;
};

// -- writing --

void percolator::observe(document const& one) {
    std::unique_lock const lock(mutex_);
    auto& frequency = shelf_of(one.kind).frequency;
    if (!frequency.has_enough()) frequency.observe(keys_of(one, codes_));
}

result<void> percolator::put(standing_search one, document_pointer const& anchored) {
    auto const kind = one.query.kind;
    TRY(auto needed, requirements_of(one.query, codes_, names_));
    std::unique_lock const lock(mutex_);
    remove_locked(one.id);
    auto& on = shelf_of(kind);
    auto at = static_cast<number>(on.entries.size());
    if (on.free.empty()) {
        on.entries.emplace_back();
    } else {
        at = on.free.back();
        on.free.pop_back();
    }
    if (one.matches_of) {
        auto& anchor = anchors_[*one.matches_of];
        anchor.searches.push_back(one.id);
        set_anchor(anchor, anchored);
    }
    places_.emplace(one.id, place{kind, at});
    auto& entry = on.entries[at];
    entry.needed = std::move(needed);
    entry.search = std::make_shared<standing_search const>(std::move(one));
    post(on, at);
    return success();
}

void percolator::set_anchor(anchor& to, document_pointer const& one) const {
    to.numbers.reset();
    if (one == nullptr) return;
    to.numbers.emplace(*one, codes_);
    to.expires_at = one->expires_at;
}

void percolator::remove(uuid const& id) {
    std::unique_lock const lock(mutex_);
    remove_locked(id);
}

void percolator::remove_locked(uuid const& id) {
    auto const found = places_.find(id);
    if (found == places_.end()) return;
    auto const [kind, at] = found->second;
    auto& on = shelf_of(kind);
    withdraw(on, at);
    if (auto const anchored = on.entries[at].search->matches_of) {
        auto const of = anchors_.find(*anchored);
        std::erase(of->second.searches, id);
        if (of->second.searches.empty()) anchors_.erase(of);
    }
    on.entries[at] = {};
    on.free.push_back(at);
    places_.erase(found);
}

void percolator::follow(uuid const& id, document_pointer const& one) {
    std::unique_lock const lock(mutex_);
    auto const found = anchors_.find(id);
    if (found == anchors_.end()) return;
    set_anchor(found->second, one);
    for (auto const& search : found->second.searches) {
        auto const [kind, at] = places_.at(search);
        withdraw(shelf_of(kind), at);
        post(shelf_of(kind), at);
    }
}

// Under the condition that the fewest documents fulfil.
void percolator::post(shelf& on, number at) {
    auto& one = on.entries[at];
    requirements needed = one.needed;
    if (auto const anchored = one.search->matches_of) {
        auto const& anchor = anchors_.at(*anchored);
        if (!anchor.numbers) return; // under no key: it finds nothing
        add_requirements_of_match(anchor.numbers->view(), codes_, needed);
    }
    if (needed.sets.empty()) {
        one.always = true;
        on.always.push_back(at);
        return;
    }
    auto const rarest = std::ranges::min_element(
        needed.sets, {}, [&](std::vector<key> const& set) { return on.frequency.share_of(set); });
    one.under = std::move(*rarest);
    std::ranges::sort(one.under);
    auto const repeated = std::ranges::unique(one.under);
    one.under.erase(repeated.begin(), repeated.end());
    for (auto const each : one.under)
        on.postings[each].push_back(at);
}

void percolator::withdraw(shelf& on, number at) {
    auto& one = on.entries[at];
    if (std::exchange(one.always, false)) std::erase(on.always, at);
    for (auto const each : std::exchange(one.under, {})) {
        auto const found = on.postings.find(each);
        std::erase(found->second, at);
        if (found->second.empty()) on.postings.erase(found);
    }
}

// -- reading --

std::optional<hit> percolator::examine(entry const& one, asked const& about) const {
    auto const& search = *one.search;
    if (!has_every_set(one.needed, about.document.keys)) return std::nullopt;
    if (!passes_beyond_keys(search.query, one.needed, about.document)) return std::nullopt;
    if (about.document.one.scoped &&
        !is_shown(search.query, about.home_region(search), about.document)) {
        return std::nullopt;
    }
    if (!search.matches_of) return hit{one.search, std::nullopt};
    auto const& known = anchors_.at(*search.matches_of);
    if (!known.numbers || (known.expires_at && about.document.now >= *known.expires_at))
        return std::nullopt;
    bool const known_needs = search.query.kind == document_kind::supply;
    auto const one_side = known.numbers->view();
    auto const other_side = about.numbers.view();
    auto const judged = judge(known_needs ? one_side : other_side,
                              known_needs ? other_side : one_side, codes_, about.document.now);
    if (!judged || (judged->score && *judged->score < search.score_min)) return std::nullopt;
    return hit{one.search, judged->score};
}

std::vector<hit> percolator::find(document const& one, instant now,
                                  home_region_lookup const& home_region) const {
    auto const keys = keys_of(one, codes_);
    market::owned_profile const numbers(one, codes_);
    asked const about{{one, keys, codes_, now}, numbers, home_region};
    std::shared_lock const lock(mutex_);
    auto const& on = shelf_of(one.kind);
    std::vector<number> candidates = on.always;
    for (auto const each : keys.keys) {
        auto const posted = on.postings.find(each);
        if (posted == on.postings.end()) continue;
        candidates.insert(candidates.end(), posted->second.begin(), posted->second.end());
    }
    std::ranges::sort(candidates);
    auto const repeated = std::ranges::unique(candidates);
    candidates.erase(repeated.begin(), repeated.end());
    std::vector<hit> found;
    for (auto const at : candidates) {
        if (auto hit = examine(on.entries[at], about)) found.push_back(std::move(*hit));
    }
    return found;
}

bool percolator::finds(uuid const& search, document const& one, instant now,
                       home_region_lookup const& home_region) const {
    auto const keys = keys_of(one, codes_);
    market::owned_profile const numbers(one, codes_);
    asked const about{{one, keys, codes_, now}, numbers, home_region};
    std::shared_lock const lock(mutex_);
    auto const found = places_.find(search);
    if (found == places_.end() || found->second.kind != one.kind) return false;
    return examine(shelf_of(one.kind).entries[found->second.at], about).has_value();
}

std::vector<uuid> percolator::anchors() const {
    std::shared_lock const lock(mutex_);
    std::vector<uuid> found;
    for (auto const& [id, ignored] : anchors_)
        found.push_back(id);
    return found;
}

bool percolator::is_anchor(uuid const& id) const {
    std::shared_lock const lock(mutex_);
    return anchors_.contains(id);
}

std::size_t percolator::size() const {
    std::shared_lock const lock(mutex_);
    return places_.size();
}

} // namespace talent::alerts
