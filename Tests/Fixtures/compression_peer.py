"""Compresses and decompresses with Python's own modules, as the other side of the runtime's compression.

    compression_peer.py compress FORMAT LEVEL < message > body
    compression_peer.py decompress FORMAT < body > message

FORMAT is gzip, deflate (RFC 1950), or raw (RFC 1951, which gRPC does not have). Ends with an error when the body is not exactly one stream.
"""

import gzip
import sys
import zlib

WINDOW_BITS = {"gzip": 31, "deflate": 15, "raw": -15}


def main() -> None:
    command, name = sys.argv[1:3]
    data = sys.stdin.buffer.read()
    if command == "compress":
        level = int(sys.argv[3])
        if name == "gzip":
            result = gzip.compress(data, level)
        else:
            stream = zlib.compressobj(level, wbits=WINDOW_BITS[name])
            result = stream.compress(data) + stream.flush()
    else:
        stream = zlib.decompressobj(wbits=WINDOW_BITS[name])
        result = stream.decompress(data)
        if not stream.eof or stream.unused_data:
            sys.exit("not exactly one stream")
    sys.stdout.buffer.write(result)


main()
