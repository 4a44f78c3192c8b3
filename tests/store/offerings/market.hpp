// The scene of the identity tests with offerings' routes, and some organisations. One per test
// case; one thread.
#pragma once

#include <string>

#include "services/offerings/api.hpp"
#include "tests/store/identity/scene.hpp"

namespace talent::test {

class market final : public scene {
  public:
    explicit market(db::dialect dialect);

    principal agency;        // Hangzhou, verified, no licence yet
    principal rival;         // another verified agency
    principal enterprise;    // Hangzhou, verified
    principal office;        // Hangzhou, verified
    principal far_buyer;     // an enterprise in Urumqi
    principal operators;     // of Zhejiang
    principal far_operators; // of Xinjiang
    principal supervisor;
    principal anybody; // without a credential

    /// Gives the organisation a qualification valid in 2026.
    void license(principal const& who, identity::qualification_kind kind, std::string number);
    /// What the operator decided on an organisation; it reaches the directory and `who`.
    void set_status(principal& who, identity::organisation_status status);

    /// A published offering of `agency` that serves Hangzhou.
    answer publish(std::string const& category_and_price);
    /// An order of it by `enterprise`; `more` are further members of the body.
    answer order(answer const& offering, std::string const& more = {});
    /// An order brought to accepted_by_buyer.
    answer finished_order();

  private:
    principal join_as_manager(identity::organisation_kind kind, std::string region);

    offerings::offerings_service service_{directory};
    offerings::offerings_api api_{service_};
};

inline std::string path_of(std::string_view collection, answer const& one,
                           std::string_view step = {}) {
    std::string path = "/v1/" + std::string(collection) + "/" + one.text("id");
    return step.empty() ? path : path + "/" + std::string(step);
}

inline constexpr std::string_view headhunting_fixed =
    R"("category":"headhunting","price_model":"fixed","price":{"amount":"1000.00","currency":"CNY"})";
inline constexpr std::string_view consulting_fixed =
    R"("category":"hr_consulting","price_model":"fixed","price":{"amount":"1000.00","currency":"CNY"})";
inline constexpr std::string_view consulting_quote =
    R"("category":"hr_consulting","price_model":"quote")";

} // namespace talent::test
