// Who sees what of the journal: every audience, visibility, region and party; and no hidden or
// personal field of any object that can be in the journal.
#include <catch2/catch.hpp>

#include "services/delivery/changes.hpp"
#include "services/identity/model.hpp"
#include "services/listings/store.hpp"
#include "services/notices/feed.hpp"
#include "services/offerings/model.hpp"
#include "services/procurement/bid.hpp"

using namespace talent;
using namespace talent::notices;
using journal::visibility;
using security::audience;

namespace {

uuid const one_organisation = parse_uuid("0190a0b0-0000-7000-8000-000000000001").value();
uuid const another = parse_uuid("0190a0b0-0000-7000-8000-000000000002").value();

constexpr audience all_audiences[] = {
    audience::anonymous,      audience::enterprise, audience::agency, audience::government_office,
    audience::operator_group, audience::supervisor, audience::talent};

using tables = std::map<std::string, json::object_definition const*, std::less<>>;

/// Each object of the composition, found by its table's name.
tables all_tables() {
    tables found;
    auto const add = [&](json::object_definition const& table) {
        found.emplace(std::string(table.name), &table);
    };
    add(json::described<identity::organisation>::table());
    add(json::described<identity::qualification>::table());
    add(json::described<identity::member>::table());
    add(json::described<identity::session>::table());
    add(json::described<identity::api_key>::table());
    add(json::described<listings::demand>::table());
    add(json::described<listings::supply>::table());
    add(json::described<listings::consent>::table());
    add(json::described<listings::reveal>::table());
    add(json::described<listings::store::sealed_record>::table());
    add(json::described<listings::moderation_list>::table());
    add(json::described<listings::revealed_record>::table());
    add(json::described<offerings::offering>::table());
    add(json::described<offerings::order>::table());
    add(json::described<offerings::review>::table());
    add(json::described<procurement::tender>::table());
    add(json::described<procurement::bid>::table());
    add(json::described<delivery::contract>::table());
    add(json::described<delivery::amendment>::table());
    add(json::described<delivery::milestone>::table());
    add(json::described<delivery::invoice>::table());
    return found;
}

bool may_leave(json::field_definition const& field) {
    using json::exposure;
    auto const exposed = field.options.exposure;
    return !field.options.personal && exposed != exposure::hidden && exposed != exposure::secret;
}

/// A document with a marker as every member, nested objects' members included: "kept" where it may
/// leave through the feed, "SECRET" where not.
void write_marked(json::object_definition const& table, bool kept, json::writer& to) {
    to.begin_object();
    for (auto const& field : table.fields) {
        bool const may = kept && may_leave(field);
        to.key(field.name);
        auto const nested = field.operations().nested;
        if (nested != nullptr) {
            to.begin_array();
            write_marked(nested(), may, to);
            to.end_array();
        } else {
            to.string(may ? "kept" : "SECRET");
        }
    }
    to.end_object();
}

journal::entry entry_of(std::string type, std::string state) {
    journal::entry one;
    one.sequence = 7;
    one.type = type + ".edited";
    one.object_type = std::move(type);
    one.object_id = another;
    one.object_version = 3;
    one.visible = visibility::open;
    one.region = "330106";
    one.actor_audience = "agency";
    one.actor_organisation = one_organisation;
    one.actor_member = another;
    one.actor_credential = another;
    one.request_id = "request";
    one.before = state;
    one.after = std::move(state);
    one.hash = std::string(64, 'a');
    return one;
}

json::value written(feed_writer const& writer, journal::entry const& one,
                    security::principal const& reader) {
    auto const text = writer.write(one, reader);
    INFO(text);
    auto parsed = json::parse(text);
    REQUIRE(parsed.has_value());
    return parsed.value();
}

std::vector<std::string> names_of(json::value const& document) {
    std::vector<std::string> names;
    for (auto const& [name, ignored] : document.members())
        names.push_back(name);
    return names;
}

} // namespace

TEST_CASE("who may read an entry follows from visibility, party and region, and nothing else") {
    struct place {
        char const* reader;
        char const* entry;
        bool oversees;
    };
    static constexpr place places[] = {{"330000", "330106", true},
                                       {"330100", "330106", true},
                                       {"330106", "330106", true},
                                       {"000000", "330106", true},
                                       {"330100", "330100", true},
                                       {"330100", "330200", false},
                                       {"110000", "330106", false},
                                       {"330106", "330100", false},
                                       {"330100", "330000", false},
                                       {"330000", "", false},
                                       {"000000", "", false},
                                       {"", "330106", false},
                                       {"", "", false}};
    std::string const of_one = "|" + to_string(one_organisation) + "|";
    std::string const of_both = of_one + to_string(another) + "|";
    int read = 0;
    for (auto const who : all_audiences) {
        for (auto const& where : places) {
            for (auto const& organisation : {uuid{}, one_organisation, another}) {
                for (auto const& parties : {std::string(), std::string("|"), of_one, of_both,
                                            "|" + to_string(uuid{}) + "|"}) {
                    for (auto const visible : {visibility::open, visibility::parties,
                                               visibility::closed, visibility::test}) {
                        // Every other organisation rehearses.
                        bool const rehearses = organisation == another;
                        security::principal const reader{.audience = who,
                                                         .organisation = organisation,
                                                         .region = where.reader,
                                                         .verified = true,
                                                         .test = rehearses};
                        auto one = entry_of("demand", "{}");
                        one.visible = visible;
                        one.region = where.entry;
                        one.parties = parties;
                        bool const overseer =
                            (who == audience::operator_group || who == audience::supervisor) &&
                            where.oversees;
                        bool const party =
                            !organisation.is_nil() && who != audience::talent &&
                            parties.find(to_string(organisation)) != std::string::npos;
                        bool const expected = visible == visibility::open || overseer ||
                                              (visible == visibility::parties && party) ||
                                              (visible == visibility::test && rehearses);
                        INFO(security::name_of(who)
                             << " of " << where.reader << " on " << where.entry << ", parties "
                             << parties << ", visibility " << static_cast<int>(visible));
                        REQUIRE(may_read(reader, one) == expected);
                        read += expected ? 1 : 0;
                    }
                }
            }
        }
    }
    CHECK(read > 500);
}

TEST_CASE("an entry that names a person is shown to that person and to none of the colleagues") {
    instant const now{std::chrono::hours(1)};
    auto const organisation = make_uuid(now);
    auto const person = make_uuid(now);
    auto const key = make_uuid(now);
    journal::entry one;
    one.visible = journal::visibility::parties;
    one.parties = "|" + to_string(person) + "|" + to_string(key) + "|";
    security::principal colleague{.audience = audience::agency,
                                  .organisation = organisation,
                                  .region = "330100",
                                  .verified = true};
    CHECK_FALSE(may_read(colleague, one));
    CHECK_FALSE(may_read(security::principal{}, one));
    auto sitting = colleague;
    sitting.member = person;
    CHECK(may_read(sitting, one));
    auto program = colleague;
    program.credential = key;
    CHECK(may_read(program, one));
    program.audience = audience::talent;
    CHECK_FALSE(may_read(program, one));
}

TEST_CASE(
    "no hidden, secret or personal field of any table leaves through the feed, nested or not") {
    feed_writer const writer(all_tables());
    for (auto const& [name, table] : all_tables()) {
        INFO(name);
        json::writer to;
        write_marked(*table, true, to);
        auto const state = to.take();
        security::principal const supervisor{
            .audience = audience::supervisor, .region = "000000", .verified = true};
        for (auto const& reader : {security::principal{}, supervisor}) {
            auto const text = writer.write(entry_of(name, state), reader);
            INFO(text);
            CHECK(text.find("SECRET") == std::string::npos);
            for (auto const* const side : {"before", "after"}) {
                std::vector<std::string> expected;
                for (auto const& field : table->fields) {
                    if (may_leave(field)) expected.emplace_back(field.name);
                }
                CHECK(names_of(json::parse(text).value()[side]) == expected);
            }
        }
    }
}

TEST_CASE("an entry of an object that no table describes shows no state") {
    feed_writer const writer(all_tables());
    auto const shown = written(writer, entry_of("unheard_of", R"({"a":"SECRET"})"), {});
    CHECK(shown.find("before") == nullptr);
    CHECK(shown.find("after") == nullptr);
    CHECK(shown["object_type"].text() == "unheard_of");
}

TEST_CASE("a withheld entry keeps its number and hash and says nothing more") {
    feed_writer const writer(all_tables());
    auto one = entry_of("demand", R"({"title":"SECRET"})");
    one.reason = "SECRET";
    for (auto const visible : {visibility::parties, visibility::closed}) {
        one.visible = visible;
        auto const shown = written(writer, one, {});
        CHECK(names_of(shown) == std::vector<std::string>{"sequence", "hash", "withheld"});
        CHECK(shown["sequence"].integer() == 7);
        CHECK(shown["hash"].text() == one.hash);
        CHECK(shown["withheld"].boolean());
    }
}

TEST_CASE("an entry that is shown never tells which member, credential or request made it") {
    feed_writer const writer(all_tables());
    auto one = entry_of("demand", R"({"title":"标题"})");
    one.parties = "|" + to_string(another) + "|";
    auto const shown = written(writer, one, {});
    CHECK(names_of(shown) == std::vector<std::string>{"sequence", "hash", "withheld", "at", "type",
                                                      "object_type", "object_id", "object_version",
                                                      "region", "actor_audience",
                                                      "actor_organisation", "before", "after"});
    CHECK_FALSE(shown["withheld"].boolean());
    CHECK(shown["after"]["title"].text() == "标题");
}

TEST_CASE("a creation has no state before, a deletion none after") {
    feed_writer const writer(all_tables());
    auto one = entry_of("demand", R"({"title":"x"})");
    one.before.clear();
    CHECK(written(writer, one, {}).find("before") == nullptr);
    CHECK(written(writer, one, {}).find("after") != nullptr);
    one = entry_of("demand", R"({"title":"x"})");
    one.after.clear();
    CHECK(written(writer, one, {}).find("after") == nullptr);
    CHECK(written(writer, one, {}).find("before") != nullptr);
}

TEST_CASE("a journal entry that holds no JSON is damage, not an answer") {
    feed_writer const writer(all_tables());
    CHECK_THROWS(writer.write(entry_of("demand", "{"), {}));
}
