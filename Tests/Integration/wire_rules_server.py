"""The table of wire rules for servers; test_wire_server.py runs it against ours."""

import gzip
import time
import zlib

import hyperframe.frame as frames

import interop_peers  # noqa: F401  (brings the modules of Tests/Interop/python)
import testing_protos as protos
from interop_cases import output_request, payload
from raw_http2 import CANCEL, INTERNAL_ERROR, NO_ERROR, PROTOCOL_ERROR, grpc_frame
from wire_table import (
    DEADLINE_EXCEEDED,
    DUPLEX,
    EMPTY,
    EMPTY_MESSAGE,
    INPUT,
    INTERNAL,
    INVALID_ARGUMENT,
    OK,
    OUTPUT,
    RESOURCE_EXHAUSTED,
    UNARY,
    UNIMPLEMENTED,
    UNKNOWN,
    Answer,
    Call,
    Rule,
)

LIMIT = 4 * 1024 * 1024
SETTINGS_WINDOW = frames.SettingsFrame.INITIAL_WINDOW_SIZE
SETTINGS_HEADER_LIST = frames.SettingsFrame.MAX_HEADER_LIST_SIZE


def unary(size: int = 0, status: tuple[int, str] | None = None, request_size: int = 0, compressed: bool | None = None) -> bytes:
    """The body of a UnaryCall."""
    request = protos.SimpleRequest(response_size=size)
    if status:
        request.response_status.code, request.response_status.message = status
    if request_size:
        request.payload.body = bytes(request_size)
    if compressed is not None:
        request.response_compressed.value = compressed
    return grpc_frame(request.SerializeToString())


def unary_of_size(total: int) -> bytes:
    """The body of a UnaryCall whose message has exactly this many bytes."""
    request = protos.SimpleRequest(payload=payload(total))
    request.payload.body = bytes(total - (request.ByteSize() - total))
    message = request.SerializeToString()
    assert len(message) == total
    return grpc_frame(message)


def input_message(size: int) -> bytes:
    return protos.StreamingInputCallRequest(payload=payload(size)).SerializeToString()


def inputs(*sizes: int) -> bytes:
    return b"".join(grpc_frame(input_message(size)) for size in sizes)


def aggregated(size: int) -> list:
    return [(0, protos.StreamingInputCallResponse(aggregated_payload_size=size).SerializeToString())]


def output(*sizes: int, **options) -> bytes:
    """The body of a StreamingOutputCall, or one request of a FullDuplexCall."""
    return grpc_frame(output_request(sizes, **options).SerializeToString())


def deflated_raw(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


# Sequences that a `Call` cannot express.


def fields_in_order(*fields):
    """Sends these fields as they are, and an empty message."""

    def send(connection):
        connection.headers(1, list(fields))
        connection.data(1, EMPTY_MESSAGE, end_stream=True)
        return connection.finish(1)

    return send


METHOD, SCHEME, PATH = (":method", "POST"), (":scheme", "http"), (":path", EMPTY)
AUTHORITY, TE, TYPE = (":authority", "test"), ("te", "trailers"), ("content-type", "application/grpc")


def with_field(name: str, value: str):
    return fields_in_order(METHOD, SCHEME, PATH, AUTHORITY, TYPE, (name, value))


def in_pieces(path: str, body: bytes, step: int, padding: int = 0):
    """Sends the body in frames of `step` bytes."""

    def send(connection):
        connection.open(1, path)
        for start in range(0, len(body), step):
            if padding:
                connection.send(frames.DataFrame(1, data=body[start : start + step], pad_length=padding, flags=["PADDED"]))
            else:
                connection.data(1, body[start : start + step])
        connection.data(1, b"", end_stream=True)
        return connection.finish(1)

    return send


def without_end(path: str, body: bytes, extra=()):
    """Leaves the request open: the answer must not wait for its end."""

    def send(connection):
        connection.open(1, path, extra=extra)
        connection.data(1, body)
        return connection.finish(1)

    return send


def continuation_and_padding(connection):
    block = connection.encoder.encode(connection.fields(EMPTY, extra=[("x-long", "v" * 3000)]))
    connection.send(
        frames.HeadersFrame(1, data=block[:10]),
        frames.ContinuationFrame(1, data=block[10:500]),
        frames.ContinuationFrame(1, data=block[500:], flags=["END_HEADERS"]),
        frames.DataFrame(1, data=EMPTY_MESSAGE, pad_length=200, flags=["PADDED", "END_STREAM"]),
    )
    return connection.finish(1)


def second_header_block(end_stream: bool):
    def send(connection):
        connection.open(1, UNARY)
        connection.data(1, unary())
        connection.headers(1, [("x-trailer", "value")], end_stream=end_stream)
        return connection.finish(1)

    return send


def within_windows(path: str, body: bytes):
    """Sends no more than the windows allow: the server must open them again as it reads."""

    def send(connection):
        connection.open(1, path)
        connection.data_within_windows(1, body, end_stream=True)
        return connection.finish(1)

    return send


def early_end(connection):
    """The server's trailers come before the client has ended: RST_STREAM(NO_ERROR) must follow them."""
    connection.open(1, "/x.Y/Z")
    stream = connection.stream(1)
    connection.receive_until(lambda: stream.reset is not None)
    kinds = [type(frame) for frame in connection.frames if frame.stream_id == 1]
    assert kinds == [frames.HeadersFrame, frames.RstStreamFrame]
    return stream


def early_end_of_stream(connection):
    """The same after messages: nothing of the response may be lost to the reset."""
    connection.open(1, DUPLEX)
    request = output_request([100_000])
    connection.data(1, grpc_frame(request.SerializeToString()))
    ending = protos.StreamingOutputCallRequest()
    ending.response_status.code, ending.response_status.message = 9, "enough"
    connection.data(1, grpc_frame(ending.SerializeToString()))
    stream = connection.stream(1)
    connection.receive_until(lambda: stream.reset is not None)
    assert len(stream.messages) == 1 and stream.ended and stream.grpc_status == 9
    return stream


def late_answer_after_reset(connection):
    """A reset stream disturbs nobody."""
    connection.open(1, DUPLEX)
    connection.reset(1)
    return connection.call(3, EMPTY, EMPTY_MESSAGE)


def deadline_of_silent_call(connection):
    connection.open(1, DUPLEX, extra=[("grpc-timeout", "50m")])
    start = time.monotonic()
    stream = connection.finish(1)
    assert 0.04 < time.monotonic() - start < 1
    return stream


def deadline_of_busy_handler(connection):
    """The handler sleeps for longer than the deadline allows; the server answers for it."""
    request = output_request([1])
    request.response_parameters[0].interval_us = 3_000_000
    start = time.monotonic()
    stream = connection.call(1, OUTPUT, grpc_frame(request.SerializeToString()), extra=[("grpc-timeout", "50m")])
    assert 0.04 < time.monotonic() - start < 1
    return stream


def deadline_answer(stream) -> None:
    """Either a status or a reset says so (the specification wants the reset, others send the status first)."""
    assert stream.grpc_status == DEADLINE_EXCEEDED or stream.reset == CANCEL


def body_as_large_as_the_window(connection):
    """Trailers are not flow controlled: they come although the window is used up, and nothing strands."""
    return connection.call(1, UNARY, unary(1000))


RESPONSE_OF_1000 = grpc_frame(protos.SimpleResponse(payload=payload(1000)).SerializeToString())


def body_larger_than_the_window(connection):
    """Data beyond the window waits for the window, and the trailers wait for the data."""
    connection.headers(1, connection.fields(UNARY))
    connection.data(1, unary(1000), end_stream=True)
    stream = connection.stream(1)
    connection.ping()
    connection.receive_until(lambda: len(stream.data) == len(RESPONSE_OF_1000) - 1)
    connection.ping()
    assert not stream.ended
    connection.grant(1, 1)
    return connection.finish(1)


def unread_stream_is_not_credited(connection):
    """A handler that does not read: the server must stop granting window, and serve other streams meanwhile."""
    request = output_request([1])
    request.response_parameters[0].interval_us = 1_000_000
    connection.ping()
    connection.open(1, DUPLEX)
    connection.data_within_windows(1, grpc_frame(request.SerializeToString()))
    message = grpc_frame(protos.StreamingOutputCallRequest(payload=payload(16_000)).SerializeToString())
    for _ in range(1000):
        if connection.window(1) < len(message):
            connection.ping()
        if connection.window(1) < len(message):
            break
        connection.data_within_windows(1, message)
    else:
        raise AssertionError("the server takes any amount of data that nobody reads")
    if connection.windows[0] >= len(EMPTY_MESSAGE):
        assert connection.call(3, EMPTY, EMPTY_MESSAGE).grpc_status == OK
    connection.reset(1)
    return connection.call(5, EMPTY, EMPTY_MESSAGE)


def goaway_of_the_client(connection):
    """A client that leaves still gets the answers that it waits for."""
    connection.open(1, UNARY)
    connection.send(frames.GoAwayFrame(last_stream_id=0, error_code=NO_ERROR))
    connection.data(1, unary(10), end_stream=True)
    return connection.finish(1)


def compressed_response_only_if_accepted(accepted: list[str], encoding: str | None):
    """Asks for a compressed response with these grpc-accept-encoding fields."""

    def send(connection):
        extra = [("grpc-accept-encoding", value) for value in accepted]
        stream = connection.call(1, UNARY, unary(1000, compressed=True), extra=extra)
        flag, message = stream.messages[0]
        assert flag == (1 if encoding else 0)
        if encoding:
            assert stream.headers["grpc-encoding"] == encoding
            message = gzip.decompress(message) if encoding == "gzip" else zlib.decompress(message)
        else:
            assert stream.headers.get("grpc-encoding", "identity") == "identity"
        assert protos.SimpleResponse.FromString(message).payload.body == bytes(1000)
        return stream

    return send


def echo(name: str, *values: str, expect: list[str]):
    """Sends a metadata field that TestService echoes, and compares what comes back."""

    def send(connection):
        stream = connection.call(1, UNARY, unary(), extra=[(name, value) for value in values])
        block = stream.blocks[0] if name == "x-grpc-test-echo-initial" else stream.blocks[-1]
        assert [value for field, value in block if field == name] == expect
        return stream

    return send


ECHO_TEXT, ECHO_BINARY = "x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin"


def status_on_the_wire(message: str, encoded: str):
    """Asks for a status message and compares its encoding byte for byte."""

    def send(connection):
        stream = connection.call(1, UNARY, unary(status=(2, message)))
        assert stream.trailers["grpc-message"] == encoded
        return stream

    return send


def nested(depth: int) -> bytes:
    """An unknown field of groups within groups."""
    return b"\xa3\x06" * depth + b"\xa4\x06" * depth


def trailers_only(stream) -> None:
    assert len(stream.blocks) == 1 and stream.data == b""
    assert stream.headers[":status"] == "200"
    assert stream.headers["content-type"].startswith("application/grpc")
    assert stream.grpc_status == UNIMPLEMENTED


def full_response(stream) -> None:
    """Headers, messages, trailers; the status is in the trailers, even OK."""
    assert len(stream.blocks) == 2
    assert stream.headers[":status"] == "200" and "grpc-status" not in stream.headers
    assert stream.blocks[1] and stream.trailers["grpc-status"] == "0" and ":status" not in stream.trailers


def names_accepted_encodings(stream) -> None:
    assert stream.grpc_status == UNIMPLEMENTED
    accepted = [name.strip() for name in stream.trailers["grpc-accept-encoding"].split(",")]
    assert "identity" in accepted and "gzip" in accepted and "snappy" not in accepted


def within_the_list_size(stream) -> None:
    assert stream.grpc_status is not None
    for block in stream.blocks:
        assert sum(len(name) + len(value) + 32 for name, value in block) <= 500


def either(ended, reset):
    """One check for a stream that has ended, another for one that was reset: the specification leaves the choice."""
    return lambda stream: ended(stream) if stream.reset is None else reset(stream)


GZIP, DEFLATE = [("grpc-encoding", "gzip")], [("grpc-encoding", "deflate")]
BOMB = gzip.compress(bytes(64 * 1024 * 1024))
REFUSED_OR_MALFORMED = Answer(reset=PROTOCOL_ERROR)

RULES = [
    Rule("1", "pseudo header fields come first", fields_in_order(METHOD, SCHEME, TYPE, PATH, AUTHORITY), REFUSED_OR_MALFORMED),
    Rule("2", "te: trailers", Call(replace={"te": "trailers"})),
    Rule("2", "te is missing", Call(replace={"te": None})),
    Rule("2", "te: gzip", Call(replace={"te": "gzip"}), REFUSED_OR_MALFORMED),
    Rule("3", "host instead of :authority", Call(replace={":authority": None}, extra=[("host", "test")])),
    Rule("3", "host and :authority", Call(extra=[("host", "other")])),
    Rule("3", "neither host nor :authority", Call(replace={":authority": None}), REFUSED_OR_MALFORMED),
    Rule("3", "two of :authority", fields_in_order(METHOD, SCHEME, PATH, AUTHORITY, AUTHORITY, TE, TYPE), REFUSED_OR_MALFORMED),
    Rule("3", "two of host", Call(extra=[("host", "one"), ("host", "two")]), REFUSED_OR_MALFORMED),
    *(
        Rule("4", f"{name}: {value}", with_field(name, value), REFUSED_OR_MALFORMED)
        for name, value in [
            ("connection", "close"),
            ("keep-alive", "timeout=5"),
            ("proxy-connection", "keep-alive"),
            ("transfer-encoding", "chunked"),
            ("upgrade", "h2c"),
        ]
    ),
    Rule("5", "no content-type", Call(replace={"content-type": None}), Answer(INVALID_ARGUMENT, "415", "content-type")),
    Rule("5", "application/json", Call(replace={"content-type": "application/json"}), Answer(INVALID_ARGUMENT, "415", "application/json")),
    Rule("5", "application/grpcx", Call(replace={"content-type": "application/grpcx"}), Answer(INVALID_ARGUMENT, "415")),
    Rule("5", "application/grpc-web", Call(replace={"content-type": "application/grpc-web"}), Answer(INVALID_ARGUMENT, "415")),
    *(
        Rule("6", f"content-type {value}", Call(replace={"content-type": value}))
        for value in [
            "application/grpc",
            "application/grpc+proto",
            "application/grpc;charset=utf-8",
            "application/grpc+proto;x=y",
            "application/grpc; charset=utf-8",
        ]
    ),
    Rule(
        "6", "content-type application/grpc+foo", Call(replace={"content-type": "application/grpc+foo"}), Answer(UNIMPLEMENTED, text="+foo")
    ),
    Rule("7", "content-type of the response", Call(), Answer(fields={"content-type": "application/grpc"})),
    Rule(
        "7",
        "content-type of the response echoes +proto",
        Call(replace={"content-type": "application/grpc+proto"}),
        Answer(fields={"content-type": "application/grpc+proto"}),
    ),
    Rule("7", "Trailers-Only has :status and content-type", Call(path="/x.Y/Z"), trailers_only),
    *(
        Rule("8", f"{verb} instead of POST", Call(replace={":method": verb}, body=None), Answer(INTERNAL, "405", "POST"))
        for verb in ("GET", "PUT", "DELETE", "OPTIONS")
    ),
    Rule("9", "path without a method", Call(path="/nothing"), Answer(UNIMPLEMENTED, text="malformed method name")),
    Rule("9", "path of one slash", Call(path="/"), Answer(UNIMPLEMENTED, text="malformed method name")),
    Rule("9", "path without a leading slash", Call(path="nothing"), either(Answer(UNIMPLEMENTED), REFUSED_OR_MALFORMED)),
    Rule("9", "the last slash separates service and method", Call(path="/a/b/Nope"), Answer(UNIMPLEMENTED, text="unknown service a/b")),
    Rule("10", "unknown service", Call(path="/x.Y/Nope"), Answer(UNIMPLEMENTED, text="unknown service x.Y")),
    Rule(
        "10",
        "unknown method",
        Call(path="/grpc.testing.TestService/Nope"),
        Answer(UNIMPLEMENTED, text="unknown method Nope for service grpc.testing.TestService"),
    ),
    *(
        Rule("11", f"grpc-timeout '{value}'", Call(extra=[("grpc-timeout", value)]), Answer(INTERNAL, "400", "grpc-timeout"))
        for value in ["100", "S", "123456789S", "-1S", "+1S", "1 S", "1.5S", "1s", "1x", "1SS", "0x1S"]
    ),
    *(
        Rule("11", f"grpc-timeout {value}", Call(extra=[("grpc-timeout", value)]))
        for value in ["99999999H", "1M", "5S", "5000m", "5000000u"]
    ),
    Rule("11", "two of grpc-timeout", Call(extra=[("grpc-timeout", "5S"), ("grpc-timeout", "x")]), Answer((OK, INTERNAL), None)),
    Rule("12", "grpc-timeout 0n", Call(extra=[("grpc-timeout", "0n")]), Answer(DEADLINE_EXCEEDED)),
    Rule("12", "grpc-timeout 0S", Call(extra=[("grpc-timeout", "0S")]), Answer(DEADLINE_EXCEEDED)),
    Rule("14", "the deadline passes while nothing is sent", deadline_of_silent_call, deadline_answer),
    Rule("14", "the deadline passes while the handler works", deadline_of_busy_handler, deadline_answer),
    Rule(
        "15",
        "unknown encoding, compressed message",
        Call(extra=[("grpc-encoding", "snappy")], body=grpc_frame(b"x", flag=1)),
        names_accepted_encodings,
    ),
    Rule("16", "unknown encoding, plain message", Call(extra=[("grpc-encoding", "snappy")]), names_accepted_encodings),
    Rule("16", "two encodings", Call(extra=[("grpc-encoding", "gzip"), ("grpc-encoding", "snappy")]), Answer((INTERNAL, UNIMPLEMENTED))),
    Rule("17", "compressed flag without grpc-encoding", Call(body=grpc_frame(b"", flag=1)), Answer(INTERNAL, text="compressed flag")),
    Rule(
        "17",
        "compressed flag with identity",
        Call(extra=[("grpc-encoding", "identity")], body=grpc_frame(b"", flag=1)),
        Answer(INTERNAL, text="compressed flag"),
    ),
    *(
        Rule("18", f"compressed flag {flag}", Call(extra=extra, body=grpc_frame(b"", flag=flag)), Answer(INTERNAL, text="payload format"))
        for flag, extra in [(2, []), (128, []), (255, []), (3, GZIP)]
    ),
    Rule(
        "20",
        "gzip, a fresh stream for every message",
        Call(INPUT, extra=GZIP, body=b"".join(grpc_frame(gzip.compress(input_message(size)), flag=1) for size in (10, 20_000, 30))),
        Answer(messages=aggregated(20_040)),
    ),
    Rule(
        "20",
        "deflate has the zlib wrapper",
        Call(INPUT, extra=DEFLATE, body=b"".join(grpc_frame(zlib.compress(input_message(size)), flag=1) for size in (10, 20))),
        Answer(messages=aggregated(30)),
    ),
    Rule(
        "20",
        "compressed and plain messages in one call",
        Call(INPUT, extra=GZIP, body=inputs(5) + grpc_frame(gzip.compress(input_message(6)), flag=1) + inputs(7)),
        Answer(messages=aggregated(18)),
    ),
    Rule(
        "20",
        "deflate without the wrapper",
        Call(INPUT, extra=DEFLATE, body=grpc_frame(deflated_raw(input_message(1000)), flag=1)),
        Answer(INTERNAL),
    ),
    Rule("21", "corrupt gzip", Call(INPUT, extra=GZIP, body=grpc_frame(b"\x1f\x8b\x08" + b"\xff" * 50, flag=1)), Answer(INTERNAL)),
    Rule(
        "21", "gzip cut short", Call(INPUT, extra=GZIP, body=grpc_frame(gzip.compress(input_message(1000))[:-6], flag=1)), Answer(INTERNAL)
    ),
    Rule(
        "21",
        "gzip with bytes behind its end",
        Call(INPUT, extra=GZIP, body=grpc_frame(gzip.compress(input_message(9)) + b"xyz", flag=1)),
        Answer(INTERNAL),
    ),
    Rule(
        "21",
        "gzip with a wrong checksum",
        Call(INPUT, extra=GZIP, body=grpc_frame(gzip.compress(input_message(1000))[:-8] + b"\x00" * 8, flag=1)),
        Answer(INTERNAL),
    ),
    Rule(
        "21", "a small message that inflates to 64 MiB", Call(INPUT, extra=GZIP, body=grpc_frame(BOMB, flag=1)), Answer(RESOURCE_EXHAUSTED)
    ),
    Rule("22", "empty message with the compressed flag", Call(extra=GZIP, body=grpc_frame(b"", flag=1))),
    Rule("22", "empty message, compressed", Call(extra=GZIP, body=grpc_frame(gzip.compress(b""), flag=1))),
    Rule("23", "no grpc-accept-encoding", compressed_response_only_if_accepted([], None)),
    Rule("23", "grpc-accept-encoding identity", compressed_response_only_if_accepted(["identity"], None)),
    Rule("23", "grpc-accept-encoding gzip", compressed_response_only_if_accepted(["gzip"], "gzip")),
    Rule("23", "grpc-accept-encoding with spaces", compressed_response_only_if_accepted([" identity , gzip "], "gzip")),
    Rule("23", "grpc-accept-encoding repeated", compressed_response_only_if_accepted(["identity", "gzip"], "gzip")),
    Rule("23", "the encoding of the handler is not accepted", compressed_response_only_if_accepted(["deflate"], None)),
    Rule("23", "grpc-accept-encoding unknown", compressed_response_only_if_accepted(["snappy,br"], None)),
    *(
        Rule("24", f"messages in frames of {step} bytes", in_pieces(INPUT, inputs(20, 0, 30), step), Answer(messages=aggregated(50)))
        for step in (1, 2, 3, 5, 7)
    ),
    Rule("24", "many messages in one frame", Call(INPUT, body=inputs(*range(100))), Answer(messages=aggregated(4950))),
    Rule("24", "padding is no part of a message", in_pieces(INPUT, inputs(20, 30), 3, padding=200), Answer(messages=aggregated(50))),
    Rule("24", "CONTINUATION and padding", continuation_and_padding),
    Rule("25", "the largest message", within_windows(UNARY, unary_of_size(LIMIT))),
    Rule(
        "25",
        "one byte too large",
        without_end(UNARY, grpc_frame(b"", length=LIMIT + 1)),
        Answer(RESOURCE_EXHAUSTED, text="grpc: received message larger than max (4194305 vs. 4194304)"),
    ),
    Rule("25", "the largest length", without_end(UNARY, grpc_frame(b"", length=0xFFFFFFFF)), Answer(RESOURCE_EXHAUSTED, text="4294967295")),
    Rule(
        "25",
        "too large as the second message",
        without_end(INPUT, inputs(3) + grpc_frame(b"", length=LIMIT + 1)),
        Answer(RESOURCE_EXHAUSTED),
    ),
    Rule("26", "half a prefix", Call(UNARY, body=b"\x00\x00"), Answer(INTERNAL, text="unexpected EOF")),
    Rule("26", "half a message", Call(UNARY, body=grpc_frame(b"\x0a\x05Ne", length=7)), Answer(INTERNAL, text="unexpected EOF")),
    Rule("26", "half a prefix in a stream", Call(INPUT, body=inputs(4) + b"\x00\x00\x00"), Answer(INTERNAL, text="unexpected EOF")),
    Rule(
        "26",
        "half a message in a stream",
        Call(INPUT, body=inputs(4) + grpc_frame(b"AAA", length=10)),
        Answer(INTERNAL, text="unexpected EOF"),
    ),
    Rule("27", "no body", Call(UNARY, body=None), Answer(UNIMPLEMENTED, text="got none")),
    Rule("27", "no body for a server stream", Call(OUTPUT, body=None), Answer(UNIMPLEMENTED, text="got none")),
    Rule("27", "no body for a client stream", Call(INPUT, body=None), Answer(messages=aggregated(0))),
    Rule("28", "two messages", Call(UNARY, body=unary() * 2), Answer(UNIMPLEMENTED, text="got more")),
    Rule("28", "two messages for a server stream", Call(OUTPUT, body=output() * 2), Answer(UNIMPLEMENTED, text="got more")),
    Rule("29", "empty body", Call(UNARY, body=b""), Answer(UNIMPLEMENTED, text="got none")),
    Rule("29", "an empty frame ends the request", in_pieces(UNARY, unary(), 100)),
    Rule("30", "the status is in the trailers", Call(UNARY, body=unary(10)), full_response),
    *(
        Rule("30", f"status {code} of a handler", Call(UNARY, body=unary(status=(code, "why"))), Answer(code, text="why"))
        for code in range(1, 17)
    ),
    Rule("34", "second header block without END_STREAM", second_header_block(end_stream=False), REFUSED_OR_MALFORMED),
    Rule("34", "request trailers", second_header_block(end_stream=True), either(Answer((OK, INTERNAL)), REFUSED_OR_MALFORMED)),
    Rule("35", "percent signs", status_on_the_wire("100%", "100%25"), Answer(UNKNOWN)),
    Rule("35", "UTF-8 in capital hexadecimal", status_on_the_wire("\u263a", "%E2%98%BA"), Answer(UNKNOWN)),
    Rule("35", "control characters", status_on_the_wire("\t\r\n\x7f", "%09%0D%0A%7F"), Answer(UNKNOWN)),
    Rule(
        "35",
        "printable ASCII stays",
        status_on_the_wire("! \"#$&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~", "! \"#$&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~"),
        Answer(UNKNOWN),
    ),
    Rule("36", "unknown metadata, also of reserved names", Call(extra=[("x-anything", "at all"), ("grpc-future", "1"), ("x.y_z-1", "2")])),
    Rule("36", "names in capitals", with_field("Upper", "case"), REFUSED_OR_MALFORMED),
    Rule("37", "binary metadata, not padded", echo(ECHO_BINARY, "qw", expect=["qw"])),
    Rule("37", "binary metadata, padded", echo(ECHO_BINARY, "qw==", expect=["qw"])),
    Rule("37", "binary values joined with a comma", echo(ECHO_BINARY, "qw==,q6s", expect=["qw", "q6s"])),
    Rule("37", "an empty binary value", echo(ECHO_BINARY, "", expect=[""])),
    Rule("37", "binary metadata that is not base64", Call(UNARY, extra=[(ECHO_BINARY, "!!!")], body=unary()), Answer(INTERNAL, http=None)),
    Rule("38", "bytes beyond ASCII in a value", Call(extra=[("x-latin", b"caf\xe9")])),
    Rule("38", "spaces around a value", echo(ECHO_TEXT, "  spaced out ", expect=["spaced out"])),
    Rule("38", "several values keep their order", echo(ECHO_TEXT, "one", "two", "three", expect=["one", "two", "three"])),
    Rule("39", "RST_STREAM of the client", late_answer_after_reset),
    Rule("40", "trailers before the end of the request", early_end, Answer(reset=NO_ERROR)),
    Rule("40", "messages and trailers before the end of the request", early_end_of_stream, Answer(reset=NO_ERROR)),
    *(
        Rule("B1", f"protobuf: {title}", Call(UNARY, body=grpc_frame(message)), Answer(INTERNAL, text="error unmarshalling"))
        for title, message in [
            ("wire type 7", b"\x0f"),
            ("field number 0", b"\x00\x01"),
            ("a length beyond the end", b"\x1a\x05\x0a"),
            ("a varint of 11 bytes", b"\x10" + b"\xff" * 10 + b"\x01"),
            ("a varint that ends early", b"\x10\xff"),
            ("a string that is not UTF-8", b"\x3a\x04\x12\x02\xff\xfe"),
            ("a group without an end", b"\x0b"),
            ("nesting of 20,000 levels", nested(20_000)),
        ]
    ),
    Rule("B1", "protobuf: unknown fields are skipped", Call(UNARY, body=grpc_frame(b"\xc2\x3e\x03abc" + b"\xc8\x3e\x05"))),
    Rule(
        "F1",
        "a body as large as the window",
        body_as_large_as_the_window,
        settings={SETTINGS_WINDOW: len(RESPONSE_OF_1000)},
        grants_window=False,
    ),
    Rule(
        "F1",
        "a body one byte larger than the window",
        body_larger_than_the_window,
        settings={SETTINGS_WINDOW: len(RESPONSE_OF_1000) - 1},
        grants_window=False,
    ),
    Rule("F2", "GOAWAY of a client that still waits", goaway_of_the_client, lives_on=False),
    Rule(
        "F4",
        "a large message flows through the windows",
        within_windows(INPUT, inputs(3_000_000, 3_000_000)),
        Answer(messages=aggregated(6_000_000)),
    ),
    Rule("F4", "unread messages use up the window", unread_stream_is_not_credited),
    Rule(
        "F6",
        "trailers beyond the peer's MAX_HEADER_LIST_SIZE",
        Call(UNARY, body=unary(status=(2, "m" * 2000))),
        either(within_the_list_size, Answer(reset=INTERNAL_ERROR)),
        settings={SETTINGS_HEADER_LIST: 500},
    ),
]
