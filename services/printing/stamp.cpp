#include "services/printing/stamp.hpp"

#include "common/journal/journal.hpp"
#include "services/printing/words.hpp"

namespace talent::printed {

stamp stamp_of(db::session& sql, std::string_view object_type, uuid const& id, std::string number,
               std::int64_t version, instant changed_at) {
    stamp made{.number = std::move(number), .version = version, .at = changed_at, .hash = {}};
    auto const entry = journal::read_version(sql, object_type, id, version);
    if (!entry) return made;
    made.sequence = entry->sequence;
    made.at = entry->at;
    made.hash = entry->hash;
    return made;
}

void put_stamp(printing::document& on, stamp const& one, std::string_view kind) {
    on.dated = one.at;
    on.top_left = std::string(kind) + "  " + one.number;
    on.top_right = "第 " + std::to_string(one.version) + " 版  " + written(one.at);
    if (one.sequence == 0) return;
    on.foot = {"日志序号 " + std::to_string(one.sequence), "日志哈希 " + one.hash};
}

} // namespace talent::printed
