// Canaries in every field that tells of a person, through everything that can be done with them: in
// plain form they are nowhere at rest and in no answer to others; after the erasure no answer shows
// them, their keys' bytes are gone, a restored backup does not bring them back, and a change of the
// master key loses nothing.
#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "tests/api/erasure_scene.hpp"
#include "tests/api/event_stream.hpp"
#include "tests/support/read_file.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto stream_time = 2s;     // long enough for what is in the journal already
constexpr auto scrub_time_max = 20s; // not a measure: how long the test is willing to wait

bool comes_true(std::function<bool()> const& what) {
    auto const end = std::chrono::steady_clock::now() + scrub_time_max;
    while (!what()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(50ms);
    }
    return true;
}

// What an event stream says from the beginning of the journal on.
std::string read_stream(int port, std::string const& bearer) {
    event_stream stream(port, {"Authorization", "Bearer " + bearer}, 0);
    CHECK(stream.status() == 200);
    stream.wait_for_end(stream_time);
    CHECK(stream.text().find("\nid: ") != std::string::npos);
    return stream.text();
}

} // namespace

// -- before the erasure --

void erasure_scene::check_nothing_is_plain_at_rest() {
    flush();
    CHECK(all_.in_folder(server_.data_directory()) == std::set<std::string>{});
    if (on_ == engine::mariadb) CHECK(all_.in_folder(mariadb_folder()) == std::set<std::string>{});
}

void erasure_scene::check_no_other_audience_is_told() {
    for (auto const& key : {operator_key_, enterprise_.key, agency_.key, office_.key}) {
        auto reader = server_.client(key);
        CHECK(all_.in_text(reader.get("/v1/feed?limit=1000").body).empty());
        CHECK(all_.in_text(read_stream(server_.port(), key)).empty());
    }
    auto stranger = client(office_);
    for (auto const& path : std::vector<std::string>{
             "/v1/organisations/" + enterprise_.id, "/v1/organisations/" + agency_.id,
             "/v1/members/" + leaving_, "/v1/members", "/v1/supplies/" + supply_,
             "/v1/supplies/" + supply_ + "/personal_record", "/v1/supplies/" + supply_ + "/export",
             "/v1/supplies/" + supply_ + "/reveals", "/v1/identity/export"}) {
        INFO(path);
        CHECK(others_.in_text(stranger.get(path).body).empty());
    }
    auto anybody = server_.client();
    CHECK(all_.in_text(anybody.get("/v1/search/supplies").body).empty());
    CHECK(all_.in_text(anybody.get("/v1/organisations/" + enterprise_.id).body).empty());
}

// -- the erasure --

void erasure_scene::erase() {
    keys_ = wrapped_keys({leaving_, themself_, supply_});
    REQUIRE(keys_.size() == 3);
    auto administrator = client(enterprise_);
    auto const path = "/v1/members/" + leaving_;
    auto const done = administrator.post_on(administrator.get(path), path + "/erase");
    CAPTURE(done.body);
    REQUIRE(done.status == 200);
    CHECK(done.text("name").empty());
    CHECK(done.text("email").empty());
    CHECK(done.text("status") == "disabled");
    erase_themself();
    auto agency = client(agency_);
    CHECK(agency.remove("/v1/supplies/" + supply_ + "/personal_record").status == 204);
}

void erasure_scene::check_no_answer_shows_them() {
    auto administrator = client(enterprise_);
    auto agency = client(agency_);
    auto const listed = administrator.get("/v1/members?limit=200");
    CHECK(listed["items"].elements().size() == 4);
    CHECK(erased_.in_text(listed.body).empty());
    CHECK(erased_.in_text(administrator.get("/v1/members/" + leaving_).body).empty());
    auto const again =
        administrator.post("/v1/members", leaving_body_, {{"Idempotency-Key", "add"}});
    CHECK(again.problem() == "conflict");
    CHECK(erased_.in_text(again.body).empty());
    CHECK(log_in(leaving_values_).problem() == "login-failed");
    CHECK(agency.get("/v1/supplies/" + supply_ + "/personal_record").status == 404);
    auto const rest = agency.get("/v1/supplies/" + supply_ + "/export");
    CHECK(rest.status == 200);
    CHECK(erased_.in_text(rest.body).empty());
    auto const looks = agency.get("/v1/supplies/" + supply_ + "/reveals");
    CHECK(looks["items"].elements().size() >= 3);
    CHECK(erased_.in_text(server_.client(operator_key_).get("/v1/feed?limit=1000").body).empty());
    // The login name is free again.
    CHECK(administrator.post("/v1/members", leaving_body_).status == 201);
}

void erasure_scene::check_the_keys_are_gone() {
    CHECK(wrapped_keys({leaving_, themself_, supply_}).empty());
    check_nothing_is_plain_at_rest();
    if (on_ == engine::mariadb) return; // its redo and undo logs age by its own settings
    canary_search keys;
    for (auto const& one : keys_)
        keys.add_exact(one);
    CHECK(comes_true([&] { return keys.in_folder(server_.data_directory()).empty(); }));
    CHECK(keys.in_folder(server_.data_directory()) == std::set<std::string>{});
}

void erasure_scene::check_the_erasures_are_in_their_file() {
    CHECK(comes_true([&] { return erasure_lines() == 3; }));
    CHECK(server_.stop() == 0);
    auto const verified = server_.run_talentctl({"verify"});
    CAPTURE(verified.errors);
    CHECK(verified.status == 0);
}

// -- a restored backup --

void erasure_scene::restore_from_before_the_erasure() {
    auto const database = server_.data_directory() + "/talent.db";
    for (auto const* const more : {"", "-wal", "-shm"})
        std::filesystem::remove(database + more);
    std::filesystem::copy_file(backup_, database);
    // As docs/operations.md has it: what was signed since is of another history.
    std::filesystem::remove(server_.data_directory() + "/journal-heads.jsonl");
    CHECK(wrapped_keys({leaving_, themself_, supply_}).size() == 3);
    start();
    CHECK(wrapped_keys({leaving_, themself_, supply_}).empty());
    auto administrator = client(enterprise_);
    auto const gone = administrator.get("/v1/members/" + leaving_);
    CHECK(gone.text("name").empty());
    CHECK(gone["erased_at"].is_string());
    CHECK(log_in(leaving_values_).problem() == "login-failed");
    auto agency = client(agency_);
    CHECK(agency.get("/v1/supplies/" + supply_ + "/personal_record").status == 404);
    server_.stop();
    auto const verified = server_.run_talentctl({"verify"});
    INFO(verified.errors);
    CHECK(verified.status == 0);
}

// -- another master key --

void erasure_scene::change_the_master_key() {
    server_.stop();
    auto const file = server_.data_directory() + "/keys/master.key";
    std::filesystem::copy_file(file, file + ".old");
    auto const changed = server_.run_talentctl({"rotate-master-key"});
    CAPTURE(changed.output, changed.errors);
    REQUIRE(changed.status == 0);
    start();
    CHECK(log_in(leaving_values_).status == 201);
    auto agency = client(agency_);
    CHECK(agency.get("/v1/supplies/" + supply_ + "/personal_record").text("name") == talent_.name);
    server_.stop();
    std::filesystem::rename(file, file + ".new");
    std::filesystem::rename(file + ".old", file);
    CHECK_THROWS_WITH(start(), Catch::Contains("master key is not the one"));
    std::filesystem::rename(file + ".new", file);
    start();
}

void erasure_scene::back_up() {
    backup_ = server_.data_directory() + ".backup";
    std::filesystem::remove(backup_);
    auto const copied =
        run_program("talentctl", {"backup", "--data", server_.data_directory(), "--to", backup_});
    CAPTURE(copied.errors);
    REQUIRE(copied.status == 0);
    canary_search unused;
    CHECK(all_.in_text(read_file(backup_)).empty());
}

erasure_scene::~erasure_scene() {
    std::error_code ignored;
    if (!backup_.empty()) std::filesystem::remove(backup_, ignored);
}

void erasure_scene::erase_themself() {
    auto const login = log_in(themself_values_);
    REQUIRE(login.status == 201);
    auto more = session_headers(login);
    more.emplace_back("If-Match", "\"1\"");
    auto person = server_.client();
    CHECK(person.post("/v1/members/" + leaving_ + "/erase", {}, more).status == 404);
    auto const done = person.post("/v1/members/" + themself_ + "/erase", {}, more);
    CAPTURE(done.body);
    REQUIRE(done.status == 200);
    CHECK(person.get("/v1/identity", session_headers(login)).status == 401);
}

std::size_t erasure_scene::erasure_lines() const {
    std::ifstream file(server_.data_directory() + "/erasures.jsonl");
    std::size_t count = 0;
    for (std::string line; std::getline(file, line);)
        ++count;
    return count;
}

// -- the database, looked at from outside --

std::string erasure_scene::database_url() const {
    auto const place = server_.location_arguments();
    return place.size() > 2 ? place[3] : "sqlite://" + server_.data_directory() + "/talent.db";
}

void erasure_scene::with_database(std::function<void(db::session&)> const& run) const {
    db::options settings;
    settings.reader_threads = 1;
    settings.writer_threads = 1;
    auto const opened = db::open(database_url(), settings, db::migration::leave);
    REQUIRE(opened.has_value());
    opened.value()->read_now(run);
}

std::vector<std::string> erasure_scene::wrapped_keys(
    std::vector<std::string> const& subjects) const {
    std::vector<std::string> found;
    with_database([&](db::session& sql) {
        for (auto const& each : subjects) {
            auto const one = sql.query_one(
                "SELECT wrapped_key FROM subject_keys WHERE subject_id = :p1"
                " AND wrapped_key NOT LIKE '-%'",
                {each}, {cell_kind::text});
            if (one) found.push_back(text_of(one->front()));
        }
    });
    return found;
}

void erasure_scene::flush() const {
    if (on_ != engine::mariadb) return;
    with_database([](db::session& sql) { sql.execute("FLUSH TABLES"); });
}

std::string erasure_scene::mariadb_folder() const {
    std::string folder;
    with_database([&](db::session& sql) {
        folder = text_of(sql.query_one("SELECT @@datadir", {}, {cell_kind::text})->front());
    });
    return folder;
}

TEST_CASE("what tells of a person is never plain at rest, and after the erasure it is nowhere") {
    for (auto const on : engines()) {
        DYNAMIC_SECTION("on " << name_of(on)) {
            erasure_scene scene(on);
            scene.fill_the_market();
            scene.check_nothing_is_plain_at_rest();
            scene.check_no_other_audience_is_told();
            scene.erase();
            scene.check_no_answer_shows_them();
            scene.check_the_keys_are_gone();
            scene.check_the_erasures_are_in_their_file();
        }
    }
}

TEST_CASE("whom a restored backup brings back is erased again at the start") {
    erasure_scene scene(engine::sqlite);
    scene.fill_the_market();
    scene.back_up();
    scene.erase();
    scene.check_the_erasures_are_in_their_file();
    scene.restore_from_before_the_erasure();
}

TEST_CASE("another master key opens everything, and the old one nothing") {
    for (auto const on : engines()) {
        DYNAMIC_SECTION("on " << name_of(on)) {
            erasure_scene scene(on);
            scene.fill_the_market();
            scene.change_the_master_key();
        }
    }
}

} // namespace talent::test
