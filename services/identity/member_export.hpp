// Everything that is held about one member, as one JSON document (PIPL, art. 45), piece by piece so
// that a long record is never held whole: the profile, the sessions, what the member did as
// references into the journal, the API keys the member made. One stream's own; its pieces are asked
// for one after the other, on database threads.
#pragma once

#include <string>
#include <vector>

#include "common/personal/vault.hpp"
#include "services/identity/model.hpp"

namespace talent::identity {

class member_export {
  public:
    member_export(personal::vault const& vault, uuid const& member_id)
        : vault_(vault), member_id_(member_id) {}

    /// The next piece; empty after the last one. not_found where there is no such member.
    result<std::string> next(db::session& sql);

  private:
    enum class part : std::uint8_t { profile, sessions, entries, keys, nothing };

    result<std::string> profile(db::session& sql);
    std::string sessions(db::session& sql);
    std::string entries(db::session& sql);
    std::string keys(db::session& sql);
    void add(std::string& piece, std::string const& element);
    void go_on(std::string& piece, part next, std::string_view text);

    personal::vault const& vault_;
    uuid member_id_;
    part at_ = part::profile;
    bool first_ = true; // of its list
    std::string last_session_;
    std::int64_t last_entry_ = 0;
    std::vector<uuid> keys_made_;
};

} // namespace talent::identity
