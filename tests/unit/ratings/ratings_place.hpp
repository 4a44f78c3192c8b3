// What the tests of ratings share: procurement's place with work packages that stand for those of
// contracting, and units of work on the service.
#pragma once

#include <map>

#include "services/ratings/service.hpp"
#include "services/ratings/store.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

namespace talent::test {

inline instant const package_accepted = at("2026-03-02T10:00:00+08:00");

class ratings_place : public procurement_place {
  public:
    explicit ratings_place(db::dialect dialect) : procurement_place(dialect) {
        user = join(identity::organisation_kind::enterprise, "用户", "330106");
        stranger = join(identity::organisation_kind::agency, "旁人", "330100");
        contractor = join(identity::organisation_kind::operator_group, "总包", "330200");
    }

    /// Of the office, the user and the first agency.
    ratings::rated_delivery package() { return package(office.id, user.id, first.id); }
    ratings::rated_delivery package(uuid const& buyer, uuid const& used_by, uuid const& agency) {
        ratings::rated_delivery made{.package_id = make_uuid(package_accepted),
                                     .buyer_id = buyer,
                                     .user_id = used_by,
                                     .agency_id = agency,
                                     .contractor_id = contractor.id,
                                     .region = "330100",
                                     .category = "skills_training",
                                     .accepted_at = package_accepted};
        packages[made.package_id] = made;
        return made;
    }

    result<ratings::rating> write(identity::organisation const& by, uuid const& package_id,
                                  uuid const& about, instant now, ratings::rating said = {}) {
        said.about_id = about;
        if (said.satisfaction == 0) said.satisfaction = 4;
        return unit(by, now, [&](auto& one) { return rating.write(one, package_id, said); });
    }
    result<ratings::rating> edit(identity::organisation const& by, ratings::rating const& one,
                                 std::string const& patch, instant now) {
        auto const document = json::parse(patch);
        return unit(by, now, [&](auto& work) {
            return rating.edit(work, one.id, one.version, document.value(), codes);
        });
    }
    result<ratings::rating> look(security::principal const& who, uuid const& id, instant now) {
        return reading([&](db::session& sql) { return rating.read(sql, who, id, now); });
    }
    result<std::vector<ratings::rating>> list(security::principal const& who,
                                              uuid const& package_id, instant now) {
        return reading(
            [&](db::session& sql) { return rating.list_of_package(sql, who, package_id, now); });
    }

    result<ratings::appeal> file(identity::organisation const& by, uuid const& rating_id,
                                 instant now) {
        ratings::appeal const wanted{.reasons = {"The hours were counted twice."}};
        return unit(by, now, [&](auto& one) { return rating.file(one, rating_id, wanted); });
    }
    result<ratings::appeal> open_review(identity::organisation const& by, ratings::appeal const& of,
                                        instant now) {
        return unit(by, now, [&](auto& one) { return rating.open(one, of.id, of.version); });
    }
    result<ratings::appeal> decide(identity::organisation const& by, ratings::appeal const& of,
                                   bool upheld, instant now) {
        ratings::appeal_decision const decision{upheld, {"The protocol shows it."}};
        return unit(by, now,
                    [&](auto& one) { return rating.decide(one, of.id, of.version, decision); });
    }
    result<ratings::appeal> withdraw(identity::organisation const& by, ratings::appeal const& of,
                                     instant now) {
        return unit(by, now, [&](auto& one) { return rating.withdraw(one, of.id, of.version); });
    }

    identity::organisation user;
    identity::organisation stranger;
    identity::organisation contractor; // a group, and no overseer of the region
    std::map<uuid, ratings::rated_delivery> packages;
    no_codes codes;
    ratings::ratings_service rating{
        [this](db::session&, uuid const& id) -> std::optional<ratings::rated_delivery> {
            auto const found = packages.find(id);
            if (found == packages.end()) return std::nullopt;
            return found->second;
        },
        known, calendar};
};

} // namespace talent::test
