// A described struct with a field of every type and of every option, for the tests of the field
// table; and a small vocabulary. Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/json/fields.hpp"
#include "tests/unit/base/seed.hpp"

namespace talent::test {

enum class colour : std::uint8_t { red, green, blue };

struct place {
    std::string street;
    std::int64_t number = 0;
    std::string mark; // hidden

    bool operator==(place const&) const = default;
};

struct sample {
    uuid id;
    std::int64_t version = 0;
    std::string title;
    std::string body;
    std::string email;
    std::string phone;
    std::string digest;
    std::string link;
    std::string region;
    std::string shout;
    std::int64_t small = 0;
    std::int64_t whole = 0;
    bool flag = false;
    money price;
    instant at;
    date day;
    uuid other;
    colour tint = colour::red;
    std::optional<std::string> text_maybe;
    std::optional<std::int64_t> whole_maybe;
    std::optional<bool> flag_maybe;
    std::optional<money> price_maybe;
    std::optional<instant> at_maybe;
    std::optional<date> day_maybe;
    std::optional<uuid> other_maybe;
    std::optional<colour> tint_maybe;
    std::optional<place> place_maybe;
    std::vector<std::string> words;
    std::vector<colour> tints;
    std::vector<place> places;
    place home;
    std::string odd;      // its name is "a/b~c"
    std::string fixed;    // client_once
    std::string password; // write_only
    std::string hash;     // hidden
    std::string key;      // secret
    bool late = false;    // derived
    std::string nickname; // personal

    bool operator==(sample const&) const = default;
};

/// Knows the codes of one region and one skill.
class few_codes final : public json::code_checker {
  public:
    bool known(json::code_list list, std::string_view code) const override {
        return list == json::code_list::region ? code == "330100" : code == "java";
    }
};

/// What a client must send, as members without braces.
inline std::string const needed = R"("title":"标题","home":{"street":"路"})";

/// Any sample as the server could keep it: the fields that are not stored have their default.
sample random_sample(std::mt19937_64& generator);

/// "pointer code" of every error, in order.
std::vector<std::string> faults_of(problem const& fault);

/// Reads the members as a new sample; the faults where there are any.
std::vector<std::string> faults_of_body(std::string const& members);

} // namespace talent::test

namespace talent::json {
TALENT_ENUMERATION(test::colour);
TALENT_DESCRIBED(test::place);
TALENT_DESCRIBED(test::sample);
} // namespace talent::json
