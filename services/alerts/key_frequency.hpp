// How often documents have a key, reckoned from some that were looked at; where none were, by what
// kind of key it is. Only an estimate, for choosing the rarest of several. One thread at a time.
#pragma once

#include <unordered_map>

#include "services/alerts/document_keys.hpp"

namespace talent::alerts {

inline constexpr std::size_t documents_sampled_max = 1'000;

class key_frequency {
  public:
    bool has_enough() const { return documents_ >= documents_sampled_max; }
    void observe(document_keys const& one);

    /// The share of documents that have the key, 0 to 1.
    double share_of(key one) const;
    /// That have one of the keys, at most.
    double share_of(std::vector<key> const& set) const;

  private:
    std::unordered_map<key, std::uint32_t> counts_;
    std::size_t documents_ = 0;
};

} // namespace talent::alerts
