#include "services/listings/model.hpp"

#include <algorithm>
#include <regex>

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
    explicit gate(std::string source)
        : fault_{
              .code = error_code::publication_refused, .detail = std::move(source), .errors = {}} {}

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
    problem fault_;
};

// How far ahead a listing's expiry lies: the platform's own figure, against a mistyped century.
constexpr std::chrono::days listing_time_max{3'653};

void need_future_expiry(gate& rules, std::optional<instant> expires_at, instant now) {
    rules.need(expires_at.has_value(), "expires_at", "an expiry date is needed");
    rules.need(!expires_at || *expires_at > now, "expires_at", "must be in the future");
    rules.need(!expires_at || *expires_at <= now + listing_time_max, "expires_at",
               "is ten years ahead at most");
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
    return refuse(error_code::wrong_state,
                  "The listing is " + std::string(json::name_of(from)) + ".");
}

bool is_expired(listing_state state, std::optional<instant> expires_at, instant now) {
    return state == published && expires_at && *expires_at <= now;
}

void drop_outdated_proofs(supply const& before, supply& after) {
    if (after.education != before.education) after.education_verified = false;
    if (after.experience_years != before.experience_years) after.experience_verified = false;
    std::erase_if(after.skills_verified, [&](std::string const& skill) {
        return std::find(after.skills.begin(), after.skills.end(), skill) == after.skills.end();
    });
}

bool is_editable(listing_state state) {
    return state == draft || state == published || state == suspended || state == withdrawn;
}

result<void> check_publication(demand const& notice, bool by_agency, instant now) {
    gate rules("Interim Regulation on the Human Resources Market, art. 24");
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
    gate rules("A supply is found by what it says");
    rules.need(!notice.summary.empty(), "summary", "say what the talent can do");
    rules.need(!notice.regions.empty(), "regions", "say where the talent would work");
    need_future_expiry(rules, notice.expires_at, now);
    return rules.outcome();
}

bool shows_personal_data(std::string_view shown) {
    // Full-width digits are digits, and a number is often written in groups.
    std::string text = normalise(shown);
    std::erase_if(text, [](char sign) { return sign == ' ' || sign == '-'; });
    // Eleven digits that begin like a mobile number, seventeen digits and a check character like an
    // ID number (GB 11643), or a sign between letters that makes an e-mail address.
    static std::regex const pattern(
        R"((^|[^0-9])(1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9Xx])($|[^0-9])|[A-Za-z0-9]@[A-Za-z0-9-]+\.)");
    return std::regex_search(text.begin(), text.end(), pattern);
}

std::vector<std::string> discriminatory_words(demand const& notice,
                                              std::vector<std::string> const& word_list) {
    std::string shown;
    for (auto const& part : {notice.title, notice.conditions, notice.work_content, notice.place,
                             notice.employer_name, notice.source}) {
        shown.append(letters_and_digits(normalise(part))).push_back('\n');
    }
    std::vector<std::string> found;
    for (auto const& word : word_list) {
        // A word of signs alone has nothing left, and would stand in every text.
        auto const letters = letters_and_digits(word);
        if (!letters.empty() && shown.find(letters) != std::string::npos) found.push_back(word);
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
    constexpr std::string_view detail =
        "must not show a telephone number, an ID number or an e-mail address: put name and contact "
        "into the personal record";
    if (shows_personal_data(notice.title))
        return refuse_field("/title", "personal_data", std::string(detail));
    if (shows_personal_data(notice.summary))
        return refuse_field("/summary", "personal_data", std::string(detail));
    TRY(check_pay(notice.pay_min, notice.pay_max));
    if (has_repetition(notice.skills))
        return refuse_field("/skills", "repeated", "names a skill twice");
    if (has_repetition(notice.regions))
        return refuse_field("/regions", "repeated", "names a region twice");
    return success();
}

} // namespace talent::listings
