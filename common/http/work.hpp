// What a handler returns. A handler decodes on the I/O thread and returns either its answer or the
// work that makes it; the edge runs the work where it belongs. So handlers are plain functions and
// only the session is a coroutine (docs/decisions/0001).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/http/lane.hpp"
#include "common/http/response.hpp"
#include "common/journal/unit_of_work.hpp"

namespace talent::http {

/// One unit of work on the writer: kept where it returns a response of 2xx, rolled back where it
/// returns a problem, or on a dry run. May be run more than once; must not change what it captures.
struct write_work {
    std::function<result<response>(journal::unit_of_work&)> run;
};

/// Reads from the database, on a reader thread.
struct read_work {
    std::function<result<response>(db::session&)> run;
};

/// Reckons on a query thread without the database: searches and matches on the market index.
struct query_work {
    std::function<result<response>()> run;
};

/// Slow work outside the writer (argon2id), then a unit of work made from its outcome. `prepare`
/// runs on the bounded pool for passwords.
struct prepared_work {
    std::function<result<write_work>()> prepare;
};

/// A body sent piece by piece: exports. `next` is called on a reader thread until it returns an
/// empty piece; each piece is bounded by the handler.
struct stream_work {
    std::string content_type;
    std::string file_name; // Content-Disposition; empty: none
    std::function<result<std::string>(db::session&)> next;
    /// Where there is one: asked before the first piece, on a reader thread. A 304 is the whole
    /// answer; the headers of a 200 go with the pieces.
    std::function<result<response>(db::session&)> begin = {};
};

/// Server-sent events. `next` gives the events after a position, on a reader thread; the session
/// calls it when the signal fires or the heartbeat is due.
struct event {
    std::string id;
    std::string type;
    std::string data;
};
struct event_work {
    std::int64_t position = 0;
    std::function<result<std::vector<event>>(db::session&, std::int64_t& position)> next;
};

using work = std::variant<response, problem, write_work, read_work, query_work, prepared_work,
                          stream_work, event_work>;

/// The lane that this work runs in.
constexpr lane lane_of(work const& one) {
    constexpr lane lanes[] = {lane::memory, lane::memory,   lane::writing, lane::reading,
                              lane::query,  lane::password, lane::reading, lane::reading};
    static_assert(std::size(lanes) == std::variant_size_v<work>);
    return lanes[one.index()];
}

} // namespace talent::http

/// In a handler: TRY_WORK(auto body, request.read_body<demand>()) answers the problem.
#define TRY_WORK(declaration, expression)                                        \
    auto TALENT_UNIQUE(outcome_) = (expression);                                 \
    if (!TALENT_UNIQUE(outcome_).has_value())                                    \
        return ::talent::http::work{std::move(TALENT_UNIQUE(outcome_)).error()}; \
    declaration = std::move(TALENT_UNIQUE(outcome_)).value()
