#include "services/listings/model.hpp"

#include <algorithm>

#include "common/base/text.hpp"

namespace talent::listings {
namespace {

struct transition {
    listing_state from;
    listing_command command;
    listing_state to;
};

using enum listing_state;

constexpr transition transitions[] = {
    {draft, listing_command::publish, published},
    {withdrawn, listing_command::publish, published},
    {published, listing_command::withdraw, withdrawn},
    {suspended, listing_command::withdraw, withdrawn},
    {published, listing_command::close, closed},
    {published, listing_command::fill, filled},
    {published, listing_command::suspend, suspended},
    {suspended, listing_command::reinstate, published},
    {draft, listing_command::moderate, suspended},
    {withdrawn, listing_command::moderate, suspended},
    {published, listing_command::moderate, suspended},
};

// Gathers what is missing, so that the publisher sees all of it at once.
class gate {
  public:
    void need(bool present, std::string_view field, std::string_view detail) {
        if (!present)
            fault_.errors.push_back(
                {"/" + std::string(field), "needed_to_publish", std::string(detail)});
    }
    result<void> outcome() {
        if (fault_.errors.empty()) return success();
        return std::move(fault_);
    }

  private:
    problem fault_{.code = error_code::publication_refused,
                   .detail = "Interim Regulation on the Human Resources Market, art. 24",
                   .errors = {}};
};

void need_future_expiry(gate& rules, std::optional<instant> expires_at, instant now) {
    rules.need(expires_at.has_value(), "expires_at", "an expiry date is needed");
    rules.need(!expires_at || *expires_at > now, "expires_at", "must be in the future");
}

bool has_repetition(std::vector<std::string> codes) {
    std::sort(codes.begin(), codes.end());
    return std::adjacent_find(codes.begin(), codes.end()) != codes.end();
}

result<void> check_pay(std::optional<money> least, std::optional<money> most) {
    if (least && most && *most < *least) {
        return refuse_field("/pay_max", "out_of_order", "must not be less than pay_min");
    }
    return success();
}

} // namespace

result<listing_state> next_state(listing_state from, listing_command command) {
    for (auto const& step : transitions) {
        if (step.from == from && step.command == command) return step.to;
    }
    return refuse(error_code::wrong_state, "the listing is " + std::string(json::name_of(from)));
}

bool is_expired(listing_state state, std::optional<instant> expires_at, instant now) {
    return state == published && expires_at && *expires_at <= now;
}

bool is_editable(listing_state state) {
    return state == draft || state == published || state == suspended || state == withdrawn;
}

result<void> check_publication(demand const& notice, bool by_agency, instant now) {
    gate rules;
    rules.need(!notice.employer_name.empty(), "employer_name", "a job notice names the employer");
    rules.need(notice.headcount.has_value(), "headcount",
               "a job notice says how many people are sought");
    rules.need(!notice.conditions.empty(), "conditions", "a job notice states its conditions");
    rules.need(!notice.work_content.empty(), "work_content", "a job notice states the work");
    rules.need(!notice.place.empty(), "place", "a job notice names the place of work");
    rules.need(notice.pay_min.has_value(), "pay_min", "a job notice states the basic pay");
    need_future_expiry(rules, notice.expires_at, now);
    if (by_agency) {
        rules.need(!notice.source.empty(), "source", "an agency's notice names its source");
        rules.need(!notice.licence_number.empty(), "licence_number",
                   "an agency needs a valid human-resources service licence");
    }
    return rules.outcome();
}

result<void> check_publication(supply const& notice, instant now) {
    gate rules;
    rules.need(!notice.summary.empty(), "summary", "say what the talent can do");
    rules.need(!notice.regions.empty(), "regions", "say where the talent would work");
    need_future_expiry(rules, notice.expires_at, now);
    return rules.outcome();
}

std::vector<std::string> discriminatory_words(demand const& notice,
                                              std::vector<std::string> const& word_list) {
    std::string const text =
        normalise(notice.title + "\n" + notice.conditions + "\n" + notice.work_content);
    std::vector<std::string> found;
    for (auto const& word : word_list) {
        if (text.find(word) != std::string::npos) found.push_back(word);
    }
    return found;
}

std::vector<std::string> const& default_discriminatory_words() {
    static std::vector<std::string> const words = {
        "限男性",       "限女性",     "仅限男",     "仅限女",     "只招男",      "只招女",
        "男性优先",     "女性优先",   "限未婚",     "未婚优先",   "已婚已育",    "已育优先",
        "35岁以下",     "35周岁以下", "30岁以下",   "30周岁以下", "限本地户口",  "本地户籍优先",
        "仅限本地户籍", "限汉族",     "乙肝",       "仅限应届男", "五官端正",    "形象气质佳",
        "身高要求",     "men only",   "women only", "male only",  "female only", "under 35",
        "unmarried",
    };
    return words;
}

result<void> check_consistency(demand const& notice) {
    TRY(check_pay(notice.pay_min, notice.pay_max));
    if (has_repetition(notice.skills_required))
        return refuse_field("/skills_required", "repeated", "names a skill twice");
    if (has_repetition(notice.skills_preferred))
        return refuse_field("/skills_preferred", "repeated", "names a skill twice");
    return success();
}

result<void> check_consistency(supply const& notice) {
    TRY(check_pay(notice.pay_min, notice.pay_max));
    if (has_repetition(notice.skills))
        return refuse_field("/skills", "repeated", "names a skill twice");
    if (has_repetition(notice.regions))
        return refuse_field("/regions", "repeated", "names a region twice");
    return success();
}

} // namespace talent::listings
