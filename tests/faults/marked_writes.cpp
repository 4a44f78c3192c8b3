#include "tests/faults/marked_writes.hpp"

#include <stdexcept>

#include "common/base/clock.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto pause_before_repetition = 20ms;
constexpr std::string_view every_mark = "mark ";
constexpr std::int64_t headcount_at_first = 1;
constexpr std::int64_t headcount_max = 1'000;

std::string demand_text(std::string const& title) {
    return R"({"title":")" + title +
           R"(","occupation":"4-04-05-01","region":"330106",)"
           R"("place":"杭州市西湖区文三路 90 号","headcount":1,"work_content":"负责交易平台的后端开发",)"
           R"("conditions":"三年以上经验","education_min":"bachelor","experience_years_min":3,)"
           R"("skills_required":["java","mysql"],)"
           R"("pay_min":{"amount":"18000.00","currency":"CNY"},)"
           R"("pay_max":{"amount":"30000.00","currency":"CNY"},"expires_at":")" +
           format_instant(system_clock{}.now() + 24h * 300) + R"("})";
}

bool is_success(answer const& given) {
    return given.status >= 200 && given.status < 300;
}

/// Whether the change may be there all the same.
bool leaves_doubt(answer const& given) {
    return given.status == 0 || given.text("detail").find("not known") != std::string::npos;
}

} // namespace

marked_writes::marked_writes(std::string address, std::string key, write_settings settings)
    : address_(std::move(address)), key_(std::move(key)), settings_(std::move(settings)) {
    for (unsigned i = 0; i < settings_.writers; ++i)
        threads_.emplace_back([this, i] { write(i); });
}

marked_writes::~marked_writes() {
    stop(0s);
}

void marked_writes::stop(std::chrono::seconds repeat_for) {
    repeat_for_ = repeat_for;
    if (stop_at_ == 0) stop_at_ = steady::now().time_since_epoch().count();
    for (auto& each : threads_)
        each.join();
    threads_.clear();
}

bool marked_writes::may_go_on() const {
    if (broken_) return false;
    auto const since = stop_at_.load();
    return since == 0 ||
           steady::now() < steady::time_point(steady::duration(since)) + repeat_for_.load();
}

std::optional<std::chrono::milliseconds> marked_writes::await_success(
    steady::time_point since, std::chrono::seconds at_most) const {
    while (steady::now() < since + at_most) {
        if (last_success_asked_.load() >= since.time_since_epoch().count()) {
            return std::chrono::duration_cast<std::chrono::milliseconds>(steady::now() - since);
        }
        std::this_thread::sleep_for(1ms);
    }
    return std::nullopt;
}

std::map<int, std::uint64_t> marked_writes::statuses() const {
    std::lock_guard const lock(mutex_);
    return statuses_;
}

// -- writing --

answer marked_writes::ask(http_client& client, std::string_view method, std::string const& target,
                          std::string const& body, headers const& more) {
    auto const asked = steady::now();
    answer given;
    try {
        given = client.request(method, target, body, more);
    } catch (std::runtime_error const&) {
        if (settings_.until_broken) broken_ = true;
    }
    if (is_success(given)) {
        ++successes_;
        last_success_asked_ = asked.time_since_epoch().count();
    }
    std::lock_guard const lock(mutex_);
    ++statuses_[given.status];
    if (is_success(given) || settings_.allowed_statuses.contains(given.status)) {
        bool const must_say_when = given.status == 503;
        if (must_say_when && given.header("retry-after").empty())
            complaints_.insert("503 without Retry-After");
    } else if (!(given.status == 0 && settings_.until_broken)) {
        complaints_.insert("status " + std::to_string(given.status) + ": " + given.body);
    }
    return given;
}

bool marked_writes::create(http_client& client, std::string const& mark, marked_demand& one,
                           std::string& tag) {
    headers more;
    if (one.with_key) more.emplace_back("Idempotency-Key", "key " + mark);
    for (auto& [name, value] : more)
        std::replace(value.begin(), value.end(), ' ', '-');
    auto const body = demand_text(mark);
    while (true) {
        auto const given = ask(client, "POST", "/v1/demands", body, more);
        one.uncertain = one.uncertain || leaves_doubt(given);
        if (is_success(given)) {
            one.acknowledged = true;
            one.id = given.text("id");
            one.headcounts = {headcount_at_first};
            tag = given.header("etag");
            return true;
        }
        std::this_thread::sleep_for(pause_before_repetition);
        if (!one.with_key || !may_go_on()) return false;
    }
}

void marked_writes::change(http_client& client, marked_demand& one, std::string& tag,
                           std::int64_t headcount) {
    auto const given = ask(client, "PATCH", "/v1/demands/" + one.id,
                           R"({"headcount":)" + std::to_string(headcount) + "}",
                           {{"If-Match", tag}, {"Content-Type", "application/merge-patch+json"}});
    if (is_success(given)) {
        one.headcounts = {headcount};
        tag = given.header("etag");
    } else if (leaves_doubt(given)) {
        one.headcounts.insert(headcount);
        tag.clear(); // nobody knows the version now
    }
}

void marked_writes::publish(http_client& client, marked_demand& one, std::string& tag) {
    auto const given =
        ask(client, "POST", "/v1/demands/" + one.id + "/publish", {}, {{"If-Match", tag}});
    one.publication_acknowledged = is_success(given);
}

void marked_writes::write(unsigned number) {
    http_client client(address_, key_);
    std::mt19937 random(settings_.seed + number);
    for (int i = 0; stop_at_ == 0 && !broken_; ++i) {
        auto const mark = "mark " + std::to_string(settings_.seed) + " " + std::to_string(number) +
                          " " + std::to_string(i);
        marked_demand one{.with_key = random() % 4 != 0};
        std::string tag;
        if (create(client, mark, one, tag)) {
            for (auto changes = random() % 3; changes > 0 && !tag.empty() && !broken_; --changes)
                change(client, one, tag, headcount_at_first + random() % headcount_max);
            if (random() % 3 == 0 && !tag.empty() && !broken_) publish(client, one, tag);
        }
        std::lock_guard const lock(mutex_);
        written_.emplace(mark, std::move(one));
    }
}

// -- looking --

marked_writes::rows_found marked_writes::read_rows(db::database& from) const {
    rows_found found;
    auto const mine = "mark " + std::to_string(settings_.seed) + " ";
    constexpr cell_kind columns[] = {cell_kind::text, cell_kind::text, cell_kind::text,
                                     cell_kind::integer};
    from.stream("SELECT title, id, state, headcount FROM demands WHERE title LIKE '" + mine + "%'",
                columns, [&](row const& one) {
                    found[text_of(one[0])].push_back(
                        {text_of(one[1]), text_of(one[2]), integer_of(one[3])});
                });
    return found;
}

/// The sentence for it; empty where all is as it was said.
std::string marked_writes::broken_promise(marked_demand const& one,
                                          std::vector<row_found> const& rows) {
    if (rows.size() > 1) return "is there more than once";
    if (!one.acknowledged) {
        bool const may_be_there = one.uncertain;
        return rows.empty() || may_be_there ? "" : "was refused, and is there";
    }
    if (rows.empty()) return "was acknowledged, and is missing";
    auto const& found = rows.front();
    if (found.id != one.id) return "has another id than was answered";
    if (!one.headcounts.contains(found.headcount)) return "has lost a change";
    if (one.publication_acknowledged && found.state != "published") return "lost its publication";
    return {};
}

void marked_writes::check(db::database& holds, verdict& judge) const {
    for (auto const& complaint : complaints_)
        judge.expect(false, "an answer is not as documented: " + complaint);
    auto const rows = read_rows(holds);
    static std::vector<row_found> const none;
    std::uint64_t broken = 0;
    for (auto const& [mark, one] : written_) {
        auto const found = rows.find(mark);
        auto const why = broken_promise(one, found == rows.end() ? none : found->second);
        if (why.empty()) continue;
        ++broken;
        judge.expect(false, mark + (one.with_key ? " (with a key) " : " ") + why);
    }
    for (auto const& each : rows)
        judge.expect(written_.contains(each.first), each.first + " was never asked for");
    judge.expect(broken == 0, std::to_string(broken) + " promises are broken");
    judge.expect(successes_ > 0, "something was written");
}

std::set<std::string> ids_on_the_market(http_client& client) {
    std::set<std::string> ids;
    std::string const first = "/v1/search/demands?limit=200&sort=newest";
    std::string cursor;
    do {
        auto const page = client.get(first + (cursor.empty() ? "" : "&cursor=" + cursor));
        if (page.status != 200) throw std::runtime_error("a search failed: " + page.body);
        for (auto const& item : page["items"].elements())
            if (item["title"].text().starts_with(every_mark)) ids.insert(item["id"].text());
        cursor = page.text("next");
    } while (!cursor.empty());
    return ids;
}

std::set<std::string> ids_published(db::database& from) {
    std::set<std::string> ids;
    constexpr cell_kind columns[] = {cell_kind::text};
    from.stream("SELECT id FROM demands WHERE state = 'published' AND title LIKE 'mark %'", columns,
                [&](row const& one) { ids.insert(text_of(one[0])); });
    return ids;
}

} // namespace talent::test
