#include "tests/store/identity/scene.hpp"

#include <catch2/catch.hpp>

#include "common/db/record.hpp"

namespace talent::test {
namespace {

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

answer answer_of(problem const& fault) {
    answer made;
    made.status = definition_of(fault.code).status;
    made.slug = definition_of(fault.code).slug;
    for (auto const& each : fault.errors)
        made.faults.push_back(each.pointer + " " + each.code);
    return made;
}

answer answer_of(http::response const& outcome) {
    answer made;
    made.status = outcome.status;
    made.raw = outcome.body;
    made.headers = outcome.headers;
    if (!outcome.body.empty()) made.body = json::parse(outcome.body).value();
    return made;
}

answer answer_of(result<http::response> const& outcome) {
    return outcome.has_value() ? answer_of(outcome.value()) : answer_of(outcome.error());
}

} // namespace

std::string answer::header(std::string_view name) const {
    for (auto const& [known, value] : headers) {
        if (known == name) return value;
    }
    return {};
}

scene::scene(db::dialect dialect)
    : clock(parse_instant("2026-06-01T10:00:00+08:00").value()),
      database_(dialect),
      vault_(
          personal::vault::open(*database_, security::secret_key::random(), clock.now()).value()),
      api_(service_, *database_) {
    api_.add_routes(routes_);
}

scene::principal scene::join(identity::organisation_kind kind, std::string region,
                             identity::organisation_status status) {
    auto const n = std::to_string(++joined_);
    identity::organisation made{.id = make_uuid(clock.now()),
                                .number = "O-" + n,
                                .version = 1,
                                .kind = kind,
                                .status = status,
                                .name = "机构" + n,
                                .credit_code = "code-" + n,
                                .region = region,
                                .created_at = clock.now(),
                                .updated_at = clock.now()};
    if (kind == identity::organisation_kind::agency)
        made.capabilities = {identity::capability::hr_company};
    database_->write_now([&](db::session& sql) {
        db::insert(sql, "organisations", made);
        return db::verdict::keep;
    });
    tell_directory("organisation", json::write_stored(made));
    return {.audience = identity::audience_of(kind),
            .roles = {security::role::administrator},
            .organisation = made.id,
            .region = std::move(region),
            .verified = status == identity::organisation_status::verified};
}

void scene::tell_directory(std::string object_type, std::string after) {
    journal::entry told;
    told.object_type = std::move(object_type);
    told.after = std::move(after);
    directory.apply(told);
}

answer scene::send(http::method verb, std::string const& target, principal const& who,
                   std::string const& body, std::int64_t if_match) {
    clock.advance(tick_);
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
    INFO(target);
    REQUIRE(match.route != nullptr);
    asked.path_parameters = match.parameters;
    if (!security::allowed(match.route->permission, who.audience, who.roles))
        return answer_of(refuse(error_code::forbidden));
    return run(match.route->handle(asked), asked);
}

answer scene::run(http::work const& work, http::request const& asked) {
    if (auto const* done = std::get_if<http::response>(&work)) return answer_of(*done);
    if (auto const* fault = std::get_if<problem>(&work)) return answer_of(*fault);
    answer made;
    if (auto const* read = std::get_if<http::read_work>(&work)) {
        database_->read_now([&](db::session& sql) { made = answer_of(read->run(sql)); });
        return made;
    }
    if (auto const* stream = std::get_if<http::stream_work>(&work)) {
        made.status = 200;
        for (bool more = true; more;) {
            database_->read_now([&](db::session& sql) {
                auto const piece = stream->next(sql).value();
                more = !piece.empty();
                made.raw += piece;
            });
        }
        return made;
    }
    if (auto const* slow = std::get_if<http::prepared_work>(&work)) {
        auto prepared = slow->prepare();
        if (!prepared.has_value()) return answer_of(prepared.error());
        return run(std::move(prepared).value(), asked);
    }
    http::executed outcome;
    database_->write_now([&](db::session& sql) {
        outcome = http::execute(std::get<http::write_work>(work), asked, http::marks_of(asked), sql,
                                asked.received, &vault_);
        return outcome.keep ? db::verdict::keep : db::verdict::discard;
    });
    made = answer_of(outcome.answer);
    made.entries = std::move(outcome.entries);
    for (auto const& each : made.entries) {
        for (auto* const follower : followers_)
            follower->apply(each);
    }
    return made;
}

} // namespace talent::test
