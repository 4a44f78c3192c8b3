// A client of plain bytes, for tests that must send what no HTTP library would: a blocking TCP
// socket, and a reader of answers. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace talent::http::test {

struct raw_answer {
    int status = 0;
    std::string head;
    std::map<std::string, std::string> headers = {}; // names in lower case
    std::string body;

    std::string header(std::string const& name) const {
        auto const found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};

class raw_client {
  public:
    explicit raw_client(std::uint16_t port);
    ~raw_client();
    raw_client(raw_client const&) = delete;
    raw_client& operator=(raw_client const&) = delete;

    void send(std::string_view bytes);
    /// False where the other side has closed.
    bool try_send(std::string_view bytes);
    void finish_sending();

    /// The next answer; nothing where the connection ended before it was whole. `to_head`: the
    /// answer to a HEAD request has no body whatever it says.
    std::optional<raw_answer> read_answer(bool to_head = false);
    /// Bytes until `wanted` is among them; all of them. Nothing where it never comes.
    std::optional<std::string> read_until(std::string_view wanted);
    /// Everything until the other side closes; nothing where it does not.
    std::optional<std::string> read_to_end();
    /// Whether there is something to read, the end included, within the time.
    bool is_readable_within(std::chrono::milliseconds time);
    /// Whether the other side closes within the time, with nothing more to read.
    bool is_closed_within(std::chrono::milliseconds time);

    /// One request, one answer; throws where there is none.
    std::optional<raw_answer> ask(std::string_view bytes);

  private:
    enum class received : std::uint8_t { bytes, end, nothing };
    received wait_for_bytes();
    bool receive() { return wait_for_bytes() == received::bytes; }
    std::optional<std::string> take(std::size_t bytes);
    std::optional<std::string> take_chunks();

    int socket_ = -1;
    std::string received_;
};

/// "GET path HTTP/1.1" with Host and the lines given, each ended by CRLF.
std::string get(std::string_view path, std::string_view lines = {});
std::string post(std::string_view path, std::string_view body, std::string_view lines = {});

} // namespace talent::http::test
