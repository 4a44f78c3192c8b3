// Which entries of the journal make releases, in one table: a new event is a row. Constants; any
// thread.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "services/open_data/release.hpp"

namespace talent::open_data {

/// What a release is to the reader of the feed of notices.
enum class notice_kind : std::uint8_t { none, tender, amendment, award, contract, cancellation };
/// "tender"; empty for none.
std::string_view name_of(notice_kind one);

struct event_kind {
    std::string_view entry_type; // "tender.published"
    std::array<std::string_view, 2> tags;
    std::array<section, 4> sections;
    notice_kind notice = notice_kind::none;
};
std::span<event_kind const> event_kinds();
/// Null where such an entry makes no release.
event_kind const* find_event_kind(std::string_view entry_type);

/// The release of such an entry; the tender must be public.
json::value make_release(event_kind const& kind, release_source const& from);

} // namespace talent::open_data
