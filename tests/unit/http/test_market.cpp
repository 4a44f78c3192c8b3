#include "tests/unit/http/test_market.hpp"

#include "common/journal/journal.hpp"
#include "common/security/token.hpp"

namespace talent::http::test {
namespace {

using security::permission;

constexpr query_parameter note_parameters[] = {{.name = "q", .about = "Words."}};

constexpr route<fake_api> rows[] = {
    {method::get,
     "/v1/notes/{id}",
     permission::open,
     &fake_api::read_note,
     {.query = note_parameters, .summary = "A note."}},
    {method::post,
     "/v1/echo",
     permission::open,
     &fake_api::echo,
     {.effect = effect::act, .body_bytes_max = note_bytes_max, .summary = "What was sent."}},
    {method::post,
     "/v1/notes",
     permission::open,
     &fake_api::write_note,
     {.effect = effect::create,
      .body_bytes_max = body_bytes_default,
      .summary = "Writes a note.",
      .success_status = 201}},
    {method::post,
     "/v1/payments",
     permission::payment_make,
     &fake_api::pay,
     {.effect = effect::create,
      .idempotency = idempotency::required,
      .body_bytes_max = body_bytes_default,
      .summary = "Pays."}},
    {method::patch,
     "/v1/notes/{id}",
     permission::open,
     &fake_api::change_note,
     {.effect = effect::change,
      .body_bytes_max = body_bytes_default,
      .summary = "Changes a note."}},
    {method::get, "/v1/gated", permission::open, &fake_api::gated_read, {.summary = "Waits."}},
    {method::post,
     "/v1/gated",
     permission::open,
     &fake_api::gated_write,
     {.effect = effect::act,
      .body_bytes_max = body_bytes_default,
      .summary = "Waits, then writes."}},
    {method::get,
     "/v1/query",
     permission::open,
     &fake_api::query,
     {.summary = "Reckons.", .lane = lane::query}},
    {method::post,
     "/v1/prepared",
     permission::open,
     &fake_api::prepare,
     {.effect = effect::act,
      .body_bytes_max = body_bytes_default,
      .summary = "Prepares, then writes.",
      .lane = lane::password}},
    {method::get, "/v1/stream", permission::open, &fake_api::stream, {.summary = "Streams."}},
    {method::get,
     "/v1/broken",
     permission::open,
     &fake_api::broken_stream,
     {.query = note_parameters, .summary = "Breaks off."}},
    {method::get, "/v1/events", permission::open, &fake_api::events, {.summary = "Events."}},
    {method::get, "/v1/fail", permission::open, &fake_api::fail, {.summary = "Throws."}},
    {method::get,
     "/v1/fail/query",
     permission::open,
     &fake_api::fail_in_work,
     {.summary = "Throws in its work.", .lane = lane::query}},
    {method::post,
     "/v1/fail",
     permission::open,
     &fake_api::fail_in_write,
     {.effect = effect::act,
      .body_bytes_max = body_bytes_default,
      .summary = "Throws in its unit of work."}},
    {method::get,
     "/v1/leak",
     permission::open,
     &fake_api::leak_header,
     {.summary = "Answers a header with a line break."}},
    {method::get, "/v1/who", permission::self, &fake_api::who, {.summary = "Who asks."}},
    {method::post,
     "/v1/login",
     permission::open,
     &fake_api::login,
     {.effect = effect::act, .body_bytes_max = body_bytes_default, .summary = "Who logs in."}},
};

class no_codes final : public json::code_checker {
  public:
    bool known(json::code_list, std::string_view) const override { return false; }
};

std::string document(std::string_view name, std::string_view text) {
    json::writer to;
    to.begin_object().member(name, text).end_object();
    return to.take();
}

void append_note(journal::unit_of_work& unit, std::string const& text) {
    unit.append({.type = "note.written",
                 .object_type = "note",
                 .object_id = make_uuid(unit.now()),
                 .visible = journal::visibility::open,
                 .after = document("text", text)});
}

result<security::principal> authenticate(credentials const& offered, instant) {
    security::principal who;
    who.roles = {security::role::administrator};
    who.audience = security::audience::government_office;
    who.credential = make_uuid(instant{});
    if (offered.bearer == "good" || offered.bearer == "other") {
        who.kind = security::credential_kind::api_key;
        who.organisation.bytes[15] = offered.bearer == "good" ? 1 : 2;
        who.credential.bytes = who.organisation.bytes;
        return who;
    }
    if (offered.bearer == "reader") {
        who.roles = {security::role::reader};
        return who;
    }
    if (offered.cookie == "browser") {
        who.kind = security::credential_kind::session_cookie;
        who.organisation.bytes[15] = 3;
        who.csrf_sha256 = security::sha256_hex("csrf");
        return who;
    }
    return refuse(error_code::unauthenticated, "The credential is not known.");
}

} // namespace

void gate::wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    --waiting_;
}

void gate::open() {
    std::lock_guard const lock(mutex_);
    open_ = true;
    changed_.notify_all();
}

void gate::await_waiting(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
}

work fake_api::read_note(request const& asked) const {
    response made{.body = document("id", asked.path_parameters.at(0))};
    made.header("ETag", "\"7\"");
    return unless_unchanged(asked, std::move(made));
}

work fake_api::echo(request const& asked) const {
    response made{.content_type = "application/octet-stream", .body = asked.body};
    made.header("X-Was-Dry", asked.dry_run ? "true" : "false");
    return made;
}

work fake_api::write_note(request const& asked) const {
    return write_work{[body = asked.body](journal::unit_of_work& unit) -> result<response> {
        if (body == "refused") return refuse(error_code::wrong_state);
        append_note(unit, body);
        return response{.status = 201, .body = document("text", body)};
    }};
}

work fake_api::pay(request const& asked) const {
    return write_note(asked);
}

work fake_api::change_note(request const& asked) const {
    TRY_WORK(auto const version, asked.expected_version());
    if (version != 7) return refuse(error_code::stale_version);
    return response{};
}

work fake_api::gated_read(request const&) const {
    return read_work{[this](db::session&) -> result<response> {
        held_->wait();
        return response{.body = "{}"};
    }};
}

work fake_api::gated_write(request const&) const {
    return write_work{[this](journal::unit_of_work& unit) -> result<response> {
        held_->wait();
        append_note(unit, "gated");
        return response{.status = 201, .body = "{}"};
    }};
}

work fake_api::query(request const&) const {
    return query_work{[]() -> result<response> { return response{.body = R"({"sum":3})"}; }};
}

work fake_api::prepare(request const& asked) const {
    bool const refused = asked.body == "refused";
    return prepared_work{[refused]() -> result<write_work> {
        if (refused) return refuse(error_code::login_failed);
        return write_work{[](journal::unit_of_work& unit) -> result<response> {
            append_note(unit, "prepared");
            return response{.status = 201, .body = "{}"};
        }};
    }};
}

work fake_api::stream(request const&) const {
    auto const count = std::make_shared<int>(0);
    return stream_work{.content_type = "text/csv",
                       .file_name = "notes.csv",
                       .next = [count](db::session&) -> result<std::string> {
                           if (++*count > 3) return std::string();
                           return "line " + std::to_string(*count) + "\n";
                       }};
}

work fake_api::broken_stream(request const& asked) const {
    int const good = asked.query_value("q") ? 2 : 0;
    auto const count = std::make_shared<int>(0);
    return stream_work{.content_type = "text/csv",
                       .file_name = {},
                       .next = [count, good](db::session&) -> result<std::string> {
                           if (++*count > good) return refuse(error_code::conflict);
                           return std::string("line\n");
                       }};
}

work fake_api::events(request const& asked) const {
    std::int64_t const position = asked.last_event_id ? std::stoll(*asked.last_event_id) : 0;
    return event_work{.position = position,
                      .next = [](db::session& sql, std::int64_t& at) -> result<std::vector<event>> {
                          std::vector<event> found;
                          for (auto const& entry : journal::read_after(sql, at, 100)) {
                              at = entry.sequence;
                              found.push_back({std::to_string(at), entry.type, entry.after});
                          }
                          return found;
                      }};
}

work fake_api::fail(request const&) const {
    throw std::runtime_error("internal detail");
}

work fake_api::fail_in_work(request const&) const {
    return query_work{[]() -> result<response> { throw std::runtime_error("internal detail"); }};
}

work fake_api::fail_in_write(request const&) const {
    return write_work{[](journal::unit_of_work& unit) -> result<response> {
        append_note(unit, "never kept");
        throw std::runtime_error("internal detail");
    }};
}

work fake_api::leak_header(request const&) const {
    response made;
    made.header("Location", "/a\r\nSet-Cookie: b=c");
    return made;
}

work fake_api::who(request const& asked) const {
    return response{.body = document("organisation", to_string(asked.principal.organisation))};
}

work fake_api::login(request const& asked) const {
    return who(asked);
}

test_market::test_market(server_options settings, db::options const& database)
    : database_(db::dialect::sqlite, database), codes_(std::make_unique<no_codes>()) {
    settings.port = 0;
    routes_.add(api_, rows);
    follower_ =
        std::make_unique<journal::follower>(*database_, std::vector<journal::projection*>{});
    follower_->start(0);
    server_ = std::make_unique<http::server>(
        std::move(settings),
        server_parts{
            .routes = routes_,
            .database = *database_,
            .follower = *follower_,
            .time = time_,
            .codes = *codes_,
            .authenticate = authenticate,
            .still_valid = [this](auto const&, instant) { return credentials_hold_.load(); },
            .ready = [] { return true; }});
    auto const listening = server_->listen();
    if (!listening.has_value()) throw std::runtime_error(listening.error().detail);
    port_ = listening.value();
    thread_ = std::thread([this] { server_->run(); });
}

test_market::~test_market() {
    api_.held().open();
    server_->drain();
    join();
}

void test_market::join() {
    if (thread_.joinable()) thread_.join();
}

std::int64_t test_market::entries() {
    return talent::test::integer(*database_, "SELECT COUNT(*) FROM journal_entries");
}

} // namespace talent::http::test
