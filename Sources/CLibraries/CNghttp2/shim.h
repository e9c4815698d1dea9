/* The HTTP/2 session library (libnghttp2), RFC 9113 framing, HPACK and flow control. */
#pragma once
#include <nghttp2/nghttp2.h>
