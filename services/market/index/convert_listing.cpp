#include <algorithm>

#include "services/market/index/document.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

std::vector<std::string> merged(std::vector<std::string> first,
                                std::vector<std::string> const& second) {
    first.insert(first.end(), second.begin(), second.end());
    std::ranges::sort(first);
    auto const repeated = std::ranges::unique(first);
    first.erase(repeated.begin(), repeated.end());
    return first;
}

template <class Listing>
document convert_common(Listing const& one, document_kind kind) {
    document made;
    made.kind = kind;
    made.id = one.id;
    made.version = one.version;
    made.organisation = one.organisation_id;
    made.published_at = one.published_at.value_or(one.updated_at);
    made.expires_at = one.expires_at;
    made.title = searchable(one.title);
    made.scoped = one.scope == listings::listing_scope::own_region;
    made.occupation = one.occupation;
    made.industry = one.industry;
    made.pay_min = one.pay_min;
    made.pay_max = one.pay_max;
    made.shown = json::write_shown(one);
    return made;
}

} // namespace

listing_converter::listing_converter(vocabulary::catalogue const& codes) {
    for (auto const& skill : codes.all(json::code_list::skill)) {
        std::string pieces;
        append_piece(skill.name_zh, pieces);
        append_piece(skill.name_en, pieces);
        for (auto const& synonym : skill.synonyms)
            append_piece(synonym, pieces);
        skill_names_.emplace(skill.code, std::move(pieces));
    }
}

void listing_converter::append_skill_names(std::vector<std::string> const& skills,
                                           std::string& body) const {
    for (auto const& code : skills) {
        auto const found = skill_names_.find(code);
        if (found == skill_names_.end() || found->second.empty()) continue;
        if (!body.empty()) body.push_back('\n');
        body.append(found->second);
    }
}

std::optional<document> listing_converter::convert(listings::demand const& one) const {
    if (one.state != listings::listing_state::published) return std::nullopt;
    document made = convert_common(one, document_kind::demand);
    append_piece(one.work_content, made.body);
    append_piece(one.conditions, made.body);
    append_piece(one.place, made.body);
    append_piece(one.employer_name, made.body);
    made.skills = merged(one.skills_required, one.skills_preferred);
    append_skill_names(made.skills, made.body);
    if (!one.region.empty()) made.regions = {one.region};
    made.education = one.education_min;
    made.experience_years = one.experience_years_min;
    made.headcount = one.headcount;
    made.employments = {one.employment};
    made.skills_required = one.skills_required;
    made.skills_preferred = one.skills_preferred;
    return made;
}

std::optional<document> listing_converter::convert(listings::supply const& one) const {
    if (one.state != listings::listing_state::published) return std::nullopt;
    document made = convert_common(one, document_kind::supply);
    append_piece(one.summary, made.body);
    made.skills = one.skills;
    append_skill_names(made.skills, made.body);
    made.regions = one.regions;
    made.education = one.education;
    made.experience_years = one.experience_years;
    made.employments = one.employments;
    made.skills_verified = one.skills_verified;
    made.education_verified = one.education_verified;
    made.experience_verified = one.experience_verified;
    made.available_from = one.available_from;
    made.personalised_ranking = one.personalised_ranking;
    return made;
}

} // namespace talent::market
