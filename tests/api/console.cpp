#include "tests/api/console.hpp"

#include <fstream>

#include "common/json/writer.hpp"

namespace talent::test {

served_enterprise::served_enterprise(engine on) : server(on) {
    auto const operator_key = server.found_operator("330000");
    start_behind_proxy(server);
    auto market_operator = server.client(operator_key);
    administrator = std::make_unique<participant>(
        join_market(server, market_operator,
                    {.kind = "enterprise", .name = "某某软件", .region = "330100", .serial = 1}));
}

std::string login_text(std::string_view email, std::string_view password) {
    json::writer to;
    to.begin_object().member("email", email).member("password", password).end_object();
    return to.take();
}

void start_behind_proxy(server_process& server, std::string_view settings) {
    std::string const file = server.data_directory() + "/talentd.toml";
    std::ofstream(file) << "[server]\ntrusted_proxies = [\"127.0.0.1\"]\n" << settings;
    server.start_with_clock({"--config", file});
}

console::console(server_process const& server, headers behind_proxy)
    : client_(server.client()), behind_proxy_(std::move(behind_proxy)) {}

answer console::log_in(std::string_view email, std::string_view password) {
    auto got = request("POST", "/v1/sessions", login_text(email, password));
    if (got.status == 201) adopt(got);
    return got;
}

answer console::request(std::string_view method, std::string_view target, std::string_view body,
                        headers const& more) {
    auto sent = behind_proxy_;
    sent.insert(sent.end(), more.begin(), more.end());
    if (!cookie.empty()) sent.emplace_back("Cookie", cookie);
    if (!csrf_token.empty() && method != "GET") sent.emplace_back("X-CSRF-Token", csrf_token);
    return client_.request(method, target, body, sent);
}

void console::adopt(answer const& one) {
    auto const set = one.header("set-cookie");
    cookie = set.substr(0, set.find(';'));
    csrf_token = one.text("csrf_token");
}

} // namespace talent::test
