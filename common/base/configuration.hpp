// What an operator may set for `talentd serve`, read from one TOML file. Every key stands in one
// table (configuration.cpp), which the reader, the checks and the reference all follow; a key that
// is not in it is an error. Read once at start by a program's main; a value afterwards, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"

namespace talent {

struct server_configuration {
    std::string address = "127.0.0.1";
    std::int64_t port = 8080; // 0: any free one
    std::int64_t io_threads = 1;
    std::int64_t query_threads = 2;
    std::int64_t connections_max = 4096;
    std::int64_t connections_per_address = 1024;
    std::vector<std::string> trusted_proxies = {};
    std::int64_t requests_in_flight_max = 1024; // of each lane
    std::int64_t queue_wait_milliseconds = 25;
    std::int64_t queue_age_milliseconds = 250;
    std::int64_t rate_per_minute = 6000; // 0: no limit
    std::int64_t drain_seconds = 10;
    std::string tls_certificate_file = {}; // both or neither
    std::string tls_private_key_file = {};
    std::string static_directory = {}; // empty: beside the program; "none": no console

    bool operator==(server_configuration const&) const = default;
};

struct database_configuration {
    std::string url =
        {}; // from `url`, or from the file that `url_file` names; empty: SQLite in --data
    std::int64_t reader_threads = 2;
    std::int64_t writer_threads = 4;
    std::int64_t queue_max = 4096; // jobs waiting, each kind

    bool operator==(database_configuration const&) const = default;
};

struct security_configuration {
    std::string master_key_file = {}; // empty: in --data
    std::int64_t session_hours = 12;
    std::int64_t session_idle_minutes = 60; // without a request
    std::string journal_key_file = {};      // empty: in --data
    std::int64_t journal_sign_seconds = 60;

    bool operator==(security_configuration const&) const = default;
};

struct calendar_configuration {
    std::int64_t quick_divisor = 86'400; // of test organisations: a day is a second
    std::string working_days_file = {};  // later years than the embedded; empty: none

    bool operator==(calendar_configuration const&) const = default;
};

struct notices_configuration {
    std::string local_targets = "refused"; // of webhooks: for trials on one machine
    std::string authorities_file = {};     // PEM; empty: the system's

    bool operator==(notices_configuration const&) const = default;
};

struct mail_configuration {
    std::string url = {};      // smtp:// or smtps://; empty: nothing is mailed
    std::string user = {};     // empty: no login
    std::string password = {}; // from the file that `password_file` names
    std::string from = {};
    std::string authorities_file = {}; // PEM; empty: the system's

    bool operator==(mail_configuration const&) const = default;
};

struct procurement_configuration {
    std::vector<std::string> rules = {}; // "330000 bidding_days open 25"; procurement reads them

    bool operator==(procurement_configuration const&) const = default;
};

struct log_configuration {
    std::string level = "info";

    bool operator==(log_configuration const&) const = default;
};

struct open_data_configuration {
    std::string ocid_prefix = "ocds-000000"; // registered with the Open Contracting Partnership
    std::string base_url = "http://localhost:8080"; // where the public reaches this server
    std::string publisher_name = "talentd";
    std::string publisher_uid = {}; // unified social credit code; empty: none
    std::string license = "https://creativecommons.org/licenses/by/4.0/";
    std::string publication_policy = {}; // empty: none is named

    bool operator==(open_data_configuration const&) const = default;
};

struct configuration {
    server_configuration server = {};
    database_configuration database = {};
    security_configuration security = {};
    calendar_configuration calendar = {};
    notices_configuration notices = {};
    mail_configuration mail = {};
    procurement_configuration procurement = {};
    log_configuration log = {};
    open_data_configuration open_data = {};
    std::vector<std::string> services = {}; // empty: all; whether a name exists is main's to check

    bool operator==(configuration const&) const = default;
};

/// The settings of a file over the defaults. Where a key is unknown, of another type or out of
/// bounds, or a file cannot be read: a problem of one sentence that names file:line and the key.
result<configuration> read_configuration(std::string const& path);

/// The same for a text that is already here; `name` stands for the file in sentences.
result<configuration> parse_configuration(std::string_view toml, std::string_view name);

/// A TOML file with every key, its meaning, bounds and default, from the same table. Reading it
/// gives the defaults back.
std::string configuration_reference();

} // namespace talent
