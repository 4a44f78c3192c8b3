// Which licence a category needs of its seller, and when it counts.
#include <catch2/catch.hpp>
#include <set>

#include "services/offerings/category.hpp"

using namespace talent;
using namespace talent::offerings;
using identity::qualification;
using identity::qualification_kind;
using identity::qualification_status;

namespace {

date day(char const* text) {
    return parse_date(text).value();
}

qualification licence(qualification_kind kind, std::string number) {
    return {.kind = kind,
            .number = std::move(number),
            .valid_from = day("2026-01-01"),
            .valid_until = day("2026-12-31"),
            .status = qualification_status::verified};
}

} // namespace

TEST_CASE("every category has its own name, and every stage has categories") {
    std::set<std::string_view> names;
    std::set<chain_stage> stages;
    for (auto const& each : all_categories()) {
        CHECK(names.insert(each.name).second);
        stages.insert(each.stage);
        CHECK(definition_of(each.category).name == each.name);
        CHECK(json::name_of(each.category) == each.name);
    }
    CHECK(stages.size() == json::enumeration<chain_stage>::names().size());
}

TEST_CASE("a category without a licence may be sold by anybody, one with a licence only with it") {
    for (auto const& each : all_categories()) {
        INFO(each.name);
        auto const without = licence_for(each.category, {}, day("2026-06-01"));
        CHECK(without.has_value() == !each.licence.has_value());
        if (without.has_value()) CHECK(without.value().empty());
        for (std::size_t i = 0; i < json::enumeration<qualification_kind>::names().size(); ++i) {
            auto const kind = static_cast<qualification_kind>(i);
            std::vector const held{licence(kind, "LIC-1")};
            auto const outcome = licence_for(each.category, held, day("2026-06-01"));
            CHECK(outcome.has_value() == (!each.licence || *each.licence == kind));
            if (each.licence && outcome.has_value()) CHECK(outcome.value() == "LIC-1");
            if (!outcome.has_value()) CHECK(outcome.error().code == error_code::licence_missing);
        }
    }
}

TEST_CASE("a licence counts from its first day to its last, both included") {
    std::vector const held{licence(qualification_kind::labour_dispatch_licence, "330100")};
    auto const on = [&](char const* text) {
        return licence_for(service_category::labour_dispatch, held, day(text)).has_value();
    };
    CHECK_FALSE(on("2025-12-31"));
    CHECK(on("2026-01-01"));
    CHECK(on("2026-12-31"));
    CHECK_FALSE(on("2027-01-01"));
}

TEST_CASE("only a verified licence counts, and the one that holds longest is shown") {
    auto rejected = licence(qualification_kind::patent_agency_licence, "rejected");
    rejected.status = qualification_status::rejected;
    auto declared = licence(qualification_kind::patent_agency_licence, "declared");
    declared.status = qualification_status::declared;
    declared.valid_until = day("2030-12-31");
    auto const verified = licence(qualification_kind::patent_agency_licence, "verified");
    auto later = verified;
    later.number = "later";
    later.valid_until = day("2027-12-31");

    auto const shown = [](std::vector<qualification> const& held) {
        return licence_for(service_category::patent_service, held, day("2026-06-01"));
    };
    CHECK_FALSE(shown({rejected}).has_value());
    CHECK_FALSE(shown({rejected, declared}).has_value());
    CHECK(shown({declared, verified}).value() == "verified");
    CHECK(shown({verified, declared}).value() == "verified");
    CHECK(shown({verified, later, declared}).value() == "later");
}
