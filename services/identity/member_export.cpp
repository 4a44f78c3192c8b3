#include "services/identity/member_export.hpp"

#include "common/journal/journal.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

constexpr int piece_items = 200;

std::string reference_to(journal::entry const& one) {
    json::writer to;
    to.begin_object()
        .member("sequence", one.sequence)
        .member("at", format_instant(one.at))
        .member("type", one.type)
        .member("object_type", one.object_type)
        .member("object_id", to_string(one.object_id))
        .member("object_version", one.object_version)
        .end_object();
    return to.take();
}

} // namespace

result<std::string> member_export::next(db::session& sql) {
    switch (at_) {
        case part::profile:
            return profile(sql);
        case part::sessions:
            return sessions(sql);
        case part::entries:
            return entries(sql);
        case part::keys:
            return keys(sql);
        case part::nothing:
            break;
    }
    return std::string();
}

void member_export::add(std::string& piece, std::string const& element) {
    if (!std::exchange(first_, false)) piece.push_back(',');
    piece.append(element);
}

void member_export::go_on(std::string& piece, part next, std::string_view text) {
    piece.append(text);
    at_ = next;
    first_ = true;
}

result<std::string> member_export::profile(db::session& sql) {
    auto found = store::find_member(sql, member_id_);
    if (!found) return refuse(error_code::not_found);
    vault_.unseal(sql, *found);
    std::string piece = R"({"member":)" + json::write_shown(*found);
    go_on(piece, part::sessions, R"(,"sessions":[)");
    return piece;
}

std::string member_export::sessions(db::session& sql) {
    std::string piece;
    auto const found = store::list_sessions(sql, member_id_, last_session_, piece_items);
    for (auto const& one : found) {
        add(piece, json::write_shown(one));
        last_session_ = to_string(one.id);
    }
    if (found.size() < piece_items) go_on(piece, part::entries, R"(],"entries":[)");
    return piece;
}

std::string member_export::entries(db::session& sql) {
    std::string piece;
    auto const found = journal::read_of_member(sql, member_id_, last_entry_, piece_items);
    for (auto const& one : found) {
        add(piece, reference_to(one));
        last_entry_ = one.sequence;
        if (one.type == "api_key.made") keys_made_.push_back(one.object_id);
    }
    if (found.size() < piece_items) go_on(piece, part::keys, R"(],"api_keys_made":[)");
    return piece;
}

std::string member_export::keys(db::session& sql) {
    std::string piece;
    for (auto const& id : keys_made_) {
        if (auto const found = store::find_api_key(sql, id)) add(piece, json::write_shown(*found));
    }
    go_on(piece, part::nothing, "]}");
    return piece;
}

} // namespace talent::identity
