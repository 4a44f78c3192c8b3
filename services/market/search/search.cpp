#include "services/market/search/search.hpp"

#include <algorithm>
#include <array>

#include "services/market/index/bitmaps.hpp"
#include "services/market/index/partition.hpp"
#include "services/market/search/facets.hpp"
#include "services/market/search/newest_first.hpp"
#include "services/market/search/ranked_places.hpp"
#include "services/market/search/text_search.hpp"
#include "services/market/search/wide_search.hpp"
#include "services/market/search/word_reading.hpp"

namespace talent::market {
namespace {

problem refuse_cursor(std::string code, std::string detail) {
    problem made{.code = error_code::invalid_query, .detail = {}, .errors = {}};
    made.errors.push_back({"?cursor", std::move(code), std::move(detail)});
    return made;
}

// A page is chosen from more than so many documents score by score, and of texts of so many terms
// at most, since there are as many scores as there are sets of them.
constexpr std::size_t scored_singly_max = 64;
constexpr std::size_t tiered_terms_max = 4;

// What a search found, its page still packed: it is unpacked without the lock.
struct packed_result {
    search_result made;
    std::vector<std::pair<packed_pointer, std::int64_t>> page; // with the scores
};

// kept_of() where about as many are kept as not: without a jump on it, which the processor could
// not foresee, it takes half the time.
template <class Keep>
Roaring kept_evenly(Roaring const& documents, Keep keep) {
    ascending_bitmap made;
    std::vector<slot> kept;
    slot_batches batches(documents);
    for (auto batch = batches.next(); !batch.empty(); batch = batches.next()) {
        kept.resize(std::max(kept.size(), batch.size()));
        auto* end = kept.data();
        for (auto const place : batch) {
            *end = place;
            end += keep(place) ? 1 : 0;
        }
        std::for_each(kept.data(), end, [&](slot place) { made.add(place); });
    }
    return made.take();
}

// One search, under its partition's lock.
class running_search {
  public:
    running_search(partition const& part, search_query const& query, query_reading const& read,
                   instant now)
        : part_(part),
          query_(query),
          text_(part, read.terms),
          wide_(part, read.wide_terms),
          corrections_(digest_of_corrections(read)),
          now_(now) {}

    result<packed_result> run() {
        TRY(read_after());
        if (term_count() == 0 && sort_ == sort_order::relevance) sort_ = sort_order::newest;
        narrow_core();
        if (!set_aside_.empty()) filtered_ = without(std::nullopt);
        unseen_ = hidden();
        if (!unseen_.isEmpty()) seen_ = minus(filtered(), unseen_);
        packed_result all;
        all.made.total = found().cardinality();
        take_page(found(), all);
        for (auto const field : query_.facets)
            all.made.facets.push_back({field, count(field)});
        return all;
    }

  private:
    std::size_t term_count() const { return text_.term_count() + wide_.term_count(); }
    bool is_filtered(search_field field) const { return !query_.filter(field).empty(); }
    bool is_counted(search_field field) const {
        return std::ranges::find(query_.facets, field) != query_.facets.end();
    }

    result<void> read_after() {
        sort_ = query_.sort;
        if (query_.after.empty()) return success();
        auto key = read_page_key(query_.after);
        bool const is_scored = sort_ == sort_order::relevance;
        if (!key || key->sort != sort_) {
            return refuse_cursor("malformed", "not a cursor of this search");
        }
        if (key->corrections != corrections_) {
            return refuse_cursor("outdated",
                                 "a word of this search is taken for another by now: start again");
        }
        if (key->weights.size() != (is_scored ? term_count() : 0))
            return refuse_cursor("malformed", "not a cursor of this search");
        after_ = std::move(key);
        return success();
    }

    Roaring matching_any(search_field field) const {
        Roaring found;
        for (auto const& value : query_.filter(field))
            found |= part_.matching(field, value);
        return found;
    }

    void require(search_field field, conjunction& conditions) const {
        auto const& values = query_.filter(field);
        auto const* const held =
            values.size() == 1 ? part_.matching_as_held(field, values.front()) : nullptr;
        if (held != nullptr) {
            conditions.add(*held);
        } else {
            conditions.add(matching_any(field));
        }
    }

    // What every part of the answer shares: all conditions but the filters of fields that are also
    // counted, and but visibility, which the region filter decides.
    void narrow_core() {
        conjunction conditions;
        text_.require(conditions);
        for (auto const& definition : search_fields) {
            if (!is_filtered(definition.field)) continue;
            if (is_counted(definition.field)) {
                set_aside_.emplace_back(definition.field, matching_any(definition.field));
            } else {
                require(definition.field, conditions);
            }
        }
        bool const only_wide = conditions.empty();
        if (only_wide) wide_.require(conditions);
        core_ = part_.live_of(conditions, now_);
        if (!only_wide) wide_.narrow(core_);
        check_numbers();
        text_.verify(core_);
        wide_.verify(core_);
    }

    void check_numbers() {
        if (query_.published_since)
            core_ = kept_of(core_, [this](slot place) { return is_recent(place); });
        auto const& pay = part_.pay();
        if (query_.pay_min) {
            auto const wanted = pay_column::bucket(query_.pay_min->fen);
            keep_paying([&](slot place) { return pay.reaches(place, wanted); });
        }
        if (query_.pay_max) {
            auto const wanted = pay_column::bucket(query_.pay_max->fen);
            keep_paying([&](slot place) { return pay.begins_by(place, wanted); });
        }
    }

    template <class Fits>
    void keep_paying(Fits fits) {
        core_ = kept_evenly(core_, [&](slot place) {
            auto const told = fits(place);
            if (told == pay_fits::in_same_bucket) [[unlikely]]
                return pay_overlaps(place);
            return told == pay_fits::yes;
        });
    }

    bool pay_overlaps(slot place) const {
        auto const least = part_.pay_min_fen(place);
        auto const most = part_.pay_max_fen(place);
        if (query_.pay_min && most != not_stated && most < query_.pay_min->fen) return false;
        return !query_.pay_max || least == not_stated || least <= query_.pay_max->fen;
    }

    bool is_recent(slot place) const {
        return part_.published_ms(place) >= to_milliseconds(*query_.published_since);
    }

    static Roaring minus(Roaring const& one, Roaring const& other) {
        std::array<Roaring const*, 1> const all{&one};
        std::array<Roaring const*, 1> const none{&other};
        return intersection(all, none);
    }

    // The core with the filters set aside, all but this field's.
    Roaring without(std::optional<search_field> field) const {
        conjunction conditions;
        conditions.add(core_);
        for (auto const& [filtered, matched] : set_aside_) {
            if (filtered != field) conditions.add(matched);
        }
        return conditions.intersect();
    }
    // The core with all of them.
    Roaring const& filtered() const { return set_aside_.empty() ? core_ : filtered_; }
    Roaring const& found() const { return unseen_.isEmpty() ? filtered() : seen_; }

    // The scoped documents that the searcher may not see; the region filter left out or not.
    Roaring hidden(bool by_filter = true) const {
        conjunction conditions;
        conditions.add(part_.scoped());
        conditions.add(core_);
        Roaring left = conditions.intersect();
        auto const let_in = [&](std::string const& region) {
            auto const code = part_.codes().number(json::code_list::region, region);
            if (code != no_code && !left.isEmpty()) left -= part_.scoped_for(code);
        };
        let_in(query_.home_region);
        if (by_filter) std::ranges::for_each(query_.filter(search_field::region), let_in);
        return left;
    }

    std::vector<facet_value> count(search_field field) const {
        bool const counts_regions = field == search_field::region;
        bool const is_aside = is_filtered(field);
        if (!counts_regions && !is_aside) return count_values(part_, field, found());
        Roaring const own = is_aside ? without(field) : Roaring{};
        Roaring const& all = is_aside ? own : filtered();
        if (!counts_regions) return count_values(part_, field, minus(all, unseen_));
        Roaring const left_out = is_aside ? hidden(false) : Roaring{};
        Roaring const& unseen = is_aside ? left_out : unseen_;
        if (unseen.isEmpty()) return count_regions(part_, all, unseen);
        conjunction both;
        both.add(all);
        both.add(unseen);
        return count_regions(part_, minus(all, unseen), both.intersect());
    }

    std::int64_t pay_of(slot place) const {
        return pay_value(sort_, part_.pay_min_fen(place), part_.pay_max_fen(place));
    }
    rank_key const* after() const { return after_ ? &after_->last : nullptr; }

    // By which terms the title has there are few scores: the documents of the highest come first,
    // and those of the lower ones need not be looked at once the page is full.
    void offer_by_relevance(Roaring const& found, std::vector<std::int64_t> const& weights,
                            ranked_places& page) const {
        auto titled = text_.in_titles(found);
        wide_.add_in_titles(found, titled);
        auto const in_tier = [&](score_tier const& one) {
            std::vector<Roaring const*> all{&found};
            std::vector<Roaring const*> none;
            for (std::size_t term = 0; term < titled.size(); ++term)
                (one.has_in_title(term) ? all : none).push_back(&titled[term]);
            return intersection(all, none);
        };
        auto const tiers = score_tiers(weights);
        for (std::size_t i = 0; i < tiers.size() && !page.full();) {
            // Tiers of one score are offered together: the newest of them come first, in whichever.
            auto const score = tiers[i].score;
            auto equal = in_tier(tiers[i]);
            while (++i < tiers.size() && tiers[i].score == score)
                equal |= in_tier(tiers[i]);
            if (after_ && score > after_->last.value) continue;
            offer_newest(part_, equal, score, after(), page);
        }
    }

    std::vector<ranked_places::place> best(Roaring const& found,
                                           std::vector<std::int64_t> const& weights) const {
        // One more than the page holds, where there are more.
        ranked_places page(part_, static_cast<std::size_t>(query_.limit) + 1, after());
        if (sort_ == sort_order::newest) {
            offer_newest(part_, found, std::nullopt, after(), page);
        } else if (sort_ != sort_order::relevance) {
            for_each_slot(found, [&](slot place) { page.offer(pay_of(place), place); });
        } else if (found.cardinality() > scored_singly_max && weights.size() <= tiered_terms_max) {
            offer_by_relevance(found, weights, page);
        } else {
            auto const places = slots_of(found);
            auto const scores = all_scores(found, weights);
            for (std::size_t i = 0; i < places.size(); ++i)
                page.offer(scores[i], places[i]);
        }
        return page.take();
    }

    std::vector<std::int64_t> all_weights() const {
        auto weights = text_.weights();
        wide_.add_weights(weights);
        return weights;
    }

    std::vector<std::int64_t> all_scores(Roaring const& found,
                                         std::vector<std::int64_t> const& weights) const {
        auto const of_wide = weights.begin() + static_cast<std::ptrdiff_t>(text_.term_count());
        auto scores = text_.scores(found, {weights.begin(), of_wide});
        wide_.add_scores(found, {of_wide, weights.end()}, scores);
        return scores;
    }

    void take_page(Roaring const& found, packed_result& all) const {
        if (query_.limit <= 0) return;
        std::vector<std::int64_t> weights;
        bool const scored = sort_ == sort_order::relevance;
        if (scored) weights = after_ ? after_->weights : all_weights();
        auto page = best(found, weights);
        bool const more = page.size() > static_cast<std::size_t>(query_.limit);
        if (more) page.pop_back();
        for (auto const& one : page)
            all.page.emplace_back(part_.at(one.at), scored ? one.key.value : 0);
        if (more)
            all.made.next = write_page_key({query_.sort, weights, page.back().key, corrections_});
    }

    partition const& part_;
    search_query const& query_;
    text_search text_;
    wide_search wide_;
    std::uint32_t corrections_;
    instant now_;
    sort_order sort_ = sort_order::relevance;
    std::optional<page_key> after_;
    Roaring core_;
    std::vector<std::pair<search_field, Roaring>> set_aside_;
    Roaring filtered_; // see filtered()
    Roaring unseen_;   // of the core
    Roaring seen_;     // what was found, where some is unseen
};

result<packed_result> search_as_read(partition const& part, search_query const& query,
                                     query_reading read, instant now) {
    partition::reading const lock(part);
    auto complete = read_words(part, query, std::move(read), now);
    TRY(auto all, running_search(part, query, complete, now).run());
    all.made.read = std::move(complete);
    return all;
}

} // namespace

result<search_result> search(market_index const& index, search_query const& query, instant now) {
    TRY(auto read, read_query(index.names(), query.text, query.reading));
    TRY(auto all, search_as_read(index.part(query.kind), query, std::move(read), now));
    auto made = std::move(all.made);
    for (auto const& [packed, score] : all.page)
        made.items.push_back({index.whole(packed), score});
    if (query.highlighted) {
        highlighter mark(made.read, index.catalogue());
        for (auto& item : made.items)
            item.highlights = mark.of(*item.one);
    }
    return made;
}

} // namespace talent::market
