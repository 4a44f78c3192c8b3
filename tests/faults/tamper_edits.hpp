// The ways in which somebody who can write to the database, but has not the signing key, may tamper
// with the journal. Each makes one random edit of its kind. Pure apart from the dice; one thread.
#pragma once

#include <functional>
#include <random>
#include <span>
#include <string_view>

#include "tests/faults/tamper_journal.hpp"

namespace talent::test {

using dice = std::mt19937_64;

struct tampering {
    std::string_view name;
    int weight; // how often, among the others
    std::function<edit(tampered_journal const&, dice&)> make;
};

std::span<tampering const> all_tamperings();

} // namespace talent::test
