#include "services/notices/feed.hpp"

#include <algorithm>

#include "common/vocabulary/region_code.hpp"

namespace talent::notices {
namespace {

using security::audience;

bool oversees(security::principal const& reader, std::string_view region) {
    bool const overseer =
        reader.audience == audience::operator_group || reader.audience == audience::supervisor;
    return overseer && !region.empty() && vocabulary::is_region_within(region, reader.region);
}

/// A person may be named, too: the member, or the key that speaks for one person.
bool is_named(security::principal const& reader, journal::entry const& one) {
    // A talent's key speaks within the agency's organisation, but for one listing only.
    if (reader.audience == audience::talent) return false;
    for (auto const& id : {reader.organisation, reader.member, reader.credential}) {
        if (!id.is_nil() && journal::names_party(one, id)) return true;
    }
    return false;
}

bool is_shown(json::field_definition const* field) {
    return field != nullptr && !field->options.personal &&
           field->options.exposure != json::exposure::hidden &&
           field->options.exposure != json::exposure::sealed &&
           field->options.exposure != json::exposure::secret;
}

} // namespace

bool may_read(security::principal const& reader, journal::entry const& one) {
    switch (one.visible) {
        case journal::visibility::open:
            return true;
        case journal::visibility::parties:
            return is_named(reader, one) || oversees(reader, one.region);
        case journal::visibility::closed:
            return oversees(reader, one.region);
        case journal::visibility::test:
            return reader.test || oversees(reader, one.region);
    }
    return false;
}

void feed_writer::write_state(std::string_view name, std::string const& stored,
                              std::string_view object_type, json::writer& to) const {
    auto const table = tables_.find(object_type);
    if (stored.empty() || table == tables_.end()) return;
    auto const document = json::parse(stored);
    if (!document.has_value()) throw std::runtime_error("a journal entry holds no JSON");
    to.key(name).begin_object();
    for (auto const& [member, content] : document.value().members()) {
        if (is_shown(table->second->find(member))) to.key(member).document(content);
    }
    to.end_object();
}

bool feed_writer::shows_whole(std::string const& stored, std::string_view object_type) const {
    if (stored.empty()) return true;
    auto const table = tables_.find(object_type);
    if (table == tables_.end()) return false;
    auto const document = json::parse(stored);
    if (!document.has_value()) throw std::runtime_error("a journal entry holds no JSON");
    return std::ranges::all_of(document.value().members(), [&](auto const& member) {
        return is_shown(table->second->find(member.first));
    });
}

std::string feed_writer::write(journal::entry const& one, security::principal const& reader) const {
    json::writer to;
    to.begin_object().member("sequence", one.sequence).member("hash", one.hash);
    if (!may_read(reader, one)) {
        to.member("withheld", true).end_object();
        return to.take();
    }
    to.member("withheld", false)
        .member("at", format_instant(one.at))
        .member("type", one.type)
        .member("object_type", one.object_type)
        .member("object_id", to_string(one.object_id))
        .member("object_version", one.object_version);
    if (!one.region.empty()) to.member("region", one.region);
    to.member("actor_audience", one.actor_audience);
    if (!one.actor_organisation.is_nil())
        to.member("actor_organisation", to_string(one.actor_organisation));
    if (!one.reason.empty()) to.member("reason", one.reason);
    write_state("before", one.before, one.object_type, to);
    write_state("after", one.after, one.object_type, to);
    to.end_object();
    return to.take();
}

} // namespace talent::notices
