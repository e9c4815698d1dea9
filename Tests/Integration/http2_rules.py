"""The table of HTTP/2 rules that a server's own code can break although its library keeps them (RFC 9113, RFC 7541).

The numbers are sections of RFC 9113; those of RFC 7541 begin with "HPACK".
"""

import struct

import hyperframe.frame as frames

import interop_peers  # noqa: F401  (brings the modules of Tests/Interop/python)
import testing_protos as protos
from interop_cases import output_request, payload
from raw_http2 import (
    ACK,
    CANCEL,
    COMPRESSION_ERROR,
    CONTINUATION,
    DATA,
    END_HEADERS,
    END_STREAM,
    FLOW_CONTROL_ERROR,
    FRAME_SIZE_ERROR,
    GOAWAY,
    HAS_PRIORITY,
    HEADERS,
    PADDED,
    PING,
    PRIORITY,
    PROTOCOL_ERROR,
    PUSH_PROMISE,
    RST_STREAM,
    SETTINGS,
    STREAM_CLOSED,
    WINDOW_UPDATE,
    Connection,
    grpc_frame,
    raw_frame,
)
from wire_rules_server import unary
from wire_table import DUPLEX, EMPTY, EMPTY_MESSAGE, INPUT, OK, UNARY, Rule, among

HEADER_TABLE_SIZE, ENABLE_PUSH, MAX_CONCURRENT_STREAMS, INITIAL_WINDOW_SIZE, MAX_FRAME_SIZE, MAX_HEADER_LIST_SIZE = range(1, 7)


# What must come of it.


def connection_error(*codes: int):
    """GOAWAY with one of these codes and the end of the connection."""

    def expect(connection):
        connection.receive_until_closed()
        assert connection.goaway is not None, "closed without GOAWAY"
        assert connection.goaway.error_code in codes, f"GOAWAY {connection.goaway.error_code} {connection.goaway.additional_data}"

    return expect


def stream_error(*codes: int, stream: int = 1):
    """RST_STREAM with one of these codes; the connection lives on."""

    def expect(connection):
        state = connection.stream(stream)
        connection.receive_until(lambda: state.reset is not None or connection.goaway is not None)
        assert connection.goaway is None, f"GOAWAY {connection.goaway}"
        assert state.reset in codes, f"RST_STREAM {state.reset}"
        lives_on(connection)

    return expect


def any_error(*codes: int, stream: int = 1):
    """A stream error or a connection error: the RFC leaves it to the receiver."""

    def expect(connection):
        state = connection.stream(stream)
        connection.receive_until(lambda: state.reset is not None or connection.goaway is not None)
        code = connection.goaway.error_code if connection.goaway else state.reset
        assert code in codes, f"error {code}"

    return expect


def lives_on(connection):
    """Nothing has happened: the next call is served."""
    assert connection.call(201, EMPTY, EMPTY_MESSAGE).grpc_status == OK
    assert connection.goaway is None


def lives_on_or_goes_away(connection):
    """Either: the RFC is silent. nghttp2 takes such an acknowledgement for that of SETTINGS on their way, and the real one for too many."""
    call = connection.call(201, EMPTY, EMPTY_MESSAGE)
    if connection.goaway is None:
        assert call.grpc_status == OK
    else:
        assert connection.goaway.error_code == PROTOCOL_ERROR


def answered(status: int = OK, stream: int = 1):
    def expect(connection):
        state = connection.finish(stream)
        assert among(state.grpc_status, status), f"status {state.grpc_status}, reset {state.reset}, GOAWAY {connection.goaway}"
        lives_on(connection)

    return expect


def unmoved(connection):
    """Nothing has happened; no call is made to see it, because the windows are closed."""
    connection.ping()
    assert connection.goaway is None and not connection.closed


def not_served(stream: int):
    """An error or silence. A number that is not new may belong to a stream that has just ended, so that silence must be allowed."""

    def expect(connection):
        before = len(connection.stream(stream).blocks)
        connection.ping()
        assert len(connection.stream(stream).blocks) == before
        ignored_on_closed_stream(connection)

    return expect


def ignored_on_closed_stream(connection):
    """Frames on a stream that is long gone: an error of the stream or of the connection, or nothing at all."""
    connection.ping()
    if connection.goaway is not None:
        assert connection.goaway.error_code in (STREAM_CLOSED, PROTOCOL_ERROR)
    else:
        lives_on(connection)


# What is sent.


def raw(*pieces: bytes):
    return lambda connection: connection.send_raw(b"".join(pieces))


def block(connection, path=EMPTY, extra=()) -> bytes:
    return connection.encoder.encode(connection.fields(path, extra))


def request(connection, stream=1, end=True):
    """A request of EmptyCall, with or without its end."""
    connection.open(stream, EMPTY)
    connection.data(stream, EMPTY_MESSAGE, end_stream=end)


def after(state, *pieces: bytes):
    """Brings stream 1 into a state, then sends these frames."""

    def send(connection):
        state(connection)
        connection.send_raw(b"".join(pieces))

    return send


def is_open(connection):
    connection.open(1, DUPLEX)


def is_half_closed(connection):
    """The request has ended, and the response is still to come: 100,000 bytes against a window that is closed."""
    connection.send(frames.SettingsFrame(settings={INITIAL_WINDOW_SIZE: 0}))
    connection.headers(1, connection.fields(UNARY))
    connection.data(1, unary(100_000), end_stream=True)
    connection.ping()


def is_reset(connection):
    connection.open(1, DUPLEX)
    connection.reset(1)
    connection.ping()


def is_closed(connection):
    request(connection)
    connection.finish(1)


def header_frame(*parts: bytes, flags=END_HEADERS, stream=1, size: int | None = None):
    """A HEADERS frame around an ordinary header block, with bytes before and after it."""
    before, behind = parts if parts else (b"", b"")
    return lambda connection: connection.send_raw(raw_frame(HEADERS, flags, stream, before + block(connection) + behind, size))


def block_then(*pieces: bytes):
    """HEADERS without END_HEADERS, followed by these frames."""

    def send(connection):
        encoded = block(connection)
        connection.send_raw(raw_frame(HEADERS, 0, 1, encoded[:10]) + b"".join(pieces))

    return send


def settings(*pairs: tuple[int, int]) -> bytes:
    return raw_frame(SETTINGS, 0, 0, b"".join(struct.pack(">HI", *pair) for pair in pairs))


def number(value: int) -> bytes:
    return struct.pack(">I", value)


def settings_are_acknowledged(connection):
    before = acknowledgements(connection)
    connection.send_raw(settings((INITIAL_WINDOW_SIZE, 100), (INITIAL_WINDOW_SIZE, 200)))
    connection.receive_until(lambda: acknowledgements(connection) > before)


def acknowledgements(connection) -> int:
    return sum(isinstance(frame, frames.SettingsFrame) and "ACK" in frame.flags for frame in connection.frames)


def last_of_two_settings_counts(connection):
    connection.send_raw(settings((INITIAL_WINDOW_SIZE, 100), (INITIAL_WINDOW_SIZE, 1)))
    connection.headers(1, connection.fields(UNARY))
    connection.data(1, unary(1000), end_stream=True)
    connection.receive_until(lambda: connection.stream(1).data)
    connection.ping()


def one_byte(connection):
    assert len(connection.stream(1).data) == 1


def window_opens_later(connection):
    """A window of 0 holds all data back; a larger INITIAL_WINDOW_SIZE opens the stream that waits."""
    is_half_closed(connection)
    assert connection.stream(1).data == b""
    connection.send_raw(settings((INITIAL_WINDOW_SIZE, 1)))
    connection.receive_until(lambda: connection.stream(1).data)
    connection.ping()


def window_goes_negative(connection):
    """A smaller INITIAL_WINDOW_SIZE takes back what was granted; nothing comes before the window is positive again."""
    connection.send_raw(settings((INITIAL_WINDOW_SIZE, 3)))
    connection.headers(1, connection.fields(UNARY))
    connection.data(1, unary(1000), end_stream=True)
    connection.receive_until(lambda: len(connection.stream(1).data) == 3)
    connection.send_raw(settings((INITIAL_WINDOW_SIZE, 2)))
    connection.grant(1, 1)
    connection.ping()
    assert len(connection.stream(1).data) == 3
    connection.grant(1, 1)
    connection.receive_until(lambda: len(connection.stream(1).data) > 3)
    connection.ping()


def four_bytes(connection):
    assert len(connection.stream(1).data) == 4


def ping_is_answered(connection):
    connection.send(frames.PingFrame(opaque_data=b"12345678"))
    connection.receive_until(lambda: connection.ping_acks)
    assert connection.ping_acks == [b"12345678"]


def ping_answer_is_not_answered(connection):
    connection.send(frames.PingFrame(opaque_data=b"12345678", flags=["ACK"]))
    connection.ping()
    assert len(connection.ping_acks) == 1


def two_streams_of_decreasing_number(connection):
    request(connection, stream=5)
    connection.finish(5)
    request(connection, stream=3)


def content_length(value: int, *pieces: bytes):
    def send(connection):
        connection.open(1, EMPTY, extra=[("content-length", str(value))])
        for piece in pieces[:-1]:
            connection.data(1, piece)
        connection.data(1, pieces[-1], end_stream=True)

    return send


def with_fields(*fields):
    def send(connection):
        connection.headers(1, list(fields))
        connection.data(1, EMPTY_MESSAGE, end_stream=True)

    return send


def encoded_block(prefix: bytes = b"", suffix: bytes = b""):
    """An ordinary request whose header block has these bytes at its ends."""

    def send(connection):
        connection.send_raw(raw_frame(HEADERS, END_HEADERS, 1, prefix + block(connection) + suffix))
        connection.data(1, EMPTY_MESSAGE, end_stream=True)

    return send


def with_smaller_table(connection):
    request(connection)
    connection.finish(1)
    connection.encoder.header_table_size = 0
    request(connection, stream=3)
    connection.finish(3)


def unknown_frame_inside(connection):
    encoded = block(connection)
    connection.send_raw(
        raw_frame(HEADERS, 0, 1, encoded[:10]) + raw_frame(0x16, 0, 0, b"unknown") + raw_frame(CONTINUATION, END_HEADERS, 1, encoded[10:])
    )


def largest_frame(connection):
    """16,384 bytes in one frame: a message of 5, the prefix, and one that fills the rest."""
    rest = 16384 - 5 - 5
    message = protos.StreamingInputCallRequest(payload=payload(rest))
    message.payload.body = bytes(rest - (message.ByteSize() - rest))
    body = grpc_frame(b"") + grpc_frame(message.SerializeToString())
    assert len(body) == 16384
    connection.open(1, INPUT)
    connection.send_raw(raw_frame(DATA, END_STREAM, 1, body))


def goaway_while_a_call_runs(connection):
    connection.open(1, EMPTY)
    connection.send_raw(raw_frame(GOAWAY, 0, 0, number(0) + number(0xFF) + b"text"))
    connection.data(1, EMPTY_MESSAGE, end_stream=True)


def finished(connection):
    """The call is answered; the connection may go."""
    assert connection.finish(1).grpc_status == OK


def continuations(count: int):
    def send(connection):
        encoded = block(connection, extra=[("x-long", "v" * 200)])
        step = len(encoded) // count
        connection.send_raw(raw_frame(HEADERS, 0, 1, encoded[:step]))
        for index in range(1, count):
            last = index == count - 1
            piece = encoded[index * step :] if last else encoded[index * step : (index + 1) * step]
            connection.send_raw(raw_frame(CONTINUATION, END_HEADERS if last else 0, 1, piece))
        connection.data(1, EMPTY_MESSAGE, end_stream=True)

    return send


def flood(connection: Connection):
    """Writes without regard to any window, to a handler that sleeps, until the server has had enough."""
    slow = output_request([1])
    slow.response_parameters[0].interval_us = 1_000_000
    connection.data(1, grpc_frame(slow.SerializeToString()))
    message = grpc_frame(protos.StreamingOutputCallRequest(payload=payload(16_000)).SerializeToString())
    piece = raw_frame(DATA, 0, 1, message) * 16
    for _ in range(400):
        connection.send_raw(piece)
        if connection.closed:
            return


METHOD, SCHEME, PATH, AUTHORITY = (":method", "POST"), (":scheme", "http"), (":path", EMPTY), (":authority", "test")
TYPE = ("content-type", "application/grpc")
OPEN_STREAM_DATA = raw_frame(DATA, 0, 1, EMPTY_MESSAGE)
MALFORMED = stream_error(PROTOCOL_ERROR)
GOES_AWAY = connection_error(PROTOCOL_ERROR)

RULES = [
    Rule("4.1", "frame of unknown type", raw(raw_frame(0x16, 0xFF, 0, b"unknown"), raw_frame(0x17, 0, 1, b"")), lives_on),
    Rule("4.1", "undefined flags", raw(raw_frame(PING, 0x16, 0, b"12345678")), lives_on),
    Rule("4.1", "reserved bit", raw(raw_frame(PING, 0, 0x80000000, b"12345678")), lives_on),
    Rule("4.2", "DATA of exactly 16,384 bytes", largest_frame, answered()),
    Rule("4.2", "DATA larger than MAX_FRAME_SIZE", after(is_open, raw_frame(DATA, 0, 1, bytes(16385))), any_error(FRAME_SIZE_ERROR)),
    Rule(
        "4.2",
        "HEADERS larger than MAX_FRAME_SIZE",
        raw(raw_frame(HEADERS, END_HEADERS, 1, bytes(16385))),
        connection_error(FRAME_SIZE_ERROR),
    ),
    Rule(
        "4.3",
        "header block that does not decode",
        raw(raw_frame(HEADERS, END_HEADERS, 1, b"\xff\xff\xff\xff\xff\xff")),
        connection_error(COMPRESSION_ERROR),
    ),
    Rule("4.3", "PRIORITY inside a header block", block_then(raw_frame(PRIORITY, 0, 1, number(0) + b"\x10")), GOES_AWAY),
    Rule("4.3", "HEADERS of another stream inside a header block", block_then(raw_frame(HEADERS, END_HEADERS, 3, b"\x82")), GOES_AWAY),
    Rule("5.1", "DATA on an idle stream", raw(raw_frame(DATA, 0, 1, b"x")), GOES_AWAY),
    Rule("5.1", "RST_STREAM on an idle stream", raw(raw_frame(RST_STREAM, 0, 1, number(CANCEL))), GOES_AWAY),
    Rule("5.1", "WINDOW_UPDATE on an idle stream", raw(raw_frame(WINDOW_UPDATE, 0, 1, number(100))), GOES_AWAY),
    Rule("5.1", "CONTINUATION on an idle stream", raw(raw_frame(CONTINUATION, END_HEADERS, 1, b"\x82")), GOES_AWAY),
    Rule("5.1", "PRIORITY on an idle stream", raw(raw_frame(PRIORITY, 0, 1, number(0) + b"\x10")), lives_on),
    Rule("5.1", "DATA after END_STREAM", after(is_half_closed, raw_frame(DATA, 0, 1, b"x")), any_error(STREAM_CLOSED)),
    Rule(
        "5.1",
        "HEADERS after END_STREAM",
        lambda connection: (is_half_closed(connection), connection.headers(1, [("x", "y")], end_stream=True)),
        any_error(STREAM_CLOSED),
    ),
    Rule(
        "5.1",
        "CONTINUATION after END_STREAM",
        after(is_half_closed, raw_frame(CONTINUATION, END_HEADERS, 1, b"\x82")),
        any_error(STREAM_CLOSED, PROTOCOL_ERROR),
    ),
    Rule("5.1", "WINDOW_UPDATE after END_STREAM", after(is_half_closed, raw_frame(WINDOW_UPDATE, 0, 1, number(1))), unmoved),
    Rule("5.1", "DATA after RST_STREAM", after(is_reset, raw_frame(DATA, 0, 1, b"x")), ignored_on_closed_stream),
    Rule(
        "5.1",
        "HEADERS after RST_STREAM",
        lambda connection: (is_reset(connection), connection.headers(1, [("x", "y")], end_stream=True)),
        ignored_on_closed_stream,
    ),
    Rule(
        "5.1",
        "CONTINUATION after RST_STREAM",
        after(is_reset, raw_frame(CONTINUATION, END_HEADERS, 1, b"\x82")),
        any_error(STREAM_CLOSED, PROTOCOL_ERROR),
    ),
    Rule("5.1", "DATA on a finished stream", after(is_closed, raw_frame(DATA, 0, 1, b"x")), ignored_on_closed_stream),
    Rule("5.1", "HEADERS on a finished stream", lambda connection: (is_closed(connection), connection.open(1, EMPTY)), not_served(1)),
    Rule(
        "5.1",
        "WINDOW_UPDATE, RST_STREAM and PRIORITY on a finished stream",
        after(
            is_closed,
            raw_frame(WINDOW_UPDATE, 0, 1, number(1)),
            raw_frame(RST_STREAM, 0, 1, number(CANCEL)),
            raw_frame(PRIORITY, 0, 1, number(0) + b"\x10"),
        ),
        lives_on,
    ),
    Rule("5.1.1", "even stream number", lambda connection: connection.open(2, EMPTY), GOES_AWAY),
    Rule("5.1.1", "stream number smaller than one before", two_streams_of_decreasing_number, not_served(3)),
    Rule("5.1.1", "stream numbers with gaps", lambda connection: request(connection, stream=77), answered(stream=77)),
    Rule("5.5", "unknown frame inside a header block", unknown_frame_inside, GOES_AWAY),
    Rule("6.1", "DATA on stream 0", raw(raw_frame(DATA, 0, 0, b"x")), GOES_AWAY),
    Rule("6.1", "padding longer than DATA", after(is_open, raw_frame(DATA, PADDED, 1, b"\x06xxxxx")), GOES_AWAY),
    Rule("6.1", "DATA of nothing but padding", after(is_open, raw_frame(DATA, PADDED, 1, b"\x05" + bytes(5))), lives_on),
    Rule("6.2", "HEADERS on stream 0", header_frame(stream=0), GOES_AWAY),
    Rule(
        "6.2",
        "padding longer than HEADERS",
        lambda connection: connection.send_raw(raw_frame(HEADERS, END_HEADERS | PADDED, 1, b"\xff" + block(connection)[:20])),
        GOES_AWAY,
    ),
    Rule(
        "6.2",
        "padding and priority in HEADERS",
        lambda connection: (
            header_frame(b"\x03" + number(0) + b"\x0f", bytes(3), flags=END_HEADERS | PADDED | HAS_PRIORITY)(connection),
            connection.data(1, EMPTY_MESSAGE, end_stream=True),
        ),
        answered(),
    ),
    Rule("6.3", "PRIORITY on stream 0", raw(raw_frame(PRIORITY, 0, 0, number(0) + b"\x10")), GOES_AWAY),
    Rule("6.3", "PRIORITY of 4 bytes", raw(raw_frame(PRIORITY, 0, 1, number(0))), any_error(FRAME_SIZE_ERROR)),
    Rule("6.4", "RST_STREAM on stream 0", raw(raw_frame(RST_STREAM, 0, 0, number(CANCEL))), GOES_AWAY),
    Rule("6.4", "RST_STREAM of 3 bytes", after(is_open, raw_frame(RST_STREAM, 0, 1, b"\0\0\0")), connection_error(FRAME_SIZE_ERROR)),
    Rule("6.5", "SETTINGS acknowledgement with a payload", raw(raw_frame(SETTINGS, ACK, 0, bytes(6))), connection_error(FRAME_SIZE_ERROR)),
    Rule("6.5", "SETTINGS on stream 1", raw(raw_frame(SETTINGS, 0, 1, bytes(6))), GOES_AWAY),
    Rule("6.5", "SETTINGS of 5 bytes", raw(raw_frame(SETTINGS, 0, 0, bytes(5))), connection_error(FRAME_SIZE_ERROR)),
    Rule("6.5.2", "ENABLE_PUSH 2", raw(settings((ENABLE_PUSH, 2))), GOES_AWAY),
    Rule("6.5.2", "INITIAL_WINDOW_SIZE 2^31", raw(settings((INITIAL_WINDOW_SIZE, 1 << 31))), connection_error(FLOW_CONTROL_ERROR)),
    Rule("6.5.2", "MAX_FRAME_SIZE 16,383", raw(settings((MAX_FRAME_SIZE, 16383))), GOES_AWAY),
    Rule("6.5.2", "MAX_FRAME_SIZE 2^24", raw(settings((MAX_FRAME_SIZE, 1 << 24))), GOES_AWAY),
    Rule("6.5.2", "unknown setting", raw(settings((0xFF, 1))), lives_on),
    Rule("6.5.2", "HEADER_TABLE_SIZE 0", raw(settings((HEADER_TABLE_SIZE, 0))), lives_on),
    Rule("6.5.3", "SETTINGS are acknowledged", settings_are_acknowledged, lives_on),
    Rule("6.5.3", "the last of two equal settings counts", last_of_two_settings_counts, one_byte, grants_window=False),
    Rule("6.5.3", "an acknowledgement that nobody asked for", raw(raw_frame(SETTINGS, ACK, 0)), lives_on_or_goes_away),
    Rule("6.6", "PUSH_PROMISE of a client", after(is_open, raw_frame(PUSH_PROMISE, END_HEADERS, 1, number(2) + b"\x82")), GOES_AWAY),
    Rule("6.7", "PING", ping_is_answered, lives_on),
    Rule("6.7", "PING acknowledgement that nobody asked for", ping_answer_is_not_answered, lives_on),
    Rule("6.7", "PING on stream 1", raw(raw_frame(PING, 0, 1, bytes(8))), GOES_AWAY),
    Rule("6.7", "PING of 7 bytes", raw(raw_frame(PING, 0, 0, bytes(7))), connection_error(FRAME_SIZE_ERROR)),
    Rule("6.8", "GOAWAY on stream 1", raw(raw_frame(GOAWAY, 0, 1, bytes(8))), GOES_AWAY),
    Rule("6.8", "GOAWAY with an unknown code and a text, while a call runs", goaway_while_a_call_runs, finished),
    Rule("6.9", "WINDOW_UPDATE of 0 on the connection", raw(raw_frame(WINDOW_UPDATE, 0, 0, number(0))), GOES_AWAY),
    Rule("6.9", "WINDOW_UPDATE of 0 on a stream", after(is_open, raw_frame(WINDOW_UPDATE, 0, 1, number(0))), any_error(PROTOCOL_ERROR)),
    Rule("6.9", "WINDOW_UPDATE of 3 bytes", raw(raw_frame(WINDOW_UPDATE, 0, 0, bytes(3))), connection_error(FRAME_SIZE_ERROR)),
    Rule(
        "6.9.1",
        "window of the connection beyond 2^31-1",
        raw(raw_frame(WINDOW_UPDATE, 0, 0, number((1 << 31) - 1)), raw_frame(WINDOW_UPDATE, 0, 0, number((1 << 31) - 1))),
        connection_error(FLOW_CONTROL_ERROR),
    ),
    Rule(
        "6.9.1",
        "window of a stream beyond 2^31-1",
        after(is_open, raw_frame(WINDOW_UPDATE, 0, 1, number((1 << 31) - 1)), raw_frame(WINDOW_UPDATE, 0, 1, number((1 << 31) - 1))),
        any_error(FLOW_CONTROL_ERROR),
    ),
    Rule(
        "6.9.1",
        "data beyond the windows that the server granted",
        lambda connection: (is_open(connection), flood(connection)),
        any_error(FLOW_CONTROL_ERROR),
    ),
    Rule("6.9.2", "a larger INITIAL_WINDOW_SIZE opens streams that wait", window_opens_later, one_byte, grants_window=False),
    Rule("6.9.2", "a smaller INITIAL_WINDOW_SIZE makes windows negative", window_goes_negative, four_bytes, grants_window=False),
    Rule("6.10", "CONTINUATION frames", continuations(2), answered()),
    Rule("6.10", "many small CONTINUATION frames", continuations(6), answered()),
    Rule(
        "6.10",
        "CONTINUATION followed by DATA inside the block",
        block_then(raw_frame(CONTINUATION, 0, 1, b""), raw_frame(DATA, 0, 1, b"x")),
        GOES_AWAY,
    ),
    Rule("6.10", "CONTINUATION on stream 0", block_then(raw_frame(CONTINUATION, END_HEADERS, 0, b"")), GOES_AWAY),
    Rule("6.10", "CONTINUATION after END_HEADERS", after(is_open, raw_frame(CONTINUATION, END_HEADERS, 1, b"\x82")), GOES_AWAY),
    Rule("6.10", "CONTINUATION of another stream", block_then(raw_frame(CONTINUATION, END_HEADERS, 3, b"")), GOES_AWAY),
    Rule("7", "RST_STREAM with an unknown code", after(is_open, raw_frame(RST_STREAM, 0, 1, number(0xFF))), lives_on),
    Rule("8.1.1", "content-length equals the body", content_length(5, EMPTY_MESSAGE), answered()),
    Rule("8.1.1", "content-length larger than the body", content_length(6, EMPTY_MESSAGE), MALFORMED),
    Rule("8.1.1", "content-length smaller than the body", content_length(1, EMPTY_MESSAGE), MALFORMED),
    Rule("8.1.1", "content-length other than several DATA frames", content_length(9, EMPTY_MESSAGE[:2], EMPTY_MESSAGE[2:]), MALFORMED),
    Rule("8.2.1", "name in capitals", with_fields(METHOD, SCHEME, PATH, AUTHORITY, TYPE, ("X-Up", "1")), MALFORMED),
    Rule("8.3", "unknown pseudo header field", with_fields(METHOD, SCHEME, PATH, AUTHORITY, (":test", "1"), TYPE), MALFORMED),
    Rule("8.3", "pseudo header field of a response", with_fields(METHOD, SCHEME, PATH, AUTHORITY, (":status", "200"), TYPE), MALFORMED),
    Rule(
        "8.3",
        "pseudo header field in trailers",
        lambda connection: (is_open(connection), connection.headers(1, [(":method", "POST")], end_stream=True)),
        MALFORMED,
    ),
    Rule("8.3", "pseudo header field after another field", with_fields(METHOD, SCHEME, TYPE, PATH, AUTHORITY), MALFORMED),
    Rule("8.3.1", "empty :path", with_fields(METHOD, SCHEME, (":path", ""), AUTHORITY, TYPE), MALFORMED),
    Rule("8.3.1", "no :method", with_fields(SCHEME, PATH, AUTHORITY, TYPE), MALFORMED),
    Rule("8.3.1", "no :scheme", with_fields(METHOD, PATH, AUTHORITY, TYPE), MALFORMED),
    Rule("8.3.1", "no :path", with_fields(METHOD, SCHEME, AUTHORITY, TYPE), MALFORMED),
    Rule("8.3.1", "two of :method", with_fields(METHOD, METHOD, SCHEME, PATH, AUTHORITY, TYPE), MALFORMED),
    Rule("8.3.1", "two of :scheme", with_fields(METHOD, SCHEME, SCHEME, PATH, AUTHORITY, TYPE), MALFORMED),
    Rule("8.3.1", "two of :path", with_fields(METHOD, SCHEME, PATH, PATH, AUTHORITY, TYPE), MALFORMED),
    Rule("HPACK 2.3.3", "index beyond the tables", encoded_block(suffix=b"\xff\x7f"), connection_error(COMPRESSION_ERROR)),
    Rule("HPACK 4.2", "change of the table's size behind fields", encoded_block(suffix=b"\x20"), connection_error(COMPRESSION_ERROR)),
    Rule("HPACK 4.2", "change of the table's size before fields", with_smaller_table, answered()),
    Rule(
        "HPACK 5.2",
        "Huffman padding of more than 7 bits",
        encoded_block(suffix=b"\x00\x85\xf2\xb2\x4a\x84\xff\x84\x49\x50\x9f\xff"),
        connection_error(COMPRESSION_ERROR),
    ),
    Rule(
        "HPACK 5.2",
        "Huffman padding of zeros",
        encoded_block(suffix=b"\x00\x85\xf2\xb2\x4a\x84\xff\x83\x49\x50\x90"),
        connection_error(COMPRESSION_ERROR),
    ),
    Rule(
        "HPACK 5.2",
        "Huffman code of the end of string",
        encoded_block(suffix=b"\x00\x85\xf2\xb2\x4a\x84\xff\x87\x49\x51\xff\xff\xff\xfa\x7f"),
        connection_error(COMPRESSION_ERROR),
    ),
    Rule("HPACK 6.1", "index 0", encoded_block(suffix=b"\x80"), connection_error(COMPRESSION_ERROR)),
    Rule("HPACK 6.3", "table larger than SETTINGS allow", encoded_block(prefix=b"\x3f\xe1\xff\x03"), connection_error(COMPRESSION_ERROR)),
]
