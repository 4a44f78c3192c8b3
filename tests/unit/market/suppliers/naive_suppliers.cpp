#include "tests/unit/market/suppliers/naive_suppliers.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "common/base/text.hpp"
#include "services/market/index/text_terms.hpp"
#include "services/offerings/category.hpp"

namespace talent::market::testing {
namespace {

using texts = std::vector<std::string>;
using strings = std::set<std::string>;

// -- words, as text --

// Latin words whole, neighbouring Chinese characters by twos; a lone character by itself.
texts pieces_of(std::string const& typed) {
    texts made;
    std::string latin;
    texts run;
    auto const end_latin = [&] {
        for (auto const& one : words(latin))
            made.push_back(one.text);
        latin.clear();
    };
    auto const end_run = [&] {
        if (run.size() == 1) made.push_back(run[0]);
        for (std::size_t i = 1; i < run.size(); ++i)
            made.push_back(run[i - 1] + run[i]);
        run.clear();
    };
    for (auto const& character : code_points(searchable(typed))) {
        if (is_han(character)) {
            end_latin();
            run.push_back(character);
        } else {
            end_run();
            latin += character;
        }
    }
    end_latin();
    end_run();
    return made;
}

texts wanted_words(texts const& typed) {
    texts made;
    for (auto const& text : typed) {
        for (auto const& word : pieces_of(text)) {
            if (made.size() < 64 && std::ranges::count(made, word) == 0) made.push_back(word);
        }
    }
    return made;
}

strings words_in(offerings::offering const& one) {
    strings made;
    for (auto const& text : {one.title, one.description, one.terms}) {
        for (auto const& word : pieces_of(text))
            made.insert(word);
        for (auto const& character : code_points(searchable(text))) {
            if (is_han(character)) made.insert(character);
        }
    }
    return made;
}

texts found_words(texts const& wanted, offerings::offering const& one) {
    auto const have = words_in(one);
    texts found;
    for (auto const& word : wanted) {
        if (have.contains(word)) found.push_back(word);
    }
    return found;
}

// -- regions, by the digits --

bool inside(std::string const& one, std::string const& other) {
    auto prefix = other;
    while (prefix.ends_with("00"))
        prefix.resize(prefix.size() - 2);
    return one.starts_with(prefix);
}

// -- what was written elsewhere --

std::vector<identity::qualification> held_by(supplier_world const& world, uuid const& agency) {
    std::vector<identity::qualification> held;
    for (auto const& one : world.qualifications) {
        if (one.organisation_id == agency) held.push_back(one);
    }
    std::ranges::sort(held, {}, &identity::qualification::id);
    return held;
}

bool counts_on(identity::qualification const& one, date day) {
    return one.status == identity::qualification_status::verified && !(day < one.valid_from) &&
           !(one.valid_until < day);
}

date shanghai_day(instant now) {
    return std::chrono::floor<std::chrono::days>(now + std::chrono::hours{8});
}

struct naive_ratings {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    // Of five hundredths and more one more.
    std::int64_t average() const { return (200 * sum + count) / (2 * count); }
};

naive_ratings ratings_of(supplier_world const& world, uuid const& agency, instant now) {
    naive_ratings made;
    for (auto const& one : world.reviews) {
        if (one.side != offerings::order_side::buyer || one.subject_id != agency) continue;
        bool const answered = std::ranges::any_of(world.reviews, [&](auto const& other) {
            return other.order_id == one.order_id && other.side != one.side;
        });
        if (!answered && now < one.written_at + std::chrono::hours{7 * 24}) continue;
        made.sum += one.rating;
        ++made.count;
    }
    return made;
}

// -- facts --

std::string outcome_of(int percent) {
    return percent >= 100 ? "met" : percent > 0 ? "partly" : "unmet";
}

class fact_list {
  public:
    explicit fact_list(naive_points most) : most_(std::move(most)) {}

    void hard(std::string const& name, texts required, texts offered, bool met,
              bool verified = false) {
        made_.facts.push_back({name, true, std::move(required), std::move(offered), verified,
                               met ? "met" : "unmet", 0, 0});
        if (!met) made_.failed.push_back(name);
    }
    bool rejected() const { return !made_.failed.empty(); }
    int most() const { return most_[next_]; }

    void soft(std::string const& name, texts required, texts offered, std::string const& outcome,
              int points, bool verified = false) {
        made_.facts.push_back({name, false, std::move(required), std::move(offered), verified,
                               outcome, points, most_[next_++]});
        made_.score += points;
    }
    void percent(std::string const& name, texts required, texts offered, int percent,
                 bool verified = false) {
        soft(name, std::move(required), std::move(offered), outcome_of(percent),
             most() * percent / 100, verified);
    }
    void half(std::string const& name, texts required, texts offered) {
        soft(name, std::move(required), std::move(offered), "unknown", most() / 2);
    }
    void part(std::string const& name, texts required, texts offered, std::int64_t part,
              std::int64_t whole) {
        if (part >= whole) return percent(name, std::move(required), std::move(offered), 100);
        soft(name, std::move(required), std::move(offered), part > 0 ? "partly" : "unmet",
             static_cast<int>(most() * part / whole));
    }
    void reviews(naive_ratings const& all) {
        if (all.count == 0) return half("reviews", {}, {});
        auto const average = all.average();
        auto const digits = std::to_string(average);
        soft("reviews", {},
             {digits.substr(0, 1) + "." + digits.substr(1), std::to_string(all.count)},
             average >= 400   ? "met"
             : average == 100 ? "unmet"
                              : "partly",
             static_cast<int>(most() * (average - 100) / 400), true);
    }
    naive_reasons done() && { return std::move(made_); }

  private:
    naive_points most_;
    std::size_t next_ = 0;
    naive_reasons made_;
};

identity::organisation const& organisation_of(supplier_world const& world, uuid const& id) {
    return *std::ranges::find(world.organisations, id, &identity::organisation::id);
}

// What nobody knows more of than that it sells is no agency, and registered at most.
bool is_good_agency(identity::organisation const& one) {
    return one.kind == identity::organisation_kind::agency &&
           one.status == identity::organisation_status::verified;
}
// By the digits of the codes: the country has none that count, a province two, a city four.
bool lies_in(std::string const& region, std::string const& other) {
    if (other == "000000") return true;
    auto const digits = other.ends_with("0000") ? 2U : other.ends_with("00") ? 4U : 6U;
    return region.compare(0, digits, other, 0, digits) == 0;
}
bool is_barred(supplier_world const& world, uuid const& agency, std::string const& region,
               instant now) {
    for (auto const& one : world.exclusions) {
        if (one.supplier_id == agency && one.state == exclusions::exclusion_state::excluded &&
            now < *one.excluded_until && lies_in(region, one.region))
            return true;
    }
    return false;
}
std::string status_shown(identity::organisation const& one) {
    return one.kind == identity::organisation_kind::agency ? std::string(json::name_of(one.status))
                                                           : "registered";
}

void add_at_most(fact_list& to, std::string const& name, std::optional<std::int64_t> const& wanted,
                 std::optional<std::int64_t> const& offered) {
    auto const shown = [](std::optional<std::int64_t> const& one) {
        return one ? texts{std::to_string(*one)} : texts{};
    };
    if (!wanted) {
        to.percent(name, {}, shown(offered), 100);
    } else if (!offered) {
        to.half(name, shown(wanted), {});
    } else {
        to.part(name, shown(wanted), shown(offered), *wanted, *offered);
    }
}

void add_price(fact_list& to, naive_need const& need, offerings::offering const& one) {
    auto const required = need.budget_fen ? texts{format_money({*need.budget_fen})} : texts{};
    texts const offered{one.price ? format_money(*one.price)
                                  : std::string(json::name_of(one.price_model))};
    if (!need.budget_fen) return to.percent("price", required, offered, 100);
    if (!one.price) return to.half("price", required, offered);
    auto const left = 2 * *need.budget_fen - one.price->fen;
    to.part("price", required, offered, std::max<std::int64_t>(left, 0), *need.budget_fen);
}

// -- what a tender tells of --

strings told_by(procurement::eligibility const& asked) {
    static std::map<std::string, strings> const by_capability{
        {"hr_company",
         {"mass_recruitment", "campus_recruitment", "job_fair", "hr_outsourcing", "payroll",
          "talent_assessment"}},
        {"headhunter", {"headhunting", "overseas_recruitment"}},
        {"labour_dispatch", {"labour_dispatch"}},
        {"training", {"skills_training", "management_training", "continuing_education"}},
        {"ip_agency", {"patent_service", "tech_transfer"}},
        {"consulting", {"hr_consulting", "policy_application", "award_application"}},
        {"university", {"degree_programme", "continuing_education"}},
        {"research_institute", {"tech_transfer"}},
        {"investment", {"investment_matching", "incubation"}}};
    static std::map<std::string, strings> const by_qualification{
        {"human_resources_service_licence",
         {"headhunting", "mass_recruitment", "campus_recruitment", "overseas_recruitment",
          "job_fair"}},
        {"labour_dispatch_licence", {"labour_dispatch"}},
        {"training_permit", {"skills_training"}},
        {"patent_agency_licence", {"patent_service"}},
        {"university_charter", {"degree_programme"}},
        {"investment_registration", {"investment_matching"}},
        {"other", {}}};
    strings told;
    for (auto const one : asked.capabilities)
        told.merge(strings(by_capability.at(std::string(json::name_of(one)))));
    for (auto const one : asked.required_qualifications)
        told.merge(strings(by_qualification.at(std::string(json::name_of(one)))));
    return told;
}

// In the order of the enumeration.
texts listed(strings const& names) {
    texts made;
    for (auto const name : json::enumeration<offerings::service_category>::names()) {
        if (names.contains(std::string(name))) made.emplace_back(name);
    }
    return made;
}

std::string stage_of(std::string const& category) {
    auto const named = json::enumerator_named<offerings::service_category>(category);
    return std::string(json::name_of(offerings::definition_of(*named).stage));
}

std::vector<offerings::offering> sold_by(supplier_world const& world, uuid const& agency) {
    std::vector<offerings::offering> made;
    for (auto const& one : world.offerings) {
        if (one.organisation_id == agency && one.state == offerings::offering_state::published)
            made.push_back(one);
    }
    std::ranges::sort(made, {}, &offerings::offering::id);
    return made;
}

texts best_words(texts const& wanted, std::vector<offerings::offering> const& sold) {
    offerings::offering const* best = nullptr;
    texts words;
    for (auto const& one : sold) {
        auto found = found_words(wanted, one);
        bool const better = best == nullptr || found.size() > words.size() ||
                            (found.size() == words.size() && one.published_at > best->published_at);
        if (!better) continue;
        best = &one;
        words = std::move(found);
    }
    return words;
}

} // namespace

std::vector<naive_place> in_order(std::vector<naive_place> all) {
    std::erase_if(all, [](naive_place const& one) { return !one.why.failed.empty(); });
    std::ranges::sort(all, [](naive_place const& left, naive_place const& right) {
        if (left.why.score != right.why.score) return left.why.score > right.why.score;
        if (left.published_ms != right.published_ms) return left.published_ms > right.published_ms;
        return left.id < right.id;
    });
    return all;
}

naive_need naive_need_of(listings::demand const& one) {
    naive_need need;
    bool const senior = one.experience_years_min >= 5 ||
                        one.education_min == listings::education::master ||
                        one.education_min == listings::education::doctorate;
    auto const type = std::string(json::name_of(one.employment));
    need.categories.emplace_back("headhunting", senior ? 100 : 60);
    need.categories.emplace_back("mass_recruitment", one.headcount.value_or(1) >= 10 ? 100 : 60);
    if (one.experience_years_min == 0) need.categories.emplace_back("campus_recruitment", 100);
    need.categories.emplace_back("overseas_recruitment", 30);
    need.categories.emplace_back("job_fair", 60);
    if (type == "dispatch") need.categories.emplace_back("labour_dispatch", 100);
    need.categories.emplace_back("hr_outsourcing",
                                 type == "project" || type == "part_time" ? 80 : 30);
    need.categories.emplace_back("talent_assessment", 30);
    need.categories.emplace_back("skills_training", 30);
    need.categories.emplace_back("relocation", 30);
    need.region = one.region;
    need.texts = {one.title,
                  catalogue().find(json::code_list::occupation, one.occupation)->name_zh};
    return need;
}

naive_reasons judge_service(supplier_world const& world, naive_need const& need,
                            offerings::offering const& one, instant now, naive_points const& most) {
    fact_list to(most);
    auto const& seller = organisation_of(world, one.organisation_id);
    to.hard("seller", {"verified"}, {status_shown(seller)}, is_good_agency(seller),
            is_good_agency(seller));
    std::string const category(json::name_of(one.category));
    texts categories;
    int suits = need.categories.empty() ? 100 : -1;
    for (auto const& [name, percent] : need.categories) {
        categories.push_back(name);
        if (name == category) suits = percent;
    }
    to.hard("category", categories, {category}, suits >= 0);
    std::string const stage(json::name_of(one.chain_stage));
    to.hard("stage", need.stage.empty() ? texts{} : texts{need.stage}, {stage},
            need.stage.empty() || need.stage == stage);
    auto const licence = offerings::definition_of(one.category).licence;
    std::optional<identity::qualification> best;
    for (auto const& each : held_by(world, seller.id)) {
        if (licence != each.kind || !counts_on(each, shanghai_day(now))) continue;
        if (!best || best->valid_until < each.valid_until) best = each;
    }
    to.hard("licence", licence ? texts{std::string(json::name_of(*licence))} : texts{},
            best ? texts{best->number} : texts{}, !licence || best, best.has_value());
    bool whole = need.region.empty();
    bool part = whole;
    for (auto const& region : one.regions) {
        whole = whole || inside(need.region, region);
        part = part || inside(region, need.region);
    }
    auto const region = need.region.empty() ? texts{} : texts{need.region};
    to.hard("region", region, one.regions, whole || part);
    if (to.rejected()) return std::move(to).done();

    auto const wanted = wanted_words(need.texts);
    auto const found = found_words(wanted, one);
    to.part("words", wanted, found, static_cast<std::int64_t>(found.size()),
            static_cast<std::int64_t>(wanted.size()));
    add_price(to, need, one);
    to.percent("suitability", categories, {category}, suits);
    add_at_most(to, "response", need.response_hours, one.response_hours);
    add_at_most(to, "delivery", need.delivery_days, one.delivery_days);
    to.percent("coverage", region, one.regions, whole ? 100 : 50);
    to.reviews(ratings_of(world, seller.id, now));
    return std::move(to).done();
}

naive_reasons judge_agency(supplier_world const& world, procurement::tender const& one,
                           identity::organisation const& agency, instant now,
                           naive_points const& most) {
    fact_list to(most);
    bool const barred = is_barred(world, agency.id, one.region, now);
    bool const good = is_good_agency(agency) && !barred;
    to.hard("standing", {"verified"}, {barred ? "excluded" : status_shown(agency)}, good, good);
    texts required;
    texts held;
    for (auto const kind : one.eligibility.required_qualifications) {
        required.emplace_back(json::name_of(kind));
        for (auto const& each : held_by(world, agency.id)) {
            if (each.kind != kind || !counts_on(each, shanghai_day(now))) continue;
            held.emplace_back(json::name_of(kind));
            break;
        }
    }
    to.hard("qualifications", required, held, held == required, !held.empty());
    texts asked;
    texts able;
    for (auto const each : one.eligibility.capabilities)
        asked.emplace_back(json::name_of(each));
    bool fits = asked.empty();
    for (auto const each : agency.capabilities) {
        able.emplace_back(json::name_of(each));
        fits = fits || std::ranges::count(asked, able.back()) > 0;
    }
    to.hard("capabilities", asked, able, fits, good);
    if (to.rejected()) return std::move(to).done();

    auto const sold = sold_by(world, agency.id);
    texts spoken{one.title};
    for (auto const& lot : one.lots)
        spoken.push_back(lot.title);
    for (auto const& item : one.items)
        spoken.push_back(item.description);
    auto const wanted = wanted_words(spoken);
    auto const found = best_words(wanted, sold);
    to.part("words", wanted, found, static_cast<std::int64_t>(found.size()),
            static_cast<std::int64_t>(wanted.size()));

    auto const told = told_by(one.eligibility);
    strings offered;
    int percent = 0;
    for (auto const& each : sold) {
        auto const category = std::string(json::name_of(each.category));
        offered.insert(category);
        for (auto const& name : told)
            percent = std::max(percent, name == category                       ? 100
                                        : stage_of(name) == stage_of(category) ? 40
                                                                               : 0);
    }
    if (told.empty()) {
        to.half("category", {}, listed(offered));
    } else {
        to.percent("category", listed(told), listed(offered), percent);
    }

    texts regions{agency.region};
    for (auto const& each : sold) {
        for (auto const& region : each.regions) {
            if (std::ranges::count(regions, region) == 0) regions.push_back(region);
        }
    }
    int near = 0;
    for (auto const& region : regions) {
        if (inside(region, one.region)) near = std::max(near, 60);
        if (inside(one.region, region)) near = 100;
    }
    to.percent("region", {one.region}, regions, near);
    to.reviews(ratings_of(world, agency.id, now));
    int done = 0;
    for (auto const& order : world.orders)
        done += order.seller_id == agency.id && order.accepted_by_buyer_at ? 1 : 0;
    to.percent("deliveries", {"5"}, {std::to_string(done)}, std::min(done * 20, 100), done > 0);
    return std::move(to).done();
}

} // namespace talent::market::testing
