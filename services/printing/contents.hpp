// What the printed documents say: made from the models, with the names that these only refer to. No
// layout. Pure functions; any thread.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "common/printing/document.hpp"
#include "common/vocabulary/catalogue.hpp"
#include "services/delivery/model.hpp"
#include "services/printing/stamp.hpp"
#include "services/procurement/tender.hpp"

namespace talent::printed {

/// A side of a procurement as documents name it.
struct party {
    std::string name;
    std::string credit_code;
};

printing::document tender_notice(procurement::tender const& of, party const& buyer,
                                 std::string const& place, stamp const& mark);

printing::document award_notice(procurement::award const& of, procurement::tender const& tender,
                                party const& buyer, stamp const& mark);

printing::document contract_document(delivery::contract const& of,
                                     std::span<delivery::milestone const> milestones,
                                     party const& buyer, party const& supplier,
                                     std::string const& place, stamp const& mark);

/// Texts of a list, numbered, each on a line of its own.
std::string numbered(std::span<std::string const> texts);

} // namespace talent::printed
