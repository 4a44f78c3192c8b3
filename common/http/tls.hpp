// The server's side of TLS 1.2 and 1.3, by OpenSSL. Made once at start-up.
#pragma once

#include <memory>
#include <string>

#include "common/base/result.hpp"
#include "common/http/asio.hpp"

namespace talent::http {

/// A problem with one sentence where the files do not hold a certificate chain and its key (PEM).
result<std::unique_ptr<asio::ssl::context>> make_tls_context(std::string const& certificate_file,
                                                             std::string const& private_key_file);

} // namespace talent::http
