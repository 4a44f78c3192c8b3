// Mails as they are written and handed in: what stands in a head, what a hostile name cannot do,
// and what is said of a server that refuses, fails or is slow.
#include <catch2/catch.hpp>

#include <thread>

#include "common/base/text.hpp"
#include "services/notices/mail_message.hpp"
#include "services/notices/mail_sender.hpp"
#include "tests/support/smtp_sink.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::notices;
using test::decoded_head;
using test::smtp_manner;
using test::smtp_sink;

namespace {

constexpr std::size_t line_bytes_max = 78; // RFC 5322, section 2.1.1

instant const sometime = *parse_instant("2026-03-06T16:00:00+08:00");

mail_server server_at(std::string url) {
    return {.url = std::move(url),
            .needs_tls = false,
            .from = "market@example.cn",
            .domain = "example.cn"};
}

mail one_mail() {
    return {.id = make_uuid(sometime), .created_at = sometime};
}

std::vector<inbox_notice> some_notices() {
    return {{.id = make_uuid(sometime),
             .organisation_id = make_uuid(sometime),
             .sequence = 7,
             .kind = notice_kind::award,
             .type = "award.made",
             .object_type = "award",
             .object_id = make_uuid(sometime),
             .at = sometime}};
}

std::string message_for(std::string name, mail_language language = mail_language::chinese) {
    auto const notices = some_notices();
    return write_message(one_mail(),
                         {.to = "somebody@example.cn",
                          .organisation_name = std::move(name),
                          .language = language,
                          .notices = notices},
                         server_at("smtp://127.0.0.1:25"));
}

std::vector<std::string> lines_of(std::string const& message) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < message.size();) {
        auto const end = message.find("\r\n", at);
        REQUIRE(end != std::string::npos);
        lines.push_back(message.substr(at, end - at));
        at = end + 2;
    }
    return lines;
}

// Only the names that are written, once each, and folded lines begin with a space.
void check_head(std::string const& message) {
    std::vector<std::string> names;
    for (auto const& line : lines_of(message)) {
        if (line.empty()) break;
        CHECK(line.size() <= line_bytes_max);
        for (char const c : line)
            CHECK((c >= 0x20 && c < 0x7F));
        if (!line.starts_with(' ')) names.push_back(line.substr(0, line.find(':')));
    }
    CHECK(names == std::vector<std::string>{"Date", "From", "To", "Subject", "Message-ID",
                                            "Auto-Submitted", "MIME-Version", "Content-Type",
                                            "Content-Transfer-Encoding"});
}

std::string any_text(std::mt19937_64& random) {
    static std::vector<std::string> const pieces = {"杭",          "州",
                                                    "é",           "𝄞",
                                                    "a",           "Z",
                                                    " ",           "=?",
                                                    "?=",          "=?UTF-8?B?QQ==?=",
                                                    "\r\n",        "\n",
                                                    "\r",          "\t",
                                                    "Bcc: x@y.cn", "\r\n\r\n",
                                                    ".",           "\r\n.\r\n",
                                                    "<",           "\"",
                                                    ":",           std::string(1, '\x7f')};
    std::string made;
    auto const count = between(random, 0, 60);
    for (std::int64_t i = 0; i < count; ++i)
        made += pieces[static_cast<std::size_t>(
            between(random, 0, static_cast<std::int64_t>(pieces.size()) - 1))];
    return made;
}

std::string with_spaces_for_controls(std::string text) {
    for (auto& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

} // namespace

TEST_CASE("whatever a name holds, the head has its lines and no others, and the name comes back") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        auto const name = any_text(random);
        CAPTURE(name);
        auto const message = message_for(name);
        check_head(message);
        test::received_mail const got{.message = message};
        CHECK(decoded_head(got.head("Subject")) ==
              with_spaces_for_controls(name) + " 有 1 条新通知");
        // Each word alone is whole characters.
        auto const subject = got.head("Subject");
        for (std::size_t at = subject.find("=?UTF-8?B?"); at != std::string::npos;
             at = subject.find("=?UTF-8?B?", at + 1)) {
            CHECK(is_utf8(decoded_head(subject.substr(at, subject.find("?=", at) + 2 - at))));
        }
    }
}

TEST_CASE("a mail says when, from whom, about what, and that no answer is wanted") {
    test::received_mail const got{.message = message_for("Example Ltd", mail_language::english)};
    CHECK(got.head("Date") == "Fri, 06 Mar 2026 08:00:00 +0000");
    CHECK(got.head("From") == "talentd <market@example.cn>");
    CHECK(got.head("To") == "<somebody@example.cn>");
    CHECK(got.head("Subject") == "Example Ltd: 1 new notices");
    CHECK(got.head("Auto-Submitted") == "auto-generated");
    CHECK(got.head("Message-ID").ends_with("@example.cn>"));
    CHECK(got.body().find("Award  award.made  award ") != std::string::npos);
    CHECK(is_utf8(test::received_mail{.message = message_for("公司")}.body()));
}

TEST_CASE("only an address of the plain form is mailed to") {
    for (auto const* good : {"a@b.cn", "first.last+tag@example.com"})
        CHECK(is_mail_address(good));
    for (auto const* bad : {"", "a", "@b.cn", "a@", "a@b@c.cn", "a b@c.cn", "a@b.cn\r\nRCPT TO:<x>",
                            "a@b.cn>", "<a@b.cn", "\"a\"@b.cn", "a@[127.0.0.1]", "甲@b.cn"})
        CHECK_FALSE(is_mail_address(bad));
}

TEST_CASE("a configured server is one that can be used, and needs TLS unless it is this machine") {
    CHECK_FALSE(read_mail_server({}).value().has_value());
    mail_configuration set{.url = "smtp://mail.example.cn:587", .from = "market@example.cn"};
    CHECK(read_mail_server(set).value()->needs_tls);
    CHECK(read_mail_server(set).value()->domain == "example.cn");
    for (auto const* here : {"smtp://127.0.0.1:25", "smtp://localhost:2525", "smtp://127.0.0.9"}) {
        set.url = here;
        CHECK_FALSE(read_mail_server(set).value()->needs_tls);
    }
    for (auto const* bad :
         {"http://a.cn", "smtp://", "smtp://a.cn:0", "smtp://a.cn:70000", "smtp://a.cn/x",
          "smtp://u:p@a.cn", "smtp://a.cn:25x", "smtp:// a.cn", "a.cn:25"}) {
        set.url = bad;
        CAPTURE(bad);
        CHECK_FALSE(read_mail_server(set).has_value());
    }
    set.url = "smtps://mail.example.cn";
    CHECK(read_mail_server(set).has_value());
    set.from = "nobody";
    CHECK_FALSE(read_mail_server(set).has_value());
    set.from = "market@example.cn";
    set.user = "market";
    CHECK_FALSE(read_mail_server(set).has_value());
}

TEST_CASE("a mail arrives as it was written, its envelope beside it") {
    smtp_sink sink;
    auto const message = message_for("企业一");
    auto const outcome = hand_in(server_at(sink.url()), "somebody@example.cn", message);
    CAPTURE(outcome.failure, outcome.status);
    CHECK(outcome.taken);
    auto const got = sink.received();
    REQUIRE(got.size() == 1);
    CHECK(got[0].message == message);
    CHECK(got[0].hello == "example.cn");
    CHECK(got[0].from.starts_with("<market@example.cn>"));
    CHECK(got[0].to == std::vector<std::string>{"<somebody@example.cn>"});
}

TEST_CASE("what a server does instead of taking a mail is told apart") {
    smtp_sink sink;
    struct row {
        smtp_manner how;
        std::string failure;
        std::int64_t status;
        bool for_good;
    };
    for (auto const& [how, failure, status, for_good] :
         {row{smtp_manner::refuses_recipient, "rejected", 550, true},
          row{smtp_manner::is_busy, "rejected", 451, false}}) {
        sink.behave(how);
        auto const outcome = hand_in(server_at(sink.url()), "a@example.cn", message_for("甲"));
        CHECK_FALSE(outcome.taken);
        CHECK(outcome.failure == failure);
        CHECK(outcome.status == status);
        CHECK(is_refused_for_good(outcome.status) == for_good);
    }
    for (auto const how : {smtp_manner::drops_in_data, smtp_manner::drops_after_data}) {
        sink.behave(how);
        auto const outcome = hand_in(server_at(sink.url()), "a@example.cn", message_for("甲"));
        CHECK_FALSE(outcome.taken);
        CHECK_FALSE(outcome.failure.empty());
        CHECK_FALSE(is_refused_for_good(outcome.status));
    }
    CHECK_FALSE(hand_in(server_at("smtp://127.0.0.1:1"), "a@example.cn", "x").taken);
}

TEST_CASE("a server that offers no TLS and needs it is told nothing") {
    smtp_sink sink;
    auto to = server_at(sink.url());
    to.needs_tls = true;
    to.user = "market";
    to.password = "secret";
    auto const outcome = hand_in(to, "a@example.cn", message_for("甲"));
    CHECK(outcome.failure == "tls");
    CHECK(sink.heard("MAIL") == 0);
    CHECK(sink.heard("AUTH") == 0);
}

TEST_CASE("a transfer to a server that says nothing is broken off when the worker stops") {
    smtp_sink sink;
    sink.behave(smtp_manner::is_slow);
    std::atomic<bool> stopping = false;
    handed_in outcome{.taken = true};
    std::thread sender([&] {
        outcome = hand_in(server_at(sink.url()), "a@example.cn", message_for("甲"), &stopping);
    });
    while (sink.heard("MAIL") == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    stopping = true;
    sender.join();
    CHECK_FALSE(outcome.taken);
    CHECK(outcome.failure == "broken_off");
}

TEST_CASE("a member gets one mail in five minutes, and what happens at once comes together") {
    CHECK(due_of_next_mail(sometime, {}) == sometime + mail_gathering_min);
    CHECK(due_of_next_mail(sometime, sometime) == sometime + mail_interval);
    CHECK(due_of_next_mail(sometime, sometime - std::chrono::hours{1}) ==
          sometime + mail_gathering_min);
}
