#include "tests/faults/attempts.hpp"

namespace talent::test {
namespace {

constexpr std::size_t faults_kept_max = 20;

} // namespace

void tally::blame(std::string sentence) {
    if (faults.size() < faults_kept_max) faults.push_back(std::move(sentence));
}

void tally::add(tally const& more) {
    acknowledged += more.acknowledged;
    unknown += more.unknown;
    found += more.found;
    replayed += more.replayed;
    lost += more.lost;
    duplicated += more.duplicated;
    for (auto const& each : more.faults)
        blame(each);
}

kept_answer send(http_client& by, keyed_write const& what, answer* seen) {
    headers more{{"Idempotency-Key", what.key}};
    if (!what.if_match.empty()) more.emplace_back("If-Match", what.if_match);
    if (what.method == "PATCH") more.emplace_back("Content-Type", "application/merge-patch+json");
    auto got = by.request(what.method, what.target, what.body, more);
    kept_answer const kept{got.status, got.body, got.header("location"), got.header("etag")};
    if (seen != nullptr) *seen = std::move(got);
    return kept;
}

} // namespace talent::test
