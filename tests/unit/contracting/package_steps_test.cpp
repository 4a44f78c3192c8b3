// Every use case on a package in every state, by everybody: what the table allows is done, all else
// is refused.
#include "tests/unit/contracting/contracting_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::contracting;

namespace {

enum class use_case : std::uint8_t {
    edit,
    discard,
    source,
    reassign,
    deliver,
    accept,
    claim,
    reject,
    cancel,
    pay
};
constexpr use_case every_use_case[] = {
    use_case::edit,   use_case::discard, use_case::source, use_case::reassign, use_case::deliver,
    use_case::accept, use_case::claim,   use_case::reject, use_case::cancel,   use_case::pay};
constexpr package_state every_state[] = {package_state::planned,   package_state::sourced,
                                         package_state::delivered, package_state::accepted,
                                         package_state::rejected,  package_state::cancelled};

class steps_place : public contracting_place {
  public:
    steps_place() : contracting_place(db::dialect::sqlite) {
        all = running();
        other = offer(third, {50'000'00});
    }

    /// The first package of the running project, brought there.
    void bring(package_state to) {
        using enum package_state;
        auto const state = package(all.first).state;
        if (to == state) return;
        if (to == delivered) deliver(first, all.first).value();
        if (to == rejected) reject_package(all.first).value();
        if (to == accepted) accept_package(all.first).value();
    }

    std::optional<problem> try_as(identity::organisation const& who, use_case what,
                                  uuid const& id) {
        auto const version = package(id).version;
        std::optional<problem> refused;
        database->write_now([&](db::session& sql) {
            auto const actor = as(who);
            journal::unit_of_work one(sql, working, actor, "request");
            auto const outcome = perform(one, what, id, version);
            if (outcome.has_error()) refused = outcome.error();
            return db::verdict::discard;
        });
        return refused;
    }

    running_project all;
    offerings::offering other;

  private:
    result<void> perform(journal::unit_of_work& one, use_case what, uuid const& id,
                         std::int64_t version) {
        auto const done = [](auto outcome) -> result<void> {
            TRY(std::move(outcome));
            return success();
        };
        switch (what) {
            case use_case::edit:
                return done(projects.edit_package(
                    one, id, version, json::parse(R"({"title":"Other"})").value(), no_codes{}));
            case use_case::discard:
                return projects.discard_package(one, id, version);
            case use_case::source:
                return done(projects.source(one, id, version, order_of(other)));
            case use_case::reassign:
                return done(projects.reassign(one, id, version, {own_work(), {"ill"}}));
            case use_case::deliver:
                return done(projects.deliver(one, id, version, {{{"report", file_hash}}}));
            case use_case::accept:
                return done(projects.accept(one, id, version, {}));
            case use_case::claim:
                return done(projects.claim(one, id, version));
            case use_case::reject:
                return done(projects.reject(one, id, version, {"a chapter is missing"}));
            case use_case::cancel:
                return done(projects.cancel(one, id, version, {"not needed"}));
            case use_case::pay:
                return done(projects.pay(one, id, {.amount = {1}}));
        }
        return success();
    }
};

// Of a project that runs. An order that nobody has taken cannot be sourced then; what has an owner
// is edited before the start only.
bool is_allowed(package_state state, use_case what) {
    using enum package_state;
    switch (what) {
        case use_case::edit:
        case use_case::discard:
            return state == planned;
        case use_case::source:
            return false;
        case use_case::reassign:
            return state == sourced || state == rejected;
        case use_case::deliver:
            return state == sourced || state == rejected;
        case use_case::accept:
        case use_case::reject:
            return state == delivered;
        case use_case::claim: // nothing, while the contractor still has time to inspect it
            return false;
        case use_case::cancel:
            return state == planned || state == sourced || state == rejected;
        case use_case::pay:
            return state == accepted;
    }
    return false;
}

} // namespace

TEST_CASE("every use case on a package in every state is the table's, and everybody's own") {
    std::size_t tried = 0;
    for (auto const state : every_state) {
        steps_place at;
        auto id = at.all.first;
        if (state == package_state::rejected || state == package_state::accepted)
            at.bring(package_state::delivered);
        if (state == package_state::planned || state == package_state::cancelled) {
            at.cancel(at.all.own).value(); // so that there is money for another
            id =
                at.add(at.all.of.id, contracting_place::package_of("More", {15'000'00})).value().id;
            if (state == package_state::cancelled) at.cancel(id).value();
        } else {
            at.bring(state);
        }
        REQUIRE(at.package(id).state == state);
        for (auto const what : every_use_case) {
            bool const of_owner = what == use_case::deliver || what == use_case::claim;
            for (auto const* who : {&at.group, &at.first, &at.third, &at.office}) {
                ++tried;
                INFO(json::name_of(state) << " " << static_cast<int>(what) << " by " << who->name);
                bool const owner = at.package(id).owner_id == who->id;
                bool const own = of_owner ? owner : who == &at.group;
                auto const refused = at.try_as(*who, what, id);
                CHECK(refused.has_value() != (own && is_allowed(state, what)));
                if (!own) CHECK(refused->code == error_code::not_found);
            }
        }
    }
    CHECK(tried == 6 * 10 * 4);
}
