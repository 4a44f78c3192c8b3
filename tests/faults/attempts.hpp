// What the fault tests send and what they keep of it: writes under idempotency keys, each with one
// effect that the journal must show exactly once, and the count of what was found. Values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/http_client.hpp"

namespace talent::test {

/// One write; sent again it is the same request, byte for byte.
struct keyed_write {
    std::string method = "POST";
    std::string target;
    std::string body;
    std::string if_match; // empty: none
    std::string key;
};

/// The part of an answer that a replay must repeat.
struct kept_answer {
    int status = 0; // 0: none came
    std::string body;
    std::string location;
    std::string etag;

    bool operator==(kept_answer const&) const = default;
    bool acknowledged() const { return status >= 200 && status < 300; }
};

struct attempt {
    keyed_write sent;
    std::string effect; // "demand.drafted <title>": what one entry of the journal must say
    kept_answer got;
};

/// What a run found. `lost` and `duplicated` count effects, `faults` has a sentence for each thing
/// that must not be (the first few of them).
struct tally {
    std::uint64_t acknowledged = 0;
    std::uint64_t unknown = 0;  // no answer came: sent again after the restart
    std::uint64_t found = 0;    // of the unknown: the effect was there already
    std::uint64_t replayed = 0; // acknowledged ones sent again, and answered alike
    std::uint64_t lost = 0;
    std::uint64_t duplicated = 0;
    std::vector<std::string> faults;

    void blame(std::string sentence);
    void add(tally const& more);
};

/// Sends it and keeps the answer; throws where the connection breaks. `seen` gets the whole answer.
kept_answer send(http_client& by, keyed_write const& what, answer* seen = nullptr);

} // namespace talent::test
