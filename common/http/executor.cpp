#include "common/http/executor.hpp"

#include "common/http/head.hpp"
#include "common/http/limits.hpp"
#include "common/journal/journal.hpp"
#include "common/journal/refusal.hpp"
#include "common/security/digest.hpp"

namespace talent::http {
namespace {

constexpr std::string_view insert_record =
    "INSERT INTO idempotency_records"
    " (scope, idempotency_key, request_sha256, created_at, status, subject_id, headers, body)"
    " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8)";

constexpr std::string_view read_record =
    "SELECT request_sha256, status, headers, body, subject_id FROM idempotency_records"
    " WHERE scope = :p1 AND idempotency_key = :p2";

constexpr std::string_view keep_answer =
    "UPDATE idempotency_records SET status = :p1, headers = :p2, body = :p3, subject_id = :p4"
    " WHERE scope = :p5 AND idempotency_key = :p6";

constexpr std::string_view drop_claim =
    "DELETE FROM idempotency_records WHERE scope = :p1 AND idempotency_key = :p2";

constexpr std::string_view oldest_records =
    "SELECT scope, idempotency_key FROM idempotency_records"
    " WHERE created_at < :p1 ORDER BY created_at LIMIT :p2";

// The status of a record whose answer told of a person who has no key to seal it under: that it was
// given is kept, not what it said.
constexpr std::int64_t status_of_untold = 1;

bool is_success(int status) {
    return status >= 200 && status < 300;
}

/// Lengths in front, so that no two different lists of parts read the same.
void append_part(std::string& text, std::string_view part) {
    text.append(std::to_string(part.size())).append(":").append(part);
}

/// One organisation's keys never meet another's; inside one, a member's are the member's own and an
/// API key's its own, since an answer may show what a colleague may not see, and an API key may
/// speak for one person. Without a credential the route is the scope.
std::string scope_text(request const& asked) {
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
        bool const is_key_alone = who.kind == security::credential_kind::api_key &&
                                  who.member == uuid{} && who.subject == uuid{};
        append_part(text, is_key_alone ? to_string(who.credential) : std::string());
        append_part(text, who.test ? "test" : "live");
    }
    return text;
}

/// With the key among the parts, which the record does not hold: whoever reads the table cannot try
/// out passwords or sealed prices against the hash, as long as the client's keys are random.
std::string request_text(request const& asked) {
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
    return text;
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

/// What a record says of how its request was answered.
struct kept_answer {
    std::int64_t status = 0; // 0: claimed, and not answered yet
    std::string headers = "[]";
    std::string body = {};
    std::string subject = {}; // whom the body, sealed, tells of
};

/// A login's cookie is a credential, and its repetition is another login.
bool sets_cookie(response const& answer) {
    for (auto const& header : answer.headers) {
        if (equal_ignoring_case(header.first, "set-cookie")) return true;
    }
    return false;
}

/// One key of one scope, inside the unit's transaction. SQLite has one writer, so that to look is
/// enough: the record is written once, with its answer, and a refused request leaves nothing that
/// must be undone. On MariaDB the claim is written first: a second transaction that claims the same
/// key waits, by the unique key, for the first one's end.
class idempotency_record {
  public:
    idempotency_record(db::session& sql, idempotency_marks const& marks, instant now,
                       personal::vault const* vault)
        : sql_(sql),
          marks_(marks),
          vault_(vault),
          alone_(sql.dialect() == db::dialect::sqlite),
          created_at_(to_milliseconds(now)) {}

    /// True where this request is the first under its key.
    bool claim() { return alone_ ? !look() : insert({}); }

    result<response> replay() {
        auto const record = look();
        // The first transaction rolled back between our claim and our look: run the unit again.
        if (!record) throw db::error(db::failure::retry, "idempotency record vanished");
        if (text_of((*record)[0]) != marks_.request_sha256)
            return refuse(error_code::idempotency_key_reused);
        if (integer_of((*record)[1]) == status_of_untold) {
            return refuse(error_code::conflict,
                          "This request was carried out; its answer told of a person and was "
                          "not kept.");
        }
        auto answer = read_answer(*record);
        if (auto const& subject = text_of((*record)[4]); !subject.empty()) {
            TRY(answer.body, unsealed(answer.body, subject));
        }
        answer.header("Idempotent-Replayed", "true");
        return answer;
    }

    void keep(response const& answer) {
        if (sets_cookie(answer)) {
            if (!alone_) sql_.execute(drop_claim, {marks_.scope, marks_.key});
        } else if (!alone_) {
            auto kept = kept_of(answer);
            sql_.execute(keep_answer, {kept.status, std::move(kept.headers), std::move(kept.body),
                                       std::move(kept.subject), marks_.scope, marks_.key});
        } else if (!insert(kept_of(answer))) {
            throw std::logic_error("an idempotency key was taken while its unit ran alone");
        }
    }

    /// The request was refused, and its unit is kept all the same: it may be sent again.
    void release() {
        if (!alone_) sql_.execute(drop_claim, {marks_.scope, marks_.key});
    }

  private:
    std::optional<row> look() {
        return sql_.query_one(read_record, {marks_.scope, marks_.key},
                              {cell_kind::text, cell_kind::integer, cell_kind::text,
                               cell_kind::text, cell_kind::text});
    }

    std::optional<security::secret_key> key_of(std::string_view subject) {
        auto const id = parse_uuid(subject);
        return vault_ != nullptr && id ? vault_->find_key(sql_, *id) : std::nullopt;
    }

    /// What tells of a person is sealed under the person's key; where there is none, it is not
    /// kept.
    kept_answer kept_of(response const& answer) {
        kept_answer kept{answer.status, write_headers(answer), answer.body, {}};
        if (!answer.subject) return kept;
        kept.subject = to_string(*answer.subject);
        auto const key = key_of(kept.subject);
        if (!key) return {.status = status_of_untold};
        kept.body = security::seal(*key, answer.body, marks_.request_sha256);
        return kept;
    }

    result<std::string> unsealed(std::string const& body, std::string_view subject) {
        auto const key = key_of(subject);
        auto plain = key ? security::unseal(*key, body, marks_.request_sha256) : std::nullopt;
        if (plain) return *std::move(plain);
        return refuse(error_code::conflict,
                      "This request was carried out; the person its answer told of has been "
                      "erased since.");
    }

    /// False where the key is taken.
    bool insert(kept_answer kept) {
        try {
            sql_.execute(insert_record,
                         {marks_.scope, marks_.key, marks_.request_sha256, created_at_, kept.status,
                          std::move(kept.subject), std::move(kept.headers), std::move(kept.body)});
            return true;
        } catch (db::error const& fault) {
            if (fault.kind() != db::failure::duplicate_key) throw;
            return false;
        }
    }

    db::session& sql_;
    idempotency_marks const& marks_;
    personal::vault const* vault_;
    bool alone_;
    std::int64_t created_at_;
};

} // namespace

std::optional<idempotency_marks> marks_of(request const& asked) {
    if (!asked.idempotency_key || asked.dry_run) return std::nullopt;
    thread_local security::sha256 hasher;
    return idempotency_marks{hasher.hexadecimal(scope_text(asked)),
                             hasher.hexadecimal(*asked.idempotency_key),
                             hasher.hexadecimal(request_text(asked))};
}

executed execute(write_work const& work, request const& asked,
                 std::optional<idempotency_marks> const& marks, db::session& sql, instant now,
                 personal::vault const* vault) {
    std::optional<idempotency_record> record;
    if (marks) {
        record.emplace(sql, *marks, now, vault);
        if (!record->claim()) return {.answer = record->replay(), .replayed = true};
    }
    journal::unit_of_work unit(sql, now, asked.principal, asked.id);
    auto answer = work.run(unit);
    if (!answer.has_value()) {
        if (!journal::keeps_refusal(unit) || asked.dry_run) return {.answer = std::move(answer)};
        auto attempt = journal::record(unit);
        if (record) record->release();
        return {.answer = std::move(answer), .entries = std::move(attempt), .keep = true};
    }
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
