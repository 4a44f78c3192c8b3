#include <catch2/catch.hpp>

#include "common/db/failure.hpp"

using namespace talent;
using db::failure;

TEST_CASE("SQLite's extended codes become failures") {
    struct expectation {
        int code;
        failure kind;
    };
    auto const each = GENERATE(values<expectation>({
        {2067, failure::duplicate_key},
        {1555, failure::duplicate_key},
        {787, failure::foreign_key},
        {275, failure::constraint},
        {1299, failure::constraint},
        {3091, failure::constraint},
        {5, failure::retry},
        {517, failure::retry},
        {6, failure::retry},
        {13, failure::storage_full},
        {10, failure::storage_fault},
        {1034, failure::storage_fault},
        {11, failure::storage_fault},
        {14, failure::connection},
        {1, failure::other},
    }));
    INFO(each.code);
    CHECK(db::sqlite_failure(each.code) == each.kind);
}

TEST_CASE("MariaDB's numbers become failures") {
    struct expectation {
        unsigned number;
        failure kind;
    };
    auto const each = GENERATE(values<expectation>({
        {1062, failure::duplicate_key},
        {1452, failure::foreign_key},
        {1451, failure::foreign_key},
        {4025, failure::constraint},
        {1048, failure::constraint},
        {1406, failure::constraint},
        {1213, failure::retry},
        {1205, failure::retry},
        {1020, failure::retry},
        {1047, failure::connection},
        {1180, failure::connection},
        {2006, failure::connection},
        {2013, failure::connection},
        {2002, failure::connection},
        {1114, failure::storage_full},
        {1030, failure::storage_fault},
        {1064, failure::other},
    }));
    INFO(each.number);
    CHECK(db::mariadb_failure(each.number) == each.kind);
}

TEST_CASE("each failure has its answer") {
    CHECK(db::problem_of(failure::duplicate_key).code == error_code::duplicate);
    CHECK(db::problem_of(failure::foreign_key).code == error_code::conflict);
    CHECK(db::problem_of(failure::retry).code == error_code::overloaded);
    CHECK(db::problem_of(failure::retry).retry_after_seconds > 0);
    CHECK(db::problem_of(failure::connection).code == error_code::database_unavailable);
    CHECK(db::problem_of(failure::storage_full).code == error_code::storage_full);
    CHECK(db::problem_of(failure::storage_fault).code == error_code::database_unavailable);
    CHECK(db::problem_of(failure::constraint).code == error_code::internal);
    CHECK(db::problem_of(failure::other).code == error_code::internal);
}
