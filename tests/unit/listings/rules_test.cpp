// The rules of listings: states, the law's gate, words that wait for a moderator, what must hold
// between fields. Tables are whole, against expectations written by hand.
#include <catch2/catch.hpp>

#include <map>

#include "common/base/text.hpp"
#include "services/listings/model.hpp"

using namespace talent;
using namespace talent::listings;

namespace {

instant const now = parse_instant("2026-06-01T00:00:00Z").value();
constexpr std::chrono::milliseconds moment{1};

constexpr listing_state all_states[] = {listing_state::draft,     listing_state::published,
                                        listing_state::suspended, listing_state::closed,
                                        listing_state::filled,    listing_state::withdrawn};

using faults = std::vector<std::string>;

faults faults_of(result<void> const& outcome) {
    faults list;
    if (outcome.has_value()) return list;
    for (auto const& each : outcome.error().errors)
        list.push_back(each.pointer + " " + each.code);
    return list;
}

demand complete_demand() {
    demand one;
    one.title = "Java 工程师";
    one.employer_name = "某公司";
    one.headcount = 2;
    one.conditions = "本科";
    one.work_content = "开发";
    one.place = "西湖区";
    one.pay_min = money{1'000'000};
    one.expires_at = now + moment;
    one.source = "受某公司委托";
    one.licence_number = "人社-1";
    return one;
}

supply complete_supply() {
    supply one;
    one.title = "Java 工程师";
    one.summary = "十年经验";
    one.regions = {"330100"};
    one.expires_at = now + moment;
    return one;
}

} // namespace

TEST_CASE("a listing's state follows the table, and every other step is refused") {
    using enum listing_state;
    using command = listing_command;
    std::map<std::pair<listing_state, command>, listing_state> const expected = {
        {{draft, command::publish}, published},       {{withdrawn, command::publish}, published},
        {{published, command::withdraw}, withdrawn},  {{published, command::close}, closed},
        {{published, command::fill}, filled},         {{published, command::suspend}, suspended},
        {{suspended, command::reinstate}, published}, {{draft, command::moderate}, suspended},
        {{withdrawn, command::moderate}, suspended},  {{published, command::moderate}, suspended},
    };
    for (auto const from : all_states) {
        for (auto const one : {command::publish, command::withdraw, command::close, command::fill,
                               command::suspend, command::reinstate, command::moderate}) {
            INFO(json::name_of(from) << ", command " << static_cast<int>(one));
            auto const outcome = next_state(from, one);
            auto const known = expected.find({from, one});
            REQUIRE(outcome.has_value() == (known != expected.end()));
            if (known != expected.end()) {
                CHECK(outcome.value() == known->second);
            } else {
                CHECK(outcome.error().code == error_code::wrong_state);
                CHECK(outcome.error().detail.find(json::name_of(from)) != std::string::npos);
            }
        }
    }
}

TEST_CASE("only a moderator leads out of a suspension, and nothing out of an end") {
    using command = listing_command;
    for (auto const owners :
         {command::publish, command::withdraw, command::close, command::fill, command::moderate}) {
        CHECK_FALSE(next_state(listing_state::suspended, owners).has_value());
        CHECK_FALSE(next_state(listing_state::closed, owners).has_value());
        CHECK_FALSE(next_state(listing_state::filled, owners).has_value());
    }
}

TEST_CASE("a listing is edited until it has ended") {
    for (auto const state : all_states) {
        INFO(json::name_of(state));
        bool const ended = state == listing_state::closed || state == listing_state::filled;
        CHECK(is_editable(state) == !ended);
    }
}

TEST_CASE("a published listing has expired from its expiry on, and no other state expires") {
    for (auto const state : all_states) {
        INFO(json::name_of(state));
        bool const published = state == listing_state::published;
        CHECK_FALSE(is_expired(state, std::nullopt, now));
        CHECK_FALSE(is_expired(state, now + moment, now));
        CHECK(is_expired(state, now, now) == published);
        CHECK(is_expired(state, now - moment, now) == published);
    }
}

TEST_CASE("a demand is published only with each thing that the law asks of a job notice") {
    struct row {
        char const* pointer;
        bool of_agencies_only;
        void (*take_away)(demand&);
    };
    static constexpr row rows[] = {
        {"/employer_name", false, [](demand& one) { one.employer_name.clear(); }},
        {"/headcount", false, [](demand& one) { one.headcount.reset(); }},
        {"/conditions", false, [](demand& one) { one.conditions.clear(); }},
        {"/work_content", false, [](demand& one) { one.work_content.clear(); }},
        {"/place", false, [](demand& one) { one.place.clear(); }},
        {"/pay_min", false, [](demand& one) { one.pay_min.reset(); }},
        {"/expires_at", false, [](demand& one) { one.expires_at.reset(); }},
        {"/expires_at", false, [](demand& one) { one.expires_at = now; }},
        {"/expires_at", false, [](demand& one) { one.expires_at = now - moment; }},
        {"/expires_at", false, // ten years and a moment
         [](demand& one) { one.expires_at = now + std::chrono::days{3'653} + moment; }},
        {"/source", true, [](demand& one) { one.source.clear(); }},
        {"/licence_number", true, [](demand& one) { one.licence_number.clear(); }},
    };
    for (bool const by_agency : {false, true}) {
        CHECK(check_publication(complete_demand(), by_agency, now).has_value());
        for (auto const& each : rows) {
            INFO(each.pointer << (by_agency ? " by an agency" : ""));
            auto one = complete_demand();
            each.take_away(one);
            auto const outcome = check_publication(one, by_agency, now);
            bool const refused = by_agency || !each.of_agencies_only;
            CHECK(faults_of(outcome) ==
                  (refused ? faults{std::string(each.pointer) + " needed_to_publish"} : faults{}));
            if (refused) CHECK(outcome.error().code == error_code::publication_refused);
        }
    }
}

TEST_CASE("everything that is missing is named at once") {
    CHECK(faults_of(check_publication(demand{}, true, now)) ==
          faults{"/employer_name needed_to_publish", "/headcount needed_to_publish",
                 "/conditions needed_to_publish", "/work_content needed_to_publish",
                 "/place needed_to_publish", "/pay_min needed_to_publish",
                 "/expires_at needed_to_publish", "/source needed_to_publish",
                 "/licence_number needed_to_publish"});
    CHECK(faults_of(check_publication(supply{}, now)) == faults{"/summary needed_to_publish",
                                                                "/regions needed_to_publish",
                                                                "/expires_at needed_to_publish"});
}

TEST_CASE("a supply is published with a summary, a region and an expiry that is to come") {
    CHECK(check_publication(complete_supply(), now).has_value());
    auto one = complete_supply();
    one.summary.clear();
    CHECK(faults_of(check_publication(one, now)) == faults{"/summary needed_to_publish"});
    one = complete_supply();
    one.regions.clear();
    CHECK(faults_of(check_publication(one, now)) == faults{"/regions needed_to_publish"});
    for (auto const& expiry : {std::optional<instant>{}, std::optional(now)}) {
        one = complete_supply();
        one.expires_at = expiry;
        CHECK(faults_of(check_publication(one, now)) == faults{"/expires_at needed_to_publish"});
    }
}

TEST_CASE("discriminatory words are found in title, conditions and work content, however written") {
    std::vector<std::string> const words = {"限男性", "35岁以下", "men only", "under 35"};
    struct row {
        char const* text;
        std::vector<std::string> found;
    };
    row const rows[] = {
        {"工程师", {}},
        {"工程师，限男性。", {"限男性"}},
        {"年龄35岁以下", {"35岁以下"}},
        {"年龄３５岁以下", {"35岁以下"}},
        {"MEN ONLY", {"men only"}},
        {"Ｍｅｎ Ｏｎｌｙ", {"men only"}},
        {"men   only", {"men only"}},
        {"men\nonly", {"men only"}},
        {"men\tonly", {"men only"}},
        {"men\u00a0only", {"men only"}},
        {"men\u3000only", {"men only"}},
        {"Under\u00a0３５, Men Only, 限男性", {"限男性", "men only", "under 35"}},
        {"women and men, not only", {}},
        {"45岁以下", {}},
        {"", {}},
    };
    for (auto const& [text, found] : rows) {
        INFO(text);
        for (auto const member : {&demand::title, &demand::conditions, &demand::work_content}) {
            demand one;
            one.*member = text;
            CHECK(discriminatory_words(one, words) == found);
        }
    }
    CHECK(discriminatory_words(complete_demand(), {}).empty());
    // Signs alone leave no letters to look for: such a word holds nothing back.
    CHECK(discriminatory_words(complete_demand(), {"——", "!?", "·"}).empty());
}

TEST_CASE("a word is not found across two fields") {
    demand one;
    one.title = "限";
    one.conditions = "男性";
    CHECK(discriminatory_words(one, {"限男性"}).empty());
}

TEST_CASE("the list of a new installation is normalised, without repetition, and finds itself") {
    auto words = default_discriminatory_words();
    REQUIRE(words.size() > 20);
    for (auto const& word : words) {
        INFO(word);
        CHECK(normalise(word) == word);
        CHECK_FALSE(word.empty());
        demand one;
        one.conditions = "要求：" + word + "。";
        auto const found = discriminatory_words(one, default_discriminatory_words());
        CHECK(std::find(found.begin(), found.end(), word) != found.end());
    }
    std::sort(words.begin(), words.end());
    CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
    CHECK(discriminatory_words(complete_demand(), words).empty());
}

TEST_CASE("the most pay is not less than the least, where both are given") {
    std::optional<money> const amounts[] = {std::nullopt, money{100}, money{200}};
    for (auto const& least : amounts) {
        for (auto const& most : amounts) {
            demand sought;
            sought.pay_min = least;
            sought.pay_max = most;
            supply offered;
            offered.pay_min = least;
            offered.pay_max = most;
            bool const wrong = least == money{200} && most == money{100};
            auto const expected = wrong ? faults{"/pay_max out_of_order"} : faults{};
            CHECK(faults_of(check_consistency(sought)) == expected);
            CHECK(faults_of(check_consistency(offered)) == expected);
        }
    }
}

TEST_CASE("no code stands twice in a list") {
    demand sought;
    sought.skills_required = {"java", "sql"};
    sought.skills_preferred = {"java", "go"};
    CHECK(check_consistency(sought).has_value());
    sought.skills_required = {"java", "sql", "java"};
    CHECK(faults_of(check_consistency(sought)) == faults{"/skills_required repeated"});
    sought.skills_required.clear();
    sought.skills_preferred = {"go", "go"};
    CHECK(faults_of(check_consistency(sought)) == faults{"/skills_preferred repeated"});
    supply offered;
    offered.skills = {"java", "sql"};
    offered.regions = {"330100", "330200"};
    CHECK(check_consistency(offered).has_value());
    offered.regions = {"330100", "330200", "330100"};
    CHECK(faults_of(check_consistency(offered)) == faults{"/regions repeated"});
    offered.skills = {"sql", "sql"};
    CHECK(faults_of(check_consistency(offered)) == faults{"/skills repeated"});
}

TEST_CASE("a proof is dropped with the fact it was of, and with no other") {
    supply before;
    before.education = education::bachelor;
    before.experience_years = 5;
    before.skills = {"java", "sql", "go"};
    before.education_verified = true;
    before.experience_verified = true;
    before.skills_verified = {"java", "sql"};
    for (unsigned changes = 0; changes < 16; ++changes) {
        INFO(changes);
        auto after = before;
        if ((changes & 1U) != 0) after.education = education::master;
        if ((changes & 2U) != 0) after.experience_years = 6;
        if ((changes & 4U) != 0) after.skills = {"go", "sql"};
        if ((changes & 8U) != 0) after.title = "another";
        drop_outdated_proofs(before, after);
        CHECK(after.education_verified == ((changes & 1U) == 0));
        CHECK(after.experience_verified == ((changes & 2U) == 0));
        CHECK(after.skills_verified == ((changes & 4U) == 0
                                            ? std::vector<std::string>{"java", "sql"}
                                            : std::vector<std::string>{"sql"}));
    }
}

TEST_CASE("a supply's open texts show no mobile number, ID number or e-mail address") {
    struct row {
        char const* text;
        bool shows;
    };
    static constexpr row rows[] = {
        {"电话13800000000", true},
        {"13800000000", true},
        {"call 19912345678 now", true},
        {"12345678901", false},
        {"1380000000", false},
        {"138000000001", false},
        {"11010519491231002X", true},
        {"证件110105194912310021。", true},
        {"1101051949123100211", false},
        {"a@b.cn", true},
        {"联系 zhang.san@example.com", true},
        {"c++ @ work", false},
        {"@team", false},
        {"2016-2026", false},
        {"10 years, 3 projects", false},
        {"", false},
    };
    for (auto const& [text, shows] : rows) {
        INFO(text);
        CHECK(shows_personal_data(text) == shows);
        supply one;
        one.title = text;
        CHECK(faults_of(check_consistency(one)) ==
              (shows ? faults{"/title personal_data"} : faults{}));
        one.title.clear();
        one.summary = text;
        CHECK(faults_of(check_consistency(one)) ==
              (shows ? faults{"/summary personal_data"} : faults{}));
    }
}
