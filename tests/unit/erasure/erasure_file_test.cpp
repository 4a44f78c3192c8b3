// The file of erasures: it follows the database, line by line, over restarts, torn last lines and
// any order of instants; a damaged line is told.
#include <catch2/catch.hpp>

#include <fstream>

#include <sys/stat.h>

#include "common/base/uuid.hpp"
#include "services/erasure/erasure_file.hpp"
#include "tests/support/database_fixture.hpp"
#include "tests/support/read_file.hpp"

using namespace talent;
using namespace talent::test;
using erasure::erasure_file;
using personal::erased_key;

namespace {

instant const start = parse_instant("2026-06-01T00:00:00Z").value();

erased_key erase_one(fresh_database& fresh, instant at) {
    erased_key const one{to_string(make_uuid(at)), to_string(make_uuid(at)), at};
    fresh->write_now([&](db::session& sql) {
        personal::keep_erasure(sql, one);
        return db::verdict::keep;
    });
    return one;
}

} // namespace

TEST_CASE("the file says every erasure once, also after a restart") {
    fresh_database fresh(GENERATE(from_range(dialects())));
    temporary_folder folder;
    auto const path = folder.path() + "/erasures.jsonl";
    auto file = erasure_file::open(path).value();
    CHECK(file.lines().empty());
    CHECK(file.catch_up(*fresh).value() == 0);
    CHECK(test::read_file_if_there(path).empty());
    for (int i = 0; i < 2'500; ++i)
        erase_one(fresh, start + std::chrono::milliseconds{i / 7});
    CHECK(file.catch_up(*fresh).value() == 2'500);
    auto const late = erase_one(fresh, start - std::chrono::minutes{30}); // another's clock
    CHECK(file.catch_up(*fresh).value() == 1);
    CHECK(file.catch_up(*fresh).value() == 0);
    auto again = erasure_file::open(path).value();
    CHECK(again.lines().size() == 2'501);
    CHECK(again.lines().back().key_id == late.key_id);
    CHECK(again.lines().back().at == late.at);
    CHECK(again.catch_up(*fresh).value() == 0);
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
}

TEST_CASE("half a last line is passed over and made good, and a damaged one inside is told") {
    fresh_database fresh(db::dialect::sqlite);
    temporary_folder folder;
    auto const path = folder.path() + "/erasures.jsonl";
    erase_one(fresh, start);
    REQUIRE(erasure_file::open(path).value().catch_up(*fresh).value() == 1);
    auto const whole = test::read_file_if_there(path);
    erase_one(fresh, start);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        std::ofstream(path, std::ios::trunc) << whole.substr(0, length);
        INFO("cut to " << length);
        auto torn = erasure_file::open(path);
        REQUIRE(torn.has_value());
        CHECK(torn.value().lines().size() == (length + 1 == whole.size() ? 1 : 0));
        torn.value().catch_up(*fresh).value();
        auto const mended = erasure_file::open(path);
        REQUIRE(mended.has_value());
        CHECK(mended.value().lines().size() == 2);
    }
    std::ofstream(path, std::ios::trunc) << "nonsense\n" << whole;
    auto const damaged = erasure_file::open(path);
    REQUIRE_FALSE(damaged.has_value());
    CHECK(damaged.error().detail.find("at line 1") != std::string::npos);
}
