// Documents as PDF on A4, by Pango and Cairo: text wraps, tables break between and within rows, the
// fonts' used signs are embedded. One document is drawn at a time; any thread that may take some
// tens of milliseconds, and wait for the others.
#pragma once

#include <cstddef>
#include <string>

#include "common/printing/document.hpp"

namespace talent::printing {

/// What no document of the market comes near; a longer one is a bug.
inline constexpr std::size_t pages_max = 500;

/// The file. The same document gives the same bytes with the same libraries and fonts. Throws
/// runtime_error beyond pages_max and where the drawing library fails.
std::string write_pdf(document const& one);

} // namespace talent::printing
