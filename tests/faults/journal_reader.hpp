// Reads the feed as an outsider would: in order, without a gap, and what each entry says happened.
// One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/faults/attempts.hpp"

namespace talent::test {

class journal_reader {
  public:
    /// What is in the journal now is passed over. `reader` sees every entry of the region.
    explicit journal_reader(http_client& reader);

    /// Reads on to the head: each of `expected` must be there once, and nothing else of these
    /// kinds. A payment must stand with its postings.
    void check(http_client& reader, std::vector<std::string> const& expected, tally& found);

    std::int64_t head() const { return sequence_; }

  private:
    void read_on(http_client& reader, tally& found);

    std::int64_t sequence_ = 0;
    std::map<std::string, int> seen_; // effects since the last check
};

} // namespace talent::test
