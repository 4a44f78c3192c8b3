#include "common/http/executor.hpp"

#include "common/http/head.hpp"
#include "common/http/limits.hpp"
#include "common/journal/journal.hpp"
#include "common/security/token.hpp"

namespace talent::http {
namespace {

constexpr std::string_view claim_key =
    "INSERT INTO idempotency_records"
    " (scope, idempotency_key, request_sha256, created_at, status, headers, body)"
    " VALUES (:p1, :p2, :p3, :p4, 0, '[]', '')";

constexpr std::string_view read_record =
    "SELECT request_sha256, status, headers, body FROM idempotency_records"
    " WHERE scope = :p1 AND idempotency_key = :p2";

constexpr std::string_view keep_answer =
    "UPDATE idempotency_records SET status = :p1, headers = :p2, body = :p3"
    " WHERE scope = :p4 AND idempotency_key = :p5";

constexpr std::string_view drop_claim =
    "DELETE FROM idempotency_records WHERE scope = :p1 AND idempotency_key = :p2";

constexpr std::string_view oldest_records =
    "SELECT scope, idempotency_key FROM idempotency_records"
    " WHERE created_at < :p1 ORDER BY created_at LIMIT :p2";

// The status of a record whose answer showed a secret: that it was given is kept, not what it said.
constexpr std::int64_t status_of_secret = 1;

bool is_success(int status) {
    return status >= 200 && status < 300;
}

/// Lengths in front, so that no two different lists of parts read the same.
void append_part(std::string& text, std::string_view part) {
    text.append(std::to_string(part.size())).append(":").append(part);
}

/// One organisation's keys never meet another's; inside one, a member's are the member's own, since
/// an answer may show what a colleague may not see. Without a credential the route is the scope.
std::string scope_of(request const& asked) {
    auto const& who = asked.principal;
    std::string text;
    if (who.anonymous()) {
        append_part(text, "anonymous");
        append_part(text, name_of(asked.method));
        append_part(text, asked.path);
    } else {
        append_part(text, to_string(who.organisation));
        append_part(text, to_string(who.member));
        append_part(text, to_string(who.subject));
        append_part(text, who.test ? "test" : "live");
    }
    return security::sha256_hex(text);
}

/// With the key among the parts, which the record does not hold: whoever reads the table cannot try
/// out passwords or sealed prices against the hash, as long as the client's keys are random.
std::string hash_of(request const& asked) {
    std::string text;
    append_part(text, *asked.idempotency_key);
    append_part(text, name_of(asked.method));
    append_part(text, asked.path);
    for (auto const& [name, value] : asked.query) {
        append_part(text, name);
        append_part(text, value);
    }
    append_part(text, asked.if_match.value_or(""));
    append_part(text, asked.body);
    return security::sha256_hex(text);
}

std::string write_headers(response const& answer) {
    json::writer to;
    to.begin_array();
    to.begin_array().string("Content-Type").string(answer.content_type).end_array();
    for (auto const& [name, value] : answer.headers) {
        to.begin_array().string(name).string(value).end_array();
    }
    to.end_array();
    return to.take();
}

response read_answer(row const& record) {
    response answer{.status = static_cast<int>(integer_of(record[1])), .body = text_of(record[3])};
    auto const headers = json::parse(text_of(record[2]));
    if (!headers.has_value()) throw std::runtime_error("an idempotency record is damaged");
    for (auto const& pair : headers.value().elements()) {
        auto const& name = pair.elements().at(0).text();
        auto const& value = pair.elements().at(1).text();
        if (name == "Content-Type") {
            answer.content_type = value;
        } else {
            answer.header(name, value);
        }
    }
    return answer;
}

/// One key of one scope, inside the unit's transaction.
class idempotency_record {
  public:
    idempotency_record(db::session& sql, request const& asked)
        : sql_(sql),
          scope_(scope_of(asked)),
          key_(security::sha256_hex(*asked.idempotency_key)),
          hash_(hash_of(asked)) {}

    /// True where the key is ours now. A second transaction that claims the same key waits for the
    /// first one's end (MariaDB, by the unique key) or runs after it (SQLite has one writer).
    bool claim(instant now) {
        try {
            sql_.execute(claim_key, {scope_, key_, hash_, to_milliseconds(now)});
            return true;
        } catch (db::error const& fault) {
            if (fault.kind() != db::failure::duplicate_key) throw;
            return false;
        }
    }

    result<response> replay() {
        auto const record =
            sql_.query_one(read_record, {scope_, key_},
                           {cell_kind::text, cell_kind::integer, cell_kind::text, cell_kind::text});
        // The first transaction rolled back between our claim and our look: run the unit again.
        if (!record) throw db::error(db::failure::retry, "idempotency record vanished");
        if (text_of((*record)[0]) != hash_) return refuse(error_code::idempotency_key_reused);
        if (integer_of((*record)[1]) == status_of_secret) {
            return refuse(error_code::conflict,
                          "This request was carried out; its answer held a secret that is shown "
                          "once and not kept.");
        }
        auto answer = read_answer(*record);
        answer.header("Idempotent-Replayed", "true");
        return answer;
    }

    void keep(response const& answer) {
        if (sets_cookie(answer)) {
            // A login's cookie is a credential, and its repetition is another login.
            sql_.execute(drop_claim, {scope_, key_});
        } else if (answer.secret) {
            sql_.execute(keep_answer, {status_of_secret, "[]", "", scope_, key_});
        } else {
            sql_.execute(keep_answer, {std::int64_t{answer.status}, write_headers(answer),
                                       answer.body, scope_, key_});
        }
    }

  private:
    static bool sets_cookie(response const& answer) {
        for (auto const& header : answer.headers) {
            if (equal_ignoring_case(header.first, "set-cookie")) return true;
        }
        return false;
    }

    db::session& sql_;
    std::string scope_;
    std::string key_; // hashed: see hash_of
    std::string hash_;
};

} // namespace

executed execute(write_work const& work, request const& asked, db::session& sql, instant now) {
    std::optional<idempotency_record> record;
    if (asked.idempotency_key && !asked.dry_run) {
        record.emplace(sql, asked);
        if (!record->claim(now)) return {.answer = record->replay(), .replayed = true};
    }
    journal::unit_of_work unit(sql, now, asked.principal, asked.id);
    auto answer = work.run(unit);
    if (!answer.has_value()) return {.answer = std::move(answer)};
    if (asked.dry_run) {
        answer.value().header("Dry-Run", "true");
        return {.answer = std::move(answer)};
    }
    if (!is_success(answer.value().status)) return {.answer = std::move(answer)};
    auto entries = journal::record(unit);
    if (record) record->keep(answer.value());
    return {.answer = std::move(answer), .entries = std::move(entries), .keep = true};
}

std::int64_t forget_idempotency(db::session& sql, instant now, std::int64_t limit) {
    auto const before = to_milliseconds(now - idempotency_kept);
    auto const old = sql.query(oldest_records, {before, limit}, {cell_kind::text, cell_kind::text});
    for (auto const& record : old)
        sql.execute(drop_claim, {record[0], record[1]});
    return static_cast<std::int64_t>(old.size());
}

} // namespace talent::http
