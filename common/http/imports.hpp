// Batches of objects that a file is imported by: each item is judged on its own by the field table
// and the use case that a single creation goes through, and what passes is kept in one unit of
// work. For handlers; any I/O thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/http/work.hpp"

namespace talent::http {

inline constexpr std::size_t import_items_max = 200;
/// A batch of the longest items must be a smaller one: 200 have 20 KiB each.
inline constexpr std::size_t import_body_bytes_max = std::size_t{4} * 1024 * 1024;

struct import_fault {
    std::string pointer = {}; // into the item
    std::string code = {};
    std::string detail = {};
};

/// Why an item was not kept: what the problem of its own creation would have said.
struct import_problem {
    std::string type = {};
    std::string title = {};
    std::int64_t status = 0;
    std::string detail = {};
    std::vector<import_fault> errors = {};
};

/// What became of the item of that place: id, number and state, or the problem.
struct import_outcome {
    std::int64_t index = 0;
    std::optional<uuid> id = {};
    std::optional<std::string> number = {};
    std::optional<std::string> state = {};
    std::optional<import_problem> problem = {};
};

struct import_answer {
    std::vector<import_outcome> results = {};
    std::int64_t created = 0;
    std::int64_t refused = 0;
};

import_outcome refused_item(std::size_t index, problem const& why, language spoken);

/// The batch without its items, and these as they were sent: an item that is wrong shall not refuse
/// the batch. Owned by the request's handler.
struct opened_batch {
    json::value envelope;
    std::vector<json::value> items;
};
/// invalid_fields where there are none; more than import_items_max stay in the envelope, whose
/// table refuses them.
result<opened_batch> open_batch(request const& asked);

/// The items of a batch, each read or refused; in their order.
template <class T>
struct read_batch {
    std::vector<result<T>> items;
    bool publish = false;
};

/// `Batch` is the body as its table describes it: `items` and `publish`. The envelope's faults
/// refuse it as a whole.
template <class Batch>
auto read_batch_of(request const& asked)
    -> result<read_batch<typename decltype(Batch::items)::value_type>> {
    using item = typename decltype(Batch::items)::value_type;
    TRY(auto opened, open_batch(asked));
    TRY(auto const envelope, json::read<Batch>(opened.envelope, *asked.codes));
    read_batch<item> made{.items = {}, .publish = envelope.publish};
    for (auto const& each : opened.items)
        made.items.push_back(json::read<item>(each, *asked.codes));
    return made;
}

/// `keep(unit, item, publish)` gives the object that it kept, or refuses it and has written
/// nothing.
template <class Batch, class Keep>
work import_batch(request const& asked, Keep keep) {
    TRY_WORK(auto batch, read_batch_of<Batch>(asked));
    return write_work{[batch = std::move(batch), keep = std::move(keep),
                       spoken = asked.language](journal::unit_of_work& unit) -> result<response> {
        import_answer answer;
        for (std::size_t index = 0; index < batch.items.size(); ++index) {
            auto const& item = batch.items[index];
            auto kept = item.has_value() ? keep(unit, item.value(), batch.publish) : item;
            if (!kept.has_value()) {
                answer.results.push_back(refused_item(index, kept.error(), spoken));
                ++answer.refused;
                continue;
            }
            auto const& made = kept.value();
            answer.results.push_back({.index = static_cast<std::int64_t>(index),
                                      .id = made.id,
                                      .number = made.number,
                                      .state = std::string(json::name_of(made.state))});
            ++answer.created;
        }
        return shown(answer);
    }};
}

} // namespace talent::http

namespace talent::json {
TALENT_DESCRIBED(http::import_fault);
TALENT_DESCRIBED(http::import_problem);
TALENT_DESCRIBED(http::import_outcome);
TALENT_DESCRIBED(http::import_answer);
} // namespace talent::json
