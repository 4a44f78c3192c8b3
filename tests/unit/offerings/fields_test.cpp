// The field tables: what a client may send, what is stored, what is shown.
#include <catch2/catch.hpp>
#include <set>

#include "services/offerings/category.hpp"
#include "services/offerings/model.hpp"

using namespace talent;
using namespace talent::offerings;

namespace {

/// Knows the regions of the tests and nothing else.
class few_regions final : public json::code_checker {
  public:
    bool known(json::code_list list, std::string_view code) const override {
        return list == json::code_list::region && (code == "330100" || code == "330000");
    }
};
few_regions const codes;

template <class T>
result<T> read(std::string_view text) {
    return json::read<T>(json::parse(text).value(), codes);
}

template <class T>
std::set<std::string> faults_of(std::string_view text) {
    auto const outcome = read<T>(text);
    std::set<std::string> found;
    if (outcome.has_value()) return found;
    for (auto const& each : outcome.error().errors)
        found.insert(each.pointer + " " + each.code);
    return found;
}

template <class T>
void check_server_owned(std::set<std::string> const& of_client) {
    for (auto const& each : json::described<T>::table().fields) {
        INFO(json::described<T>::table().name << "." << each.name);
        CHECK_FALSE(each.options.about.empty());
        CHECK(each.options.about.back() == '.');
        CHECK((each.options.owner != json::owner::server) ==
              of_client.contains(std::string(each.name)));
    }
}

using names = std::set<std::string>;

} // namespace

TEST_CASE("a client owns what it decides, and every field is explained in a sentence") {
    check_server_owned<offering>({"title", "description", "category", "regions", "price_model",
                                  "price", "percent_basis_points", "response_hours",
                                  "delivery_days", "terms"});
    check_server_owned<order>(
        {"offering_id", "offering_version", "quantity", "salary_base", "note"});
    check_server_owned<review>({"rating", "text"});
    check_server_owned<given_reason>({"reason"});
    check_server_owned<acceptance>({"price_total"});
    check_server_owned<delivery>({"delivery_note", "evidence"});
}

TEST_CASE("an offering's draft needs a title, a category, regions and a price model") {
    CHECK(faults_of<offering>("{}") == names{"/title required", "/category required",
                                             "/regions required", "/price_model required"});
    auto const made = read<offering>(
        R"({"title":"猎头","category":"headhunting","regions":["330100"],"price_model":"quote"})");
    REQUIRE(made.has_value());
    CHECK(made.value().category == service_category::headhunting);
    CHECK(made.value().state == offering_state::draft);
}

TEST_CASE("an offering's faults are all named, each where it is") {
    CHECK(faults_of<offering>(R"({"title":"x","category":"astrology","regions":["999999"],
            "price_model":"barter","price":{"amount":"0.00","currency":"CNY"},"percent_basis_points":10001,
            "response_hours":0,"delivery_days":1001,"state":"published","chain_stage":"use","colour":1})") ==
          names{"/title too_short", "/category unknown_value", "/regions/0 unknown_code",
                "/price_model unknown_value", "/price/amount out_of_range",
                "/percent_basis_points out_of_range", "/response_hours out_of_range",
                "/delivery_days out_of_range", "/state server_owned", "/chain_stage server_owned",
                "/colour unknown_field"});
}

TEST_CASE("an order names its offering and the version read, and cannot name its price") {
    CHECK(faults_of<order>(R"({"price_total":{"amount":"1","currency":"CNY"},"quantity":0})") ==
          names{"/offering_id required", "/offering_version required", "/price_total server_owned",
                "/quantity out_of_range"});
    auto const made = read<order>(
        R"({"offering_id":"0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506","offering_version":3})");
    REQUIRE(made.has_value());
    CHECK(made.value().quantity == 1);
}

TEST_CASE("a review has one to five points and a text, and does not say itself that it is open") {
    for (auto const* rating : {"0", "6", "-1"}) {
        CHECK(faults_of<review>(std::string(R"({"text":"好","rating":)") + rating + "}") ==
              names{"/rating out_of_range"});
    }
    for (auto const* rating : {"1", "5"}) {
        CHECK(faults_of<review>(std::string(R"({"text":"好","rating":)") + rating + "}").empty());
    }
    CHECK(faults_of<review>(R"({"text":"","rating":3,"published":true})") ==
          names{"/text too_short", "/published server_owned"});
}

TEST_CASE("evidence is a list of SHA-256 in lower-case hexadecimal") {
    std::string const hash(64, 'a');
    CHECK(faults_of<delivery>(R"({"delivery_note":"已交付","evidence":[")" + hash + R"("]})")
              .empty());
    CHECK(faults_of<delivery>(R"({"delivery_note":"已交付","evidence":["","ABC"]})") ==
          names{"/evidence/0 too_short", "/evidence/1 not_sha256"});
}

TEST_CASE("what is stored is read back the same, and a review's openness is shown but not stored") {
    auto const now = parse_instant("2026-06-01T10:00:00+08:00").value();
    order one{.id = make_uuid(now),
              .number = "OD-330100-2026-000001",
              .version = 4,
              .offering_id = make_uuid(now),
              .offering_version = 2,
              .buyer_id = make_uuid(now),
              .seller_id = make_uuid(now),
              .state = order_state::declined,
              .category = service_category::award_application,
              .price_model = price_model::percent_of_salary,
              .percent_basis_points = 2500,
              .response_hours = 24,
              .delivery_days = 5,
              .quantity = 2,
              .salary_base = money{30'000'000},
              .price_total = money{15'000'000},
              .evidence = {std::string(64, '0')},
              .declined_by = order_side::buyer,
              .placed_at = now};
    one.response_deadline = response_deadline_of(one, calendar::working_days::built_in());
    auto const stored = json::write_stored(one);
    auto const read_back = json::read_stored<order>(stored);
    CHECK(json::write_stored(read_back) == stored);
    CHECK(read_back.response_deadline == one.response_deadline);
    CHECK(read_back.declined_by == order_side::buyer);

    review const opinion{
        .id = make_uuid(now), .rating = 5, .text = "好", .written_at = now, .published = true};
    CHECK(json::write_shown(opinion).find("\"published\":true") != std::string::npos);
    CHECK(json::write_stored(opinion).find("published") == std::string::npos);
    CHECK_FALSE(json::read_stored<review>(json::write_stored(opinion)).published);
}
