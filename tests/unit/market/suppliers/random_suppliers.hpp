// A random market of agencies, their services, reviews and deliveries, and of tenders, from a seed
// that is printed when a test fails; and the book that follows it. One thread.
#pragma once

#include <vector>

#include "services/market/suppliers/supplier_book.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market::testing {

/// As the database would have it.
struct supplier_world {
    std::vector<identity::organisation> organisations;
    std::vector<identity::qualification> qualifications;
    std::vector<offerings::offering> offerings; // published ones and others
    std::vector<offerings::order> orders;
    std::vector<offerings::review> reviews;
    std::vector<exclusions::exclusion> exclusions;
    std::vector<procurement::tender> tenders;
};

supplier_world random_suppliers(random_market& source, int agencies);

/// One half of everything as it is loaded at start, the other as the journal tells of it: each
/// first in an earlier state, some twice.
void fill(supplier_world const& world, random_market& source, supplier_book& book);

/// Everything told of anew by the journal: an earlier state of each, then as it is. A tender that
/// was published is told of as it is.
void tell(supplier_world const& world, supplier_book& book);

} // namespace talent::market::testing
