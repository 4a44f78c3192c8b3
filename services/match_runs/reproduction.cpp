#include "services/match_runs/reproduction.hpp"

#include <algorithm>

#include "common/journal/journal.hpp"
#include "common/security/digest.hpp"
#include "services/market/matching/matching.hpp"
#include "services/market/search/ranking.hpp"

namespace talent::match_runs {
namespace {

using market::document;
using market::document_kind;

// As the market had it in that version.
std::optional<document> document_of(db::session& sql, document_kind kind, uuid const& id,
                                    std::int64_t version,
                                    market::listing_converter const& converter) {
    auto const found = journal::read_version(sql, market::name_of(kind), id, version);
    if (!found || found->after.empty()) return std::nullopt;
    return kind == document_kind::demand
               ? converter.convert(json::read_stored<listings::demand>(found->after))
               : converter.convert(json::read_stored<listings::supply>(found->after));
}

// Whoever refuses by now to be ranked has no score here any more (store::forget()); what they had
// is reckoned again for the order alone, and not told.
bool has_lost_score(run_result const& one) {
    return one.ranked && !one.score;
}

class repetition {
  public:
    repetition(db::session& sql, match_run const& run, market::market_index const& index,
               market::listing_converter const& converter)
        : sql_(sql), run_(run), index_(index), converter_(converter) {
        made_.run_id = run.id;
        made_.criteria_version_then = run.criteria_version;
        made_.criteria_version_now = market_.version;
    }

    reproduction run(std::vector<run_result> const& kept) {
        made_.erased = run_.results_kept - static_cast<std::int64_t>(kept.size());
        bool const whole = made_.erased == 0 && std::ranges::none_of(kept, has_lost_score);
        if (whole && digest_of(run_, kept) != run_.digest) note_of_all(difference_kind::digest);
        judge_all(kept);
        made_.same = made_.differences.empty();
        return std::move(made_);
    }

  private:
    bool is_need() const { return run_.kind == asking_kind::demand; }
    document_kind asking_kind_of() const { return is_need() ? market_.need : market_.offer; }
    document_kind found_kind() const { return is_need() ? market_.offer : market_.need; }

    // Weights of an earlier table may be none of today's.
    void judge_all(std::vector<run_result> const& kept) {
        auto weights = market::read_weighting(market_, std::array{run_.weights});
        if (!weights.has_value()) return note_of_all(difference_kind::criteria);
        weights_ = std::move(weights).value();
        auto const asking =
            document_of(sql_, asking_kind_of(), run_.listing_id, run_.listing_version, converter_);
        if (!asking) return note_of_all(difference_kind::listing);
        for (auto const& one : kept)
            judge(*asking, one);
    }

    void note_of_all(difference_kind kind) { made_.differences.push_back({.kind = kind}); }

    void note(run_result const& one, difference_kind kind, std::optional<int> score = {}) {
        made_.differences.push_back({kind, one.ranked, one.place, one.score,
                                     score ? std::optional<std::int64_t>(*score) : std::nullopt});
    }

    static bool scores_as_before(run_result const& one, std::optional<int> score) {
        if (score.has_value() != one.ranked) return false;
        return has_lost_score(one) || (score ? one.score == *score : !one.score.has_value());
    }

    void judge(document const& asking, run_result const& one) {
        auto const found =
            document_of(sql_, found_kind(), one.listing_id, one.listing_version, converter_);
        if (!found) return note(one, difference_kind::listing);
        ++made_.checked;
        auto const why =
            market::explain(market_, is_need() ? asking : *found, is_need() ? *found : asking,
                            weights_, index_.codes(), run_.day);
        if (why.rejected()) return note(one, difference_kind::rejected);
        if (!scores_as_before(one, why.score)) note(one, difference_kind::score, why.score);
        market::rank_key const key{why.score.value_or(0), to_milliseconds(found->published_at),
                                   found->id};
        auto& above = one.ranked ? above_ranked_ : above_unranked_;
        if (above && !above->comes_before(key))
            note(one, difference_kind::order, has_lost_score(one) ? std::nullopt : why.score);
        above = key;
    }

    db::session& sql_;
    match_run const& run_;
    market::market_index const& index_;
    market::listing_converter const& converter_;
    market::market_definition const& market_ = market::listing_market();
    market::weighting weights_;
    reproduction made_;
    std::optional<market::rank_key> above_ranked_;
    std::optional<market::rank_key> above_unranked_;
};

} // namespace

std::string digest_of(match_run const& run, std::vector<run_result> const& results) {
    std::string text;
    auto const add = [&](std::string_view word) { text.append(word).push_back(' '); };
    auto const add_number = [&](std::int64_t number) { add(std::to_string(number)); };
    add(json::name_of(run.kind));
    add(to_string(run.listing_id));
    add_number(run.listing_version);
    add_number(run.results_wanted);
    add(run.weights);
    add_number(run.criteria_version);
    add(format_date(run.day));
    add_number(run.journal_sequence);
    add_number(run.total);
    for (auto const& one : results) {
        text.push_back('\n');
        add(one.ranked ? "ranked" : "unranked");
        add_number(one.place);
        add(to_string(one.listing_id));
        add_number(one.listing_version);
        add(one.score ? std::to_string(*one.score) : "-");
    }
    return security::sha256().hexadecimal(text);
}

reproduction make_again(db::session& sql, match_run const& run, std::vector<run_result> const& kept,
                        market::market_index const& index,
                        market::listing_converter const& converter) {
    return repetition(sql, run, index, converter).run(kept);
}

} // namespace talent::match_runs
