#include "services/printing/api.hpp"

#include "common/base/log.hpp"
#include "common/db/failure.hpp"
#include "common/http/handlers.hpp"
#include "common/http/limits.hpp"
#include "common/printing/pdf.hpp"
#include "common/security/token.hpp"

namespace talent::printed {
namespace {

using http::method;
using http::request;
using http::response;
using http::work;
using security::permission;

// Raised whenever the same content is drawn differently, so that no reader keeps the old form.
constexpr std::string_view layout_version = "1";

constexpr http::route<printed_api> rows[] = {
    {method::get,
     "/v1/tenders/{id}/notice.pdf",
     permission::open,
     &printed_api::print_tender,
     {.summary = "A tender's notice as it stands, to be printed (PDF)",
      .own_side = permission::tender_read,
      .lane = http::lane::query}},
    {method::get,
     "/v1/awards/{id}/notice.pdf",
     permission::open,
     &printed_api::print_award,
     {.summary = "An award's notice, to be printed (PDF)",
      .own_side = permission::tender_read,
      .lane = http::lane::query}},
    {method::get,
     "/v1/contracts/{id}/document.pdf",
     permission::contract_read,
     &printed_api::print_contract,
     {.summary = "A contract as it stands, to be printed (PDF)", .lane = http::lane::query}},
};

/// A place among those who draw, given back at the end.
class drawing_place {
  public:
    explicit drawing_place(std::atomic<std::size_t>& count)
        : count_(count), taken_(count.fetch_add(1) < drawn_at_once_max) {}
    ~drawing_place() { --count_; }
    drawing_place(drawing_place const&) = delete;
    drawing_place& operator=(drawing_place const&) = delete;
    bool taken() const { return taken_; }

  private:
    std::atomic<std::size_t>& count_;
    bool taken_;
};

response pdf_response(std::string const& etag) {
    response made{.content_type = "application/pdf"};
    made.header("ETag", etag);
    made.header("Content-Disposition", "inline");
    return made;
}

} // namespace

void printed_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

party printed_api::party_of(uuid const& organisation) const {
    auto const found = known_.find_organisation(organisation);
    return found ? party{found->name, found->credit_code} : party{};
}

std::string printed_api::place_of(std::string_view region) const {
    return codes_.path(json::code_list::region, region);
}

work printed_api::print(request const& asked, content of) const {
    TRY_WORK(auto id, http::read_path_id(asked));
    return http::query_work{[this, asked, id, of]() -> result<response> {
        result<printing::document> content = refuse(error_code::not_found);
        try {
            database_.read_now([&](db::session& sql) {
                content = (this->*of)(sql, asked.principal, id, asked.received);
            });
        } catch (db::error const& fault) {
            log::error("a document cannot be read", {{"failure", db::name_of(fault.kind())}});
            return refuse(error_code::database_unavailable);
        }
        TRY(auto const document, std::move(content));
        auto const etag =
            "\"" + security::sha256_hex(std::string(layout_version) + printing::text_of(document)) +
            "\"";
        auto answer = http::unless_unchanged(asked, pdf_response(etag));
        constexpr int unchanged = 304;
        if (answer.status == unchanged) return answer;
        answer.kept_body = drawn_.find(etag);
        if (answer.kept_body) return answer;
        drawing_place const place(drawing_);
        if (!place.taken()) {
            auto busy = refuse(error_code::overloaded, "Other documents are being drawn.");
            busy.retry_after_seconds = http::retry_after_overload_seconds;
            return busy;
        }
        answer.kept_body = drawn_.keep(etag, printing::write_pdf(document));
        return answer;
    }};
}

work printed_api::print_tender(request const& asked) const {
    return print(asked, &printed_api::tender_content);
}
work printed_api::print_award(request const& asked) const {
    return print(asked, &printed_api::award_content);
}
work printed_api::print_contract(request const& asked) const {
    return print(asked, &printed_api::contract_content);
}

result<printing::document> printed_api::tender_content(db::session& sql,
                                                       security::principal const& who,
                                                       uuid const& id, instant now) const {
    TRY(auto const found, procurement_.read(sql, who, id, now));
    auto const mark =
        stamp_of(sql, "tender", found.id, found.number, found.version, found.updated_at);
    return tender_notice(found, party_of(found.buyer_id), place_of(found.region), mark);
}

result<printing::document> printed_api::award_content(db::session& sql,
                                                      security::principal const& who,
                                                      uuid const& id, instant now) const {
    TRY(auto const found, procurement_.read_award(sql, who, id));
    TRY(auto const tender, procurement_.read(sql, who, found.tender_id, now));
    auto const mark =
        stamp_of(sql, "award", found.id, tender.number, found.version, found.created_at);
    return award_notice(found, tender, party_of(tender.buyer_id), mark);
}

result<printing::document> printed_api::contract_content(db::session& sql,
                                                         security::principal const& who,
                                                         uuid const& id, instant) const {
    TRY(auto const found, delivery_.read_contract(sql, who, id));
    TRY(auto const milestones, delivery_.list_milestones(sql, who, id));
    auto const mark =
        stamp_of(sql, "contract", found.id, found.number, found.version, found.updated_at);
    return contract_document(found, milestones, party_of(found.buyer_id),
                             party_of(found.supplier_id), place_of(found.region), mark);
}

} // namespace talent::printed
