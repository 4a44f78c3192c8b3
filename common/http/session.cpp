#include "common/http/session.hpp"

#include <chrono>

#include "common/base/log.hpp"
#include "common/http/answer_bytes.hpp"
#include "common/http/event_text.hpp"
#include "common/http/request_reader.hpp"
#include "common/http/resume.hpp"
#include "common/security/sealed_box.hpp"

namespace talent::http {
namespace {

using steady_clock = std::chrono::steady_clock;

constexpr int status_not_modified = 304;
constexpr std::size_t kept_bytes_max = 8 * 1024; // of a buffer that waits for the next request

/// Gives a large buffer's memory back.
void let_go(std::string& buffer) {
    if (buffer.capacity() > kept_bytes_max) std::string().swap(buffer);
}

/// A body may hold a bid in plain form or a password: it is not left in memory that was given back.
void wipe_body(std::string& body) {
    security::wipe(body);
    let_go(body);
}

/// Counts something while it lives.
class counted {
  public:
    explicit counted(std::atomic<std::size_t>& count) : count_(&count) { ++*count_; }
    ~counted() { release(); }
    counted(counted const&) = delete;
    counted& operator=(counted const&) = delete;
    void release() {
        if (count_ != nullptr) --*count_;
        count_ = nullptr;
    }

  private:
    std::atomic<std::size_t>* count_;
};

/// What ends the wait of an event stream.
enum class quiet_end : std::uint8_t { news, heartbeat, peer };

template <class Stream>
class session final : public request_reader<Stream> {
    using base = request_reader<Stream>;

  public:
    session(edge& around, io_thread& home, Stream stream, accepted const& peer,
            connection_limits::place place)
        : base(around, home, std::move(stream), peer, std::move(place)), wake_(home.context()) {}

    void wake() override {
        if (listening_) wake_.cancel();
    }

    /// Until the connection ends.
    awaitable<void> run();

  private:
    awaitable<bool> answer_one();
    awaitable<bool> refuse();
    awaitable<bool> answer_work();
    awaitable<bool> send_answer();
    bool write_whole();
    bool finish(bool sent, bool keep);
    awaitable<bool> send_stream(stream_work const& streamed);
    awaitable<bool> begin_stream(stream_work const& streamed);
    awaitable<bool> send_pieces(stream_work const& streamed);
    awaitable<bool> send_events(event_work& streamed);
    awaitable<bool> send_event_text(event_work& streamed);
    awaitable<quiet_end> wait_for_events(std::uint64_t seen);

    work handle() const;
    bool admit_work();
    void start_work(std::function<void()> done);
    answer_frame frame(body_form form) const;
    void write_answer(response const& answer, answer_frame const& form);
    void note(int status, std::size_t bytes);
    bool closing() const { return must_close_ || edge_.draining.load(); }

    using base::date;
    using base::disarm;
    using base::edge_;
    using base::exchange_;
    using base::fail;
    using base::fault_;
    using base::head_;
    using base::home;
    using base::must_close_;
    using base::send;

    io_timer wake_;
    bool listening_ = false; // an event stream waits on wake_

    // The answer at hand, and what the work elsewhere brings: members, so that no object with a
    // destructor is handed over inside a co_await expression (g++ 12 destroys it twice).
    std::optional<counted> in_flight_;
    work work_;
    response answer_;
    result<response> outcome_ = response{};
    result<std::string> piece_ = std::string{};
    result<std::vector<event>> events_ = std::vector<event>{};
    std::string output_;
    bool lingers_ = false; // we end the connection behind an answer that must not be lost
};

// -- the connection --

template <class Stream>
awaitable<void> session<Stream>::run() {
    try {
        bool more = co_await this->open();
        // A co_await stands alone in its statement: as the right side of && or ?: g++ 12 awaits it
        // even where the left side says otherwise.
        while (more) {
            auto const come = co_await this->next_head();
            if (come == arrival::end) break;
            if (come == arrival::head) more = co_await answer_one();
            if (come == arrival::no_request) more = co_await refuse();
        }
        if (lingers_) co_await this->close();
    } catch (std::exception const& fault) {
        log::error("session failed", {{"reason", fault.what()}});
    }
}

// -- one request --

template <class Stream>
awaitable<bool> session<Stream>::answer_one() {
    in_flight_.emplace(edge_.counters.requests_in_flight);
    disarm();
    bool passed = this->accept_head();
    if (passed && this->body_unread_) {
        passed = co_await this->read_body();
    } else {
        this->skip_head();
    }
    exchange_.sent = nullptr;
    if (!passed) co_return co_await refuse();
    work_ = handle();
    if (auto* const ready = std::get_if<response>(&work_)) {
        // From memory: no step on the way to the socket needs to wait.
        answer_ = std::move(*ready);
        bool const keep = write_whole();
        auto const taken = this->send_at_once(output_);
        bool sent = taken == output_.size();
        if (!sent) sent = co_await send(std::string_view(output_).substr(taken));
        co_return finish(sent, keep);
    }
    if (!admit_work()) co_return co_await refuse();
    bool const more = co_await answer_work();
    in_flight_.reset();
    co_return more;
}

/// Answers the problem in `fault_`.
template <class Stream>
awaitable<bool> session<Stream>::refuse() {
    answer_ = problem_response(fault_, exchange_.asked);
    // A body that is small and on its way is read and forgotten, so that the connection lives on:
    // under overload a new connection for each attempt would cost more than the refusal saves.
    bool const discardable = head_.body == framing::length && !head_.expects_continue &&
                             head_.content_length <= discarded_body_bytes_max;
    if (this->body_unread_ && !discardable) must_close_ = true;
    bool more = co_await send_answer();
    if (more && this->body_unread_) more = co_await this->discard_body();
    co_return more;
}

// -- the work --

template <class Stream>
work session<Stream>::handle() const {
    try {
        return exchange_.route->handle(exchange_.asked);
    } catch (std::exception const& fault) {
        log::error("handler failed", {{"request", exchange_.asked.id}, {"reason", fault.what()}});
        return talent::refuse(error_code::internal);
    }
}

/// Where the route's lane did not tell: work is admitted when it starts.
template <class Stream>
bool session<Stream>::admit_work() {
    auto const& options = exchange_.route->options;
    auto const declared = lane_of(options);
    auto const needed = lane_of(work_);
    if (needed == lane::memory || needed == declared || options.probe) return true;
    bool const prepares = declared == lane::password && needed == lane::writing;
    if (declared != lane::memory && !prepares) {
        ++edge_.counters.lane_mismatches;
        log::warning("work in another lane than its route says",
                     {{"route", exchange_.route->path}, {"lane", name_of(needed)}});
    }
    return edge_.gate.admits(needed) || fail(error_code::overloaded);
}

template <class Stream>
void session<Stream>::start_work(std::function<void()> done) {
    auto finished = [this, done = std::move(done)](result<response> answer) {
        outcome_ = std::move(answer);
        done();
    };
    auto& run_elsewhere = edge_.work;
    auto const& asked = exchange_.asked;
    if (auto* write = std::get_if<write_work>(&work_)) {
        run_elsewhere.run(std::move(*write), asked, std::move(finished));
    } else if (auto* read = std::get_if<read_work>(&work_)) {
        run_elsewhere.run(std::move(*read), asked, std::move(finished));
    } else if (auto* query = std::get_if<query_work>(&work_)) {
        run_elsewhere.run(std::move(*query), asked, std::move(finished));
    } else {
        run_elsewhere.run(std::move(std::get<prepared_work>(work_)), asked, std::move(finished));
    }
}

template <class Stream>
awaitable<bool> session<Stream>::answer_work() {
    if (auto* const streamed = std::get_if<stream_work>(&work_)) {
        co_return co_await send_stream(*streamed);
    }
    if (auto* const streamed = std::get_if<event_work>(&work_)) {
        co_return co_await send_events(*streamed);
    }
    if (auto* const fault = std::get_if<problem>(&work_)) {
        outcome_ = std::move(*fault);
    } else {
        admission::place const working(edge_.gate, lane_of(work_));
        std::function<void(std::function<void()>)> const starting =
            [this](std::function<void()> done) { start_work(std::move(done)); };
        co_await until_done(starting);
    }
    if (!outcome_.has_value()) {
        fault_ = std::move(outcome_).error();
        co_return co_await refuse();
    }
    answer_ = std::move(outcome_).value();
    co_return co_await send_answer();
}

// -- answers --

template <class Stream>
answer_frame session<Stream>::frame(body_form form) const {
    return {.date = date(),
            .request_id = exchange_.asked.id,
            .head_only = head_.verb == method::head,
            .secure = exchange_.asked.secure,
            .minor_version = head_.minor_version,
            .then = closing() ? after_answer::close : after_answer::keep_open,
            .form = form,
            .headers = exchange_.headers};
}

template <class Stream>
void session<Stream>::write_answer(response const& answer, answer_frame const& form) {
    output_.clear();
    try {
        append_answer(output_, answer, form);
    } catch (std::logic_error const& fault) {
        log::error("answer refused", {{"request", exchange_.asked.id}, {"reason", fault.what()}});
        output_.clear();
        must_close_ = true;
        auto plain = frame(body_form::whole);
        plain.headers = {};
        append_answer(output_,
                      problem_response(talent::refuse(error_code::internal), exchange_.asked),
                      plain);
    }
}

template <class Stream>
void session<Stream>::note(int status, std::size_t bytes) {
    record(edge_, exchange_,
           {.status = status, .bytes = bytes, .duration = steady_clock::now() - this->started_});
}

/// The whole answer into `output_`. Whether the connection may live on.
template <class Stream>
bool session<Stream>::write_whole() {
    auto const form = frame(body_form::whole);
    write_answer(answer_, form);
    let_go(answer_.body);
    answer_.kept_body.reset();
    wipe_body(exchange_.asked.body);
    return form.then == after_answer::keep_open && !must_close_;
}

/// After the last byte. Whether there may be a next request.
template <class Stream>
bool session<Stream>::finish(bool sent, bool keep) {
    note(answer_.status, output_.size());
    lingers_ = sent && !keep;
    let_go(output_);
    in_flight_.reset();
    return sent && keep;
}

template <class Stream>
awaitable<bool> session<Stream>::send_answer() {
    bool const keep = write_whole();
    bool const sent = co_await send(output_);
    co_return finish(sent, keep);
}

template <class Stream>
awaitable<bool> session<Stream>::send_stream(stream_work const& streamed) {
    auto const& reader = exchange_.asked.principal;
    auto const place = edge_.exports.take(to_string(reader.credential));
    auto const share = edge_.exports_by_organisation.take(to_string(reader.organisation));
    if (!place || !share) {
        fault_ = talent::refuse(error_code::overloaded, "There are too many exports.");
        co_return co_await refuse();
    }
    answer_ = response{.content_type = streamed.content_type};
    if (!streamed.file_name.empty()) {
        answer_.header("Content-Disposition",
                       "attachment; filename=\"" + streamed.file_name + "\"");
    }
    if (!streamed.begin) co_return co_await send_pieces(streamed);
    co_return co_await begin_stream(streamed);
}

template <class Stream>
awaitable<bool> session<Stream>::begin_stream(stream_work const& streamed) {
    std::function<void(std::function<void()>)> const look = [&](std::function<void()> done) {
        edge_.work.begin_stream(streamed, exchange_.asked, [this, done](result<response> begun) {
            outcome_ = std::move(begun);
            done();
        });
    };
    co_await until_done(look);
    if (!outcome_.has_value()) {
        fault_ = std::move(outcome_).error();
        co_return co_await refuse();
    }
    auto begun = std::move(outcome_).value();
    if (begun.status == status_not_modified) {
        answer_ = std::move(begun);
        co_return co_await send_answer();
    }
    for (auto const& [name, value] : begun.headers)
        answer_.header(name, value);
    co_return co_await send_pieces(streamed);
}

/// The first piece is made before the head leaves, so that a refusal still has its own status; a
/// later one can only break the answer off.
template <class Stream>
awaitable<bool> session<Stream>::send_pieces(stream_work const& streamed) {
    std::function<void(std::function<void()>)> const look = [&](std::function<void()> done) {
        edge_.work.next_piece(streamed, exchange_.asked, [this, done](result<std::string> piece) {
            piece_ = std::move(piece);
            done();
        });
    };
    co_await until_done(look);
    if (!piece_.has_value()) {
        fault_ = std::move(piece_).error();
        co_return co_await refuse();
    }
    bool const chunked = head_.minor_version == 1;
    if (!chunked) must_close_ = true;
    auto const form = frame(chunked ? body_form::chunked : body_form::until_close);
    write_answer(answer_, form);
    lingers_ = true;
    std::size_t bytes = 0;
    bool sent = true;
    steady_clock::duration sending{0};
    while (sent && !form.head_only && piece_.has_value() && !piece_.value().empty()) {
        chunked ? append_chunk(output_, piece_.value()) : void(output_.append(piece_.value()));
        let_go(piece_.value());
        bytes += output_.size();
        // The whole of it has one time, so that a reader cannot drag each piece out.
        auto const begun = steady_clock::now();
        sent = co_await send(output_, this->transfer_time(write_time_max, bytes) - sending);
        sending += steady_clock::now() - begun;
        output_.clear();
        if (sent) co_await until_done(look);
    }
    bool const whole = sent && piece_.has_value();
    if (whole && chunked && !form.head_only) output_.append(last_chunk);
    if (whole) sent = co_await send(output_);
    note(answer_.status, bytes + output_.size());
    let_go(output_);
    if (!whole) this->abort();
    co_return sent&& whole&& form.then == after_answer::keep_open;
}

// -- events --

template <class Stream>
awaitable<bool> session<Stream>::send_events(event_work& streamed) {
    auto const& reader = exchange_.asked.principal;
    auto const place = edge_.streams.take(to_string(reader.credential));
    auto const share = edge_.streams_by_organisation.take(to_string(reader.organisation));
    if (!place || !share) {
        fault_ = talent::refuse(error_code::overloaded, "There are too many event streams.");
        co_return co_await refuse();
    }
    in_flight_.reset(); // a stream lives for hours: it is limited as one, not as a request
    answer_ = response{.content_type = "text/event-stream"};
    answer_.header("X-Accel-Buffering", "no");
    co_return co_await send_event_text(streamed);
}

template <class Stream>
awaitable<bool> session<Stream>::send_event_text(event_work& streamed) {
    std::function<void(std::function<void()>)> const look = [&](std::function<void()> done) {
        edge_.work.next_events(streamed, exchange_.asked,
                               [this, done](result<std::vector<event>> found) {
                                   events_ = std::move(found);
                                   done();
                               });
    };
    auto const& reader = exchange_.asked.principal;
    auto const& still_valid = edge_.parts.still_valid;
    auto seen = home().notifications();
    co_await until_done(look);
    if (!events_.has_value()) {
        fault_ = std::move(events_).error();
        co_return co_await refuse();
    }
    bool const chunked = head_.minor_version == 1;
    if (!chunked) must_close_ = true;
    auto const form = frame(chunked ? body_form::chunked : body_form::until_close);
    write_answer(answer_, form);
    lingers_ = true;
    std::size_t bytes = 0;
    bool more = !form.head_only;
    std::string text(event_stream_opening);
    while (more && events_.has_value()) {
        append_events(text, events_.value());
        events_ = std::vector<event>();
        chunked ? append_chunk(output_, text) : void(output_.append(text));
        text.clear();
        let_go(text);
        more = co_await send(output_);
        bytes += output_.size();
        output_.clear();
        let_go(output_);
        if (!more || home().draining()) break;
        auto const ended_by = co_await wait_for_events(seen);
        if (ended_by == quiet_end::peer) more = false;
        if (!more) break;
        if (ended_by == quiet_end::heartbeat) text.append(heartbeat);
        seen = home().notifications();
        // A key that was revoked meanwhile reads no further.
        if (still_valid && !still_valid(reader, edge_.parts.time.now())) break;
        if (!home().draining()) co_await until_done(look);
    }
    if (more && chunked) output_.append(last_chunk);
    if (more || form.head_only) more = co_await send(output_);
    note(answer_.status, bytes + output_.size());
    co_return more&& form.head_only&& form.then == after_answer::keep_open;
}

/// Until something has happened since `seen`, the peer is gone, or a heartbeat is due. A peer that
/// sends meanwhile, its next request or TLS's farewell, is asked now and then whether it has ended.
template <class Stream>
awaitable<quiet_end> session<Stream>::wait_for_events(std::uint64_t seen) {
    io_fault fault;
    auto token = asio::redirect_error(await_token(), fault);
    // A stream that has just looked pauses, so that a busy journal is read in batches.
    auto const streams = static_cast<int>(edge_.counters.event_streams.load());
    wake_.expires_after(event_pause_min + streams * event_pause_per_stream);
    co_await wake_.async_wait(token);
    auto const heartbeat_at = steady_clock::now() + heartbeat_interval;
    this->watch_peer([this] { wake(); });
    while (steady_clock::now() < heartbeat_at) {
        if (home().notifications() != seen || home().draining()) co_return quiet_end::news;
        if (this->peer_stirred() && this->peer_ended()) co_return quiet_end::peer;
        auto const next_look = steady_clock::now() + peer_look_interval;
        wake_.expires_at(this->peer_stirred() ? std::min(heartbeat_at, next_look) : heartbeat_at);
        listening_ = true;
        co_await wake_.async_wait(token);
        listening_ = false;
    }
    co_return home().notifications() != seen ? quiet_end::news : quiet_end::heartbeat;
}

template <class Stream>
awaitable<void> serve(std::unique_ptr<session<Stream>> owned) {
    co_await owned->run();
}

template <class Stream>
void start(edge& around, io_thread& home, Stream stream, accepted one) {
    auto made = std::make_unique<session<Stream>>(around, home, std::move(stream), one,
                                                  std::move(one.place));
    asio::co_spawn(home.context(), serve(std::move(made)), asio::detached);
}

} // namespace

void start_session(edge& around, io_thread& home, asio::ssl::context* tls, accepted one) {
    auto socket = std::move(one.socket);
    if (tls == nullptr) {
        start(around, home, std::move(socket), std::move(one));
    } else {
        start(around, home, tls_stream(std::move(socket), *tls), std::move(one));
    }
}

} // namespace talent::http
