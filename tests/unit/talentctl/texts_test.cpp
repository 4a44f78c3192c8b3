// What the demonstration says: the same for the same seed, and nothing that the API would refuse.
#include <catch2/catch.hpp>

#include "common/vocabulary/credit_code.hpp"
#include "services/offerings/category.hpp"
#include "services/procurement/methods.hpp"
#include "services/talentctl/demo/listings_story.hpp"
#include "services/talentctl/demo/offering_texts.hpp"
#include "services/talentctl/demo/tender_texts.hpp"

using namespace talent;
using namespace talent::demo;

namespace {

constexpr instant story_end{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
constexpr std::size_t sample = 1'500;
constexpr std::size_t listings_in_market = 5'000;

vocabulary::catalogue const& codes() {
    static auto const built = vocabulary::catalogue::built_in();
    return built;
}

date today() {
    return std::chrono::floor<std::chrono::days>(story_end);
}

/// The market's texts without a database.
struct market_texts {
    explicit market_texts(std::uint64_t seed)
        : all(plan_cast(seed, where, listings_in_market, today())),
          service(directory, words, vault),
          story(seed, all, where, codes(), service) {}

    places where{codes()};
    cast all;
    identity::directory directory;
    listings::moderation_words words;
    personal::vault vault =
        personal::vault::of(security::secret_key::random(), security::secret_key::random());
    listings::listings_service service;
    listings_story story;
};

// What the server sets is not sent, in nested objects neither.
void leave_out_the_servers(json::object_definition const& table, json::value& document) {
    for (auto const& field : table.fields) {
        if (field.options.owner == json::owner::server) {
            std::erase_if(document.members(),
                          [&](json::value::member const& one) { return one.first == field.name; });
            continue;
        }
        if (field.operations().nested == nullptr) continue;
        for (auto& [name, content] : document.members()) {
            if (name != field.name) continue;
            if (content.is_object()) leave_out_the_servers(field.operations().nested(), content);
            for (auto& each : content.elements())
                leave_out_the_servers(field.operations().nested(), each);
        }
    }
}

/// What the API says to the object as a client would send it.
template <class T>
result<T> as_a_client_sends(T const& made) {
    auto document = json::parse(json::write_shown(made)).value();
    leave_out_the_servers(json::described<T>::table(), document);
    return json::read<T>(document, codes());
}

template <class T>
std::string faults_of(T const& made) {
    std::string faults;
    auto const read = as_a_client_sends(made);
    if (read.has_value()) return faults;
    for (auto const& each : read.error().errors)
        faults.append(each.pointer).append(" ").append(each.code).append("; ");
    return faults;
}

} // namespace

TEST_CASE("the same seed draws the same listings, another seed others") {
    market_texts const first(7);
    market_texts const again(7);
    market_texts const other(8);
    std::size_t different = 0;
    for (std::size_t number = 0; number < 200; ++number) {
        auto const demand =
            json::write_stored(first.story.draw_demand_of(number, story_end).notice);
        auto const supply = json::write_stored(first.story.draw_supply_of(number, story_end).offer);
        CHECK(demand == json::write_stored(again.story.draw_demand_of(number, story_end).notice));
        CHECK(supply == json::write_stored(again.story.draw_supply_of(number, story_end).offer));
        if (demand != json::write_stored(other.story.draw_demand_of(number, story_end).notice))
            ++different;
    }
    CHECK(different > 190);
}

TEST_CASE("the texts of demands are varied") {
    market_texts const texts(7);
    std::set<std::string> contents;
    std::set<std::string> titles;
    bool english = false;
    for (std::size_t number = 0; number < sample; ++number) {
        auto const notice = texts.story.draw_demand_of(number, story_end).notice;
        contents.insert(notice.work_content);
        titles.insert(notice.title);
        english = english || notice.title.find("Engineer") != std::string::npos;
    }
    CHECK(contents.size() > sample * 9 / 10);
    CHECK(titles.size() > 200);
    CHECK(english);
}

TEST_CASE("every organisation of the demonstration has a valid credit code, and no two the same") {
    auto const all = plan_cast(1, places(codes()), 100'000, today());
    std::set<std::string> seen;
    std::set<std::string> phones;
    for (auto const* group : {&all.operators, &all.offices, &all.supervisors, &all.enterprises,
                              &all.agencies, &all.newcomers}) {
        for (auto const& one : *group) {
            INFO(one.name());
            CHECK(vocabulary::is_credit_code(one.plan.organisation.credit_code));
            CHECK(seen.insert(one.plan.organisation.credit_code).second);
            CHECK(phones.insert(one.plan.organisation.phone).second);
            CHECK(faults_of(one.plan.organisation).empty());
            CHECK(identity::check_consistency(one.plan.organisation).has_value());
        }
    }
    CHECK(seen.size() == all.size());
    CHECK(all.enterprises.size() == 1'000);
    CHECK(all.agencies.size() == 500);
}

TEST_CASE("every licence of the demonstration's agencies holds today") {
    auto const all = plan_cast(1, places(codes()), listings_in_market, today());
    for (auto const& agency : all.agencies) {
        for (auto licence : agency.plan.qualifications) {
            INFO(agency.name() << " " << licence.number);
            licence.status = identity::qualification_status::verified; // as its operator will
            CHECK(identity::is_valid_on(licence, today()));
            CHECK(identity::is_valid_on(licence, today() - std::chrono::days(91)));
            CHECK(faults_of(licence).empty());
        }
    }
}

TEST_CASE("every demand passes the gate of publication and the API's checks") {
    market_texts const texts(3);
    std::size_t for_moderation = 0;
    for (std::size_t number = 0; number < sample; ++number) {
        auto drawn = texts.story.draw_demand_of(number, story_end);
        auto& notice = drawn.notice;
        bool const by_agency =
            drawn.publisher->plan.organisation.kind == identity::organisation_kind::agency;
        // The platform adds these two.
        if (notice.employer_name.empty()) notice.employer_name = drawn.publisher->name();
        if (by_agency) notice.licence_number = drawn.publisher->plan.qualifications.at(0).number;
        INFO(number << " " << notice.title << " " << faults_of(notice));
        CHECK(faults_of(notice).empty());
        CHECK(listings::check_consistency(notice).has_value());
        CHECK(listings::check_publication(notice, by_agency, story_end).has_value());
        if (!listings::discriminatory_words(notice, *texts.words.current()).empty())
            ++for_moderation;
    }
    CHECK(for_moderation > 0);
    CHECK(for_moderation < sample / 50);
}

TEST_CASE("every supply passes the gate of publication and the API's checks") {
    market_texts const texts(3);
    for (std::size_t number = 0; number < sample; ++number) {
        auto const offer = texts.story.draw_supply_of(number, story_end).offer;
        INFO(number << " " << offer.title << " " << faults_of(offer));
        CHECK(faults_of(offer).empty());
        CHECK(listings::check_consistency(offer).has_value());
        CHECK(listings::check_publication(offer, story_end).has_value());
    }
}

TEST_CASE("every offering is fit to be published by its seller") {
    auto const all = plan_cast(1, places(codes()), 20'000, today());
    for (std::size_t number = 0; number < sample; ++number) {
        auto const& seller = all.agencies[number % all.agencies.size()].plan;
        dice chance(1, "offering", number);
        auto const offered = draw_offering(seller, {}, chance);
        INFO(seller.organisation.name << " " << offered.title << " " << faults_of(offered));
        CHECK(faults_of(offered).empty());
        CHECK(offerings::check_consistency(offered).has_value());
        CHECK(offerings::check_publication(offered).has_value());
        auto held = seller.qualifications;
        for (auto& licence : held)
            licence.status = identity::qualification_status::verified; // as its operator will
        CHECK(offerings::licence_for(offered.category, held, today()).has_value());
    }
}

TEST_CASE("every tender is fit to be published, and no ordinary bid abnormally low") {
    places const where(codes());
    procurement::procurement_rules const rules;
    auto const calendar = calendar::working_days::built_in();
    for (std::size_t number = 0; number < 200; ++number) {
        dice chance(1, "tender", number);
        auto wanted = draw_tender(where.draw_city(chance), chance);
        wanted.open_at = story_end;
        wanted.deadline_at = story_end + std::chrono::days(21);
        INFO(wanted.title << " " << faults_of(wanted));
        CHECK(faults_of(wanted).empty());
        CHECK(procurement::check_consistency(wanted).has_value());
        CHECK(procurement::check_publication(wanted, story_end, {rules, calendar}).has_value());
        auto const sent = draw_bid(wanted, chance);
        CHECK(faults_of(sent).empty());
        CHECK(sent.price <= wanted.budget);
        CHECK(sent.price >= scale(wanted.budget, 80, 100));
    }
}

TEST_CASE("every profession names codes of the vocabulary") {
    CHECK_NOTHROW(check_professions(codes()));
}
