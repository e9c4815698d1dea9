/* The compression library (zlib). Its initializers are macros, which are not visible to Swift; these wrappers are. */
#pragma once
#define ZLIB_CONST
#include <zlib.h>

/* The usual memory (level 8) and strategy. `window_bits`: 15 for the zlib format (RFC 1950), 31 for gzip (RFC 1952). */
static inline int czlib_deflate_init(z_stream *stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

static inline int czlib_inflate_init(z_stream *stream, int window_bits) { return inflateInit2(stream, window_bits); }
