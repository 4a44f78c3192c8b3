#include "services/pages/job_posting.hpp"

#include <array>

#include "common/base/text.hpp"
#include "common/calendar/working_days.hpp"
#include "common/json/writer.hpp"
#include "services/pages/markup.hpp"

namespace talent::pages {
namespace {

constexpr std::size_t description_length_max = 160; // code points; search engines show no more
constexpr std::int64_t months_of_a_year = 12;

// By listings::employment_type; the right side is what schema.org's readers know.
constexpr std::array<std::string_view, 5> employment_types{"FULL_TIME", "PART_TIME", "INTERN",
                                                           "CONTRACTOR", "TEMPORARY"};
// By listings::education; empty: no requirement.
constexpr std::array<std::string_view, 8> credentials{"",
                                                      "",
                                                      "high school",
                                                      "professional certificate",
                                                      "associate degree",
                                                      "bachelor degree",
                                                      "postgraduate degree",
                                                      "postgraduate degree"};

std::string paragraphs(std::string_view text) {
    std::string made = "<p>";
    for (char const character : html_text(text))
        character == '\n' ? made.append("<br>") : made.append(1, character);
    return made.append("</p>");
}

std::string description_of(listings::demand const& of) {
    std::string made = paragraphs(of.work_content);
    if (!of.conditions.empty()) made.append(paragraphs(of.conditions));
    return made;
}

void write_place(listings::demand const& of, vocabulary::catalogue const& codes, json::writer& to) {
    constexpr auto region = json::code_list::region;
    std::string province;
    std::string locality;
    auto const add = [&](vocabulary::entry const& one) {
        if (one.level == 0 || one.category == vocabulary::region_grouping) return;
        if (one.level == 1) {
            province = one.name_zh;
        } else {
            locality.insert(0, one.name_zh);
        }
    };
    if (auto const* const own = codes.find(region, of.region)) add(*own);
    for (auto const* const each : codes.ancestors(region, of.region))
        add(*each);
    to.key("jobLocation").begin_object().member("@type", "Place").key("address").begin_object();
    to.member("@type", "PostalAddress").member("addressCountry", "CN");
    if (!province.empty()) to.member("addressRegion", province);
    if (!locality.empty()) to.member("addressLocality", locality);
    if (!of.place.empty()) to.member("streetAddress", of.place);
    to.end_object().end_object();
}

void write_pay(listings::demand const& of, json::writer& to) {
    if (!of.pay_min && !of.pay_max) return;
    to.key("baseSalary").begin_object().member("@type", "MonetaryAmount");
    to.member("currency", "CNY").key("value").begin_object();
    to.member("@type", "QuantitativeValue").member("unitText", "MONTH");
    if (of.pay_min) to.key("minValue").digits(format_money(*of.pay_min));
    if (of.pay_max) to.key("maxValue").digits(format_money(*of.pay_max));
    to.end_object().end_object();
}

void write_requirements(listings::demand const& of, json::writer& to) {
    auto const credential = credentials.at(static_cast<std::size_t>(of.education_min));
    if (!credential.empty()) {
        to.key("educationRequirements").begin_object();
        to.member("@type", "EducationalOccupationalCredential")
            .member("credentialCategory", credential);
        to.end_object();
    }
    if (of.experience_years_min > 0) {
        to.key("experienceRequirements").begin_object();
        to.member("@type", "OccupationalExperienceRequirements")
            .member("monthsOfExperience", of.experience_years_min * months_of_a_year);
        to.end_object();
    }
    if (of.skills_required.empty()) return;
    to.key("skills").begin_array();
    for (auto const& each : of.skills_required)
        to.string(each);
    to.end_array();
}

std::string title_of(listings::demand const& of) {
    return of.employer_name.empty() ? of.title : of.title + " - " + of.employer_name;
}

/// One line of what the demand says, cut where it gets too long.
std::string summary_of(listings::demand const& of) {
    std::string whole = of.employer_name;
    for (auto const* const part : {&of.place, &of.work_content, &of.conditions})
        whole.append(whole.empty() || part->empty() ? "" : " · ").append(*part);
    std::string line;
    std::size_t length = 0;
    for (auto const& each : code_points(whole)) {
        if (++length > description_length_max) break;
        line.append(each == "\n" || each == "\t" ? " " : each);
    }
    return line;
}

} // namespace

std::string job_posting(listings::demand const& of, vocabulary::catalogue const& codes,
                        std::string_view address) {
    json::writer to;
    to.begin_object();
    to.member("@context", "https://schema.org/").member("@type", "JobPosting");
    to.member("title", of.title).member("description", description_of(of)).member("url", address);
    to.key("identifier").begin_object().member("@type", "PropertyValue");
    to.member("name", of.employer_name).member("value", of.number).end_object();
    if (of.published_at) to.member("datePosted", format_date(calendar::day_of(*of.published_at)));
    if (of.expires_at) to.member("validThrough", format_instant(*of.expires_at));
    to.member("employmentType", employment_types.at(static_cast<std::size_t>(of.employment)));
    to.key("hiringOrganization").begin_object().member("@type", "Organization");
    to.member("name", of.employer_name).end_object();
    write_place(of, codes, to);
    write_pay(of, to);
    write_requirements(of, to);
    if (of.headcount) to.member("totalJobOpenings", *of.headcount);
    to.member("directApply", false); // a candidate comes by way of an agency
    to.end_object();
    return to.take();
}

http::page_head head_of(listings::demand const& of, vocabulary::catalogue const& codes,
                        std::string_view address) {
    http::page_head made{.title = html_text(title_of(of)), .markup = {}};
    made.markup.append("<meta name=\"description\" content=\"")
        .append(html_text(summary_of(of)))
        .append("\"><link rel=\"canonical\" href=\"")
        .append(html_text(address))
        .append("\">");
    if (of.scope == listings::listing_scope::own_region) {
        made.markup.append(R"(<meta name="robots" content="noindex">)");
        return made;
    }
    made.markup.append(R"(<script type="application/ld+json">)")
        .append(script_json(job_posting(of, codes, address)))
        .append("</script>");
    return made;
}

http::page_head head_of_nothing(int status) {
    constexpr int gone = 410;
    return {.status = status,
            .title = status == gone ? "此需求已下架" : "没有找到",
            .markup = R"(<meta name="robots" content="noindex">)"};
}

} // namespace talent::pages
