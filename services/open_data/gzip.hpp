// One gzip member (RFC 1952) of a piece: members one after the other are a gzip file as well. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace talent::open_data {

std::string gzip_member(std::string_view plain);

} // namespace talent::open_data
