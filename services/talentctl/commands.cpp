#include "services/talentctl/commands.hpp"

#include <filesystem>
#include <set>
#include <string_view>

#include "common/base/configuration.hpp"
#include "common/calendar/working_days.hpp"
#include "common/journal/journal.hpp"
#include "common/journal/verification.hpp"
#include "common/journal/witness.hpp"
#include "common/json/text_format.hpp"
#include "common/security/password.hpp"
#include "services/delivery/ledger.hpp"
#include "services/identity/service.hpp"
#include "services/installation/installation.hpp"
#include "services/reference/vocabulary_store.hpp"
#include "services/talentctl/found_operator.hpp"
#include "services/talentctl/opening.hpp"
#include "services/talentctl/password_prompt.hpp"

namespace talent::talentctl {
namespace {

using installation::data_directory;
using opened_database = std::unique_ptr<db::database>;

db::options reading() {
    db::options settings;
    settings.reader_threads = 1;
    settings.writer_threads = 1;
    return settings;
}

result<opened_database> open_to_read(place_options const& options) {
    TRY(auto directory, data_directory::find(options.data_directory));
    return directory.open_database(options.database_url, reading(), db::migration::leave);
}

} // namespace

result<std::string> migrate(place_options const& options) {
    TRY(auto database, open_to_write(options));
    std::int64_t version = 0;
    database->read_now([&](db::session& sql) { version = db::schema_version(sql); });
    return "The database has schema version " + std::to_string(version) + ".";
}

// -- operator --

namespace {

/// What the API would check of a registration holds here too: the field tables say what it is.
result<identity::registration> registration_of(operator_options const& options,
                                               std::string const& password,
                                               json::code_checker const& codes) {
    auto const text = [](std::string const& value) { return json::value::of_string(value); };
    auto const organisation =
        json::value::of_object({{"kind", text("operator")},
                                {"name", text(options.name)},
                                {"credit_code", text(options.credit_code)},
                                {"region", text(options.region)},
                                {"legal_representative", text(options.legal_representative)},
                                {"phone", text(options.phone)},
                                {"address", text(options.address)}});
    auto const administrator = json::value::of_object({{"name", text(options.administrator_name)},
                                                       {"email", text(options.email)},
                                                       {"password", text(password)}});
    auto read = json::read<identity::registration>(
        json::value::of_object({{"organisation", organisation}, {"administrator", administrator}}),
        codes);
    if (read.has_value()) return read;
    auto const& fault = read.error().errors.front();
    return refuse(error_code::invalid_fields,
                  "The value of " + fault.pointer + " is refused: " + fault.detail + ".");
}

result<std::string> password_of(operator_options const& options) {
    TRY(auto password,
        options.password_file.empty() ? ask_password() : read_password_file(options.password_file));
    TRY(check_password(password));
    return password;
}

result<std::string> found_and_issue(db::session& sql, personal::vault const& vault, instant now,
                                    identity::registration const& request,
                                    std::string const& password_hash) {
    auto const platform = platform_principal();
    journal::unit_of_work founding(sql, now, platform, "talentctl operator");
    TRY(auto founded, found_operator(founding, vault, request, password_hash));
    journal::record(founding);
    auto const administrator = principal_of(founded);
    journal::unit_of_work issuing(sql, now, administrator, "talentctl operator");
    identity::directory const nobody_yet;
    TRY(auto issued, identity::identity_service(nobody_yet, vault)
                         .make_api_key(issuing, {.name = "talentctl",
                                                 .roles = {security::role::administrator}}));
    journal::record(issuing);
    return "The operator " + founded.organisation.number +
           " is founded; its API key, shown this once: " + issued.secret;
}

} // namespace

result<std::string> found_operator_organisation(operator_options const& options) {
    TRY(auto database, open_to_write(options.place));
    TRY(auto vault, open_vault(options.place, *database));
    TRY(auto codes, reference::load_catalogue(*database));
    TRY(auto password, password_of(options));
    TRY(auto request, registration_of(options, password, codes));
    auto const password_hash = security::hash_password(password);
    auto const now = system_clock{}.now();
    result<std::string> outcome = std::string();
    database->write_now([&](db::session& sql) {
        outcome = found_and_issue(sql, vault, now, request, password_hash);
        return outcome.has_value() ? db::verdict::keep : db::verdict::discard;
    });
    return outcome;
}

// -- demo --

result<std::string> run_demo(demo_options const& options) {
    TRY(auto database, open_to_write(options.place));
    TRY(auto vault, open_vault(options.place, *database));
    TRY(auto codes, reference::load_catalogue(*database));
    TRY(auto directory, data_directory::find(options.place.data_directory));
    TRY(auto key, directory.load_journal_key({}));
    demo::demonstration_order const order{.listings = options.listings,
                                          .seed = options.seed,
                                          .now = system_clock{}.now(),
                                          .signing_key = std::move(key)};
    TRY(auto summary, demo::demonstrate(*database, vault, codes, order));
    return demo::write_summary(summary);
}

// -- verify, configuration --

namespace {

result<std::vector<journal::signed_head>> read_heads(std::vector<std::string> const& paths) {
    std::vector<journal::signed_head> found;
    for (auto const& path : paths) {
        if (!std::filesystem::exists(path))
            return refuse(error_code::conflict, "There is no file of signed heads " + path + ".");
        TRY(auto const kept, journal::read_witnesses(path));
        found.insert(found.end(), kept.begin(), kept.end());
    }
    return found;
}

/// The data directory's own witnesses, where they are there, and what the operator names.
std::vector<std::string> files_of_heads(verify_options const& options) {
    auto files = options.heads_files;
    auto const directory = data_directory::find(options.place.data_directory);
    if (directory.has_value() && std::filesystem::exists(directory.value().journal_witness_path()))
        files.push_back(directory.value().journal_witness_path());
    return files;
}

/// The installation's own key, where its file is there, the one that it is replacing until that has
/// been destroyed (a journal that has not grown since was signed by it last), and what the operator
/// names.
result<std::vector<std::string>> trusted_keys(verify_options const& options) {
    TRY(auto directory, data_directory::find(options.place.data_directory));
    TRY(auto own, directory.find_journal_key({}));
    auto keys = options.trusted_keys;
    TRY(auto previous, directory.find_previous_journal_key({}));
    for (auto const& each : {own, previous}) {
        if (each) keys.push_back(each->public_key());
    }
    return keys;
}

/// The same head may stand in several files, or several times in one.
std::size_t count_different(std::vector<journal::signed_head> const& heads) {
    std::set<std::string_view> signatures;
    for (auto const& each : heads)
        signatures.insert(each.signature);
    return signatures.size();
}

std::string summary_of(journal::verified_journal const& found, journal::evidence const& known) {
    std::string text = "The journal's " + std::to_string(found.sequence) +
                       " entries are complete and unchanged, and the ledger is balanced.";
    if (found.signed_heads == 0) return text + " No head of it has been signed.";
    text += " It agrees with all of its " + std::to_string(found.signed_heads) + " signed heads";
    if (known.witnessed.empty())
        return text + ". No head that was kept outside of the database was compared.";
    return text + ", and has the " + std::to_string(count_different(known.witnessed)) +
           " that were kept outside of the database.";
}

} // namespace

result<std::string> verify(verify_options const& options) {
    TRY(auto database, open_to_read(options.place));
    if (options.storage) {
        TRY(db::check_storage(*database));
    }
    journal::evidence known;
    TRY(known.witnessed, read_heads(files_of_heads(options)));
    TRY(known.trusted_keys, trusted_keys(options));
    TRY(auto found, journal::verify(*database, known));
    result<void> balanced = success();
    database->read_now([&](db::session& sql) { balanced = delivery::verify_ledger(sql); });
    TRY(balanced);
    return summary_of(found, known);
}

result<std::string> show_configuration() {
    return configuration_reference();
}

} // namespace talent::talentctl
