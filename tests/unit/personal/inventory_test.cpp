// The inventory of personal data, held against how it is kept: each field that tells of a person is
// sealed at rest, or is never at rest, or is on the short list here with its reason
// (docs/personal-data.md has the same for readers).
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "services/alerts/model.hpp"
#include "services/delivery/ledger.hpp"
#include "services/delivery/model.hpp"
#include "services/identity/model.hpp"
#include "services/listings/store.hpp"
#include "services/match_runs/model.hpp"
#include "services/offerings/model.hpp"
#include "services/procurement/bid.hpp"

using namespace talent;

namespace {

using tables = std::vector<json::object_definition const*>;

template <class... T>
tables tables_of() {
    return {&json::described<T>::table()...};
}

tables const& stored_tables() {
    static tables const all =
        tables_of<identity::organisation, identity::qualification, identity::member,
                  identity::session, identity::api_key, listings::demand, listings::supply,
                  listings::consent, listings::reveal, listings::moderation_list,
                  listings::store::sealed_record, offerings::offering, offerings::order,
                  procurement::tender, procurement::bid, procurement::award, procurement::score,
                  delivery::contract, delivery::amendment, delivery::milestone, delivery::invoice,
                  delivery::payment, delivery::refund, delivery::ledger_account,
                  delivery::ledger_transaction, alerts::saved_search, alerts::alert,
                  match_runs::match_run, match_runs::run_result>();
    return all;
}

// Only ever in a request or an answer: no column, no journal entry.
tables const& passing_tables() {
    static tables const all =
        tables_of<listings::personal_record, listings::revealed_record,
                  identity::administrator_details, identity::login, identity::registration>();
    return all;
}

// Marked personal and at rest under its own name, with the reason why that tells nothing.
std::map<std::string, std::string, std::less<>> const& kept_as_they_are() {
    static std::map<std::string, std::string, std::less<>> const list = {
        {"organisation.sealed", "ciphertext under the organisation's key"},
        {"organisation.representative_index", "keyed hash"},
        {"organisation.phone_index", "keyed hash"},
        {"member.sealed", "ciphertext under the member's key"},
        {"member.email_index", "keyed hash, in its column only, cleared by the erasure"},
        {"member.password_hash", "argon2id, in its column only, cleared by the erasure"},
        {"sealed_record.sealed", "ciphertext under the talent's key"},
    };
    return list;
}

} // namespace

TEST_CASE("every personal field is sealed at rest, or never at rest, or named with a reason") {
    std::set<std::string> named;
    for (auto const* table : stored_tables()) {
        for (auto const& field : table->fields) {
            if (!field.options.personal) continue;
            auto const name = std::string(table->name) + "." + std::string(field.name);
            INFO(name);
            auto const exposed = field.options.exposure;
            if (exposed == json::exposure::write_only) continue;
            if (exposed == json::exposure::sealed) {
                CHECK(table->find("sealed") != nullptr);
                CHECK_FALSE(field.is_column());
                continue;
            }
            CHECK(kept_as_they_are().contains(name));
            CHECK((exposed == json::exposure::hidden || exposed == json::exposure::secret));
            named.insert(name);
        }
    }
    CHECK(named.size() == kept_as_they_are().size()); // no reason outlives its field
}

TEST_CASE("an e-mail address or a telephone number is always marked as personal") {
    std::size_t found = 0;
    for (auto const* list : {&stored_tables(), &passing_tables()}) {
        for (auto const* table : *list) {
            for (auto const& field : table->fields) {
                auto const format = field.options.format;
                if (format != json::text_format::email && format != json::text_format::phone)
                    continue;
                INFO(table->name << "." << field.name);
                CHECK(field.options.personal);
                ++found;
            }
        }
    }
    CHECK(found >= 5);
}
