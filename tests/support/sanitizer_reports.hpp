// Reports of sanitizers in what a process that a test started wrote to its standard error:
// UndefinedBehaviorSanitizer, beside AddressSanitizer, writes nowhere else. Kept for
// tests/sanitize, which fails on them, whatever the test made of the process's end. Any thread.
#pragma once

#include <string>

namespace talent::test {

/// Copies the text into $TALENT_SANITIZER_REPORTS where it holds a report; nothing without that.
void keep_sanitizer_report(std::string const& errors);

} // namespace talent::test
