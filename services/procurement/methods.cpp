#include "services/procurement/methods.hpp"

#include <algorithm>
#include <set>

#include "common/vocabulary/region_code.hpp"

namespace talent::procurement {
namespace {

using enum procurement_method;
using std::chrono::days;

constexpr method_definition definitions[] = {
    {.method = open,
     .public_invitation = true,
     .may_make_framework = true,
     .law = "Government Procurement Law, art. 26"},
    {.method = selective,
     .invited_max = invited_suppliers_max,
     .law = "Government Procurement Law, art. 29 and 34"},
    {.method = consultation,
     .public_invitation = true,
     .invited_max = invited_suppliers_max,
     .law = "Interim Measures on Competitive Consultation ([2014] 214), art. 3 and 6"},
    {.method = direct,
     .invited_min = 1,
     .invited_max = 1,
     .needs_justification = true,
     .law = "Government Procurement Law, art. 31 and 39; Implementing Regulation, art. 38"},
    {.method = framework_call_off,
     .invited_max = 1,
     .needs_framework = true,
     .law = "Order 110 of the Ministry of Finance (2022)"},
};

struct statute {
    rule_kind kind;
    procurement_method method;
    std::int64_t amount;
    std::string_view law;
};
constexpr std::string_view consultation_measures =
    "Interim Measures on Competitive Consultation ([2014] 214), ";
constexpr std::string_view measures_at_large =
    "Interim Measures on Competitive Consultation ([2014] 214)";
// A statute without an article: its figure was not held against the text, the installation sets it.
constexpr statute statutes[] = {
    {rule_kind::bidding_days, open, 20, "Government Procurement Law, art. 35"},
    {rule_kind::bidding_days, selective, 20, "Government Procurement Law, art. 35"},
    {rule_kind::bidding_days, consultation, 10, "art. 10"},
    {rule_kind::notice_working_days, direct, 5,
     "Government Procurement Law Implementing Regulation, art. 38"},
    {rule_kind::amendment_days, open, 15, "Order 87 of the Ministry of Finance (2017), art. 27"},
    {rule_kind::amendment_days, selective, 15,
     "Order 87 of the Ministry of Finance (2017), art. 27"},
    {rule_kind::amendment_days, consultation, 5, "art. 14"},
    {rule_kind::price_weight_min, open, 10, "Order 87 of the Ministry of Finance (2017)"},
    {rule_kind::price_weight_min, selective, 10, "Order 87 of the Ministry of Finance (2017)"},
    {rule_kind::price_weight_min, consultation, 10, measures_at_large},
    {rule_kind::price_weight_max, consultation, 30, measures_at_large},
    {rule_kind::suppliers_min, selective, 3, "Government Procurement Law, art. 34"},
    {rule_kind::framework_months_max, open, 24, "Order 110 of the Ministry of Finance (2022)"},
    {rule_kind::bidders_min, open, 3, "Government Procurement Law"},
    {rule_kind::bidders_min, selective, 3, "Government Procurement Law"},
    {rule_kind::bidders_min, consultation, 3, "art. 21"},
    // The finance department may approve another method where three did not come.
    {rule_kind::bidders_min_approved, open, 1,
     "Order 87 of the Ministry of Finance (2017), art. 43"},
    // Of services two are enough.
    {rule_kind::bidders_min_approved, consultation, 2, "Caiku [2015] 124"},
};

bool is_upper_bound(rule_kind kind) {
    return kind == rule_kind::price_weight_max || kind == rule_kind::framework_months_max;
}

bool is_stricter(rule_kind kind, std::int64_t amount, std::int64_t than) {
    return is_upper_bound(kind) ? amount < than : amount > than;
}

void add_fault(std::vector<field_error>& found, std::string_view pointer, std::string_view code,
               std::string detail) {
    found.push_back({std::string(pointer), std::string(code), std::move(detail)});
}

// "at least 20 days (Government Procurement Law, art. 35)"
std::string explained(procurement_rule const& rule) {
    return std::to_string(rule.amount) + " (" + rule.source + ")";
}

void find_invitation_faults(tender const& one, procurement_rules const& rules,
                            std::vector<field_error>& found) {
    constexpr std::string_view place = "/invited_supplier_ids";
    auto const& method = definition_of(one.method);
    auto const count = static_cast<std::int64_t>(one.invitation_list.size());
    auto const rule = rules.find(rule_kind::suppliers_min, one.method, one.region);
    auto const least = std::max(method.invited_min, rule ? rule->amount : 0);
    if (count < least) {
        add_fault(found, place, "too_few",
                  "at least " + (rule ? explained(*rule) : std::to_string(least)));
    }
    if (count > method.invited_max) {
        add_fault(found, place, "too_many",
                  "this method names at most " + std::to_string(method.invited_max));
    }
    std::set<uuid> const once(one.invitation_list.begin(), one.invitation_list.end());
    if (once.size() != one.invitation_list.size())
        add_fault(found, place, "doubled", "a supplier is invited once");
}

void find_framework_faults(tender const& one, procurement_rules const& rules,
                           std::vector<field_error>& found) {
    auto const& method = definition_of(one.method);
    if (method.needs_framework != one.framework_id.has_value()) {
        add_fault(found, "/framework_id", method.needs_framework ? "required" : "not_allowed",
                  "a call-off, and nothing else, names its framework");
    }
    if (!one.framework) return;
    if (!method.may_make_framework) {
        add_fault(found, "/framework", "not_allowed", "members of a framework are sought openly");
    }
    if (one.lots.size() > 1)
        add_fault(found, "/lots", "too_many",
                  "a framework agreement has one lot: publish a tender of its own for each");
    if (one.framework->ceiling > one.budget)
        add_fault(found, "/framework/ceiling", "over_budget", "exceeds the tender's budget");
    auto const longest = rules.find(rule_kind::framework_months_max, one.method, one.region);
    if (longest && one.framework->months > longest->amount)
        add_fault(found, "/framework/months", "out_of_range", "at most " + explained(*longest));
    if (one.framework->call_off == call_off_mode::mini_competition &&
        one.framework->suppliers_max < 2) {
        add_fault(found, "/framework/suppliers_max", "too_few", "nobody competes with itself");
    }
}

void find_price_faults(tender const& one, procurement_rules const& rules,
                       std::vector<field_error>& found) {
    auto const price = std::ranges::find(one.criteria, criterion_kind::price, &criterion::kind);
    if (price == one.criteria.end()) return;
    auto const least = rules.find(rule_kind::price_weight_min, one.method, one.region);
    auto const most = rules.find(rule_kind::price_weight_max, one.method, one.region);
    if (least && price->weight < least->amount)
        add_fault(found, "/criteria", "price_weight",
                  "the price weighs at least " + explained(*least));
    if (most && price->weight > most->amount)
        add_fault(found, "/criteria", "price_weight",
                  "the price weighs at most " + explained(*most));
}

void find_period_faults(tender const& one, instant published, period_terms const& terms,
                        std::vector<field_error>& found) {
    auto const opening = earliest_opening(one, published, terms);
    if (one.open_at && *one.open_at < opening) {
        add_fault(found, "/open_at", "too_soon",
                  "bids are taken from " + format_instant(opening) + " at the earliest");
    }
    auto const earliest = earliest_deadline(one, published, terms);
    if (one.deadline_at && *one.deadline_at > published && *one.deadline_at < earliest) {
        auto const rule = terms.rules.find(rule_kind::bidding_days, one.method, one.region);
        add_fault(found, "/deadline_at", "too_soon",
                  "not before " + format_instant(earliest) +
                      ": days from the notice are at least " + explained(*rule));
    }
    if (one.deadline_at && *one.deadline_at > latest_deadline(published)) {
        add_fault(found, "/deadline_at", "too_late",
                  "not after " + format_instant(latest_deadline(published)) + ", " +
                      std::to_string(bidding_time_max.count()) + " days from the notice");
    }
}

template <class Enumeration>
std::optional<Enumeration> named(std::string_view name) {
    auto const names = json::enumeration<Enumeration>::names();
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enumeration>(found - names.begin());
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        auto const end = std::min(line.find(' '), line.size());
        if (end > 0) words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

problem no_rule(std::string_view line, std::string_view why) {
    return refuse(error_code::invalid_fields,
                  "The rule \"" + std::string(line) + "\" " + std::string(why) + ".");
}

result<procurement_rule> read_rule(std::string const& line) {
    auto const words = words_of(line);
    if (words.size() != 4) return no_rule(line, "is not: region kind method amount");
    auto const kind = named<rule_kind>(words[1]);
    auto const method = named<procurement_method>(words[2]);
    bool const digits = words[3].size() <= 4 && std::ranges::all_of(words[3], [](char one) {
                            return one >= '0' && one <= '9';
                        });
    if (!vocabulary::is_region_code(words[0])) return no_rule(line, "names no region");
    if (!kind) return no_rule(line, "is of no known kind");
    if (!method) return no_rule(line, "names no method");
    if (!digits) return no_rule(line, "has no amount");
    auto const amount = std::stoll(std::string(words[3]));
    if (amount > rule_amount_max) return no_rule(line, "has an amount beyond 1000");
    return procurement_rule{.kind = *kind,
                            .method = *method,
                            .region = std::string(words[0]),
                            .amount = amount,
                            .source = "the operator of region " + std::string(words[0])};
}

} // namespace

std::span<method_definition const> method_definitions() {
    return definitions;
}

method_definition const& definition_of(procurement_method method) {
    return definitions[static_cast<std::size_t>(method)];
}

procurement_rules::procurement_rules() {
    for (auto const& each : statutes) {
        bool const of_measures = each.law.starts_with("art. ");
        rules_.push_back(
            {.kind = each.kind,
             .method = each.method,
             .region = std::string(vocabulary::country_code),
             .amount = each.amount,
             .source = std::string(of_measures ? consultation_measures : "").append(each.law)});
    }
}

result<procurement_rules> procurement_rules::read(std::span<std::string const> lines) {
    procurement_rules made;
    auto const statutory = made.rules_.size();
    for (auto const& line : lines) {
        TRY(auto rule, read_rule(line));
        bool const doubled = std::ranges::any_of(made.rules_, [&](procurement_rule const& one) {
            return one.kind == rule.kind && one.method == rule.method && one.region == rule.region;
        });
        if (doubled) return no_rule(line, "is of a region that has such a rule");
        made.rules_.push_back(std::move(rule));
    }
    // Compared when all are there, so that their order does not matter.
    for (std::size_t i = statutory; i < made.rules_.size(); ++i) {
        auto const& rule = made.rules_[i];
        auto const strictest = made.find(rule.kind, rule.method, rule.region);
        if (strictest->amount != rule.amount)
            return no_rule(lines[i - statutory], "is looser than that of " + strictest->source);
    }
    return made;
}

std::optional<procurement_rule> procurement_rules::find(rule_kind kind, procurement_method method,
                                                        std::string_view region) const {
    procurement_rule const* strictest = nullptr;
    for (auto const& one : rules_) {
        if (one.kind != kind || one.method != method) continue;
        bool const of_country = one.region == vocabulary::country_code;
        if (!of_country && !vocabulary::is_region_within(region, one.region)) continue;
        if (strictest == nullptr || is_stricter(kind, one.amount, strictest->amount))
            strictest = &one;
    }
    if (strictest == nullptr) return std::nullopt;
    return *strictest;
}

std::vector<procurement_rule> procurement_rules::effective_in(std::string_view region) const {
    std::vector<procurement_rule> found;
    for (std::size_t kind = 0; kind < json::enumeration<rule_kind>::names().size(); ++kind) {
        for (auto const& method : definitions) {
            if (auto rule = find(static_cast<rule_kind>(kind), method.method, region))
                found.push_back(*std::move(rule));
        }
    }
    return found;
}

instant end_of_calendar_days(instant start, std::int64_t amount, std::int64_t divisor) {
    if (amount == 0) return start;
    if (divisor != calendar::divisor_none)
        return start + calendar::quickened(days(amount), divisor);
    return calendar::start_of(calendar::day_of(start) + days(amount + 1));
}

instant end_of_working_days(instant start, std::int64_t amount, period_terms const& terms) {
    if (amount == 0 || terms.divisor != calendar::divisor_none)
        return end_of_calendar_days(start, amount, terms.divisor);
    auto const last = terms.calendar.add_working_days(calendar::day_of(start), amount);
    return calendar::start_of(last + days(1));
}

instant earliest_opening(tender const& one, instant published, period_terms const& terms) {
    auto const rule = terms.rules.find(rule_kind::notice_working_days, one.method, one.region);
    return rule ? end_of_working_days(published, rule->amount, terms) : published;
}

instant earliest_deadline(tender const& one, instant published, period_terms const& terms) {
    auto const rule = terms.rules.find(rule_kind::bidding_days, one.method, one.region);
    return rule ? end_of_calendar_days(published, rule->amount, terms.divisor) : published;
}

instant deadline_after_amendment(tender const& one, instant now, period_terms const& terms) {
    auto const rule = terms.rules.find(rule_kind::amendment_days, one.method, one.region);
    if (!rule || !one.deadline_at) return one.deadline_at.value_or(now);
    auto const earliest = end_of_calendar_days(now, rule->amount, terms.divisor);
    if (*one.deadline_at >= earliest) return *one.deadline_at;
    if (terms.divisor != calendar::divisor_none) return earliest;
    auto const time_of_day =
        *one.deadline_at - calendar::start_of(calendar::day_of(*one.deadline_at));
    return earliest + time_of_day;
}

void find_method_faults(tender const& one, instant published, period_terms const& terms,
                        std::vector<field_error>& found) {
    find_invitation_faults(one, terms.rules, found);
    find_framework_faults(one, terms.rules, found);
    if (definition_of(one.method).needs_justification == one.justification.empty()) {
        add_fault(found, "/justification", one.justification.empty() ? "required" : "not_allowed",
                  "a direct purchase, and no other, says why it is one");
    }
    find_price_faults(one, terms.rules, found);
    find_period_faults(one, published, terms, found);
}

result<void> check_invited(tender const& one, uuid const& bidder) {
    bool const invited =
        std::ranges::find(one.invitation_list, bidder) != one.invitation_list.end();
    bool const open_to_all =
        definition_of(one.method).public_invitation && one.invitation_list.empty();
    if (invited || open_to_all) return success();
    return refuse(error_code::forbidden, "Only suppliers that were invited bid for this tender.");
}

std::optional<procurement_rule> bidders_needed(tender const& one, lot const& of,
                                               procurement_rules const& rules) {
    if (of.fewer_bidders_round == of.round) {
        if (auto fewer = rules.find(rule_kind::bidders_min_approved, one.method, one.region))
            return fewer;
    }
    return rules.find(rule_kind::bidders_min, one.method, one.region);
}

result<void> check_concluded_by(tender const& one, conclusion_kind kind) {
    bool const for_framework = one.framework.has_value();
    if (for_framework == (kind == conclusion_kind::framework)) return success();
    return refuse(error_code::wrong_state,
                  for_framework ? "The tender is for a framework: establish it."
                                : "The tender is for a contract, not for a framework.");
}

bool shows_invitation(tender const& one) {
    bool const by_law = one.method == direct || one.method == framework_call_off;
    return by_law || !is_sealed(one);
}

} // namespace talent::procurement
