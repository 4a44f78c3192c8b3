#include "services/audit/disclosure.hpp"

namespace talent::audit {

using journal::part;

/// A state is opened only where the feed leaves nothing out of it, since the digest is over all.
/// What a talent wrote of themselves may be withdrawn, so the public is shown its digest only.
bool entry_discloser::may_open(part which, journal::entry const& one,
                               security::principal const& reader) const {
    bool const state = which == part::before || which == part::after;
    if (state && reader.anonymous() && one.object_type == "supply") return false;
    switch (which) {
        case part::facts:
            return true;
        case part::actor:
            return false;
        case part::before:
            return rules_.shows_whole(one.before, one.object_type);
        case part::after:
            return rules_.shows_whole(one.after, one.object_type);
    }
    return false;
}

std::string entry_discloser::write(journal::entry const& one,
                                   security::principal const& reader) const {
    auto const opened = journal::commitment_of(one);
    bool const withheld = !notices::may_read(reader, one);
    json::writer to;
    to.begin_object()
        .member("sequence", one.sequence)
        .member("hash", one.hash)
        .member("content_sha256", opened.content_sha256)
        .member("withheld", withheld);
    if (withheld) {
        to.end_object();
        return to.take();
    }
    to.key("parts").begin_object();
    for (std::size_t i = 0; i < journal::part_count; ++i) {
        auto const which = static_cast<part>(i);
        to.key(name_of(which)).begin_object().member("sha256", opened.parts[i]);
        if (may_open(which, one, reader)) {
            to.member("salt", opened.salts[i]).key("values").begin_object();
            for (auto const& [name, value] : journal::values_of(one, which))
                to.member(name, value);
            to.end_object();
        }
        to.end_object();
    }
    to.end_object().end_object();
    return to.take();
}

} // namespace talent::audit
