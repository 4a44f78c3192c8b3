// Matching with agencies and their services as the tables in services/market/suppliers read: every
// pair, every fact, from the rows as the database has them and from texts compared as text. Shares
// nothing with the engine but the rows. Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "services/market/index/document.hpp"
#include "tests/unit/market/naive_matching.hpp"
#include "tests/unit/market/suppliers/random_suppliers.hpp"

namespace talent::market::testing {

struct naive_fact {
    std::string criterion;
    bool hard = false;
    std::vector<std::string> required;
    std::vector<std::string> offered;
    bool verified = false;
    std::string outcome;
    int points = 0;
    int points_max = 0;

    bool operator==(naive_fact const&) const = default;
};

struct naive_reasons {
    std::vector<std::string> failed;
    std::vector<naive_fact> facts; // of a rejected pair the hard ones only
    int score = 0;
};

struct naive_place {
    uuid id;
    std::int64_t published_ms = 0;
    naive_reasons why;
};
/// The best first, without the rejected ones.
std::vector<naive_place> in_order(std::vector<naive_place> all);

struct naive_need {
    std::vector<std::pair<std::string, int>> categories; // with percent
    std::string stage;
    std::string region;
    std::vector<std::string> texts;
    std::optional<std::int64_t> budget_fen;
    std::optional<std::int64_t> response_hours;
    std::optional<std::int64_t> delivery_days;
};
naive_need naive_need_of(listings::demand const& one);

inline naive_points const standard_service_points{3000, 1500, 1500, 1000, 1000, 1000, 1000};
inline naive_points const standard_tender_points{3500, 2500, 1500, 1500, 1000};

naive_reasons judge_service(supplier_world const& world, naive_need const& need,
                            offerings::offering const& one, instant now, naive_points const& most);
naive_reasons judge_agency(supplier_world const& world, procurement::tender const& one,
                           identity::organisation const& agency, instant now,
                           naive_points const& most);

} // namespace talent::market::testing
