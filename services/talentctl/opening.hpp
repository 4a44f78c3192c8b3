// How the commands that write open an installation: alone, since a server that runs would not hear
// of what is written beside it. One thread.
#pragma once

#include <memory>

#include "services/installation/installation.hpp"
#include "services/talentctl/commands.hpp"

namespace talent::talentctl {

inline db::options alone() {
    db::options settings;
    settings.reader_threads = 1;
    settings.writer_threads = 1;
    settings.exclusive = true;
    return settings;
}

inline result<std::unique_ptr<db::database>> open_to_write(place_options const& options) {
    TRY(auto directory, installation::data_directory::prepare(options.data_directory));
    return directory.open_database(options.database_url, alone(), db::migration::to_newest);
}

inline result<personal::vault> open_vault(place_options const& options, db::database& kept) {
    TRY(auto directory, installation::data_directory::find(options.data_directory));
    return directory.open_vault(options.master_key_file, kept, system_clock{}.now());
}

} // namespace talent::talentctl
