// Sealed texts: only what was sealed with this key for this object opens; a changed character never
// does.
#include "common/security/personal.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {

void check(std::string_view input) {
    static auto const key = *security::secret_key::from_bytes("0123456789abcdef0123456789abcdef");
    require(!security::unseal(key, input, "here"), "a text that was never sealed does not open");

    auto const sealed = security::seal(key, input, "here");
    require(security::unseal(key, sealed, "here") == input, "a sealed text opens");
    require(!security::unseal(key, sealed, "there"), "a sealed text opens in its place only");
    require(security::secret_key::from_bytes(input).has_value() == (input.size() == 32),
            "a key has 32 bytes");
    auto damaged = sealed;
    auto const place = input.size() * 7 % damaged.size();
    damaged[place] = static_cast<char>(damaged[place] ^ 1);
    auto const opened = security::unseal(key, damaged, "here");
    require(!opened || *opened == input, "a damaged text never opens to another");
    require(!security::unseal(key, sealed.substr(0, place), "here"), "a cut text does not open");
}

} // namespace talent::fuzz
