// The operator's TOML file: settings within their bounds or one sentence about the fault.
#include "common/base/configuration.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {

void check(std::string_view input) {
    // Keys that name a file would have the target read whatever it comes upon.
    if (input.find("url_file") != std::string_view::npos) return;
    auto const read = parse_configuration(input, "talent.toml");
    if (!read.has_value()) {
        require(!read.error().detail.empty(), "a fault has a sentence");
        return;
    }
    auto const& found = read.value();
    require(found.server.port >= 0 && found.server.port <= 65'535, "a port is one");
    require(found.server.io_threads >= 1 && found.database.reader_threads >= 1,
            "there is a thread of each kind");
    require(found.server.tls_certificate_file.empty() == found.server.tls_private_key_file.empty(),
            "a certificate has its key");
    require(!found.log.level.empty(), "there is a level");
}

} // namespace talent::fuzz
