// What talentctl does: one function for each command. Each answers with what is to be printed on
// stdout, or with a problem whose detail is one sentence. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "services/talentctl/demo/demonstration.hpp"

namespace talent::talentctl {

/// Where the installation is; an empty URL stands for SQLite in the data directory.
struct place_options {
    std::string data_directory;
    std::string database_url;
    std::string master_key_file; // empty: the data directory's own
};

struct operator_options {
    place_options place;
    std::string name;
    std::string credit_code;
    std::string region;
    std::string email;
    std::string administrator_name;
    std::string legal_representative;
    std::string phone;
    std::string address;
    std::string password_file; // empty: asked on the terminal
};

struct demo_options {
    place_options place;
    std::size_t listings = demo::listings_default;
    std::uint64_t seed = 1;
};

struct vocabulary_options {
    place_options place;
    std::string occupations_file;
    std::string version; // empty: made of the file's name and hash
};

struct verify_options {
    place_options place;
    std::vector<std::string> heads_files; // signed heads that were kept outside of the database
    std::vector<std::string>
        trusted_keys;     // public keys that are the installation's besides its own
    bool storage = false; // every page and index of a SQLite file first
};

struct backup_options {
    place_options place;
    std::string target_file;
};

struct restore_options {
    place_options place; // on SQLite
    std::string source_file;
};

result<std::string> migrate(place_options const& options);
result<std::string> found_operator_organisation(operator_options const& options);
result<std::string> run_demo(demo_options const& options);
result<std::string> load_vocabulary(vocabulary_options const& options); // vocabulary_command.cpp
/// Every key is sealed under a new master key, which takes the place of the old one.
result<std::string> rotate_master_key(place_options const& options); // master_key_command.cpp
/// What the file says was erased is erased again; empty: the data directory's own file.
result<std::string> apply_erasures(place_options const& options,
                                   std::string const& file); // erasures_command.cpp
result<std::string> verify(verify_options const& options);
result<std::string> make_backup(backup_options const& options);     // backup_commands.cpp
result<std::string> restore_backup(restore_options const& options); // backup_commands.cpp
result<std::string> show_configuration();

} // namespace talent::talentctl
