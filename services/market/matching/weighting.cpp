#include "services/market/matching/weighting.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace talent::market {
namespace {

// Rounded down; what is left of score_max goes to the greatest remainders, one each, the first of
// the table where they are the same.
criterion_points shares_of(std::vector<int> const& weights) {
    int const sum = std::accumulate(weights.begin(), weights.end(), 0);
    criterion_points points;
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (auto const weight : weights)
        points.push_back(score_max * weight / sum);
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t i) { return score_max * weights[i] % sum; });
    int left = score_max - std::accumulate(points.begin(), points.end(), 0);
    for (auto next = order.begin(); left > 0; ++next, --left)
        ++points[*next];
    return points;
}

std::vector<std::string_view> parts_of(std::span<std::string const> values) {
    std::vector<std::string_view> parts;
    for (std::string_view text : values) {
        for (auto comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
            parts.push_back(text.substr(0, comma));
            text.remove_prefix(comma + 1);
        }
        parts.push_back(text);
    }
    return parts;
}

// Reads the parts and notes every one that is wrong.
class weights_reader {
  public:
    explicit weights_reader(criteria_terms const& terms) : terms_(terms), named_(terms.size()) {
        for (auto const& one : terms)
            weights_.push_back(one.weight);
    }

    void read(std::string_view part, std::size_t position) {
        position_ = position;
        auto const colon = part.find(':');
        if (colon == std::string_view::npos)
            return fail("malformed", "A criterion, a colon and a weight: experience:20.");
        auto const name = part.substr(0, colon);
        auto const one = std::ranges::find_if(terms_, [&](criterion_terms const& each) {
            return each.name == name && each.kind == criterion_kind::soft;
        });
        if (one == terms_.end())
            return fail("unknown_value", "This is no criterion with a weight.");
        auto const number = static_cast<std::size_t>(one - terms_.begin());
        if (named_[number]) return fail("duplicate", "The criterion has a weight already.");
        named_[number] = true;
        take(part.substr(colon + 1), *one, weights_[number]);
    }

    void refuse_number() {
        faults_.errors.push_back(
            {"?weights", "too_many",
             "At most " + std::to_string(terms_.size()) + " weights, one for each criterion."});
    }

    result<weighting> done() && {
        if (!faults_.errors.empty()) return std::move(faults_);
        auto points = shares_of(weights_);
        return weighting{std::move(weights_), std::move(points)};
    }

  private:
    void fail(std::string code, std::string detail) {
        faults_.errors.push_back(
            {"?weights/" + std::to_string(position_), std::move(code), std::move(detail)});
    }

    void take(std::string_view digits, criterion_terms const& one, int& weight) {
        int read = 0;
        auto const* const end = digits.data() + digits.size();
        auto const [read_to, fault] = std::from_chars(digits.data(), end, read);
        if (fault == std::errc{} && read_to == end && read >= one.weight_min &&
            read <= one.weight_max) {
            weight = read;
            return;
        }
        fail("out_of_range", "The weight is a whole number from " + std::to_string(one.weight_min) +
                                 " to " + std::to_string(one.weight_max) + ".");
    }

    criteria_terms const& terms_;
    std::vector<int> weights_;
    std::vector<bool> named_;
    std::size_t position_ = 0;
    problem faults_{.code = error_code::invalid_query, .detail = {}, .errors = {}};
};

} // namespace

weighting standard_weighting(criteria_terms const& terms) {
    weighting made;
    for (auto const& one : terms) {
        made.weights.push_back(one.weight);
        made.points.push_back(one.points_max());
    }
    return made;
}

result<weighting> read_weighting(criteria_terms const& terms, std::span<std::string const> values) {
    weights_reader reader(terms);
    auto const parts = parts_of(values);
    if (parts.size() > terms.size()) {
        reader.refuse_number();
    } else {
        for (std::size_t i = 0; i < parts.size(); ++i)
            reader.read(parts[i], i);
    }
    return std::move(reader).done();
}

std::string write_weighting(criteria_terms const& terms, weighting const& one) {
    std::string text;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (terms[i].kind == criterion_kind::hard) continue;
        text.append(text.empty() ? "" : ",").append(terms[i].name);
        text.append(":").append(std::to_string(one.weights[i]));
    }
    return text;
}

} // namespace talent::market
