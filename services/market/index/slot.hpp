// A document's place in its partition.
#pragma once

#include <cstdint>

namespace talent::market {

using slot = std::uint32_t;

} // namespace talent::market
