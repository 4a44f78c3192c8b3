#include "services/open_data/store.hpp"

#include "common/journal/progress.hpp"

namespace talent::open_data::store {
namespace {

constexpr journal::progress_row progress{"ocds_progress"};
constexpr std::string_view first_pending =
    "SELECT sequence FROM journal_entries WHERE sequence > :p1 AND sequence <= :p2"
    " AND object_type IN (";
constexpr std::string_view select_tender_of =
    "SELECT tender_id FROM ocds_objects WHERE object_id = :p1";
constexpr std::string_view update_object =
    "UPDATE ocds_objects SET sequence = :p1 WHERE object_id = :p2";
constexpr std::string_view insert_object =
    "INSERT INTO ocds_objects (object_id, object_type, tender_id, first_sequence, sequence)"
    " VALUES (:p1, :p2, :p3, :p4, :p5)";
constexpr std::string_view states_of_tender =
    "SELECT o.object_type, o.first_sequence, j.after_state FROM ocds_objects o"
    " JOIN journal_entries j ON j.sequence = o.sequence"
    " WHERE o.tender_id = :p1 AND o.first_sequence > :p2 ORDER BY o.first_sequence LIMIT :p3";
constexpr std::string_view process_columns =
    "SELECT tender_id, ocid, releases, last_sequence, last_date FROM ocds_processes ";
constexpr std::string_view insert_process =
    "INSERT INTO ocds_processes (tender_id, ocid, releases, last_sequence, last_date)"
    " VALUES (:p1, :p2, :p3, :p4, :p5)";
constexpr std::string_view update_process =
    "UPDATE ocds_processes SET releases = :p1, last_sequence = :p2, last_date = :p3"
    " WHERE tender_id = :p4";
constexpr std::string_view release_columns =
    "SELECT r.sequence, r.id, r.ocid, r.date, r.month, r.notice, r.title, r.body"
    " FROM ocds_releases r ";
constexpr std::string_view insert_release_row =
    "INSERT INTO ocds_releases (sequence, id, ocid, date, month, notice, title, body)"
    " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8)";
constexpr std::string_view insert_notice_row =
    "INSERT INTO ocds_notices (area, sequence) VALUES (:p1, :p2)";
constexpr std::string_view count_in_month =
    "UPDATE ocds_months SET releases = releases + 1,"
    " last_date = CASE WHEN last_date < :p1 THEN :p2 ELSE last_date END WHERE month = :p3";
constexpr std::string_view begin_month =
    "INSERT INTO ocds_months (month, releases, last_date) VALUES (:p1, 1, :p2)";
constexpr std::string_view select_months =
    "SELECT month, releases, last_date FROM ocds_months ORDER BY month";

/// States read at a time.
constexpr std::int64_t states_page = 2'000;

uuid id_of(cell const& from) {
    return parse_uuid(text_of(from)).value();
}

process_head head_of(row const& from) {
    return {.tender_id = id_of(from[0]),
            .ocid = text_of(from[1]),
            .releases = integer_of(from[2]),
            .last_sequence = integer_of(from[3]),
            .last_date = from_milliseconds(integer_of(from[4]))};
}

std::vector<process_head> select_heads(db::session& sql, std::string_view rest,
                                       std::initializer_list<cell> parameters) {
    std::vector<process_head> found;
    for (auto const& each : sql.query(std::string(process_columns).append(rest), parameters,
                                      {cell_kind::text, cell_kind::text, cell_kind::integer,
                                       cell_kind::integer, cell_kind::integer}))
        found.push_back(head_of(each));
    return found;
}

std::optional<process_head> first_of(std::vector<process_head> found) {
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

kept_release release_of(row const& from) {
    return {.sequence = integer_of(from[0]),
            .id = text_of(from[1]),
            .ocid = text_of(from[2]),
            .date = from_milliseconds(integer_of(from[3])),
            .month = text_of(from[4]),
            .notice = text_of(from[5]),
            .title = text_of(from[6]),
            .body = text_of(from[7])};
}

std::vector<kept_release> select_releases(db::session& sql, std::string_view rest,
                                          std::initializer_list<cell> parameters) {
    std::vector<kept_release> found;
    for (auto const& each :
         sql.query(std::string(release_columns).append(rest), parameters,
                   {cell_kind::integer, cell_kind::text, cell_kind::text, cell_kind::integer,
                    cell_kind::text, cell_kind::text, cell_kind::text, cell_kind::text}))
        found.push_back(release_of(each));
    return found;
}

} // namespace

std::int64_t read_progress(db::session& sql) {
    return progress.read(sql);
}

std::int64_t lock_progress(db::session& sql) {
    return progress.lock(sql);
}

void write_progress(db::session& sql, std::int64_t sequence) {
    progress.write(sql, sequence);
}

bool has_pending(db::session& sql, std::int64_t sequence) {
    std::string statement(first_pending);
    std::vector<cell> parameters{sequence, sequence + entries_looked_at};
    for (auto const type : object_types()) {
        parameters.emplace_back(std::string(type));
        statement.append(parameters.size() > 3 ? ", :p" : ":p")
            .append(std::to_string(parameters.size()));
    }
    std::vector<cell_kind> const columns{cell_kind::integer};
    return !sql.query(statement.append(") LIMIT 1"), parameters, columns).empty();
}

std::optional<uuid> find_tender_of(db::session& sql, uuid const& object_id) {
    auto const row = sql.query_one(select_tender_of, {to_string(object_id)}, {cell_kind::text});
    if (!row) return std::nullopt;
    return id_of(row->front());
}

void note_object(db::session& sql, journal::entry const& one, uuid const& tender_id) {
    if (sql.execute(update_object, {one.sequence, to_string(one.object_id)}) > 0) return;
    sql.execute(insert_object, {to_string(one.object_id), one.object_type, to_string(tender_id),
                                one.sequence, one.sequence});
}

process load_process(db::session& sql, uuid const& tender_id) {
    process made;
    std::int64_t after = 0;
    while (true) {
        auto const page = sql.query(states_of_tender, {to_string(tender_id), after, states_page},
                                    {cell_kind::text, cell_kind::integer, cell_kind::text});
        for (auto const& each : page) {
            after = integer_of(each[1]);
            auto const& state = text_of(each[2]);
            auto const* const kind = find_object_kind(text_of(each[0]));
            if (kind != nullptr && !state.empty()) kind->add(made, state);
        }
        if (static_cast<std::int64_t>(page.size()) < states_page) return made;
    }
}

std::optional<process_head> find_process(db::session& sql, uuid const& tender_id) {
    return first_of(select_heads(sql, "WHERE tender_id = :p1", {to_string(tender_id)}));
}

std::optional<process_head> find_process_by_ocid(db::session& sql, std::string_view ocid) {
    return first_of(select_heads(sql, "WHERE ocid = :p1", {std::string(ocid)}));
}

std::vector<process_head> list_processes(db::session& sql, std::string_view after, int limit) {
    return select_heads(sql, "WHERE ocid > :p1 ORDER BY ocid LIMIT :p2",
                        {std::string(after), std::int64_t{limit}});
}

void write_process(db::session& sql, process_head const& now) {
    auto const date = to_milliseconds(now.last_date);
    auto const id = to_string(now.tender_id);
    if (now.releases == 1) {
        sql.execute(insert_process, {id, now.ocid, now.releases, now.last_sequence, date});
    } else {
        sql.execute(update_process, {now.releases, now.last_sequence, date, id});
    }
}

void insert_release(db::session& sql, kept_release const& one) {
    sql.execute(insert_release_row, {one.sequence, one.id, one.ocid, to_milliseconds(one.date),
                                     one.month, one.notice, one.title, one.body});
    auto const date = to_milliseconds(one.date);
    if (sql.execute(count_in_month, {date, date, one.month}) == 0)
        sql.execute(begin_month, {one.month, date});
}

void insert_notice(db::session& sql, std::string_view area, std::int64_t sequence) {
    sql.execute(insert_notice_row, {std::string(area), sequence});
}

std::optional<kept_release> find_release(db::session& sql, std::string_view id) {
    auto found = select_releases(sql, "WHERE r.id = :p1", {std::string(id)});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<kept_release> list_releases(db::session& sql, std::string_view month,
                                        std::int64_t after, int limit) {
    if (month.empty()) {
        return select_releases(sql, "WHERE r.sequence > :p1 ORDER BY r.sequence LIMIT :p2",
                               {after, std::int64_t{limit}});
    }
    return select_releases(sql,
                           "WHERE r.month = :p1 AND r.sequence > :p2 ORDER BY r.sequence LIMIT :p3",
                           {std::string(month), after, std::int64_t{limit}});
}

std::vector<kept_release> list_releases_of(db::session& sql, std::string_view ocid,
                                           std::int64_t after, int limit) {
    return select_releases(sql,
                           "WHERE r.ocid = :p1 AND r.sequence > :p2 ORDER BY r.sequence LIMIT :p3",
                           {std::string(ocid), after, std::int64_t{limit}});
}

std::vector<kept_release> list_notices(db::session& sql, std::string_view area, std::int64_t before,
                                       int limit) {
    return select_releases(sql,
                           "JOIN ocds_notices n ON n.sequence = r.sequence"
                           " WHERE n.area = :p1 AND n.sequence < :p2"
                           " ORDER BY n.sequence DESC LIMIT :p3",
                           {std::string(area), before, std::int64_t{limit}});
}

std::vector<month_count> list_months(db::session& sql) {
    std::vector<month_count> found;
    for (auto const& each :
         sql.query(select_months, {}, {cell_kind::text, cell_kind::integer, cell_kind::integer}))
        found.push_back(
            {text_of(each[0]), integer_of(each[1]), from_milliseconds(integer_of(each[2]))});
    return found;
}

} // namespace talent::open_data::store
