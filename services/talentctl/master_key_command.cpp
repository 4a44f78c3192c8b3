// talentctl rotate-master-key. The new key is durable in a file of its own before the database is
// changed, and takes the old one's name afterwards: a crash in between leaves both files, and the
// command run again finishes what was begun.
#include "common/personal/rewrap.hpp"
#include "common/security/key_file.hpp"
#include "services/talentctl/commands.hpp"
#include "services/talentctl/opening.hpp"

namespace talent::talentctl {
namespace {

constexpr std::string_view successor_suffix = ".next";

} // namespace

result<std::string> rotate_master_key(place_options const& options) {
    TRY(auto directory, installation::data_directory::find(options.data_directory));
    TRY(auto database, open_to_write(options));
    auto const file = options.master_key_file.empty() ? directory.default_master_key_path()
                                                      : options.master_key_file;
    auto const successor_file = file + std::string(successor_suffix);
    TRY(auto current, directory.load_master_key(file, *database));
    TRY(auto successor, security::load_or_create_master_key(successor_file));
    TRY(auto count, personal::rewrap(*database, current, successor));
    TRY(security::replace_key_file(file, successor_file, "master key"));
    return "The master key is a new one; " + std::to_string(count) +
           " keys are sealed under it. Copy " + file +
           " to a safe place, and to the other servers of this database; older backups still need "
           "the key they were made with.";
}

} // namespace talent::talentctl
