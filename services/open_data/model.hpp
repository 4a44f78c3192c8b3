// What the routes of open data answer beside OCDS documents. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/json/fields.hpp"

namespace talent::open_data {

/// A month of releases, in Asia/Shanghai.
struct release_month {
    std::string month = {}; // 2026-11
    std::int64_t releases = 0;
    instant last_date = {};
    std::string url = {}; // of the whole month, compressed
};

/// Where everything is, and how far it is.
struct open_data_index {
    std::string ocid_prefix = {};
    std::int64_t sequence = 0; // of the journal, worked up to here
    std::int64_t head = 0;     // of the journal
    bool caught_up = false;    // what lies between is of other markets
    std::vector<release_month> months = {};
};

} // namespace talent::open_data

namespace talent::json {
TALENT_DESCRIBED(open_data::release_month);
TALENT_DESCRIBED(open_data::open_data_index);
} // namespace talent::json
