// What the journal says of ratings and appeals, and to whom. Private to their use cases. Pure; any
// thread.
#pragma once

#include <string_view>

#include "common/journal/change.hpp"
#include "services/ratings/store.hpp"

namespace talent::ratings {

// Its author's alone, for good: an entry's visibility is fixed when it is written, and it is
// written blind. Without a region no operator and no supervisor reads it either.
inline journal::change sealed_change(rating const& one, std::string_view happened) {
    return {.table = store::ratings_table,
            .object_type = "rating",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {one.by_id}};
}

// From now on everybody reads it, here too.
inline journal::change opened_change(rating const& one) {
    return {.table = store::ratings_table,
            .object_type = "rating",
            .happened = "opened",
            .visible = journal::visibility::open,
            .parties = {one.by_id, one.about_id},
            .region = one.region};
}

// It was public, and so is that it falls.
inline journal::change struck_change(rating const& one) {
    return {.table = store::ratings_table,
            .object_type = "rating",
            .happened = "struck",
            .visible = journal::visibility::open,
            .parties = {one.by_id, one.about_id},
            .region = one.region};
}

// The entry holds reasons and documents too: so it is the parties', and what the public learns, it
// reads at the object.
inline journal::change appeal_change(appeal const& one, std::string_view happened) {
    journal::change made{.table = store::appeals_table,
                         .object_type = "appeal",
                         .happened = happened,
                         .visible = journal::visibility::parties,
                         .parties = {one.appellant_id, one.rater_id},
                         .region = one.region};
    if (one.reviewer_id) made.parties.push_back(*one.reviewer_id);
    return made;
}

} // namespace talent::ratings
