// The command line of talentctl: its commands, options and help texts, and how an outcome is told.
// Used by main and by the tests. One thread.
#pragma once

#include <iosfwd>

namespace talent::talentctl {

/// Runs what the arguments ask for: what was asked for goes to `out`, one sentence of what went
/// wrong to `complaints`. Returns the exit code: 0 done, 1 failed, 2 the command line is wrong.
int run(int argument_count, char const* const* arguments, std::ostream& out,
        std::ostream& complaints);

} // namespace talent::talentctl
