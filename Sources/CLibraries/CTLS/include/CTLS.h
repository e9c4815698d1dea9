/* What TLS over OpenSSL needs beyond functions that Swift can call: a BIO of its own, and OpenSSL's macros as functions. */
#pragma once
#include <stddef.h>
#if __has_feature(modules)
#pragma clang module import COpenSSL
#else
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#endif

/*
 * The two ends of TLS records in memory, shared by all sessions of one thread: a session takes what it reads from `input` and adds what it
 * writes to `output`, which grows as needed. The owner sets `input` before it calls a session, and sends and empties `output` afterwards,
 * so that a session keeps nothing here between two calls and never waits for room.
 */
typedef struct {
    const unsigned char *input;
    size_t input_count;
    unsigned char *output; /* from malloc */
    size_t output_count;
    size_t output_capacity;
} ctls_pipe;

/* Lets a session read from and write to the pipe, which must outlive it; 0 when memory is exhausted. */
int ctls_set_pipe(SSL *session, ctls_pipe *pipe);

/* Makes an empty pipe and takes it away; NULL when memory is exhausted. */
ctls_pipe *ctls_pipe_new(size_t output_capacity);
void ctls_pipe_free(ctls_pipe *pipe);

/* Settings that both sides of a connection share; 0 on failure. `minimum_version` is TLS1_2_VERSION or TLS1_3_VERSION. */
int ctls_configure(SSL_CTX *context, int minimum_version);

/* A server's: which clients are accepted (those that offer "h2"), and that sessions are resumed by tickets only. */
int ctls_configure_server(SSL_CTX *context);

/* A client's: the offer of "h2", and who keeps the sessions that servers issue; `keep` returns 1 when it takes the reference. */
int ctls_configure_client(SSL_CTX *context, int (*keep)(SSL *, SSL_SESSION *));

/* Macros of OpenSSL. */
int ctls_add_chain_certificate(SSL_CTX *context, X509 *certificate);
int ctls_set_server_name(SSL *session, const char *name);
void ctls_set_owner(SSL *session, void *owner);
void *ctls_owner(const SSL *session);
int ctls_error_reason(unsigned long error);

/* Reads one private key in PEM form without ever asking for a passphrase; sets `is_encrypted` when it would take one. */
EVP_PKEY *ctls_read_private_key(BIO *source, int *is_encrypted);

/* The time after which the certificate is no longer valid, such as "Jan  1 00:00:00 2025 GMT"; as ctls_subject. */
size_t ctls_expiry(const X509 *certificate, char *out, size_t capacity);

/* The certificate's subject in the form of RFC 2253; returns the text's length, which may exceed `capacity` bytes copied. */
size_t ctls_subject(const X509 *certificate, char *out, size_t capacity);

/* Calls `body` for each DNS name, URI, mail address and IP address (4 or 16 bytes) for which the certificate stands. */
void ctls_alternative_names(
    const X509 *certificate, void *context, void (*body)(void *context, int type, const unsigned char *bytes, size_t count));
