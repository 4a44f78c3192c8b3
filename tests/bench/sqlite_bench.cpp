// The benchmarks' searches with SQLite's FTS5: pairs of Han characters made by the application as
// tokens, two-column phrases, a prefix for single characters; closed values in an ordinary table
// whose rows are read for every match, trees as ranges of numbers. Totals, facets and the best
// twenty by bm25 come from one pass. See engine_run.hpp for the arguments.
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include "tests/bench/engine_run.hpp"
#include "tests/bench/market_queries.hpp"

namespace talent::bench {
namespace {

using market::search_field;

constexpr char const* schema = R"(
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;
CREATE VIRTUAL TABLE texts USING fts5(title, body, marks, content='', detail=full, prefix='1',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M* S* P*' tokenchars '_'");
CREATE TABLE demands (id INTEGER PRIMARY KEY, region TEXT, occupation TEXT, industry TEXT,
  employment TEXT, education INTEGER, experience INTEGER, pay INTEGER, visible TEXT,
  regions TEXT, occupations TEXT) STRICT;
BEGIN)";

class connection {
  public:
    explicit connection(std::string const& path) {
        if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error(path);
    }
    ~connection() { sqlite3_close(handle_); }
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    void run(char const* sql) {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(handle_));
    }
    sqlite3* handle() const { return handle_; }

  private:
    sqlite3* handle_ = nullptr;
};

class statement {
  public:
    statement(connection const& on, std::string const& sql) {
        if (sqlite3_prepare_v2(on.handle(), sql.c_str(), -1, &handle_, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(on.handle()));
    }
    ~statement() { sqlite3_finalize(handle_); }
    statement(statement const&) = delete;
    statement& operator=(statement const&) = delete;

    statement& bind(std::string const& text) {
        sqlite3_bind_text(handle_, ++bound_, text.data(), static_cast<int>(text.size()),
                          SQLITE_TRANSIENT);
        return *this;
    }
    statement& bind(std::int64_t number) {
        sqlite3_bind_int64(handle_, ++bound_, number);
        return *this;
    }
    bool step() {
        auto const got = sqlite3_step(handle_);
        if (got != SQLITE_ROW && got != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(handle_)));
        return got == SQLITE_ROW;
    }
    void reset() {
        sqlite3_reset(handle_);
        bound_ = 0;
    }
    std::string_view text(int column) const {
        return {reinterpret_cast<char const*>(sqlite3_column_text(handle_, column)),
                static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
    }
    double number(int column) const { return sqlite3_column_double(handle_, column); }
    std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }

  private:
    sqlite3_stmt* handle_ = nullptr;
    int bound_ = 0;
};

std::string tokens_of(std::string_view text) {
    std::string made;
    for (auto const& token : pair_tokens(text))
        made.append(token.empty() ? "_" : plain_token(token)).push_back(' ');
    return made;
}

void build(market_documents const& from, std::size_t listings, std::string const& path) {
    connection to(path + "/demands.db");
    to.run(schema);
    statement text(to, "INSERT INTO texts (rowid, title, body, marks) VALUES (?, ?, ?, ?)");
    statement row(to, "INSERT INTO demands VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for_each_engine_document(from, listings, [&](engine_document const& one) {
        auto const id = static_cast<std::int64_t>(one.number) + 1;
        std::string marks;
        for (auto const& skill : one.skills)
            marks.append(plain_token("skill:" + skill)).push_back(' ');
        auto const joined = [](std::vector<std::string> const& codes) {
            std::string all = " ";
            for (auto const& code : codes)
                all.append(code).push_back(' ');
            return all;
        };
        text.bind(id).bind(tokens_of(one.title)).bind(tokens_of(one.body)).bind(marks);
        text.step();
        text.reset();
        row.bind(id).bind(one.regions.front()).bind(one.occupations.front());
        row.bind(one.industries.front()).bind(one.employment).bind(std::int64_t{one.education});
        row.bind(one.experience_years).bind(one.pay_max_fen).bind(one.visible);
        row.bind(joined(one.regions)).bind(joined(one.occupations));
        row.step();
        row.reset();
    });
    to.run("COMMIT");
    to.run("INSERT INTO texts (texts) VALUES ('optimize')");
}

std::string in_quotes(std::string const& phrase) {
    return "\"" + phrase + "\"";
}

std::string text_of(market::search_query const& query) {
    auto const terms = market::terms_of_query(query.text).value();
    std::string made;
    auto const require = [&](std::string const& phrase) {
        made.append(made.empty() ? "" : " AND ").append("{title body} : ").append(phrase);
    };
    for (auto const& word : terms.words)
        require(in_quotes(plain_token(word)));
    for (auto const& run : terms.runs) {
        std::string phrase;
        for (auto const& pair : pairs_of(run))
            phrase.append(phrase.empty() ? "" : " ").append(pair);
        require(phrase.empty() ? in_quotes(market::to_utf8(run)) + "*" : in_quotes(phrase));
    }
    for (auto const& skill : query.filter(search_field::skill))
        made.append(" AND marks : ").append(in_quotes(plain_token("skill:" + skill)));
    return made;
}

// A condition and what it binds, in order.
struct where_clause {
    std::string sql;
    std::vector<std::string> texts;
};

where_clause conditions_of(market::search_query const& query) {
    where_clause made;
    auto const require = [&](std::string const& sql, std::string const& value) {
        made.sql.append(" AND ").append(sql);
        made.texts.push_back(value);
    };
    for (auto const& each : market::search_fields) {
        if (query.filter(each.field).empty() || each.field == search_field::skill) continue;
        auto const& value = query.filter(each.field).front();
        std::string const name(each.name);
        if (each.field == search_field::region || each.field == search_field::occupation)
            require("instr(d." + name + "s, ?) > 0", " " + value + " ");
        else if (each.shape == market::field_shape::ordered)
            require("d." + name + " <= CAST(? AS INTEGER)",
                    std::to_string(market::rank_of(each.field, value).value()));
        else
            require("d." + name + " = ?", value);
    }
    if (query.pay_min) require("d.pay >= CAST(? AS INTEGER)", std::to_string(query.pay_min->fen));
    auto const visible = visible_to(query);
    require("d.visible IN (?, ?)", visible.front());
    made.texts.push_back(visible.back());
    return made;
}

engine_answer ask(connection const& in, market::search_query const& query) {
    auto const where = conditions_of(query);
    std::string columns;
    for (auto const field : query.facets)
        columns.append(", d.").append(market::definition_of(field).name);
    statement rows(in, "SELECT bm25(texts, 3.0, 1.0, 0.0), d.id" + columns +
                           " FROM texts CROSS JOIN demands d ON d.id = texts.rowid"
                           " WHERE texts MATCH ?" +
                           where.sql);
    rows.bind(text_of(query));
    for (auto const& text : where.texts)
        rows.bind(text);
    engine_answer made;
    std::vector<std::pair<double, std::int64_t>> best; // a heap with the worst on top
    struct hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    using counters = std::unordered_map<std::string, std::uint64_t, hash, std::equal_to<>>;
    std::vector<counters> counts(query.facets.size());
    while (rows.step()) {
        ++made.total;
        best.emplace_back(rows.number(0), rows.integer(1)); // the less the better
        std::ranges::push_heap(best);
        if (best.size() > query_items) {
            std::ranges::pop_heap(best);
            best.pop_back();
        }
        for (std::size_t i = 0; i < counts.size(); ++i) {
            auto const value = rows.text(static_cast<int>(i) + 2);
            auto const found = counts[i].find(value);
            if (found != counts[i].end())
                ++found->second;
            else
                counts[i].emplace(value, 1);
        }
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!is_comparable(query.facets[i])) continue;
        for (auto const& [value, count] : counts[i])
            made.counts[std::string(market::definition_of(query.facets[i]).name) + "=" + value] =
                count;
    }
    return made;
}

} // namespace
} // namespace talent::bench

int main(int count, char** arguments) {
    using namespace talent::bench;
    return run_engine({"SQLite FTS5", "sqlite", build,
                       [](std::string const& path, queries const& all) {
                           connection database(path + "/demands.db");
                           database.run("PRAGMA cache_size=-2000000; PRAGMA mmap_size=8000000000");
                           return ask_all(all, [&](auto const& one) { return ask(database, one); });
                       }},
                      count, arguments);
}
