// Canaries in every field that tells of a person, through everything that can be done with them: in
// plain form they are nowhere at rest and in no answer to others; after the erasure no answer shows
// them, their keys' bytes are gone, a restored backup does not bring them back, and a change of the
// master key loses nothing.
#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/db/database.hpp"
#include "tests/api/canary.hpp"
#include "tests/api/market_scenes.hpp"
#include "tests/support/read_file.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto scrub_time_max = 20s; // not a measure: how long the test is willing to wait
constexpr auto member_password = "a canary's long password";

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
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string said;
    timeval const quiet{.tv_sec = 1, .tv_usec = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &quiet, sizeof(quiet));
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
        std::string const request =
            "GET /v1/feed/stream?after=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
            bearer + "\r\n\r\n";
        if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
            char buffer[16'384];
            for (ssize_t count = 0; (count = ::recv(socket, buffer, sizeof(buffer), 0)) > 0;)
                said.append(buffer, static_cast<std::size_t>(count));
        }
    }
    ::close(socket);
    return said;
}

// A person's values, and whether they may be seen by whom.
struct person_values {
    std::string name;
    std::string email;
    std::string phone;
};

headers session_headers(answer const& login) {
    auto const cookie = login.header("set-cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))},
            {"X-CSRF-Token", login.text("csrf_token")}};
}

class erasure_scene {
  public:
    explicit erasure_scene(engine on)
        : on_(on),
          seed_(std::random_device{}()),
          maker_(seed_),
          server_(on),
          operator_key_(server_.found_operator("330000")) {
        std::cout << "canaries of seed " << seed_ << " on " << name_of(on) << "\n";
        start();
    }

    // -- the use of every field --

    void fill_the_market() {
        auto overseer = server_.client(operator_key_);
        enterprise_ = newcomer("enterprise", "[]", 1);
        agency_ = newcomer("agency", R"(["hr_company"])", 2);
        office_ = newcomer("government_office", "[]", 3);
        participant agency{agency_.id, client(agency_)};
        add_licence(agency, overseer, "L-77");
        change_an_organisation();
        add_members();
        write_a_record();
        look_at_the_record();
        provoke_errors();
    }

    // -- before the erasure --

    void check_nothing_is_plain_at_rest() {
        flush();
        CHECK(all_.in_folder(server_.data_directory()) == std::set<std::string>{});
        if (on_ == engine::mariadb)
            CHECK(all_.in_folder(mariadb_folder()) == std::set<std::string>{});
    }

    void check_no_other_audience_is_told() {
        for (auto const& key : {operator_key_, enterprise_.key, agency_.key, office_.key}) {
            auto reader = server_.client(key);
            CHECK(all_.in_text(reader.get("/v1/feed?limit=1000").body).empty());
            CHECK(all_.in_text(read_stream(server_.port(), key)).empty());
        }
        auto stranger = client(office_);
        for (auto const& path : std::vector<std::string>{
                 "/v1/organisations/" + enterprise_.id, "/v1/organisations/" + agency_.id,
                 "/v1/members/" + leaving_, "/v1/members", "/v1/supplies/" + supply_,
                 "/v1/supplies/" + supply_ + "/personal_record",
                 "/v1/supplies/" + supply_ + "/export", "/v1/supplies/" + supply_ + "/reveals",
                 "/v1/identity/export"}) {
            INFO(path);
            CHECK(others_.in_text(stranger.get(path).body).empty());
        }
        auto anybody = server_.client();
        CHECK(all_.in_text(anybody.get("/v1/search/supplies").body).empty());
        CHECK(all_.in_text(anybody.get("/v1/organisations/" + enterprise_.id).body).empty());
    }

    // -- the erasure --

    void erase() {
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

    void check_no_answer_shows_them() {
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
        CHECK(
            erased_.in_text(server_.client(operator_key_).get("/v1/feed?limit=1000").body).empty());
        // The login name is free again.
        CHECK(administrator.post("/v1/members", leaving_body_).status == 201);
    }

    void check_the_keys_are_gone() {
        CHECK(wrapped_keys({leaving_, themself_, supply_}).empty());
        check_nothing_is_plain_at_rest();
        if (on_ == engine::mariadb) return; // its redo and undo logs age by its own settings
        canary_search keys;
        for (auto const& one : keys_)
            keys.add_exact(one);
        CHECK(comes_true([&] { return keys.in_folder(server_.data_directory()).empty(); }));
        CHECK(keys.in_folder(server_.data_directory()) == std::set<std::string>{});
    }

    void check_the_erasures_are_in_their_file() {
        CHECK(comes_true([&] { return erasure_lines() == 3; }));
        CHECK(server_.stop() == 0);
        auto const verified = server_.run_talentctl({"verify"});
        CAPTURE(verified.errors);
        CHECK(verified.status == 0);
    }

    // -- a restored backup --

    void restore_from_before_the_erasure() {
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

    void change_the_master_key() {
        server_.stop();
        auto const file = server_.data_directory() + "/keys/master.key";
        std::filesystem::copy_file(file, file + ".old");
        auto const changed = server_.run_talentctl({"rotate-master-key"});
        CAPTURE(changed.output, changed.errors);
        REQUIRE(changed.status == 0);
        start();
        CHECK(log_in(leaving_values_).status == 201);
        auto agency = client(agency_);
        CHECK(agency.get("/v1/supplies/" + supply_ + "/personal_record").text("name") ==
              talent_.name);
        server_.stop();
        std::filesystem::rename(file, file + ".new");
        std::filesystem::rename(file + ".old", file);
        CHECK_THROWS_WITH(start(), Catch::Contains("master key is not the one"));
        std::filesystem::rename(file + ".new", file);
        start();
    }

    void back_up() {
        backup_ = server_.data_directory() + ".backup";
        std::filesystem::remove(backup_);
        auto const copied = run_program(
            "talentctl", {"backup", "--data", server_.data_directory(), "--to", backup_});
        CAPTURE(copied.errors);
        REQUIRE(copied.status == 0);
        canary_search unused;
        CHECK(all_.in_text(read_file(backup_)).empty());
    }

    ~erasure_scene() {
        std::error_code ignored;
        if (!backup_.empty()) std::filesystem::remove(backup_, ignored);
    }

  private:
    struct organisation_of_canaries {
        std::string id;
        std::string key;
        person_values administrator;
        std::string body;
    };

    void start() {
        auto const settings = server_.data_directory() + "/settings.toml";
        std::ofstream(settings) << "[log]\nlevel = \"debug\"\n";
        server_.start({"--config", settings});
    }

    http_client client(organisation_of_canaries const& one) { return server_.client(one.key); }

    person_values a_person(bool chinese) {
        return {chinese ? maker_.chinese_name() : maker_.latin_name(), maker_.email(),
                maker_.phone()};
    }

    // Whose the values are: the stranger's own, somebody's who stays, or somebody's to be erased.
    enum class whose { strangers, staying, leaving };

    void know(person_values const& one, whose they_are) {
        for (auto const& value : {one.name, one.email, one.phone}) {
            all_.add(value);
            if (they_are != whose::strangers) others_.add(value);
            if (they_are == whose::leaving) erased_.add(value);
        }
    }

    answer log_in(person_values const& one) {
        auto anybody = server_.client();
        return anybody.post("/v1/sessions", R"({"email":")" + one.email + R"(","password":")" +
                                                std::string(member_password) + R"("})");
    }

    organisation_of_canaries newcomer(std::string const& kind, std::string const& capabilities,
                                      int serial) {
        auto const representative = a_person(serial % 2 == 0);
        organisation_of_canaries made{
            .id = {}, .key = {}, .administrator = a_person(serial % 2 == 1), .body = {}};
        auto const owner = kind == "government_office" ? whose::strangers : whose::staying;
        know(representative, owner);
        know(made.administrator, owner);
        made.body = R"({"organisation":{"kind":")" + kind + R"(","name":"机构)" +
                    std::to_string(serial) + R"(","credit_code":")" +
                    valid_credit_code("330100", serial) + R"(","region":"330100","capabilities":)" +
                    capabilities + R"(,"legal_representative":")" + representative.name +
                    R"(","phone":")" + representative.phone +
                    R"(","address":"文三路 1 号"},"administrator":{"name":")" +
                    made.administrator.name + R"(","email":")" + made.administrator.email +
                    R"(","password":")" + std::string(member_password) + R"("}})";
        auto anybody = server_.client();
        headers const key{{"Idempotency-Key", "register-" + std::to_string(serial)}};
        CHECK(anybody.post("/v1/organisations?dry_run=true", made.body).status == 201);
        auto const registered = anybody.post("/v1/organisations", made.body, key);
        CAPTURE(registered.body);
        REQUIRE(registered.status == 201);
        CHECK(registered.text("legal_representative") == representative.name);
        CHECK(anybody.post("/v1/organisations", made.body, key).body == registered.body);
        made.id = registered.text("id");
        auto const login = log_in(made.administrator);
        REQUIRE(login.status == 201);
        made.key = anybody
                       .post("/v1/api_keys",
                             R"({"name":"integration","roles":["administrator","manager"]})",
                             session_headers(login))
                       .text("secret");
        verify(made, registered);
        return made;
    }

    void verify(organisation_of_canaries const& one, answer const& registered) {
        auto overseer = server_.client(operator_key_);
        auto own = client(one);
        auto const path = "/v1/organisations/" + one.id;
        auto const submitted = own.post_on(registered, path + "/submit");
        REQUIRE(submitted.status == 200);
        auto const verified = overseer.post_on(submitted, path + "/verify");
        CAPTURE(verified.body);
        REQUIRE(verified.text("status") == "verified");
    }

    void change_an_organisation() {
        auto own = client(office_);
        auto const path = "/v1/organisations/" + office_.id;
        auto const other = a_person(true);
        know(other, whose::strangers);
        auto const seen = own.get(path);
        auto const changed = own.request("PATCH", path, R"({"phone":")" + other.phone + R"("})",
                                         {{"If-Match", seen.header("etag")},
                                          {"Content-Type", "application/merge-patch+json"},
                                          {"Idempotency-Key", "change"}});
        CAPTURE(changed.body);
        REQUIRE(changed.text("phone") == other.phone);
        CHECK(changed.text("legal_representative") == seen.text("legal_representative"));
    }

    std::string member_body(person_values const& one) const {
        return R"({"name":")" + one.name + R"(","email":")" + one.email +
               R"(","roles":["manager"],"password":")" + std::string(member_password) + R"("})";
    }

    void add_members() {
        leaving_values_ = a_person(true);
        themself_values_ = a_person(false);
        auto const stays = a_person(true);
        know(leaving_values_, whose::leaving);
        know(themself_values_, whose::leaving);
        know(stays, whose::staying);
        auto own = client(enterprise_);
        leaving_body_ = member_body(leaving_values_);
        headers const key{{"Idempotency-Key", "add"}};
        CHECK(own.post("/v1/members?dry_run=true", leaving_body_).status == 201);
        auto const added = own.post("/v1/members", leaving_body_, key);
        CAPTURE(added.body);
        REQUIRE(added.status == 201);
        CHECK(added.text("name") == leaving_values_.name);
        auto const replayed = own.post("/v1/members", leaving_body_, key);
        CHECK(replayed.body == added.body);
        CHECK(replayed.header("idempotent-replayed") == "true");
        leaving_ = added.text("id");
        themself_ = own.post("/v1/members", member_body(themself_values_)).text("id");
        REQUIRE(own.post("/v1/members", member_body(stays)).status == 201);
        auto const login = log_in(leaving_values_);
        REQUIRE(login.status == 201);
        auto const all = own.get("/v1/identity/export");
        CHECK(all.status == 404); // a key is nobody
        auto const own_export = server_.client().get("/v1/identity/export", session_headers(login));
        CAPTURE(own_export.body);
        CHECK(own_export["member"]["email"].text() == leaving_values_.email);
        CHECK(own_export["sessions"].elements().size() == 1);
        CHECK(own_export["entries"].elements().empty());
    }

    void write_a_record() {
        auto own = client(agency_);
        talent_ = a_person(true);
        know(talent_, whose::leaving);
        supply_ = publish(own, "supplies", supply_text()).text("id");
        auto const path = "/v1/supplies/" + supply_;
        auto const body = [&](std::string const& name) {
            return R"({"name":")" + name + R"(","phone":")" + talent_.phone + R"(","email":")" +
                   talent_.email + R"("})";
        };
        auto const before = maker_.latin_name();
        all_.add(before);
        erased_.add(before);
        auto const made = own.put(path + "/personal_record", body(before));
        CAPTURE(made.body);
        REQUIRE(made.status == 204);
        CHECK(own.put(path + "/personal_record", body(talent_.name)).problem() ==
              "precondition-required");
        auto const changed = own.put(path + "/personal_record", body(talent_.name),
                                     {{"If-Match", made.header("etag")}});
        REQUIRE(changed.status == 204);
        CHECK(own.put(path + "/personal_record", body(before), {{"If-Match", made.header("etag")}})
                  .problem() == "stale-version");
        CHECK(changed.header("etag") == own.get(path + "/personal_record").header("etag"));
        REQUIRE(own.post(path + "/consents",
                         R"({"purpose":"recruitment","text_version":"1","evidence":"form 17"})")
                    .status == 201);
    }

    void look_at_the_record() {
        auto own = client(agency_);
        auto other = client(enterprise_);
        auto const path = "/v1/supplies/" + supply_;
        auto const shown = other.post(path + "/reveal", R"({"purpose":"recruitment"})",
                                      {{"Idempotency-Key", "look"}});
        CHECK(shown["personal_record"]["name"].text() == talent_.name);
        auto const everything = own.get(path + "/export");
        CAPTURE(everything.body);
        CHECK(everything["personal_record"]["email"].text() == talent_.email);
        CHECK(everything["consents"].elements().size() == 1);
        CHECK(everything["listing"]["id"].text() == supply_);
        auto const looks = own.get(path + "/reveals");
        // By kind: two of one millisecond, written by different threads, may come in either order.
        std::map<std::string, std::string> who;
        for (auto const& look : looks["items"].elements())
            who.emplace(look["kind"].text(), look["organisation_id"].text());
        CHECK(who == std::map<std::string, std::string>{{"read", agency_.id},
                                                        {"revealed", enterprise_.id},
                                                        {"exported", agency_.id}});
        CHECK(looks["items"].elements().size() == who.size());
    }

    // What is refused is neither echoed nor logged.
    void provoke_errors() {
        auto own = client(enterprise_);
        auto const wrong = a_person(false);
        know(wrong, whose::staying);
        auto const check = [&](answer const& refused) {
            CHECK(refused.status >= 400);
            CHECK(all_.in_text(refused.body).empty());
        };
        check(own.post("/v1/members", member_body(leaving_values_)));
        check(own.post("/v1/members", R"({"name":")" + wrong.name + R"(","email":")" + wrong.phone +
                                          R"(","no":1})"));
        check(own.post("/v1/members", "{\"name\":\"" + wrong.name));
        check(log_in(wrong));
        check(own.get("/v1/members?limit=" + wrong.email));
        check(client(agency_).put("/v1/supplies/" + supply_ + "/personal_record",
                                  R"({"name":5,"email":")" + wrong.email + R"("})"));
        check(server_.client().post("/v1/organisations", enterprise_.body));
    }

    void erase_themself() {
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

    std::size_t erasure_lines() const {
        std::ifstream file(server_.data_directory() + "/erasures.jsonl");
        std::size_t count = 0;
        for (std::string line; std::getline(file, line);)
            ++count;
        return count;
    }

    // -- the database, looked at from outside --

    std::string database_url() const {
        auto const place = server_.location_arguments();
        return place.size() > 2 ? place[3] : "sqlite://" + server_.data_directory() + "/talent.db";
    }

    void with_database(std::function<void(db::session&)> const& run) const {
        db::options settings;
        settings.reader_threads = 1;
        settings.writer_threads = 1;
        auto const opened = db::open(database_url(), settings, db::migration::leave);
        REQUIRE(opened.has_value());
        opened.value()->read_now(run);
    }

    std::vector<std::string> wrapped_keys(std::vector<std::string> const& subjects) const {
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

    void flush() const {
        if (on_ != engine::mariadb) return;
        with_database([](db::session& sql) { sql.execute("FLUSH TABLES"); });
    }

    std::string mariadb_folder() const {
        std::string folder;
        with_database([&](db::session& sql) {
            folder = text_of(sql.query_one("SELECT @@datadir", {}, {cell_kind::text})->front());
        });
        return folder;
    }

    engine on_;
    std::uint64_t seed_;
    canary_maker maker_;
    server_process server_;
    std::string operator_key_;
    organisation_of_canaries enterprise_;
    organisation_of_canaries agency_;
    organisation_of_canaries office_;
    person_values leaving_values_;
    person_values themself_values_;
    person_values talent_;
    std::string leaving_;
    std::string leaving_body_;
    std::string themself_;
    std::string supply_;
    std::vector<std::string> keys_;
    std::string backup_;
    canary_search all_;
    canary_search others_; // what one organisation may not see of another
    canary_search erased_;
};

} // namespace

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
