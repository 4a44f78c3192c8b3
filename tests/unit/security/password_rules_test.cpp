// Which passwords are too easy to guess: tables of both kinds, and what holds for all.
#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/security/password.hpp"
#include "common/security/password_rules.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::security;

namespace {

bool easily_guessed(std::string_view password, std::vector<std::string> const& own = {}) {
    return unguessed_characters(password, own) < unguessed_characters_min;
}

std::vector<std::string> words_of(std::initializer_list<std::string_view> texts) {
    std::vector<std::string> all;
    for (auto const text : texts) {
        for (auto& each : context_words(text))
            all.push_back(std::move(each));
    }
    return all;
}

} // namespace

TEST_CASE("what guessers try first is refused, however it is dressed up") {
    for (auto const* password : {"password1234",
                                 "Password2026!",
                                 "P@ssw0rd12345",
                                 "p a s s w o r d",
                                 "passwordpassword",
                                 "123456789012",
                                 "987654321098",
                                 "111111111111",
                                 "aaaaaaaaaaaaaaaaaaaaaaaa",
                                 "abcdefghijkl",
                                 "qwertyuiop123",
                                 "QWERTYUIOPasdfghjkl",
                                 "1qaz2wsx3edc4rfv",
                                 "abcabcabcabcabc",
                                 "iloveyou1314520",
                                 "woaini5201314",
                                 "admin@123456",
                                 "welcome12345",
                                 "letmein!!!!!!",
                                 "2024202520262027",
                                 "mima123456789",
                                 "密码密码密码123456",
                                 "administrator1",
                                 "zhangwei19901231",
                                 "changemechangeme",
                                 "ｐａｓｓｗｏｒｄ１２３４"}) {
        INFO(password);
        CHECK(easily_guessed(password));
    }
}

TEST_CASE("long and unrelated is enough, whatever it is composed of") {
    for (auto const* password :
         {"correct horse battery staple", "a long enough password", "another long password",
          "wandering otters polish brass", "kZ8#vQ2!mR5x", "tqjzmvrhwbnk", "829406173582",
          "春眠不觉晓处处闻啼鸟夜来风雨声", "Über-größe 7 Knödel",
          "#)$%*&^@!~+=", "Ηρακλειο θαλασσα"}) {
        INFO(password << ": " << unguessed_characters(password, {}));
        CHECK_FALSE(easily_guessed(password));
    }
}

TEST_CASE("one's own words count next to nothing") {
    auto const own =
        words_of({"zhang.san@yuntusoft.cn", "杭州软件科技有限公司", "Zhang San", "0571-88001000"});
    for (auto const* password : {"YuntuSoft2026", "zhangsan88001000", "Zhang.San-1987",
                                 "杭州软件科技有限公司2026", "yuntusoftzhangsan!"}) {
        INFO(password << ": " << unguessed_characters(password, own));
        CHECK(easily_guessed(password, own));
    }
    CHECK_FALSE(easily_guessed("wandering otters polish brass", own));
    CHECK_FALSE(easily_guessed("YuntuSoft2026") == easily_guessed("YuntuSoft2026", own));
}

TEST_CASE("a random password is as long as it looks, and an own word never makes one stronger") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 300; ++round) {
        std::string password;
        auto const length = between(generator, 12, 40);
        for (std::int64_t i = 0; i < length; ++i)
            password.push_back(static_cast<char>(between(generator, '!', '~')));
        INFO(password);
        auto const plain = unguessed_characters(password, {});
        CHECK(plain <= count_code_points(normalise(password)));
        CHECK_FALSE(easily_guessed(password));
        std::string const part = password.substr(2, 6);
        CHECK(unguessed_characters(password, std::vector{part}) <= plain);
        CHECK(unguessed_characters(password + password, {}) <= plain + 1);
    }
}

TEST_CASE("the longest password is judged, and an empty one is worth nothing") {
    CHECK(unguessed_characters("", {}) == 0);
    CHECK(unguessed_characters(std::string(password_code_points_max, 'x'), {}) == 1);
}

TEST_CASE("a password is the same however a keyboard composes its characters") {
    // é as one code point, and as e with a combining accent.
    auto const hash = hash_password("caf\xc3\xa9 au lait, s'il te plait");
    CHECK(verify_password("cafe\xcc\x81 au lait, s'il te plait", hash));
    CHECK_FALSE(verify_password("cafe au lait, s'il te plait", hash));
    // Only composed, not folded: capitals and full width stay what they are.
    CHECK_FALSE(verify_password("Caf\xc3\xa9 au lait, s'il te plait", hash));
}
