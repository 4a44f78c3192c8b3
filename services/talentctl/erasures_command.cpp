// talentctl erasures apply: what talentd does at its start, by hand and from another file.
#include "services/erasure/erase_again.hpp"
#include "services/erasure/erasure_file.hpp"
#include "services/talentctl/commands.hpp"
#include "services/talentctl/opening.hpp"

namespace talent::talentctl {

result<std::string> apply_erasures(place_options const& options, std::string const& file) {
    TRY(auto directory, installation::data_directory::find(options.data_directory));
    TRY(auto database, open_to_write(options));
    TRY(auto vault, open_vault(options, *database));
    TRY(auto own, erasure::erasure_file::open(directory.erasures_path()));
    TRY(auto named, erasure::erasure_file::open(file.empty() ? directory.erasures_path() : file));
    identity::directory known;
    known.load(*database, system_clock{}.now());
    listings::moderation_words const words;
    identity::identity_service const members(known, vault);
    listings::listings_service const talents(known, words, vault);
    TRY(auto count,
        erasure::erase_again(*database, named.lines(), members, talents, system_clock{}.now()));
    TRY(own.catch_up(*database));
    return std::to_string(count) + " of the " + std::to_string(named.lines().size()) +
           " erasures in the file had been undone by the restoration, and were made again.";
}

} // namespace talent::talentctl
