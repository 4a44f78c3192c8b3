#include "services/identity/password_policy.hpp"

#include <string>
#include <vector>

#include "common/security/password_rules.hpp"

namespace talent::identity {

result<void> check_password(std::string_view password, std::string_view pointer,
                            std::initializer_list<std::string_view> about) {
    if (password.empty()) return success(); // the caller has a hash only, as the demonstration has
    std::vector<std::string> own;
    for (auto const text : about) {
        for (auto& word : security::context_words(text))
            own.push_back(std::move(word));
    }
    if (security::unguessed_characters(password, own) >= security::unguessed_characters_min)
        return success();
    return refuse_field(std::string(pointer), "easily_guessed",
                        "is made of common or own words, years, runs or repetitions; take several "
                        "unrelated words, or let a password manager choose");
}

} // namespace talent::identity
