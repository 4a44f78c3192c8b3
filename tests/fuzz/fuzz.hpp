// What every fuzz target is: one function that takes any bytes and must hold for all of them. It is
// linked with libFuzzer (preset `fuzz`) and, in every other build, with a small main that replays
// the corpus and mutates it (replay.cpp). One thread.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace talent::fuzz {

/// Each target's own file defines it; a sanitizer's report or a broken requirement is a finding.
void check(std::string_view input);

/// What must hold whatever the input is. Ends the process, so that the input is kept.
inline void require(bool holds, char const* what) {
    if (holds) return;
    std::fprintf(stderr, "finding: it does not hold that %s\n", what);
    std::abort();
}

} // namespace talent::fuzz
