// How one job ended, before anybody is told; and the telling, which never lets an exception of a
// callback stop a database thread. Private to common/db; any thread.
#pragma once

#include <exception>
#include <functional>
#include <optional>

#include "common/db/database.hpp"

namespace talent::db {

struct unit_outcome {
    db::completion completion = completion::failed;
    problem reason = {};
    std::exception_ptr cause = {}; // what was thrown, for callers that wait for it
};

/// To be called in a catch block: the outcome of a unit that threw. Logs what nobody expects.
unit_outcome outcome_of_current_exception();

unit_outcome failed_with(error const& fault);

/// A job that waited too long, or was refused before it ran.
problem dropped_unexecuted();

void tell_committed(write_job const& job);
void tell_finished(std::function<void(completion, problem)> const& finished,
                   unit_outcome&& outcome);

/// Throws what made the unit fail; for write_now and read_now.
void rethrow(unit_outcome const& outcome);

} // namespace talent::db
