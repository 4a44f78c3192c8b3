// Where libFuzzer enters a target.
#include <cstdint>

#include <sodium.h>

#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    return sodium_init() < 0 ? 1 : 0;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t count) {
    talent::fuzz::check({reinterpret_cast<char const*>(bytes), count});
    return 0;
}
