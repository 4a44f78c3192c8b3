// Signatures of Standard Webhooks (standardwebhooks.com, version 1): HMAC-SHA256 over id, timestamp
// and body, in base64, under a secret that both sides know. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace talent::security {

/// 32 random bytes in base64: what is kept. What is shown has whsec_ before it.
std::string make_webhook_secret();
std::string shown_webhook_secret(std::string_view secret);

/// "v1,<base64>" over "id.timestamp.body"; the timestamp in seconds since 1970. Throws where the
/// secret is not what make_webhook_secret made.
std::string sign_webhook(std::string_view secret, std::string_view id, std::string_view timestamp,
                         std::string_view body);

} // namespace talent::security
