// What SQLite's files still hold of destroyed keys: nothing, in the database file and in its
// write-ahead log, however the pages were split and merged before, and also after a reader was in
// the way for a while.
#include <catch2/catch.hpp>

#include <filesystem>
#include <iostream>
#include <random>
#include <thread>

#include "common/personal/vault.hpp"
#include "tests/support/database_fixture.hpp"
#include "tests/support/read_file.hpp"

using namespace talent;
using namespace talent::test;
using personal::vault;
using security::secret_key;

namespace {

using namespace std::chrono_literals;

instant const now = parse_instant("2026-06-01T00:00:00Z").value();
constexpr auto patience = 20s; // not a measure: how long the test is willing to wait

std::string files_of(fresh_database const& fresh) {
    std::string const path = fresh.url().substr(std::string_view("sqlite://").size());
    return read_file(path) + read_file_if_there(path + "-wal");
}

std::size_t log_size(fresh_database const& fresh) {
    std::error_code fault;
    auto const size = std::filesystem::file_size(
        fresh.url().substr(std::string_view("sqlite://").size()) + "-wal", fault);
    return fault ? 0 : size;
}

bool log_empties(fresh_database const& fresh) {
    auto const end = std::chrono::steady_clock::now() + patience;
    while (log_size(fresh) > 0) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(10ms);
    }
    return true;
}

std::string wrapped_key(db::session& sql, uuid const& id) {
    return text_of(sql.query_one("SELECT wrapped_key FROM subject_keys WHERE subject_id = :p1",
                                 {to_string(id)}, {cell_kind::text})
                       ->front());
}

} // namespace

TEST_CASE("of destroyed keys not one byte sequence is left in SQLite's files") {
    std::random_device device;
    auto const seed = device();
    INFO("seed " << seed);
    std::mt19937 generator(seed);
    fresh_database fresh(db::dialect::sqlite);
    auto const keys = vault::open(*fresh, secret_key::random(), now).value();
    std::vector<std::pair<uuid, std::string>> kept;
    std::vector<std::string> destroyed;
    for (int round = 0; round < 40; ++round) {
        fresh->write_now([&](db::session& sql) {
            for (int i = 0; i < 60; ++i) {
                auto const id = make_uuid(now);
                keys.key_of(sql, id, now);
                kept.emplace_back(id, wrapped_key(sql, id));
            }
            return db::verdict::keep;
        });
        fresh->write_now([&](db::session& sql) {
            std::shuffle(kept.begin(), kept.end(), generator);
            for (int i = 0; i < 50; ++i) {
                keys.destroy_key(sql, kept.back().first, now);
                destroyed.push_back(std::move(kept.back().second));
                kept.pop_back();
            }
            return db::verdict::keep;
        });
    }
    REQUIRE(log_empties(fresh));
    auto const files = files_of(fresh);
    std::size_t left = 0;
    for (auto const& each : destroyed)
        left += files.find(each) != std::string::npos ? 1 : 0;
    std::cout << destroyed.size() << " keys were destroyed, " << left << " are in the files.\n";
    CHECK(left == 0);
    for (auto const& [id, wrapped] : kept)
        REQUIRE(files.find(wrapped) != std::string::npos); // the search can find
}

TEST_CASE("a reader in the way delays the cleaning of the log, and holds up no writer") {
    fresh_database fresh(db::dialect::sqlite);
    auto const keys = vault::open(*fresh, secret_key::random(), now).value();
    auto const id = make_uuid(now);
    std::string wrapped;
    fresh->write_now([&](db::session& sql) {
        keys.key_of(sql, id, now);
        wrapped = wrapped_key(sql, id);
        return db::verdict::keep;
    });
    fresh->read_now([&](db::session& reader) {
        reader.query("SELECT 1 FROM subject_keys", {}, {cell_kind::integer}); // a snapshot
        fresh->write_now([&](db::session& sql) {
            keys.destroy_key(sql, id, now);
            return db::verdict::keep;
        });
        for (int i = 0; i < 20; ++i)
            execute(*fresh, "UPDATE installation_keys SET created_at = created_at + 1");
        CHECK(files_of(fresh).find(wrapped) != std::string::npos); // the reader still sees it
    });
    CHECK(log_empties(fresh));
    CHECK(files_of(fresh).find(wrapped) == std::string::npos);
}
