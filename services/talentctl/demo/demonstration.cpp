#include "services/talentctl/demo/demonstration.hpp"

#include "common/calendar/working_days.hpp"
#include "common/json/writer.hpp"
#include "common/security/password.hpp"
#include "common/security/token.hpp"
#include "services/contracting/downstream.hpp"
#include "services/talentctl/demo/cast.hpp"
#include "services/talentctl/demo/listings_story.hpp"
#include "services/talentctl/demo/offerings_story.hpp"
#include "services/talentctl/demo/progress_bar.hpp"
#include "services/talentctl/demo/tenders_story.hpp"

namespace talent::demo {
namespace {

using security::audience;
using security::role;

/// From the founding of the operators to now: long enough for a tender to be contracted and paid.
constexpr std::chrono::days story_days{91};

constexpr std::size_t password_characters = 20;

result<void> check_empty(db::database& target) {
    journal::head head;
    target.read_now([&](db::session& sql) { head = journal::read_head(sql); });
    if (head.sequence == 0) return success();
    return refuse(error_code::conflict,
                  "The database is not empty: its journal has " + std::to_string(head.sequence) +
                      " entries, and a demonstration fills an empty one only.");
}

/// The market is asked about what the general contractor's own staff is to do: nothing here.
contracting::market_evidence no_own_work(offerings::service_category, std::string_view, instant) {
    throw std::logic_error("the demonstration's packages go to the market");
}

/// Everything that the story is told with.
struct market {
    market(demonstration_order const& order, personal::vault const& vault,
           vocabulary::catalogue const& known_codes)
        : codes(known_codes),
          all_places(codes),
          end(calendar::start_of(calendar::day_of(order.now))),
          all(plan_cast(order.seed, all_places, order.listings, calendar::day_of(end))),
          identity(directory, vault),
          listings(directory, words, vault),
          offerings(directory),
          procurement(directory, days),
          remedies(procurement, directory, days),
          delivery(procurement, directory, days, contracting::below_contracts(directory)),
          projects(delivery, offerings, procurement, directory, days, no_own_work),
          officers(directory),
          time(order.now),
          receipts(
              order.signing_key.value_or(security::signing_key(security::secret_key::random())),
              time, newest),
          listed(order.seed, all, all_places, codes, listings),
          sold(order.seed, all, offerings),
          panels(directory, days),
          bought(order.seed, all, {procurement, panels, officers, receipts, remedies},
                 {delivery, projects, offerings}) {}

    vocabulary::catalogue const& codes;
    calendar::working_days days = calendar::working_days::built_in();
    places all_places;
    instant end;
    cast all;
    identity::directory directory;
    listings::moderation_words words;
    identity::identity_service identity;
    listings::listings_service listings;
    offerings::offerings_service offerings;
    procurement::procurement_service procurement;
    remedies::remedies_service remedies;
    delivery::delivery_service delivery;
    contracting::contracting_service projects;
    procurement::officer_service officers;
    manual_clock time;
    journal::newest_instant newest;
    procurement::receipt_desk receipts;
    listings_story listed;
    offerings_story sold;
    procurement::panel_service panels;
    tenders_story bought;
};

// -- keys and logins --

struct wanted_key {
    std::string_view name;
    participant const& owner;
    security::audience audience; // anonymous: the owner's own
    role what;
    std::optional<uuid> subject;
};

std::vector<issued_key> issue_keys(market& with, db::database& target) {
    auto const& all = with.all;
    std::vector<wanted_key> const wanted{
        {"operator", all.operators.front(), audience::anonymous, role::administrator, {}},
        {"enterprise", all.enterprises.front(), audience::anonymous, role::administrator, {}},
        {"agency", all.agencies.front(), audience::anonymous, role::administrator, {}},
        {"government_office", all.offices.front(), audience::anonymous, role::administrator, {}},
        {"supervisor", all.operators.front(), audience::supervisor, role::reader, {}},
        {"talent", all.agencies.front(), audience::talent, role::manager,
         with.listed.talent_subject()},
    };
    std::vector<issued_key> issued;
    target.write_now([&](db::session& sql) {
        performer stage(sql, with.directory);
        stage.set_now(with.end);
        issued.clear();
        for (auto const& each : wanted) {
            identity::api_key const key{.name = "演示密钥 " + std::string(each.name),
                                        .audience = each.audience,
                                        .roles = {each.what},
                                        .subject_id = each.subject};
            auto made = stage.act(each.owner.who, [&](journal::unit_of_work& unit) {
                return with.identity.make_api_key(unit, key);
            });
            issued.push_back({each.name, std::move(made.secret)});
        }
        return db::verdict::keep;
    });
    return issued;
}

std::vector<console_login> logins_of(cast const& all, std::string const& password) {
    std::vector<console_login> logins;
    auto const add = [&](std::string_view name, participant const& one) {
        logins.push_back({name, one.name(), one.plan.administrator.email, password});
    };
    add("operator", all.operators.front());
    add("enterprise", all.enterprises.front());
    add("agency", all.agencies.front());
    add("government_office", all.offices.front());
    add("procurement_supervisor", all.supervisors.front());
    return logins;
}

} // namespace

result<demonstration_summary> demonstrate(db::database& target, personal::vault const& vault,
                                          vocabulary::catalogue const& codes,
                                          demonstration_order const& order) {
    TRY(check_empty(target));
    check_professions(codes);
    // One password for the demonstration, drawn afresh each time: a known one would open every
    // installation whose operator forgot that it holds demonstration data.
    auto const password = security::make_session_token().secret.substr(0, password_characters);
    auto const password_hash = security::hash_password(password);
    market with(order, vault, codes);
    timeline story(with.end);
    auto const start = with.end - story_days;
    add_registrations(story, with.all, with.identity, start, password_hash);
    with.listed.add_to(story, start + cast_days, order.listings);
    with.sold.add_to(story, start + cast_days, order.listings);
    with.bought.add_to(story, order.listings);
    progress_bar progress;
    story.play(target, with.directory, progress);
    return demonstration_summary{.keys = issue_keys(with, target),
                                 .logins = logins_of(with.all, password),
                                 .officers = with.bought.secrets_of_visitors(),
                                 .listings = with.listed.demands() + with.listed.supplies(),
                                 .organisations = with.all.size()};
}

namespace {

void write_logins(json::writer& to, std::vector<console_login> const& logins) {
    for (auto const& login : logins) {
        to.key(login.audience).begin_object();
        to.member("organisation", login.organisation)
            .member("email", login.email)
            .member("password", login.password);
        to.end_object();
    }
}

/// Supervisors and talents are no members of an organisation: they sign in with a key.
void write_console(json::writer& to, demonstration_summary const& summary) {
    write_logins(to, summary.logins);
    for (auto const& key : summary.keys) {
        if (key.audience != "supervisor" && key.audience != "talent") continue;
        to.key(key.audience).begin_object().member("key", key.secret).end_object();
    }
}

} // namespace

std::string write_summary(demonstration_summary const& summary) {
    json::writer to;
    to.begin_object();
    for (auto const& key : summary.keys)
        to.member(key.audience, key.secret);
    to.member("listings", static_cast<std::int64_t>(summary.listings));
    to.member("organisations", static_cast<std::int64_t>(summary.organisations));
    to.key("logins").begin_object();
    write_logins(to, summary.logins);
    to.end_object();
    to.key("console").begin_object();
    write_console(to, summary);
    to.end_object();
    to.key("opening_secrets").begin_object();
    for (auto const& officer : summary.officers)
        to.member(officer.audience, officer.secret);
    to.end_object().end_object();
    return to.take();
}

} // namespace talent::demo
