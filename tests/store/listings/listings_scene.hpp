// The scene of the identity tests with listings' routes, and some organisations. One per test case;
// one thread.
#pragma once

#include "services/listings/api.hpp"
#include "tests/store/identity/scene.hpp"

namespace talent::test {

class listings_scene final : public scene {
  public:
    explicit listings_scene(db::dialect dialect) : scene(dialect) {
        api_.add_routes(routes_);
        followers_.push_back(&words_);
        agency = join(identity::organisation_kind::agency, "330100");
        rival = join(identity::organisation_kind::agency, "330100");
        enterprise = join(identity::organisation_kind::enterprise, "330106");
        ours = join(identity::organisation_kind::operator_group, "330000");
        far = join(identity::organisation_kind::operator_group, "650000");
    }

    principal agency;
    principal rival;
    principal enterprise;
    principal ours; // operator of Zhejiang
    principal far;  // operator of Xinjiang

    /// A human-resources service licence of the agency, verified, until this day.
    void license(char const* valid_until) {
        identity::qualification const held{
            .id = make_uuid(clock.now()),
            .organisation_id = agency.organisation,
            .kind = identity::qualification_kind::human_resources_service_licence,
            .number = "人社-1",
            .valid_from = parse_date("2026-01-01").value(),
            .valid_until = parse_date(valid_until).value(),
            .status = identity::qualification_status::verified};
        tell_directory("qualification", json::write_stored(held));
    }

    answer draft_demand(principal const& who, std::string const& more = {}) {
        auto made =
            post("/v1/demands", who,
                 R"({"title":"Java 工程师","occupation":"2-02-10-03","region":"330100",)"
                 R"("place":"西湖区","headcount":2,"work_content":"开发","conditions":"本科",)"
                 R"("pay_min":{"amount":"10000","currency":"CNY"},)"
                 R"("expires_at":"2026-12-31T00:00:00Z")" +
                     more + "}");
        return made;
    }

    answer draft_supply(principal const& who) {
        return post("/v1/supplies", who,
                    R"({"title":"Java 工程师","occupation":"2-02-10-03","summary":"十年经验",)"
                    R"("regions":["330100"],"skills":["java","sql"],"education":"bachelor",)"
                    R"("experience_years":10,"expires_at":"2026-12-31T00:00:00Z"})");
    }

    principal talent_of(answer const& supply) const {
        auto who = agency;
        who.audience = security::audience::talent;
        who.roles = {security::role::manager};
        who.subject = supply.id();
        return who;
    }

  private:
    listings::moderation_words words_;
    listings::listings_service service_{directory, words_, vault_};
    listings::listings_api api_{service_, {}};
};

inline std::string demand_path(answer const& one, std::string const& step = {}) {
    return "/v1/demands/" + one.text("id") + (step.empty() ? "" : "/" + step);
}
inline std::string supply_path(answer const& one, std::string const& step = {}) {
    return "/v1/supplies/" + one.text("id") + (step.empty() ? "" : "/" + step);
}

} // namespace talent::test
