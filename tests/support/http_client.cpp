#include "tests/support/http_client.hpp"

#include <algorithm>
#include <stdexcept>

#include <curl/curl.h>

namespace talent::test {
namespace {

constexpr long answer_time_max_seconds = 60;

std::size_t keep_body(char* data, std::size_t size, std::size_t count, void* into) {
    static_cast<answer*>(into)->body.append(data, size * count);
    return size * count;
}

std::size_t keep_header(char* data, std::size_t size, std::size_t count, void* into) {
    std::string_view line(data, size * count);
    auto const colon = line.find(':');
    if (colon == std::string_view::npos) return size * count;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    auto value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
        value.remove_prefix(1);
    while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
        value.remove_suffix(1);
    static_cast<answer*>(into)->headers.insert_or_assign(std::move(name), std::string(value));
    return size * count;
}

void append(curl_slist*& list, std::string const& line) {
    list = curl_slist_append(list, line.c_str());
}

} // namespace

struct http_client::handle {
    CURL* curl = curl_easy_init();
    ~handle() { curl_easy_cleanup(curl); }
};

std::string answer::problem() const {
    auto const type = document["type"].text();
    return type.substr(type.rfind('/') + 1);
}

std::string answer::header(std::string_view name) const {
    auto const found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::vector<std::string> answer::error_pointers() const {
    std::vector<std::string> pointers;
    for (auto const& error : document["errors"].elements())
        pointers.push_back(error["pointer"].text());
    return pointers;
}

http_client::http_client(std::string base_address, std::string bearer)
    : address_(std::move(base_address)),
      bearer_(std::move(bearer)),
      handle_(std::make_unique<handle>()) {}
http_client::~http_client() = default;
http_client::http_client(http_client&&) noexcept = default;
http_client& http_client::operator=(http_client&&) noexcept = default;

answer http_client::request(std::string_view method, std::string_view target, std::string_view body,
                            headers const& more) {
    answer got;
    CURL* const curl = handle_->curl;
    curl_easy_reset(curl); // keeps the connection
    curl_slist* lines = nullptr;
    bool has_type = false;
    for (auto const& [name, value] : more) {
        append(lines, name + ": " + value);
        has_type = has_type || name == "Content-Type";
    }
    if (!bearer_.empty()) append(lines, "Authorization: Bearer " + bearer_);
    if (!body.empty() && !has_type) append(lines, "Content-Type: application/json");
    append(lines, "Expect:");
    std::string const url = address_ + std::string(target);
    std::string const verb(method);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, verb.c_str());
    if (verb == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    bool const sends = !body.empty() || verb == "POST" || verb == "PUT" || verb == "PATCH";
    if (sends) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
        curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS,
                         body.empty() ? "" : std::string(body).c_str());
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &keep_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &got);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &keep_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &got);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, answer_time_max_seconds);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    CURLcode const outcome = curl_easy_perform(curl);
    curl_slist_free_all(lines);
    if (outcome != CURLE_OK)
        throw std::runtime_error(verb + " " + url + ": " + curl_easy_strerror(outcome));
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    got.status = static_cast<int>(status);
    if (auto parsed = json::parse(got.body); parsed.has_value())
        got.document = std::move(parsed).value();
    return got;
}

answer http_client::post_on(answer const& seen, std::string_view target, std::string_view body) {
    return post(target, body, {{"If-Match", seen.header("etag")}});
}

answer http_client::patch_on(answer const& seen, std::string_view target, std::string_view body) {
    return patch(
        target, body,
        {{"If-Match", seen.header("etag")}, {"Content-Type", "application/merge-patch+json"}});
}

http_client http_client::as(std::string bearer) const {
    return http_client(address_, std::move(bearer));
}

} // namespace talent::test
