// The feed of notices as Atom (RFC 4287). What people wrote is escaped, and what XML 1.0 has no
// place for is replaced. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "services/open_data/packages.hpp"

namespace talent::open_data {

/// As the text of an element or of an attribute in double quotes.
std::string xml_text(std::string_view written);

struct feed_address {
    std::string region; // six digits
    std::string self;   // path with query
    std::string next;   // empty: the last page
};

/// `notices`: the newest first. An entry's id is the address of its release, for ever.
std::string atom_feed(packager const& by, feed_address const& where,
                      std::span<store::kept_release const> notices);

} // namespace talent::open_data
