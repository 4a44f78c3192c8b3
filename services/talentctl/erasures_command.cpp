// talentctl erasures apply: what talentd does at its start, by hand and from another file.
#include <filesystem>

#include "services/erasure/erase_again.hpp"
#include "services/erasure/erasure_file.hpp"
#include "services/talentctl/commands.hpp"
#include "services/talentctl/opening.hpp"

namespace talent::talentctl {
namespace {

/// Whoever asks for it by hand has restored a backup: without the file, whom it brought back stays.
result<void> check_file(std::string const& path) {
    if (std::filesystem::exists(path)) return success();
    return refuse(error_code::conflict, "There is no file of erasures " + path +
                                            ": nobody was erased again. Where nobody was ever "
                                            "erased there is none, and nothing to do.");
}

} // namespace

result<std::string> apply_erasures(place_options const& options, std::string const& file) {
    TRY(auto directory, installation::data_directory::find(options.data_directory));
    auto const path = file.empty() ? directory.erasures_path() : file;
    TRY(check_file(path));
    TRY(auto database, open_to_write(options));
    TRY(auto vault, open_vault(options, *database));
    TRY(auto own, erasure::erasure_file::open(directory.erasures_path()));
    TRY(auto named, erasure::erasure_file::open(path));
    identity::directory known;
    known.load(*database, system_clock{}.now());
    listings::moderation_words const words;
    identity::identity_service const members(known, vault);
    listings::listings_service const talents(known, words, vault);
    TRY(auto count,
        erasure::erase_again(*database, named.lines(), members, talents, system_clock{}.now()));
    TRY(own.catch_up(*database));
    return std::to_string(count) + " of the " + std::to_string(named.lines().size()) +
           " erasures in " + path + " had been undone by the restoration, and were made again.";
}

} // namespace talent::talentctl
