#include "common/http/dispatcher.hpp"

#include <memory>

#include "common/base/log.hpp"
#include "common/http/executor.hpp"
#include "common/http/limits.hpp"
#include "common/journal/recorded.hpp"

namespace talent::http {
namespace {

using steady_instant = std::chrono::steady_clock::time_point;

steady_instant deadline_from_now() {
    return std::chrono::steady_clock::now() + work_time_max;
}

problem overloaded(std::string detail) {
    auto made = refuse(error_code::overloaded, std::move(detail));
    made.retry_after_seconds = retry_after_overload_seconds;
    return made;
}

problem failed(std::exception const& fault, request const& asked) {
    log::error("work failed", {{"request", asked.id}, {"reason", fault.what()}});
    return refuse(error_code::internal);
}

/// Runs work that touches no database; its exceptions are bugs.
template <class Work>
auto guarded(Work const& work, request const& asked) -> decltype(work()) {
    try {
        return work();
    } catch (std::exception const& fault) {
        return failed(fault, asked);
    }
}

} // namespace

struct dispatcher::write_unit {
    write_work work;
    request const& asked;
    finished<response> done;
    personal::vault const* vault;
    std::optional<idempotency_marks> marks = marks_of(asked);
    executed made = {};

    db::verdict run(db::session& sql) {
        try {
            made = execute(work, asked, marks, sql, asked.received, vault);
        } catch (db::error const&) {
            throw; // the database knows which of them to run again
        } catch (std::exception const& fault) {
            made = executed{.answer = failed(fault, asked)};
        }
        return made.keep ? db::verdict::keep : db::verdict::discard;
    }

    /// What became of the last run, whose COMMIT got no answer. Its entries have a sequence and a
    /// hash that no other run can have. Without entries a key will do: the next run waits for the
    /// claim of this one and then replays it.
    db::finding look_for_run(db::session& sql) const {
        if (!made.entries.empty()) {
            return journal::is_recorded(sql, made.entries.back()) ? db::finding::kept
                                                                  : db::finding::not_kept;
        }
        return asked.idempotency_key ? db::finding::not_kept : db::finding::untraceable;
    }

    void finish(db::completion how, problem fault) {
        if (how == db::completion::failed) {
            done(std::move(fault));
        } else {
            done(std::move(made.answer));
        }
    }
};

dispatcher::dispatcher(db::database& database, journal::follower& follower, pools sizes,
                       std::function<void()> on_commit, personal::vault const* vault)
    : database_(database),
      follower_(follower),
      vault_(vault),
      on_commit_(std::move(on_commit)),
      query_pool_(sizes.query_threads, query_queue_max),
      password_pool_(sizes.password_threads, password_queue_max) {}

void dispatcher::run(write_work work, request const& asked, finished<response> done) {
    // Shared, since the job's functions are copied and each needs it.
    auto const unit =
        std::make_shared<write_unit>(write_unit{std::move(work), asked, std::move(done), vault_});
    db::write_job job{
        .run = [unit](db::session& sql) { return unit->run(sql); },
        .committed = [this, unit] { apply(*unit); },
        .finished = [unit](db::completion how,
                           problem fault) { unit->finish(how, std::move(fault)); },
        .deadline = deadline_from_now(),
        .likely_undone = asked.dry_run,
        .look_for_run = [unit](db::session& sql) { return unit->look_for_run(sql); },
    };
    if (!database_.submit(std::move(job))) unit->done(overloaded("The write queue is full."));
}

void dispatcher::apply(write_unit const& unit) {
    try {
        follower_.advance(unit.made.entries);
        if (!unit.made.entries.empty()) on_commit_();
    } catch (std::exception const& fault) {
        // The unit is kept whatever happens here; the follower fetches what it missed.
        log::error("read models lag", {{"request", unit.asked.id}, {"reason", fault.what()}});
    }
}

template <class T>
void dispatcher::read(std::function<result<T>(db::session&)> work, request const& asked,
                      finished<T> done) {
    struct reading {
        std::function<result<T>(db::session&)> work;
        request const& asked;
        finished<T> done;
        result<T> answer = refuse(error_code::internal);
    };
    auto const unit = std::make_shared<reading>(reading{std::move(work), asked, std::move(done)});
    db::read_job job{
        .run =
            [unit](db::session& sql) {
                try {
                    unit->answer = unit->work(sql);
                } catch (db::error const&) {
                    throw;
                } catch (std::exception const& fault) {
                    unit->answer = failed(fault, unit->asked);
                }
            },
        .finished =
            [unit](db::completion how, problem fault) {
                if (how == db::completion::failed) {
                    unit->done(std::move(fault));
                } else {
                    unit->done(std::move(unit->answer));
                }
            },
        .deadline = deadline_from_now(),
    };
    if (!database_.submit(std::move(job))) unit->done(overloaded("The read queue is full."));
}

void dispatcher::run(read_work work, request const& asked, finished<response> done) {
    read<response>(std::move(work.run), asked, std::move(done));
}

void dispatcher::run(query_work work, request const& asked, finished<response> done) {
    auto const deadline = deadline_from_now();
    auto job = [work = std::move(work), &asked, done, deadline] {
        if (std::chrono::steady_clock::now() > deadline) {
            done(overloaded("The request waited too long."));
        } else {
            done(guarded(work.run, asked));
        }
    };
    if (!query_pool_.submit(std::move(job))) done(overloaded("The query queue is full."));
}

void dispatcher::run(prepared_work work, request const& asked, finished<response> done) {
    auto taken = password_places_.take(asked.network);
    if (!taken) return done(overloaded("This network has too many passwords to be checked."));
    // Shared, since the job is copied; given back once the password has been reckoned.
    auto const place = std::make_shared<std::optional<connection_limits::place>>(std::move(taken));
    auto job = [this, work = std::move(work), &asked, done, place] {
        auto prepared = guarded(work.prepare, asked);
        place->reset();
        if (!prepared.has_value()) {
            done(std::move(prepared).error());
        } else {
            run(std::move(prepared).value(), asked, done);
        }
    };
    if (!password_pool_.submit(std::move(job))) done(overloaded("The password queue is full."));
}

void dispatcher::begin_stream(stream_work const& work, request const& asked,
                              finished<response> done) {
    read<response>([&work](db::session& sql) { return work.begin(sql); }, asked, std::move(done));
}

void dispatcher::next_piece(stream_work const& work, request const& asked,
                            finished<std::string> done) {
    read<std::string>([&work](db::session& sql) { return work.next(sql); }, asked, std::move(done));
}

void dispatcher::next_events(event_work& work, request const& asked,
                             finished<std::vector<event>> done) {
    read<std::vector<event>>([&work](db::session& sql) { return work.next(sql, work.position); },
                             asked, std::move(done));
}

} // namespace talent::http
