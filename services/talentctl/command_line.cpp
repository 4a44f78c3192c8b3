#include "services/talentctl/command_line.hpp"

#include <functional>
#include <ostream>

#include <CLI/CLI.hpp>

#include "services/talentctl/commands.hpp"

namespace talent::talentctl {
namespace {

enum exit_code { done = 0, failed = 1, misused = 2 };

/// What every command may be given, and what the chosen one runs.
struct command_line {
    place_options place;
    operator_options founding;
    demo_options demonstration;
    vocabulary_options loading;
    verify_options checking;
    backup_options copying;
    restore_options restoring;
    std::string erasures_file;
    std::function<result<std::string>()> chosen;
};

void add_place(CLI::App& command, place_options& to) {
    command
        .add_option("--data", to.data_directory,
                    "Directory of the installation: talent.db and keys/")
        ->required();
    command.add_option(
        "--database", to.database_url,
        "mysql://user:password@host:port/name; SQLite in the data directory where left out");
}

void add_master_key(CLI::App& command, place_options& to) {
    command.add_option("--master-key", to.master_key_file,
                       "File of the master key; keys/master.key in the data directory where left "
                       "out");
}

void add_migrate(CLI::App& program, command_line& given) {
    auto* const command = program.add_subcommand(
        "migrate", "Bring the database to the newest schema, making it where it is missing");
    add_place(*command, given.place);
    command->callback([&given] { given.chosen = [&given] { return migrate(given.place); }; });
}

void add_operator(CLI::App& program, command_line& given) {
    auto& to = given.founding;
    auto* const command = program.add_subcommand("operator",
                                                 "Found a verified operator organisation with its "
                                                 "first administrator, and print an API key once");
    add_place(*command, to.place);
    add_master_key(*command, to.place);
    command->add_option("--name", to.name, "Registered name of the operator")->required();
    command
        ->add_option("--credit-code", to.credit_code, "Unified social credit code, 18 characters")
        ->required();
    command
        ->add_option("--region", to.region,
                     "GB/T 2260 code of the region it operates: 330000, 330100, 330106")
        ->required();
    command->add_option("--email", to.email, "Login name of the first administrator")->required();
    command->add_option("--administrator", to.administrator_name, "Name of the first administrator")
        ->required();
    command
        ->add_option("--legal-representative", to.legal_representative,
                     "Name of the legal representative")
        ->required();
    command->add_option("--phone", to.phone, "Business telephone")->required();
    command->add_option("--address", to.address, "Registered address")->required();
    command->add_option("--password-file", to.password_file,
                        "File whose first line is the administrator's password; asked on the "
                        "terminal where left out");
    command->callback([&given] {
        given.chosen = [&given] { return found_operator_organisation(given.founding); };
    });
}

void add_demo(CLI::App& program, command_line& given) {
    auto& to = given.demonstration;
    auto* const command = program.add_subcommand("demo",
                                                 "Fill an empty database with a demonstration "
                                                 "market, and print its keys and logins as JSON");
    add_place(*command, to.place);
    add_master_key(*command, to.place);
    command->add_option("--listings", to.listings, "How many talent demands and supplies")
        ->capture_default_str()
        ->check(CLI::Range(demo::listings_min, demo::listings_max));
    command
        ->add_option("--seed", to.seed,
                     "The same seed on the same day makes the same market, ids and keys apart")
        ->capture_default_str();
    command->callback(
        [&given] { given.chosen = [&given] { return run_demo(given.demonstration); }; });
}

void add_vocabulary(CLI::App& program, command_line& given) {
    auto& to = given.loading;
    auto* const group = program.add_subcommand("vocabulary", "The closed vocabularies");
    group->require_subcommand(1);
    auto* const command = group->add_subcommand(
        "load", "Check the complete official table of occupations and put it in force");
    add_place(*command, to.place);
    command
        ->add_option("--occupations", to.occupations_file,
                     "CSV file with the header line code,name,parent,level")
        ->required();
    command->add_option("--version-name", to.version,
                        "What to call this version; the file's name and hash where left out");
    command->callback(
        [&given] { given.chosen = [&given] { return load_vocabulary(given.loading); }; });
}

void add_rotate_master_key(CLI::App& program, command_line& given) {
    auto* const command = program.add_subcommand(
        "rotate-master-key", "Seal every person's key under a new master key; servers stopped");
    add_place(*command, given.place);
    add_master_key(*command, given.place);
    command->callback(
        [&given] { given.chosen = [&given] { return rotate_master_key(given.place); }; });
}

void add_erasures(CLI::App& program, command_line& given) {
    auto* const group = program.add_subcommand("erasures", "Erasures that outlive a backup");
    group->require_subcommand(1);
    auto* const command = group->add_subcommand(
        "apply", "Erase again whom the file names, after an older backup was restored");
    add_place(*command, given.place);
    add_master_key(*command, given.place);
    command->add_option("--from", given.erasures_file,
                        "The file; erasures.jsonl in the data directory where left out");
    command->callback([&given] {
        given.chosen = [&given] { return apply_erasures(given.place, given.erasures_file); };
    });
}

void add_verify(CLI::App& program, command_line& given) {
    auto& to = given.checking;
    auto* const command = program.add_subcommand(
        "verify", "Check the journal's chain, its signed heads and the ledger's balance");
    add_place(*command, to.place);
    command->add_option("--heads", to.heads_files,
                        "File of signed heads that were kept outside of the database: the server's "
                        "journal-heads.jsonl, or answers of /v1/audit/head, one a line");
    command->add_option("--trust-key", to.trusted_keys,
                        "Public key that is the installation's, besides that of keys/journal.key");
    command->add_flag("--storage", to.storage,
                      "Read every page of a SQLite file and check its indexes first");
    command->callback([&given] { given.chosen = [&given] { return verify(given.checking); }; });
}

void add_backup(CLI::App& program, command_line& given) {
    auto& to = given.copying;
    auto* const command = program.add_subcommand(
        "backup", "Copy the SQLite database consistently, while it is served");
    command->add_option("--data", to.place.data_directory, "Directory of the installation")
        ->required();
    command->add_option("--to", to.target_file, "File to write; it must not exist")->required();
    command->callback([&given] { given.chosen = [&given] { return make_backup(given.copying); }; });
}

void add_restore(CLI::App& program, command_line& given) {
    auto& to = given.restoring;
    auto* const command = program.add_subcommand(
        "restore", "Check a backup and put it in place as the database of a directory without one");
    command->add_option("--data", to.place.data_directory, "Directory of the installation")
        ->required();
    command->add_option("--from", to.source_file, "File that backup wrote, its .sha256 beside it")
        ->required();
    command->callback(
        [&given] { given.chosen = [&given] { return restore_backup(given.restoring); }; });
}

void add_configuration(CLI::App& program, command_line& given) {
    auto* const command = program.add_subcommand(
        "configuration", "Print the server's settings with their meaning and defaults, as TOML");
    command->callback([&given] { given.chosen = [] { return show_configuration(); }; });
}

int tell(result<std::string> const& outcome, std::ostream& out, std::ostream& complaints) {
    if (outcome.has_value()) {
        auto const& text = outcome.value();
        out << text << (text.ends_with('\n') ? "" : "\n") << std::flush;
        return done;
    }
    auto const& fault = outcome.error();
    complaints << "talentctl: "
               << (fault.detail.empty() ? std::string(definition_of(fault.code).title_en)
                                        : fault.detail)
               << "\n";
    return failed;
}

} // namespace

int run(int argument_count, char const* const* arguments, std::ostream& out,
        std::ostream& complaints) {
    CLI::App program{"talentctl, the operator's tool of a regional talent marketplace"};
    program.require_subcommand(1);
    command_line given;
    add_migrate(program, given);
    add_operator(program, given);
    add_demo(program, given);
    add_vocabulary(program, given);
    add_rotate_master_key(program, given);
    add_erasures(program, given);
    add_verify(program, given);
    add_backup(program, given);
    add_restore(program, given);
    add_configuration(program, given);
    try {
        program.parse(argument_count, arguments);
    } catch (CLI::Success const& asked) {
        return program.exit(asked, out, complaints);
    } catch (CLI::ParseError const& fault) {
        complaints << "talentctl: " << fault.what() << "\n";
        return misused;
    }
    try {
        return tell(given.chosen(), out, complaints);
    } catch (std::exception const& fault) {
        complaints << "talentctl: " << fault.what() << "\n";
        return failed;
    }
}

} // namespace talent::talentctl
