// Signatures of Standard Webhooks against the standard's own example.
#include "common/security/webhook_signature.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace talent::security;

TEST_CASE("a webhook is signed as the standard's example is") {
    CHECK(sign_webhook("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                       "1614265330", R"({"test": 2432232314})") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("every secret is another, and signs what no other does") {
    std::set<std::string> secrets;
    std::set<std::string> signatures;
    for (int i = 0; i < 200; ++i) {
        auto const secret = make_webhook_secret();
        CHECK(secret.size() == 44); // 32 bytes
        CHECK(shown_webhook_secret(secret) == "whsec_" + secret);
        CHECK(secrets.insert(secret).second);
        CHECK(signatures.insert(sign_webhook(secret, "a", "1", "{}")).second);
    }
    auto const one = *secrets.begin();
    auto const text = sign_webhook(one, "a", "1", "{}");
    CHECK(text != sign_webhook(one, "b", "1", "{}"));
    CHECK(text != sign_webhook(one, "a", "2", "{}"));
    CHECK(text != sign_webhook(one, "a", "1", "{ }"));
}

TEST_CASE("what is no secret signs nothing") {
    for (auto const* text : {"", "short", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS*", "\xff\xfe"})
        CHECK_THROWS(sign_webhook(text, "a", "1", "{}"));
}
