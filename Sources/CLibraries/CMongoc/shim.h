/* MongoDB's client library (libmongoc 1.x), and what of it Swift cannot say by itself. */
#pragma once
#include <mongoc/mongoc.h>
#include <stdlib.h>

/* Storage for a reply, which libmongoc fills; bson_t wants an alignment of 128 bytes. */
static inline bson_t *cmongoc_reply_make(void) {
    bson_t *reply = aligned_alloc(_Alignof(bson_t), sizeof(bson_t));
    if (reply == NULL) abort();
    bson_init(reply);
    return reply;
}

static inline void cmongoc_reply_free(bson_t *reply) {
    bson_destroy(reply);
    free(reply);
}

/* The text of an error, which lives as long as the error. */
static inline const char *cmongoc_message(const bson_error_t *error) { return error->message; }

static inline const char *cmongoc_host_and_port(const mongoc_host_list_t *host) { return host->host_and_port; }

static inline void cmongoc_log_to(mongoc_log_func_t handler) { mongoc_log_set_handler(handler, NULL); }

static inline size_t cmongoc_length(const bson_t *document) { return document->len; }
