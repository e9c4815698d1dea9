#include "CTLS.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static int pipe_read(BIO *bio, char *out, size_t capacity, size_t *count) {
    ctls_pipe *pipe = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (pipe->input_count == 0) {
        BIO_set_retry_read(bio);
        return 0;
    }
    *count = capacity < pipe->input_count ? capacity : pipe->input_count;
    memcpy(out, pipe->input, *count);
    pipe->input += *count;
    pipe->input_count -= *count;
    return 1;
}

static int pipe_write(BIO *bio, const char *bytes, size_t wanted, size_t *count) {
    ctls_pipe *pipe = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (wanted > pipe->output_capacity - pipe->output_count) {
        size_t capacity = 2 * (pipe->output_count + wanted);
        unsigned char *grown = realloc(pipe->output, capacity);
        if (grown == NULL) return 0;
        pipe->output = grown;
        pipe->output_capacity = capacity;
    }
    memcpy(pipe->output + pipe->output_count, bytes, wanted);
    pipe->output_count += wanted;
    *count = wanted;
    return 1;
}

static long pipe_control(BIO *bio, int command, long number, void *pointer) {
    (void)bio, (void)number, (void)pointer;
    return command == BIO_CTRL_FLUSH;
}

static BIO_METHOD *pipe_method;
static pthread_once_t pipe_once = PTHREAD_ONCE_INIT;

static void make_pipe_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "pipe");
    if (method == NULL) return;
    BIO_meth_set_read_ex(method, pipe_read);
    BIO_meth_set_write_ex(method, pipe_write);
    BIO_meth_set_ctrl(method, pipe_control);
    pipe_method = method;
}

ctls_pipe *ctls_pipe_new(size_t output_capacity) {
    ctls_pipe *pipe = calloc(1, sizeof *pipe);
    if (pipe == NULL) return NULL;
    pipe->output = malloc(output_capacity);
    if (pipe->output != NULL) pipe->output_capacity = output_capacity;
    return pipe;
}

void ctls_pipe_free(ctls_pipe *pipe) {
    if (pipe == NULL) return;
    free(pipe->output);
    free(pipe);
}

int ctls_set_pipe(SSL *session, ctls_pipe *pipe) {
    pthread_once(&pipe_once, make_pipe_method);
    BIO *bio = pipe_method == NULL ? NULL : BIO_new(pipe_method);
    if (bio == NULL) return 0;
    BIO_set_data(bio, pipe);
    BIO_set_init(bio, 1);
    SSL_set_bio(session, bio, bio);
    return 1;
}

int ctls_configure(SSL_CTX *context, int minimum_version) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    /* Idle connections own no buffers. */
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    /* HTTP/2 forbids most suites of TLS 1.2 (RFC 9113, appendix A); those of TLS 1.3 are all good. */
    return SSL_CTX_set_min_proto_version(context, minimum_version) == 1 &&
        SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

static const unsigned char protocols[] = {2, 'h', '2'};

static int require_protocol_offer(SSL *session, int *alert, void *argument) {
    (void)argument;
    const unsigned char *bytes;
    size_t count;
    if (SSL_client_hello_get0_ext(session, TLSEXT_TYPE_application_layer_protocol_negotiation, &bytes, &count) == 1)
        return SSL_CLIENT_HELLO_SUCCESS;
    *alert = SSL_AD_NO_APPLICATION_PROTOCOL;
    return SSL_CLIENT_HELLO_ERROR;
}

static int select_protocol(
    SSL *session, const unsigned char **chosen, unsigned char *chosen_count, const unsigned char *offered, unsigned int offered_count,
    void *argument) {
    (void)session, (void)argument;
    unsigned char *found;
    int outcome = SSL_select_next_proto(&found, chosen_count, protocols, sizeof protocols, offered, offered_count);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

int ctls_configure_server(SSL_CTX *context) {
    static const unsigned char session_context[] = "gRPC";
    SSL_CTX_set_client_hello_cb(context, require_protocol_offer, NULL);
    SSL_CTX_set_alpn_select_cb(context, select_protocol, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    /* Clients of gRPC open one connection, not several at a time; with each they get another ticket. */
    if (SSL_CTX_set_num_tickets(context, 1) != 1) return 0;
    return SSL_CTX_set_session_id_context(context, session_context, sizeof session_context - 1);
}

int ctls_configure_client(SSL_CTX *context, int (*keep)(SSL *, SSL_SESSION *)) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, keep);
    return SSL_CTX_set_alpn_protos(context, protocols, sizeof protocols) == 0;
}

int ctls_add_chain_certificate(SSL_CTX *context, X509 *certificate) { return SSL_CTX_add1_chain_cert(context, certificate) == 1; }
int ctls_set_server_name(SSL *session, const char *name) { return SSL_set_tlsext_host_name(session, name) == 1; }
void ctls_set_owner(SSL *session, void *owner) { SSL_set_app_data(session, owner); }
void *ctls_owner(const SSL *session) { return SSL_get_app_data(session); }
int ctls_error_reason(unsigned long error) { return ERR_GET_REASON(error); }

static int refuse_passphrase(char *out, int capacity, int for_writing, void *is_encrypted) {
    (void)out, (void)capacity, (void)for_writing;
    *(int *)is_encrypted = 1;
    return -1;
}

EVP_PKEY *ctls_read_private_key(BIO *source, int *is_encrypted) {
    *is_encrypted = 0;
    return PEM_read_bio_PrivateKey(source, NULL, refuse_passphrase, is_encrypted);
}

static size_t take_text(BIO *text, char *out, size_t capacity) {
    char *bytes = NULL;
    long count = BIO_get_mem_data(text, &bytes);
    if (count > 0) memcpy(out, bytes, (size_t)count < capacity ? (size_t)count : capacity);
    BIO_free(text);
    return count > 0 ? (size_t)count : 0;
}

size_t ctls_subject(const X509 *certificate, char *out, size_t capacity) {
    BIO *text = BIO_new(BIO_s_mem());
    if (text == NULL) return 0;
    X509_NAME_print_ex(text, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return take_text(text, out, capacity);
}

size_t ctls_expiry(const X509 *certificate, char *out, size_t capacity) {
    BIO *text = BIO_new(BIO_s_mem());
    if (text == NULL) return 0;
    ASN1_TIME_print(text, X509_get0_notAfter(certificate));
    return take_text(text, out, capacity);
}

void ctls_alternative_names(
    const X509 *certificate, void *context, void (*body)(void *context, int type, const unsigned char *bytes, size_t count)) {
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        if (name->type != GEN_DNS && name->type != GEN_URI && name->type != GEN_EMAIL && name->type != GEN_IPADD) continue;
        const ASN1_STRING *value = name->d.ia5;
        body(context, name->type, ASN1_STRING_get0_data(value), (size_t)ASN1_STRING_length(value));
    }
    GENERAL_NAMES_free(names);
}
