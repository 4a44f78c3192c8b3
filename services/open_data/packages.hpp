// Releases and records as they are handed out: in packages with the publisher, the licence and the
// extensions that they use (OCDS 1.1, "Packaging"). Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/configuration.hpp"
#include "services/open_data/flags.hpp"
#include "services/open_data/store.hpp"

namespace talent::open_data {

/// What the releases use beyond the standard itself: lots, bid statistics, criteria,
/// enquiries.
inline constexpr std::string_view extensions[] = {
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/"
    "extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/"
    "extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_requirements_extension/"
    "master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_enquiry_extension/master/"
    "extension.json",
};

class packager {
  public:
    explicit packager(open_data_configuration settings) : settings_(std::move(settings)) {}

    /// `path` with its query, as the client asked for it: the package's uri. `next_path` empty: the
    /// last page.
    std::string release_package(std::string_view path, std::string_view next_path,
                                std::span<store::kept_release const> releases) const;

    /// One process: its releases embedded, compiled and versioned, and beside them the flags.
    std::string record_package(std::string_view path, std::string_view ocid,
                               std::span<store::kept_release const> releases,
                               tender_flags const& flags) const;

    /// Several: their releases by address, and compiled.
    struct listed_record {
        std::string ocid;
        std::vector<store::kept_release> releases;
    };
    std::string record_list(std::string_view path, std::string_view next_path,
                            std::span<listed_record const> records) const;

    std::string address_of(std::string_view path) const;
    std::string release_address(std::string_view release_id) const;
    open_data_configuration const& settings() const { return settings_; }

  private:
    json::writer begin(std::string_view path, std::string_view next_path, instant published) const;

    open_data_configuration settings_;
};

} // namespace talent::open_data
