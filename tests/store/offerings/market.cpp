#include "tests/store/offerings/market.hpp"

#include <catch2/catch.hpp>

#include "common/db/record.hpp"

namespace talent::test {
namespace {

using identity::organisation_kind;
using identity::organisation_status;
using security::audience;

/// Splits "path?a=b&c=d"; tests need no percent-encoding.
std::string split_query(std::string const& target, http::request& into) {
    auto const mark = target.find('?');
    if (mark == std::string::npos) return target;
    std::string rest = target.substr(mark + 1);
    while (!rest.empty()) {
        auto const end = std::min(rest.find('&'), rest.size());
        auto const pair = rest.substr(0, end);
        auto const equals = pair.find('=');
        into.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        rest = end < rest.size() ? rest.substr(end + 1) : std::string();
    }
    return target.substr(0, mark);
}

answer answer_of(result<http::response> const& outcome) {
    answer made;
    if (!outcome.has_value()) {
        auto const& fault = outcome.error();
        made.status = definition_of(fault.code).status;
        made.slug = definition_of(fault.code).slug;
        for (auto const& each : fault.errors)
            made.faults.push_back(each.pointer + " " + each.code);
        return made;
    }
    made.status = outcome.value().status;
    made.headers = outcome.value().headers;
    if (!outcome.value().body.empty()) made.body = json::parse(outcome.value().body).value();
    return made;
}

} // namespace

std::string answer::header(std::string_view name) const {
    for (auto const& [known, value] : headers) {
        if (known == name) return value;
    }
    return {};
}

market::market(db::dialect dialect)
    : clock(parse_instant("2026-06-01T10:00:00+08:00").value()), database_(dialect) {
    api_.add_routes(routes_);
    agency = join(organisation_kind::agency, audience::agency, "330100");
    rival = join(organisation_kind::agency, audience::agency, "330100");
    enterprise = join(organisation_kind::enterprise, audience::enterprise, "330106");
    office = join(organisation_kind::government_office, audience::government_office, "330100");
    far_buyer = join(organisation_kind::enterprise, audience::enterprise, "650100");
    operators = join(organisation_kind::operator_group, audience::operator_group, "330000");
    far_operators = join(organisation_kind::operator_group, audience::operator_group, "650000");
    supervisor = operators;
    supervisor.audience = audience::supervisor;
}

market::principal market::join(organisation_kind kind, audience speaks_as, std::string region) {
    auto const now = clock.now();
    auto const n = std::to_string(organisations_.size() + 1);
    identity::organisation made{.id = make_uuid(now),
                                .number = "O-" + n,
                                .version = 1,
                                .kind = kind,
                                .status = organisation_status::verified,
                                .name = "机构" + n,
                                .credit_code = "code-" + n,
                                .region = region,
                                .created_at = now,
                                .updated_at = now};
    database_->write_now([&](db::session& sql) {
        db::insert(sql, "organisations", made);
        return db::verdict::keep;
    });
    organisations_.emplace(made.id, made);
    tell_directory("organisation", json::write_stored(made));
    return {.audience = speaks_as,
            .roles = {security::role::manager},
            .organisation = made.id,
            .region = std::move(region),
            .verified = true};
}

void market::tell_directory(std::string type, std::string after) {
    journal::entry one;
    one.object_type = std::move(type);
    one.after = std::move(after);
    directory_.apply(one);
}

void market::license(principal const& who, identity::qualification_kind kind, std::string number) {
    identity::qualification const held{.id = make_uuid(clock.now()),
                                       .version = 1,
                                       .organisation_id = who.organisation,
                                       .kind = kind,
                                       .number = std::move(number),
                                       .issued_by = "人社局",
                                       .valid_from = parse_date("2026-01-01").value(),
                                       .valid_until = parse_date("2026-12-31").value(),
                                       .status = identity::qualification_status::verified};
    tell_directory("qualification", json::write_stored(held));
}

void market::set_status(principal& who, organisation_status status) {
    auto& known = organisations_.at(who.organisation);
    known.status = status;
    tell_directory("organisation", json::write_stored(known));
    who.verified = status == organisation_status::verified;
}

answer market::send(http::method verb, std::string const& target, principal const& who,
                    std::string const& body, std::int64_t if_match) {
    http::request asked;
    asked.method = verb;
    asked.path = split_query(target, asked);
    asked.body = body;
    asked.content_type = "application/json";
    if (if_match > 0) asked.if_match = http::etag_of(if_match);
    asked.id = "test";
    asked.received = clock.now();
    asked.principal = who;
    asked.codes = &codes_;
    auto const match = routes_.find(verb, asked.path);
    REQUIRE(match.route != nullptr);
    asked.path_parameters = match.parameters;
    if (!security::allowed(match.route->permission, who.audience, who.roles)) {
        return answer_of(refuse(error_code::forbidden));
    }
    return run(match.route->handle(asked), asked);
}

answer market::run(http::work const& work, http::request const& asked) {
    if (auto const* done = std::get_if<http::response>(&work)) return answer_of(*done);
    if (auto const* fault = std::get_if<problem>(&work)) return answer_of(*fault);
    if (auto const* read = std::get_if<http::read_work>(&work)) {
        answer made;
        database_->read_now([&](db::session& sql) { made = answer_of(read->run(sql)); });
        return made;
    }
    http::executed outcome;
    database_->write_now([&](db::session& sql) {
        outcome = http::execute(std::get<http::write_work>(work), asked, sql, asked.received);
        return outcome.keep ? db::verdict::keep : db::verdict::discard;
    });
    auto made = answer_of(outcome.answer);
    made.entries = std::move(outcome.entries);
    return made;
}

answer market::publish(std::string const& category_and_price) {
    auto const drafted = post("/v1/offerings", agency,
                              R"({"title":"服务","description":"内容","regions":["330100"],)"
                              R"("response_hours":24,"delivery_days":10,"terms":"条款",)" +
                                  category_and_price + "}");
    REQUIRE(drafted.status == 201);
    auto published = post(path_of("offerings", drafted, "publish"), agency, {}, 1);
    REQUIRE(published.status == 200);
    return published;
}

answer market::order(answer const& offering, std::string const& more) {
    return post("/v1/orders", enterprise,
                R"({"offering_id":")" + offering.text("id") + R"(","offering_version":)" +
                    std::to_string(offering.version()) + more + "}");
}

answer market::finished_order() {
    auto one = order(publish(std::string(consulting_fixed)));
    REQUIRE(one.status == 201);
    one = post(path_of("orders", one, "accept"), agency, {}, 1);
    one = post(path_of("orders", one, "deliver"), agency, R"({"delivery_note":"已交付"})", 2);
    one = post(path_of("orders", one, "accept_delivery"), enterprise, {}, 3);
    REQUIRE(one.text("state") == "accepted_by_buyer");
    return one;
}

} // namespace talent::test
