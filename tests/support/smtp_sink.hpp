// Somebody's mail server on this machine: takes mails by SMTP, keeps them, answers as told. A
// thread of its own takes one connection after the other.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace talent::test {

struct received_mail {
    std::string hello = {}; // what came after EHLO
    std::string from = {};
    std::vector<std::string> to = {};
    std::string message = {}; // as it was before the protocol doubled dots, lines ended by CRLF

    /// A head line's value, unfolded; empty where there is none.
    std::string head(std::string const& name) const;
    /// The body, its base64 opened.
    std::string body() const;
};

enum class smtp_manner {
    takes,
    refuses_recipient, // 550
    is_busy,           // 451 to MAIL
    is_slow,           // nothing is answered to MAIL until something else is said here
    drops_in_data,     // closes within the message
    drops_after_data,  // takes the message and closes without a reply
};

class smtp_sink {
  public:
    smtp_sink();
    ~smtp_sink();

    /// "smtp://127.0.0.1:port"
    std::string url() const;
    void behave(smtp_manner how) { manner_ = how; }
    /// Messages that were taken, those of drops_after_data included.
    std::vector<received_mail> received() const;
    /// Once there are so many, or a minute has passed.
    std::vector<received_mail> wait_for(std::size_t count) const;
    /// Times that a client has come.
    int connections() const { return connections_; }
    /// Lines of clients that began with the word.
    int heard(std::string const& word) const;

  private:
    class dialogue;
    void run();

    int listener_ = -1;
    int port_ = 0;
    std::atomic<smtp_manner> manner_{smtp_manner::takes};
    std::atomic<bool> stopping_{false};
    std::atomic<int> connections_{0};
    mutable std::mutex mutex_;
    std::vector<received_mail> received_;
    std::vector<std::string> lines_;
    std::thread thread_;
};

/// Encoded words opened, and what is between two of them dropped (RFC 2047).
std::string decoded_head(std::string const& value);

} // namespace talent::test
