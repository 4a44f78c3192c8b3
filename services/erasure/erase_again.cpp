#include "services/erasure/erase_again.hpp"

#include "common/journal/journal.hpp"

namespace talent::erasure {
namespace {

// In nobody's name but the platform's.
security::principal const& platform() {
    static security::principal const one{.audience = security::audience::operator_group,
                                         .region = "000000"};
    return one;
}

result<void> erase_subject(journal::unit_of_work& unit, uuid const& subject_id,
                           identity::identity_service const& members,
                           listings::listings_service const& talents) {
    TRY(auto is_member, members.erase_member_again(unit, subject_id));
    if (is_member) return success();
    TRY(auto is_talent, talents.erase_personal_record_again(unit, subject_id));
    if (!is_talent) members.vault().destroy_key(unit.sql(), subject_id, unit.now());
    return success();
}

} // namespace

result<std::size_t> erase_again(db::database& kept, std::vector<personal::erased_key> const& erased,
                                identity::identity_service const& members,
                                listings::listings_service const& talents, instant now) {
    std::size_t count = 0;
    for (auto const& one : erased) {
        auto const subject = parse_uuid(one.subject_id);
        bool is_back = false;
        kept.read_now([&](db::session& sql) { is_back = personal::has_key(sql, one); });
        if (!subject || !is_back) continue;
        result<void> outcome = success();
        kept.write_now([&](db::session& sql) {
            journal::unit_of_work unit(sql, now, platform(), "erasures");
            outcome = erase_subject(unit, *subject, members, talents);
            if (!outcome.has_value()) return db::verdict::discard;
            journal::record(unit);
            return db::verdict::keep;
        });
        TRY(outcome);
        ++count;
    }
    return count;
}

} // namespace talent::erasure
