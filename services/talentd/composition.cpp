#include "services/talentd/composition.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "common/base/log.hpp"
#include "common/calendar/later_calendar.hpp"
#include "common/db/record.hpp"
#include "common/http/executor.hpp"
#include "common/journal/follower.hpp"
#include "common/journal/journal.hpp"
#include "common/journal/witness.hpp"
#include "services/alerts/alert_worker.hpp"
#include "services/alerts/api.hpp"
#include "services/alerts/store.hpp"
#include "services/audit/api.hpp"
#include "services/audit/signer.hpp"
#include "services/clocks/api.hpp"
#include "services/clocks/clock_worker.hpp"
#include "services/contracting/accepted_package.hpp"
#include "services/contracting/api.hpp"
#include "services/contracting/downstream.hpp"
#include "services/delivery/api.hpp"
#include "services/erasure/erase_again.hpp"
#include "services/erasure/erasure_file.hpp"
#include "services/exclusions/api.hpp"
#include "services/exclusions/store.hpp"
#include "services/identity/api.hpp"
#include "services/identity/store.hpp"
#include "services/installation/installation.hpp"
#include "services/listings/api.hpp"
#include "services/listings/store.hpp"
#include "services/market/api.hpp"
#include "services/market/index/bulk_load.hpp"
#include "services/market/statistics/statistics_api.hpp"
#include "services/market/suppliers/supplier_api.hpp"
#include "services/match_runs/api.hpp"
#include "services/match_runs/store.hpp"
#include "services/notices/api.hpp"
#include "services/notices/fan_out_worker.hpp"
#include "services/notices/mail_api.hpp"
#include "services/notices/mail_worker.hpp"
#include "services/notices/webhook_worker.hpp"
#include "services/notices/webhooks_api.hpp"
#include "services/offerings/api.hpp"
#include "services/offerings/store.hpp"
#include "services/open_data/api.hpp"
#include "services/open_data/release_worker.hpp"
#include "services/pages/pages.hpp"
#include "services/printing/api.hpp"
#include "services/procurement/amendments_api.hpp"
#include "services/procurement/api.hpp"
#include "services/procurement/awards_api.hpp"
#include "services/procurement/bidding_api.hpp"
#include "services/procurement/duties_api.hpp"
#include "services/procurement/final_offers_api.hpp"
#include "services/procurement/frameworks_api.hpp"
#include "services/procurement/methods_api.hpp"
#include "services/procurement/officers_api.hpp"
#include "services/procurement/panel_api.hpp"
#include "services/procurement/panel_store.hpp"
#include "services/procurement/published_tenders.hpp"
#include "services/procurement/questions_api.hpp"
#include "services/procurement/store.hpp"
#include "services/ratings/api.hpp"
#include "services/ratings/opening_worker.hpp"
#include "services/reference/api.hpp"
#include "services/reference/vocabulary_store.hpp"
#include "services/remedies/api.hpp"
#include "services/remedies/store.hpp"
#include "services/talentd/housekeeper.hpp"

namespace talent::talentd {
namespace {

// How often other processes' entries are looked for.
constexpr std::chrono::milliseconds follow_interval{50};

// What the market index shall hold; it leaves out by itself what it has no place for.
constexpr std::string_view only_published = "WHERE state = 'published'";
constexpr std::string_view once_published =
    "WHERE published_at IS NOT NULL"; // notices stay findable

// Wakes the feed's streams after every commit, also another process's.
class event_signal final : public journal::projection {
  public:
    void apply(journal::entry const&) override {
        if (server_ != nullptr) server_->notify_events();
    }
    void connect(http::server& server) { server_ = &server; }

  private:
    http::server* server_ = nullptr;
};

// Tells the housekeeper, after the commit, also of another process's.
class erasure_signal final : public journal::projection {
  public:
    void apply(journal::entry const& one) override {
        if (cleaner_ != nullptr && one.type.ends_with(".erased")) cleaner_->note_erasure();
    }
    void connect(housekeeper& cleaner) { cleaner_ = &cleaner; }

  private:
    housekeeper* cleaner_ = nullptr;
};

http::server_options server_options_of(server_configuration const& set) {
    return {.address = set.address,
            .port = static_cast<std::uint16_t>(set.port),
            .io_threads = static_cast<std::size_t>(set.io_threads),
            .query_threads = static_cast<std::size_t>(set.query_threads),
            .connections_max = static_cast<std::size_t>(set.connections_max),
            .connections_per_address_max = static_cast<std::size_t>(set.connections_per_address),
            .trusted_proxies = set.trusted_proxies,
            .requests_in_flight_max = static_cast<std::size_t>(set.requests_in_flight_max),
            .queue_wait_target = std::chrono::milliseconds{set.queue_wait_milliseconds},
            .queue_age_max = std::chrono::milliseconds{set.queue_age_milliseconds},
            .rate_per_minute = set.rate_per_minute,
            .tls_certificate_file = set.tls_certificate_file,
            .tls_private_key_file = set.tls_private_key_file,
            .drain_time_max = std::chrono::seconds{set.drain_seconds},
            .static_directory = set.static_directory};
}

db::options database_options_of(database_configuration const& set) {
    return {.reader_threads = static_cast<std::size_t>(set.reader_threads),
            .writer_threads = static_cast<std::size_t>(set.writer_threads),
            .queue_max = static_cast<std::size_t>(set.queue_max),
            .exclusive = true};
}

// An empty database beside the heads of a journal is not a new installation but a lost one.
result<void> check_witnesses(installation::data_directory const& directory,
                             db::database& database) {
    TRY(auto const kept, journal::read_witnesses(directory.journal_witness_path()));
    journal::head head;
    database.read_now([&](db::session& sql) { head = journal::read_head(sql); });
    if (kept.empty() || head.sequence > 0) return success();
    return refuse(
        error_code::conflict,
        "The database is empty, but " + directory.journal_witness_path() +
            " has signed heads of its journal: restore a backup, or move the file aside.");
}

// The embedded calendar, with the later years that the operator has installed.
result<calendar::working_days> load_calendar(calendar_configuration const& set) {
    if (set.working_days_file.empty()) return calendar::working_days::built_in();
    std::ifstream file(set.working_days_file, std::ios::binary);
    if (!file) return refuse(error_code::internal, "Cannot read " + set.working_days_file + ".");
    std::string const text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return calendar::built_in_and_later(
        text, std::filesystem::path(set.working_days_file).filename().string());
}

// Whoever oversees the whole country: what all parties may read, the platform may.
security::principal const& overseer() {
    static security::principal const one{
        .audience = security::audience::operator_group, .region = "000000", .verified = true};
    return one;
}

notices::local_targets local_targets_of(notices_configuration const& set) {
    return set.local_targets == "allowed" ? notices::local_targets::allowed
                                          : notices::local_targets::refused;
}

// The key that signs the journal's heads and the receipts of bids.
result<security::signing_key> load_signing_key(installation::data_directory const& directory,
                                               security_configuration const& set) {
    TRY(auto const kept_key, directory.find_journal_key(set.journal_key_file));
    TRY(auto key, directory.load_journal_key(set.journal_key_file));
    if (!kept_key)
        log::warning("a key for the journal was made",
                     {{"public_key", std::string_view(key.public_key())}});
    return key;
}

// Where the audit service is served, the process signs for it too.
result<std::unique_ptr<audit::head_signer>> make_signer(
    installation::data_directory const& directory, security_configuration const& set,
    db::database& database, clock const& time) {
    TRY(check_witnesses(directory, database));
    TRY(auto key, load_signing_key(directory, set));
    TRY(auto previous, directory.find_previous_journal_key(set.journal_key_file));
    return std::make_unique<audit::head_signer>(
        database, time,
        audit::signer_options{.key = std::move(key),
                              .previous_key = std::move(previous),
                              .witness_file = directory.journal_witness_path(),
                              .interval = std::chrono::seconds{set.journal_sign_seconds}});
}

template <class T>
void load_market(db::database& source, std::string_view table_name, std::string_view condition,
                 market::bulk_load& into) {
    db::stream<T>(source, table_name, condition, [&](T one) { into.add(std::move(one)); });
}

// Agencies and what is told of them, and every tender that was published.
void load_book(db::database& source, market::supplier_book& into) {
    auto const keep = [&into](auto const& one) { into.load(one); };
    db::stream<identity::organisation>(source, identity::store::organisations_table,
                                       "WHERE kind = 'agency'", keep);
    db::stream<identity::qualification>(source, identity::store::qualifications_table, "", keep);
    db::stream<offerings::offering>(source, offerings::store::offerings_table, only_published,
                                    keep);
    db::stream<offerings::order>(source, offerings::store::orders_table,
                                 "WHERE accepted_by_buyer_at IS NOT NULL", keep);
    db::stream<offerings::review>(source, offerings::store::reviews_table, "", keep);
    db::stream<exclusions::exclusion>(source, exclusions::store::exclusions_table,
                                      "WHERE state = 'excluded'", keep);
    db::stream<procurement::tender>(source, procurement::store::tenders_table, once_published,
                                    keep);
}

template <class T>
void add_table(std::map<std::string, json::object_definition const*, std::less<>>& tables,
               std::string object_type) {
    tables.emplace(std::move(object_type), &json::described<T>::table());
}

// Every object type that the journal can hold, so that the feed knows which fields are hidden.
std::map<std::string, json::object_definition const*, std::less<>> journal_tables() {
    std::map<std::string, json::object_definition const*, std::less<>> tables;
    add_table<identity::organisation>(tables, "organisation");
    add_table<identity::qualification>(tables, "qualification");
    add_table<identity::member>(tables, "member");
    add_table<identity::session>(tables, "session");
    add_table<identity::api_key>(tables, "api_key");
    add_table<listings::demand>(tables, "demand");
    add_table<listings::supply>(tables, "supply");
    add_table<listings::consent>(tables, "consent");
    add_table<listings::reveal>(tables, "reveal");
    add_table<listings::moderation_list>(tables, "moderation_list");
    add_table<offerings::offering>(tables, "offering");
    add_table<offerings::order>(tables, "order");
    add_table<exclusions::exclusion>(tables, "exclusion");
    add_table<remedies::remedy>(tables, "remedy");
    add_table<procurement::tender>(tables, "tender");
    add_table<procurement::bid>(tables, "bid");
    add_table<procurement::award>(tables, "award");
    add_table<procurement::score>(tables, "score");
    add_table<procurement::panel_seat>(tables, "panel_seat");
    add_table<procurement::bidder_pseudonym>(tables, "bidder_pseudonym");
    add_table<procurement::panel_score>(tables, "panel_score");
    add_table<procurement::consensus_position>(tables, "consensus_position");
    add_table<procurement::correction>(tables, "bid_correction");
    add_table<procurement::evaluation_report>(tables, "evaluation_report");
    add_table<procurement::question>(tables, "tender_question");
    add_table<procurement::tender_amendment>(tables, "tender_amendment");
    add_table<procurement::framework_agreement>(tables, "framework_agreement");
    add_table<procurement::opening_key>(tables, "opening_key");
    add_table<procurement::tender_key>(tables, "tender_key");
    add_table<procurement::tender_opening>(tables, "tender_opening");
    add_table<procurement::final_offer>(tables, "final_offer");
    add_table<delivery::contract>(tables, "contract");
    add_table<delivery::amendment>(tables, "amendment");
    add_table<delivery::milestone>(tables, "milestone");
    add_table<delivery::invoice>(tables, "invoice");
    add_table<delivery::payment>(tables, "payment");
    add_table<delivery::refund>(tables, "refund");
    add_table<delivery::ledger_account>(tables, "ledger_account");
    add_table<delivery::ledger_transaction>(tables, "ledger");
    add_table<contracting::project>(tables, "project");
    add_table<contracting::work_package>(tables, "work_package");
    add_table<contracting::package_payment>(tables, "work_package_payment");
    add_table<ratings::rating>(tables, "rating");
    add_table<ratings::appeal>(tables, "appeal");
    add_table<alerts::saved_search>(tables, "saved_search");
    add_table<alerts::alert>(tables, "alert");
    add_table<match_runs::match_run>(tables, "match_run");
    add_table<notices::webhook>(tables, "webhook");
    add_table<notices::mail_setting>(tables, "mail_setting");
    add_table<clocks::running_clock>(tables, "clock");
    add_table<clocks::clock_subscription>(tables, "clock_subscription");
    return tables;
}

// What its sides rate each other for: an accepted package of a general contractor's project.
std::optional<ratings::rated_delivery> delivered_package(db::session& sql, uuid const& id) {
    auto const found = contracting::find_accepted_package(sql, id);
    if (!found) return std::nullopt;
    return ratings::rated_delivery{.package_id = found->id,
                                   .buyer_id = found->buyer_id,
                                   .user_id = found->user_id,
                                   .agency_id = found->agency_id,
                                   .contractor_id = found->contractor_id,
                                   .region = found->region,
                                   .category = std::string(json::name_of(found->category)),
                                   .accepted_at = found->accepted_at};
}

} // namespace

std::vector<std::string_view> const& service_names() {
    static std::vector<std::string_view> const names = {
        "identity", "listings",  "offerings", "procurement", "delivery", "market",
        "alerts",   "open_data", "notices",   "audit",       "reference"};
    return names;
}

struct composition::parts {
    parts(start_options const& options, clock const& running, std::unique_ptr<db::database> opened,
          vocabulary::catalogue loaded, personal::vault keys, erasure::erasure_file erasures,
          procurement::procurement_rules rules_of_regions, calendar::working_days working_days)
        : settings(options.settings),
          time(running),
          database(std::move(opened)),
          codes(std::move(loaded)),
          vault(std::move(keys)),
          days(std::move(working_days)),
          directory(std::chrono::minutes{settings.security.session_idle_minutes},
                    settings.calendar.quick_divisor),
          index(codes),
          history(index.codes(), [this](uuid const& id) { return directory.is_test(id); }),
          identity_rules(directory, vault, std::chrono::hours{settings.security.session_hours}),
          listings_rules(directory, words, vault),
          offerings_rules(directory, days),
          exclusions_rules(directory, days),
          procurement_rules(directory, days, std::move(rules_of_regions)),
          remedies_rules(procurement_rules, directory, days),
          officer_rules(directory),
          delivery_rules(procurement_rules, directory, days,
                         contracting::below_contracts(directory)),
          contracting_rules(delivery_rules, offerings_rules, procurement_rules, directory, days,
                            contracting::view_of(index)),
          ratings_rules(delivered_package, directory, days),
          ratings_opening(*database, time, ratings_rules),
          market_rules(index),
          supplier_rules(market_rules, book),
          alerts_rules(market_rules),
          match_runs_rules(market_rules),
          alerts_raised(*database, time, market_rules, directory),
          releases(*database, settings.open_data.ocid_prefix),
          identity_routes(identity_rules, *database),
          listings_routes(listings_rules, published_listing()),
          offerings_routes(offerings_rules),
          exclusions_routes(exclusions_rules),
          questions_of_bidders(procurement_rules),
          amendments_of_tenders(procurement_rules),
          frameworks(procurement_rules),
          final_offers(procurement_rules),
          procurement_routes(procurement_rules),
          awards_routes(procurement_rules),
          remedies_routes(remedies_rules),
          panel_rules(directory, days),
          panel_routes(panel_rules),
          duty_rules(directory),
          duty_routes(duty_rules),
          questions_routes(questions_of_bidders),
          amendments_routes(amendments_of_tenders),
          frameworks_routes(frameworks),
          methods_routes(procurement_rules.rules()),
          officer_routes(officer_rules),
          delivery_routes(delivery_rules),
          contracting_routes(contracting_rules),
          ratings_routes(ratings_rules),
          market_routes(market_rules),
          supplier_routes(supplier_rules),
          statistics_routes(index, history),
          alerts_routes(alerts_rules),
          match_runs_routes(match_runs_rules),
          open_data_routes(open_data::packager(settings.open_data)),
          notices_routes(notices::feed_writer(journal_tables())),
          notices_rules(directory, vault, local_targets_of(settings.notices)),
          webhooks_routes(notices_rules),
          mail_routes(mail_rules),
          clocks_rules(directory),
          clocks_routes(clocks_rules),
          clocks_running(*database, time, clock_sources(), days.version()),
          fan_out(*database, time, directory,
                  settings.mail.url.empty() ? notices::fan_out_worker::mails::no
                                            : notices::fan_out_worker::mails::yes),
          webhooks(*database, time, directory, vault, notices::feed_writer(journal_tables()),
                   {.local = local_targets_of(settings.notices),
                    .authorities_file = settings.notices.authorities_file}),
          audit_routes(audit::entry_discloser(notices::feed_writer(journal_tables()))),
          reference_routes(codes, days),
          pages(listings_rules, directory, codes, settings.open_data.base_url,
                !settings.server.static_directory.empty(), published_demand(), tender_pages()),
          printed_routes(*database, procurement_rules, delivery_rules, directory, codes),
          follower(*database, projections()),
          cleaner(*database, time, std::move(erasures),
                  {[](db::session& sql, instant now, std::int64_t limit) {
                       http::forget_idempotency(sql, now, limit);
                   },
                   [](db::session& sql, instant now, std::int64_t limit) {
                       identity::store::forget_sessions(sql, now, limit);
                   },
                   [](db::session& sql, instant now, std::int64_t limit) {
                       alerts::store::forget(sql, now - alerts::alerts_kept, limit);
                   },
                   [](db::session& sql, instant now, std::int64_t limit) {
                       match_runs::store::forget(sql, now - match_runs::runs_kept, limit);
                   },
                   [](db::session& sql, instant now, std::int64_t limit) {
                       notices::store::forget(sql, now, limit);
                       notices::store::forget_mails(sql, now, limit);
                   }},
                  [this](instant now) { directory.purge(now); }) {
        erased.connect(cleaner);
    }

    // In the order in which they are told: alerts ask the others.
    std::vector<journal::projection*> projections() {
        std::vector<journal::projection*> all{&directory, &words,  &index,  &history,
                                              &book,      &events, &erased, &newest};
        if (serves("alerts")) all.push_back(&alerts_raised);
        if (serves("notices")) {
            all.push_back(&fan_out);
            all.push_back(&clocks_running);
        }
        if (serves("open_data")) all.push_back(&releases);
        return all;
    }

    // A row for each kind of object that has clocks.
    std::vector<clocks::clock_source> clock_sources() {
        using clocks::object_clocks;
        using found_clocks = std::optional<object_clocks>;
        auto const current = [this](std::vector<calendar::deadline> all) {
            for (auto& each : all)
                each = calendar::brought_up_to_date(each, days);
            return all;
        };
        return {
            {"tender",
             [this, current](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const one = procurement_rules.read(sql, overseer(), id, now);
                 if (!one.has_value()) return std::nullopt;
                 auto const& of = one.value();
                 object_clocks found{of.title, {of.buyer_id}, current(of.clocks)};
                 for (auto const& each : of.awards) {
                     if (std::ranges::find(found.parties, each.supplier_id) == found.parties.end())
                         found.parties.push_back(each.supplier_id);
                 }
                 return found;
             }},
            // Until when who bid for the lot may challenge its result.
            {"award",
             [this, current](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const one = procurement_rules.read_award(sql, overseer(), id);
                 if (!one.has_value() || one.value().state != procurement::award_state::standing)
                     return std::nullopt;
                 auto const& notice = one.value();
                 auto const of = procurement_rules.read(sql, overseer(), notice.tender_id, now);
                 if (!of.has_value()) return std::nullopt;
                 auto const term =
                     calendar::reckon(calendar::clocks::file_challenge, notice.created_at, days,
                                      directory.divisor_of(of.value().buyer_id));
                 return object_clocks{
                     of.value().title,
                     procurement::store::bidders_of_lot(sql, notice.tender_id, notice.lot),
                     current({term})};
             }},
            // A complaint about a challenge is the challenger's alone to file.
            {"remedy",
             [this, current](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const one = remedies_rules.read_running(sql, id, now);
                 if (!one) return std::nullopt;
                 object_clocks found{one->number, {one->complainant_id, one->buyer_id}, {}};
                 if (one->supervisor_id && *one->supervisor_id != one->buyer_id)
                     found.parties.push_back(*one->supervisor_id);
                 for (auto const& each : current(one->clocks)) {
                     if (each.rule == calendar::clocks::file_complaint.name) {
                         found.of_one.push_back({one->complainant_id, each});
                     } else {
                         found.running.push_back(each);
                     }
                 }
                 return found;
             },
             {{"remedy",
               [](db::session& sql, uuid const& id) -> std::vector<uuid> {
                   auto const one = remedies::store::find(sql, id);
                   if (!one || !one->earlier_id) return {};
                   return {*one->earlier_id};
               }}}},
            {"tender_question",
             [this, current](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const one = questions_of_bidders.read_running(sql, id);
                 if (!one || !one->answer_due) return std::nullopt;
                 auto const of = procurement_rules.read(sql, overseer(), one->tender_id, now);
                 if (!of.has_value()) return std::nullopt;
                 return object_clocks{of.value().title,
                                      {of.value().buyer_id, one->organisation_id},
                                      current({*one->answer_due})};
             },
             {{"tender",
               [](db::session& sql, uuid const& id) {
                   return procurement::question_service::unanswered_of(sql, id);
               }}}},
            {"bid_correction",
             [this](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const one = panel_rules.read_running_correction(sql, id);
                 if (!one) return std::nullopt;
                 auto const of = procurement_rules.read(sql, overseer(), one->tender_id, now);
                 if (!of.has_value()) return std::nullopt;
                 return object_clocks{of.value().title, {one->organisation_id}, {one->clock}};
             }},
            // Silence agrees: until when a member of the panel may speak.
            {"panel_seat",
             [this](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const clock = panel_rules.time_to_object(sql, id, now);
                 auto const seat = clock ? procurement::store::find_seat(sql, id) : std::nullopt;
                 if (!seat) return std::nullopt;
                 auto const of = procurement_rules.read(sql, overseer(), seat->tender_id, now);
                 if (!of.has_value()) return std::nullopt;
                 return object_clocks{of.value().title, {seat->organisation_id}, {*clock}};
             },
             {{"score", procurement::store::seats_of_score},
              {"consensus_position", procurement::store::seat_of_position}}},
            {"exclusion",
             [this, current](db::session& sql, uuid const& id, instant) -> found_clocks {
                 auto const one = exclusions_rules.read_running(sql, id);
                 if (!one) return std::nullopt;
                 return object_clocks{
                     one->number, {one->supplier_id, one->supervisor_id}, current(one->clocks)};
             }},
            {"contract",
             [this, current](db::session& sql, uuid const& id, instant) -> found_clocks {
                 auto const one = delivery_rules.read_contract(sql, overseer(), id);
                 if (!one.has_value()) return std::nullopt;
                 auto const& of = one.value();
                 return object_clocks{of.title, {of.buyer_id, of.supplier_id}, current(of.clocks)};
             }},
            {"milestone",
             [this, current](db::session& sql, uuid const& id, instant) -> found_clocks {
                 auto const one = delivery_rules.read_milestone(sql, overseer(), id);
                 if (!one.has_value()) return std::nullopt;
                 auto const of =
                     delivery_rules.read_contract(sql, overseer(), one.value().contract_id);
                 if (!of.has_value()) return std::nullopt;
                 return object_clocks{one.value().title,
                                      {of.value().buyer_id, of.value().supplier_id},
                                      current(one.value().clocks)};
             }},
            {"work_package",
             [this, current](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const one = contracting_rules.read_package(sql, overseer(), id, now);
                 if (!one.has_value()) return std::nullopt;
                 auto const& of = one.value();
                 object_clocks found{of.title, {of.contractor_id}, current(of.clocks)};
                 if (of.owner_id && *of.owner_id != of.contractor_id)
                     found.parties.push_back(*of.owner_id);
                 return found;
             }},
            {"appeal",
             [this, current](db::session& sql, uuid const& id, instant now) -> found_clocks {
                 auto const one = ratings_rules.read_appeal(sql, overseer(), id, now);
                 if (!one.has_value()) return std::nullopt;
                 auto const& of = one.value();
                 object_clocks found{of.number, {of.appellant_id}, current(of.clocks)};
                 if (of.reviewer_id) found.parties.push_back(*of.reviewer_id);
                 return found;
             }},
            {"qualification",
             [](db::session& sql, uuid const& id, instant) -> found_clocks {
                 auto const one = identity::store::find_qualification(sql, id);
                 if (!one || one->status != identity::qualification_status::verified)
                     return std::nullopt;
                 return object_clocks{one->number,
                                      {one->organisation_id},
                                      {clocks::licence_clock(one->valid_from, one->valid_until)}};
             }},
            {"order",
             [current](db::session& sql, uuid const& id, instant) -> found_clocks {
                 auto const one = offerings::store::find_order(sql, id);
                 if (!one) return std::nullopt;
                 object_clocks found{one->title, {one->buyer_id, one->seller_id}, {}};
                 using enum offerings::order_state;
                 if (one->state == placed && one->response_deadline)
                     found.running = current({*one->response_deadline});
                 if (one->state == accepted && one->delivery_deadline)
                     found.running = current({*one->delivery_deadline});
                 return found;
             }},
        };
    }

    // A published listing comes from memory, byte for byte as the database would have it.
    listings::published_lookup published_listing() {
        return [this](std::string_view kind, uuid const& id,
                      instant now) -> std::optional<http::response> {
            auto const named = market::kind_named(kind);
            auto const found = named ? market_rules.read_published(*named, id, now) : std::nullopt;
            if (!found || found->scoped) return std::nullopt;
            http::response shown{.kept_body = found->json};
            shown.header("ETag", http::etag_of(found->version));
            return shown;
        };
    }

    // The same for the page of a demand.
    pages::published_demand published_demand() {
        return [this](uuid const& id, instant now) -> std::shared_ptr<std::string const> {
            auto const found = market_rules.read_published(market::document_kind::demand, id, now);
            return found && !found->scoped ? found->json : nullptr;
        };
    }

    // For the sitemap: the notices that everybody may read.
    std::vector<pages::page_kind> tender_pages() {
        if (!serves("procurement")) return {};
        auto list = [this](db::session& sql, std::string_view after, instant, int limit) {
            std::vector<pages::listed_page> found;
            for (auto const& one : procurement::store::list_published_tenders(sql, after, limit)) {
                bool const shown = directory.may_see(security::principal{}, one.buyer_id);
                found.push_back({one.id, one.created_at, one.updated_at, shown});
            }
            return found;
        };
        return {{"tenders", std::move(list)}};
    }

    bool serves(std::string_view name) const {
        auto const& chosen = settings.services;
        return chosen.empty() || std::find(chosen.begin(), chosen.end(), name) != chosen.end();
    }

    // Whoever calls into the server or the read models stops before they go.
    ~parts() {
        cleaner.stop();
        alerts_raised.stop();
        clocks_running.stop();
        ratings_opening.stop();
        fan_out.stop();
        webhooks.stop();
        if (mails) mails->stop();
        releases.stop();
        if (signer) signer->stop();
        follower.stop();
        database->stop();
    }

    void add_routes() {
        if (serves("identity")) identity_routes.add_routes(routes);
        if (serves("listings")) listings_routes.add_routes(routes);
        if (serves("offerings")) offerings_routes.add_routes(routes);
        if (serves("procurement")) {
            exclusions_routes.add_routes(routes);
            procurement_routes.add_routes(routes);
            awards_routes.add_routes(routes);
            remedies_routes.add_routes(routes);
            panel_routes.add_routes(routes);
            duty_routes.add_routes(routes);
            questions_routes.add_routes(routes);
            amendments_routes.add_routes(routes);
            frameworks_routes.add_routes(routes);
            methods_routes.add_routes(routes);
            officer_routes.add_routes(routes);
            bidding_routes->add_routes(routes);
            final_offers_routes->add_routes(routes);
        }
        if (serves("delivery")) {
            delivery_routes.add_routes(routes);
            contracting_routes.add_routes(routes);
            ratings_routes.add_routes(routes);
            if (serves("procurement")) printed_routes.add_routes(routes);
        }
        if (serves("market")) {
            market::add_market_routes(routes, market_routes);
            market::add_supplier_routes(routes, supplier_routes);
            market::add_statistics_routes(routes, statistics_routes);
            match_runs_routes.add_routes(routes);
        }
        if (serves("alerts")) alerts_routes.add_routes(routes);
        if (serves("notices")) {
            notices_routes.add_routes(routes);
            webhooks_routes.add_routes(routes);
            mail_routes.add_routes(routes);
            clocks_routes.add_routes(routes);
        }
        if (serves("open_data")) open_data_routes.add_routes(routes);
        if (serves("audit")) audit_routes.add_routes(routes);
        if (serves("reference")) reference_routes.add_routes(routes);
    }

    // Before anything is loaded: a restored backup knows nothing of later erasures.
    result<void> honour_erasures() {
        auto const again = erasure::erase_again(*database, cleaner.erasures(), identity_rules,
                                                listings_rules, time.now());
        if (!again.has_value()) return again.error();
        if (again.value() > 0) {
            log::information("persons were erased again after a backup was restored",
                             {{"count", static_cast<std::int64_t>(again.value())}});
        }
        return success();
    }

    // The head is read first: what commits while the tables are read is in them or comes again from
    // the journal, and applying an entry twice changes nothing.
    void load_read_models(instant now) {
        journal::head head;
        database->read_now([&](db::session& sql) {
            head = journal::read_head(sql);
            words.load(sql);
            newest.load(sql);
        });
        directory.load(*database, now);
        for (auto const& organisation : directory.suspended_organisations())
            index.withhold(organisation);
        for (auto const& organisation : directory.test_organisations())
            index.withhold(organisation);
        // The rows are read by two threads, since demands and supplies are about as many, and
        // become documents on others.
        market::bulk_load loading(index, market::bulk_load_threads());
        auto demands = std::async(std::launch::async, [&] {
            load_market<listings::demand>(*database, listings::store::demands_table, only_published,
                                          loading);
        });
        auto lives = std::async(std::launch::async, [&] {
            db::stream<market::demand_life>(
                *database, listings::store::demands_table, once_published,
                [&](market::demand_life const& one) { history.load(one); });
        });
        load_market<listings::supply>(*database, listings::store::supplies_table, only_published,
                                      loading);
        load_market<offerings::offering>(*database, offerings::store::offerings_table,
                                         only_published, loading);
        load_market<procurement::tender>(*database, procurement::store::tenders_table,
                                         once_published, loading);
        load_book(*database, book);
        demands.get();
        lives.get();
        loading.finish();
        index.advance(now);
        if (serves("alerts")) alerts_raised.load(head.sequence);
        if (serves("notices")) {
            fan_out.load(head.sequence);
            clocks_running.load(head.sequence);
        }
        if (serves("open_data")) releases.load(head.sequence);
        follower.start(head.sequence);
    }

    // Other processes' entries come from another thread: everything it tells must be in place.
    void follow_others() {
        if (database->dialect() == db::dialect::mariadb) follower.start_polling(follow_interval);
    }

    result<security::principal> authenticate(http::credentials const& given, instant now) const {
        if (!given.bearer.empty()) return directory.authenticate_key(given.bearer, now);
        if (!given.cookie.empty()) return directory.authenticate_session(given.cookie, now);
        return security::principal{};
    }

    configuration settings;
    clock const& time;
    std::unique_ptr<db::database> database;
    vocabulary::catalogue codes;
    personal::vault vault;
    calendar::working_days days;

    identity::directory directory;
    listings::moderation_words words;
    market::market_index index;
    market::market_history history;
    market::supplier_book book;
    event_signal events;
    erasure_signal erased;
    journal::newest_instant newest;

    identity::identity_service identity_rules;
    listings::listings_service listings_rules;
    offerings::offerings_service offerings_rules;
    exclusions::exclusions_service exclusions_rules;
    procurement::procurement_service procurement_rules;
    remedies::remedies_service remedies_rules;
    procurement::officer_service officer_rules;
    delivery::delivery_service delivery_rules;
    contracting::contracting_service contracting_rules;
    ratings::ratings_service ratings_rules;
    ratings::opening_worker ratings_opening;
    market::market_service market_rules;
    market::supplier_market supplier_rules;
    alerts::alerts_service alerts_rules;
    match_runs::match_runs_service match_runs_rules;
    alerts::alert_worker alerts_raised;
    open_data::release_worker releases;

    identity::identity_api identity_routes;
    listings::listings_api listings_routes;
    offerings::offerings_api offerings_routes;
    exclusions::exclusions_api exclusions_routes;
    procurement::question_service questions_of_bidders;
    procurement::amendment_service amendments_of_tenders;
    procurement::framework_service frameworks;
    procurement::final_offer_service final_offers;
    procurement::procurement_api procurement_routes;
    procurement::awards_api awards_routes;
    remedies::remedies_api remedies_routes;
    procurement::panel_service panel_rules;
    procurement::panel_api panel_routes;
    procurement::duty_service duty_rules;
    procurement::duties_api duty_routes;
    procurement::questions_api questions_routes;
    procurement::amendments_api amendments_routes;
    procurement::frameworks_api frameworks_routes;
    procurement::methods_api methods_routes;
    procurement::officer_api officer_routes;
    delivery::delivery_api delivery_routes;
    contracting::contracting_api contracting_routes;
    ratings::ratings_api ratings_routes;
    market::market_api market_routes;
    market::supplier_api supplier_routes;
    market::statistics_api statistics_routes;
    alerts::alerts_api alerts_routes;
    match_runs::match_runs_api match_runs_routes;
    open_data::open_data_api open_data_routes;
    notices::notices_api notices_routes;
    notices::notices_service notices_rules;
    notices::webhooks_api webhooks_routes;
    notices::mail_service mail_rules;
    notices::mail_api mail_routes;
    clocks::clocks_service clocks_rules;
    clocks::clocks_api clocks_routes;
    clocks::clock_worker clocks_running;
    notices::fan_out_worker fan_out;
    notices::webhook_worker webhooks;
    std::optional<notices::mail_worker> mails; // where a server is configured
    audit::audit_api audit_routes;
    reference::reference_api reference_routes;
    pages::console_pages pages;
    printed::printed_api printed_routes;

    http::router routes;
    journal::follower follower;
    housekeeper cleaner;
    std::unique_ptr<audit::head_signer> signer;
    std::optional<procurement::receipt_desk> receipts;
    std::optional<procurement::bidding_api> bidding_routes;
    std::optional<procurement::final_offers_api> final_offers_routes;
    std::unique_ptr<http::server> server;
    std::uint16_t port = 0;
    std::atomic<bool> ready{false};
};

composition::composition(std::unique_ptr<parts> made) : parts_(std::move(made)) {}

composition::~composition() = default;

result<std::unique_ptr<composition>> composition::start(start_options const& options,
                                                        clock const& time) {
    auto const& settings = options.settings;
    TRY(auto rules, procurement::procurement_rules::read(settings.procurement.rules));
    TRY(auto directory, installation::data_directory::prepare(options.data_directory));
    TRY(auto database,
        directory.open_database(settings.database.url, database_options_of(settings.database),
                                db::migration::to_newest));
    TRY(auto vault, directory.open_vault(settings.security.master_key_file, *database, time.now()));
    TRY(auto days, load_calendar(settings.calendar));
    TRY(auto erasures, erasure::erasure_file::open(directory.erasures_path()));
    TRY(auto codes, reference::load_catalogue(*database));
    auto made = std::make_unique<parts>(options, time, std::move(database), std::move(codes),
                                        std::move(vault), std::move(erasures), std::move(rules),
                                        std::move(days));
    auto& all = *made;
    TRY(all.honour_erasures());
    if (all.serves("audit")) {
        TRY(all.signer, make_signer(directory, settings.security, *all.database, all.time));
    }
    if (all.serves("procurement")) {
        TRY(auto key, load_signing_key(directory, settings.security));
        all.receipts.emplace(std::move(key), all.time, all.newest);
        all.bidding_routes.emplace(all.procurement_rules, *all.receipts);
        all.final_offers_routes.emplace(all.final_offers, *all.receipts);
    }
    TRY(auto const mail_server, notices::read_mail_server(settings.mail));
    if (mail_server && all.serves("notices"))
        all.mails.emplace(*all.database, all.time, all.directory, all.vault, *mail_server);
    all.add_routes();
    all.load_read_models(all.time.now());
    all.server = std::make_unique<http::server>(
        server_options_of(settings.server),
        http::server_parts{
            .routes = all.routes,
            .database = *all.database,
            .follower = all.follower,
            .time = all.time,
            .codes = all.codes,
            .authenticate = [&all](http::credentials const& given,
                                   instant now) { return all.authenticate(given, now); },
            .still_valid = [&all](security::principal const& who,
                                  instant now) { return all.directory.is_live(who, now); },
            .ready = [&all] { return all.ready.load() && all.follower.healthy(); },
            .vault = &all.vault,
            .pages = all.serves("listings") ? &all.pages : nullptr});
    all.events.connect(*all.server);
    all.follow_others();
    all.server->drain_on_signals();
    TRY(all.port, all.server->listen());
    all.cleaner.start();
    if (all.serves("alerts")) {
        all.alerts_raised.start(
            [&all](std::vector<journal::entry> const& kept) { all.follower.advance(kept); });
    }
    if (all.serves("delivery")) {
        all.ratings_opening.start(
            [&all](std::vector<journal::entry> const& kept) { all.follower.advance(kept); });
    }
    if (all.serves("notices")) {
        all.webhooks.start(
            [&all](std::vector<journal::entry> const& kept) { all.follower.advance(kept); });
        all.fan_out.start([&all] { all.webhooks.look(); });
        if (all.mails) all.mails->start();
        all.clocks_running.start(
            [&all](std::vector<journal::entry> const& kept) { all.follower.advance(kept); });
    }
    if (all.serves("open_data")) all.releases.start();
    if (all.signer) all.signer->start();
    all.cleaner.note_erasure(); // what a crash kept out of the file
    all.ready = true;
    return std::unique_ptr<composition>(new composition(std::move(made)));
}

std::uint16_t composition::port() const {
    return parts_->port;
}

std::string composition::summary() const {
    auto const held = [this](market::document_kind kind) {
        return std::to_string(parts_->index.size(kind));
    };
    using enum market::document_kind;
    return held(demand) + " demands, " + held(supply) + " supplies, " + held(offering) +
           " offerings and " + held(tender) + " tenders are on the market";
}

void composition::run() {
    parts_->server->run();
}

} // namespace talent::talentd
