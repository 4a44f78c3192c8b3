#include <catch2/catch.hpp>

#include "common/db/location.hpp"

using namespace talent;

TEST_CASE("a SQLite URL names an absolute path") {
    auto const where = db::parse_location("sqlite:///var/lib/talent/a%20b.sqlite");
    REQUIRE(where.has_value());
    CHECK(where.value().dialect == db::dialect::sqlite);
    CHECK(where.value().path == "/var/lib/talent/a b.sqlite");
}

TEST_CASE("a MySQL URL has user, password, host, port and name") {
    auto const where = db::parse_location("mysql://talent:p%40ss%3Aword@db.example:3307/market");
    REQUIRE(where.has_value());
    CHECK(where.value().dialect == db::dialect::mariadb);
    CHECK(where.value().user == "talent");
    CHECK(where.value().password == "p@ss:word");
    CHECK(where.value().host == "db.example");
    CHECK(where.value().port == 3307);
    CHECK(where.value().name == "market");
}

TEST_CASE("a MySQL URL's port and password may be left out, and its host be an IPv6 address") {
    auto const where = db::parse_location("mysql://talent@[::1]/market");
    REQUIRE(where.has_value());
    CHECK(where.value().password.empty());
    CHECK(where.value().host == "::1");
    CHECK(where.value().port == 3306);
}

TEST_CASE("a MySQL URL may name a socket instead of a host") {
    auto const where = db::parse_location("mysql://root@market?socket=/run/mariadb.sock");
    REQUIRE(where.has_value());
    CHECK(where.value().host.empty());
    CHECK(where.value().socket == "/run/mariadb.sock");
    CHECK(where.value().name == "market");
}

TEST_CASE("a faulty URL is refused with a sentence that does not hold the password") {
    auto const url =
        GENERATE(as<std::string>{}, "", "postgres://x", "sqlite://", "sqlite://relative",
                 "sqlite:///folder/", "sqlite:///a\"b", "sqlite:///a%2", "sqlite:///a%00b",
                 "mysql://secret@", "mysql://host/name", "mysql://:secret@host/name",
                 "mysql://u:secret@host", "mysql://u:secret@host/", "mysql://u:secret@host:0/n",
                 "mysql://u:secret@host:65536/n", "mysql://u:secret@host:x/n",
                 "mysql://u:secret@host/na-me", "mysql://u:secret@host/n;drop",
                 "mysql://u:secret@n?sock=/x", "mysql://u:secret@n?socket=relative",
                 "mysql://u:secret%0a@host/n", "mysql://u:secret@[::1/n");
    INFO(url);
    auto const where = db::parse_location(url);
    REQUIRE_FALSE(where.has_value());
    auto const& detail = where.error().detail;
    CHECK(detail.find("secret") == std::string::npos);
    CHECK(detail.size() > 20);
    CHECK(detail.back() == '.');
}
