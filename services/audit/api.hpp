// The journal as evidence: signed heads, the keys that signed them, and entries with the digests of
// which the chain is made (docs/audit.md). Owned by talentd's main; handlers may be called from any
// I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/audit/disclosure.hpp"

namespace talent::audit {

inline constexpr std::int64_t entries_default = 100;
inline constexpr std::int64_t entries_max = 200;
inline constexpr std::size_t page_bytes_max = 1024 * 1024; // about: the entry beyond it is the last

class audit_api {
  public:
    explicit audit_api(entry_discloser discloser) : discloser_(std::move(discloser)) {}

    void add_routes(http::router& routes) const;

    http::work read_head(http::request const& asked) const;
    http::work list_heads(http::request const& asked) const;
    http::work list_keys(http::request const& asked) const;
    http::work read_entries(http::request const& asked) const;

  private:
    entry_discloser discloser_;
};

} // namespace talent::audit
