// The handlers of invoices, payments and the ledger.
#include <memory>

#include "common/http/handlers.hpp"
#include "services/delivery/api.hpp"

namespace talent::delivery {

using http::request;
using http::response;
using http::work;

namespace {

constexpr int export_rows_per_piece = 500;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // spreadsheets take it for UTF-8

result<std::optional<date>> read_day(request const& asked, std::string_view name) {
    auto const text = asked.query_value(name);
    if (!text) return std::optional<date>{};
    auto const day = parse_date(*text);
    if (!day) return http::invalid_query(name, "malformed", "must be a day: 2026-01-31");
    return day;
}

result<period> read_period(request const& asked) {
    period over;
    TRY(over.from, read_day(asked, "from"));
    TRY(over.until, read_day(asked, "until"));
    if (over.from && over.until && *over.until <= *over.from)
        return http::invalid_query("until", "out_of_range", "must be after the first day");
    return over;
}

// Interest can be foreseen; what it was is in the payments.
result<instant> read_as_of(request const& asked) {
    auto const text = asked.query_value("at");
    if (!text) return asked.received;
    auto const at = parse_instant(*text);
    if (!at) return http::invalid_query("at", "malformed", "must be an instant of RFC 3339");
    if (*at < asked.received)
        return http::invalid_query("at", "out_of_range", "must not be in the past");
    return *at;
}

result<uuid> read_account(request const& asked) {
    auto const named = asked.query_value("account");
    auto const account = named ? parse_uuid(*named) : std::nullopt;
    if (!account)
        return http::invalid_query("account", "required", "must be the id of one of your accounts");
    return *account;
}

// A file begins and ends with the account's balance.
statement_line balance_line(std::string_view which, money balance) {
    return {.object_type = std::string(which), .balance = balance};
}

} // namespace

// -- invoices and payments --

work delivery_api::issue_invoice(request const& asked) const {
    return http::create_in(asked, service_, &delivery_service::issue_invoice, {"/v1/invoices"});
}

work delivery_api::list_invoices(request const& asked) const {
    return http::list_in(asked, service_, &delivery_service::list_invoices);
}

// Its interest grows while its version stays: so it is always sent, whatever the client has.
work delivery_api::read_invoice(request const& asked) const {
    TRY_WORK(auto as_of, read_as_of(asked));
    return http::read_live(asked,
                           [this, who = asked.principal, as_of](db::session& sql, uuid const& id) {
                               return service_.read_invoice(sql, who, id, as_of);
                           });
}

work delivery_api::make_payment(request const& asked) const {
    return http::create_in(asked, service_, &delivery_service::pay, {"/v1/invoices", "/payments"});
}

work delivery_api::list_payments(request const& asked) const {
    return http::list_in(asked, service_, &delivery_service::list_payments);
}

work delivery_api::dispute_invoice(request const& asked) const {
    return http::change_by(asked, service_, &delivery_service::dispute_part);
}
work delivery_api::withdraw_dispute(request const& asked) const {
    return http::change(asked, service_, &delivery_service::withdraw_dispute);
}
work delivery_api::concede_dispute(request const& asked) const {
    return http::change_by(asked, service_, &delivery_service::concede);
}

work delivery_api::make_refund(request const& asked) const {
    return http::create_in(asked, service_, &delivery_service::refund_payment,
                           {"/v1/invoices", "/refunds"});
}

work delivery_api::list_refunds(request const& asked) const {
    return http::list_in(asked, service_, &delivery_service::list_refunds);
}

// -- the ledger --

work delivery_api::list_accounts(request const& asked) const {
    return http::list(asked, service_, &delivery_service::list_accounts);
}

work delivery_api::list_postings(request const& asked) const {
    TRY_WORK(auto account, read_account(asked));
    return http::list(
        asked, [this, who = asked.principal, account](db::session& sql, http::paging const& page) {
            return service_.list_postings(sql, who, account, page.after, page.limit);
        });
}

work delivery_api::read_statement(request const& asked) const {
    TRY_WORK(auto account, read_account(asked));
    TRY_WORK(auto over, read_period(asked));
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{
        [this, asked, account, over, paging](db::session& sql) -> result<response> {
            TRY(auto whole, service_.statement(sql, asked.principal, account, over));
            TRY(auto lines, service_.statement_lines(sql, asked.principal, account, over,
                                                     paging.after, paging.limit));
            auto page = http::page_of(lines, paging.limit);
            page.more.emplace_back("statement", json::write_shown(whole));
            return http::page_response(asked, page);
        }};
}

work delivery_api::export_statement(request const& asked) const {
    TRY_WORK(auto account, read_account(asked));
    TRY_WORK(auto over, read_period(asked));
    // The position is the stream's own: its pieces are asked for one after the other.
    struct position {
        std::optional<statement_line> last; // what was sent last
        bool ended = false;
    };
    auto at = std::make_shared<position>();
    auto next = [this, asked, account, over, at](db::session& sql) -> result<std::string> {
        if (at->ended) return std::string();
        auto const& table = json::described<statement_line>::table();
        std::string piece;
        if (!at->last) {
            TRY(auto whole, service_.statement(sql, asked.principal, account, over));
            at->last = balance_line("opening_balance", whole.opening_balance);
            piece.append(byte_order_mark).append(json::csv_header(table));
            piece.append(json::csv_line(&*at->last, table));
        }
        auto const after = at->last->id.is_nil() ? std::string() : to_string(at->last->id);
        TRY(auto lines, service_.statement_lines(sql, asked.principal, account, over, after,
                                                 export_rows_per_piece));
        for (auto const& each : lines)
            piece.append(json::csv_line(&each, table));
        if (!lines.empty()) at->last = lines.back();
        at->ended = static_cast<int>(lines.size()) < export_rows_per_piece;
        if (at->ended) {
            auto const closing = balance_line("closing_balance", at->last->balance);
            piece.append(json::csv_line(&closing, table));
        }
        return piece;
    };
    return http::stream_work{.content_type = "text/csv; charset=utf-8",
                             .file_name = "statement.csv",
                             .next = std::move(next)};
}

work delivery_api::read_payment_statistics(request const& asked) const {
    TRY_WORK(auto over, read_period(asked));
    return http::read_live(asked,
                           [this, over, now = asked.received](db::session& sql, uuid const& id) {
                               return service_.payment_statistics_of(sql, id, over, now);
                           });
}

} // namespace talent::delivery
