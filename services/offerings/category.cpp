#include "services/offerings/category.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace talent::offerings {
namespace {

using enum chain_stage;
using kind = identity::qualification_kind;
using what = service_category;

// Introducing people to jobs needs the human-resources service licence (interim regulation on the
// human-resources market, 2018, art. 18); consulting, assessment, payroll and outsourcing need a
// filing only. Dispatch: Labour Contract Law, art. 57. Patents: Patent Agency Regulation, art. 9.
// Training and degrees: Private Education Promotion Law, art. 12; Higher Education Law, art. 29.
constexpr std::array definitions{
    category_definition{what::skills_training, "skills_training", training, kind::training_permit},
    category_definition{what::management_training, "management_training", training, {}},
    category_definition{what::continuing_education, "continuing_education", training, {}},
    category_definition{what::degree_programme, "degree_programme", training,
                        kind::university_charter},
    category_definition{what::headhunting, "headhunting", introduction,
                        kind::human_resources_service_licence},
    category_definition{what::mass_recruitment, "mass_recruitment", introduction,
                        kind::human_resources_service_licence},
    category_definition{what::campus_recruitment, "campus_recruitment", introduction,
                        kind::human_resources_service_licence},
    category_definition{what::overseas_recruitment, "overseas_recruitment", introduction,
                        kind::human_resources_service_licence},
    category_definition{what::job_fair, "job_fair", introduction,
                        kind::human_resources_service_licence},
    category_definition{what::labour_dispatch, "labour_dispatch", use,
                        kind::labour_dispatch_licence},
    category_definition{what::hr_outsourcing, "hr_outsourcing", use, {}},
    category_definition{what::payroll, "payroll", use, {}},
    category_definition{what::hr_consulting, "hr_consulting", use, {}},
    category_definition{what::talent_assessment, "talent_assessment", use, {}},
    category_definition{what::tech_transfer, "tech_transfer", use, {}},
    category_definition{what::patent_service, "patent_service", service,
                        kind::patent_agency_licence},
    category_definition{what::relocation, "relocation", service, {}},
    category_definition{what::visa_service, "visa_service", service, {}},
    category_definition{what::talent_housing, "talent_housing", service, {}},
    category_definition{what::family_service, "family_service", service, {}},
    category_definition{what::policy_application, "policy_application", service, {}},
    category_definition{what::incubation, "incubation", incentive, {}},
    category_definition{what::investment_matching, "investment_matching", incentive,
                        kind::investment_registration},
    category_definition{
        what::equity_incentive_planning, "equity_incentive_planning", incentive, {}},
    category_definition{what::award_application, "award_application", incentive, {}},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        if (static_cast<std::size_t>(definitions[i].category) != i) return false;
    }
    return definitions.back().category == what::award_application;
}
static_assert(in_order(), "the category table follows the enumeration");

constexpr auto names_of_categories() {
    std::array<std::string_view, definitions.size()> names{};
    std::ranges::transform(definitions, names.begin(), &category_definition::name);
    return names;
}

bool is_better(identity::qualification const& left, identity::qualification const& right) {
    return left.valid_until > right.valid_until;
}

} // namespace

std::span<category_definition const> all_categories() {
    return definitions;
}

category_definition const& definition_of(service_category category) {
    return definitions[static_cast<std::size_t>(category)];
}

result<std::string> licence_for(service_category category,
                                std::span<identity::qualification const> held, date day) {
    auto const needed = definition_of(category).licence;
    if (!needed) return std::string();
    identity::qualification const* best = nullptr;
    for (auto const& each : held) {
        if (each.kind != *needed || !identity::is_valid_on(each, day)) continue;
        if (best == nullptr || is_better(each, *best)) best = &each;
    }
    if (best != nullptr) return best->number;
    return refuse(error_code::licence_missing,
                  "The category " + std::string(definition_of(category).name) + " needs a " +
                      std::string(json::name_of(*needed)) + " of the seller that is valid on " +
                      format_date(day) + ".");
}

} // namespace talent::offerings

namespace talent::json {

std::span<std::string_view const> enumeration<offerings::service_category>::names() {
    static constexpr auto list = offerings::names_of_categories();
    return list;
}

} // namespace talent::json
