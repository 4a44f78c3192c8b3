#include "common/http/tls.hpp"

#include <string_view>

namespace talent::http {
namespace {

// Forward secrecy and authenticated encryption only (RFC 9325); TLS 1.3 has nothing else.
constexpr char const* tls12_ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// ALPN (RFC 7301): HTTP/1.1 where the client offers it, no answer otherwise.
int choose_protocol(SSL*, unsigned char const** chosen, unsigned char* chosen_bytes,
                    unsigned char const* offered, unsigned int offered_bytes, void*) {
    static constexpr unsigned char ours[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* found = nullptr;
    int const outcome =
        SSL_select_next_proto(&found, chosen_bytes, ours, sizeof ours, offered, offered_bytes);
    if (outcome != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

problem unusable(std::string const& file, io_fault const& fault) {
    return refuse(error_code::internal, "Cannot use " + file + ": " + fault.message() + ".");
}

} // namespace

result<std::unique_ptr<asio::ssl::context>> make_tls_context(std::string const& certificate_file,
                                                             std::string const& private_key_file) {
    auto made = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    auto* const native = made->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(
        native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // idle connections hold no buffers
    SSL_CTX_set_cipher_list(native, tls12_ciphers);
    SSL_CTX_set_alpn_select_cb(native, &choose_protocol, nullptr);
    io_fault fault;
    made->use_certificate_chain_file(certificate_file, fault);
    if (fault) return unusable(certificate_file, fault);
    made->use_private_key_file(private_key_file, asio::ssl::context::pem, fault);
    if (fault) return unusable(private_key_file, fault);
    if (SSL_CTX_check_private_key(native) != 1) {
        return refuse(error_code::internal, "The certificate and the private key do not match.");
    }
    return made;
}

} // namespace talent::http
