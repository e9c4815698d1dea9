"""The list of connectrpc/conformance for plain gRPC, as far as it is not in the tables of wire rules already.

https://github.com/connectrpc/conformance: the names of its suites stand where the others have a rule's number.
"""

import time

import interop_peers  # noqa: F401  (brings the modules of Tests/Interop/python)
import testing_protos as protos
from interop_cases import output_request, payload
from raw_http2 import CANCEL, grpc_frame
from wire_rules_client import ALL, LIMIT, ONE, ClientRule, Seen, body, head, only_trailers, response, timeout_between, trailers
from wire_rules_client import DUPLEX as DUPLEX_METHOD
from wire_rules_client import INPUT as INPUT_METHOD
from wire_rules_client import OUTPUT as OUTPUT_METHOD
from wire_rules_client import UNARY as UNARY_METHOD
from wire_rules_server import ECHO_BINARY, ECHO_TEXT, aggregated, inputs, output, unary
from wire_table import (
    CANCELLED,
    DEADLINE_EXCEEDED,
    DUPLEX,
    EMPTY,
    FAILED_PRECONDITION,
    INPUT,
    INVALID_ARGUMENT,
    OUTPUT,
    RESOURCE_EXHAUSTED,
    SERVICE,
    UNARY,
    Answer,
    Call,
    Rule,
)

HALF_DUPLEX = SERVICE + "HalfDuplexCall"
SNOWMAN = "\u2603 and \U0001f608, 100 %"
METADATA = [(ECHO_TEXT, "one"), (ECHO_TEXT, "two"), (ECHO_BINARY, "AQ"), (ECHO_BINARY, "Ag")]


def payloads(*sizes: int) -> list:
    return [(0, protos.SimpleResponse(payload=payload(size)).SerializeToString()) for size in sizes]


def status(code: int, message: str = "why", sizes=()) -> bytes:
    """Requests of a stream: some that ask for messages, and one that asks for a status."""
    asked = protos.StreamingOutputCallRequest()
    asked.response_status.code, asked.response_status.message = code, message
    return b"".join(output(size) for size in sizes) + grpc_frame(asked.SerializeToString())


def in_turns(*sizes: int):
    """A conversation: every request waits for the response to the one before."""

    def send(connection):
        connection.open(1, DUPLEX)
        for count, size in enumerate(sizes, 1):
            connection.data(1, output(size))
            connection.receive_until(lambda: len(connection.stream(1).messages) == count)
        connection.data(1, b"", end_stream=True)
        return connection.finish(1)

    return send


def left_open(path: str, body: bytes = b"", timeout: str = "50m"):
    """A call with a deadline whose requests never end."""

    def send(connection):
        connection.open(1, path, extra=[("grpc-timeout", timeout)])
        if body:
            connection.data(1, body)
        start = time.monotonic()
        stream = connection.finish(1)
        assert 0.04 < time.monotonic() - start < 1
        return stream

    return send


def timed_out(stream) -> None:
    assert stream.grpc_status == DEADLINE_EXCEEDED or stream.reset == CANCEL


def slow_output() -> bytes:
    request = output_request([1])
    request.response_parameters[0].interval_us = 3_000_000
    return grpc_frame(request.SerializeToString())


def echoed(path: str, body: bytes, expect: Answer):
    """The call sends every metadata field twice, and both values come back in order, the text before and the bytes behind the messages."""

    def check(stream):
        expect(stream)
        everything = [pair for block in stream.blocks for pair in block]
        assert [pair for pair in everything if pair[0] in (ECHO_TEXT, ECHO_BINARY)] == METADATA

    return Call(path, extra=METADATA, body=body), check


def of_size(path: str, *sizes: int):
    """Messages of exactly these sizes, sent as the windows allow."""
    kinds = {UNARY: protos.SimpleRequest, INPUT: protos.StreamingInputCallRequest}
    kind = kinds.get(path, protos.StreamingOutputCallRequest)

    def message(size: int) -> bytes:
        request = kind(payload=payload(size))
        request.payload.body = bytes(2 * size - request.ByteSize())
        encoded = request.SerializeToString()
        assert len(encoded) == size
        return grpc_frame(encoded)

    def send(connection):
        connection.open(1, path)
        for size in sizes:
            connection.data_within_windows(1, message(size))
        if not connection.stream(1).is_over:
            connection.data(1, b"", end_stream=True)
        return connection.finish(1)

    return send


# A request that TestService refuses.
NOT_COMPRESSED = grpc_frame(protos.StreamingInputCallRequest(expect_compressed=protos.BoolValue(value=True)).SerializeToString())
TOO_LARGE = Answer(RESOURCE_EXHAUSTED)
ERROR_KINDS = [
    ("unary", lambda code, message: Call(UNARY, body=unary(status=(code, message)))),
    ("server-stream", lambda code, message: Call(OUTPUT, body=status(code, message))),
    ("bidi-stream", lambda code, message: Call(DUPLEX, body=status(code, message))),
]

SERVER = [
    Rule("basic", "unary", Call(UNARY, body=unary(10)), Answer(messages=payloads(10))),
    Rule("basic", "unary, nothing in it", Call(EMPTY), Answer(messages=[(0, b"")])),
    Rule("basic", "client-stream", Call(INPUT, body=inputs(1, 2, 3)), Answer(messages=aggregated(6))),
    Rule("basic", "client-stream, one message", Call(INPUT, body=inputs(5)), Answer(messages=aggregated(5))),
    Rule("basic", "server-stream", Call(OUTPUT, body=output(3, 1, 2)), Answer(messages=payloads(3, 1, 2))),
    Rule("basic", "server-stream, no responses", Call(OUTPUT, body=output()), Answer(messages=[])),
    Rule("basic", "bidi-stream, half duplex", Call(HALF_DUPLEX, body=output(1) + output(2, 3)), Answer(messages=payloads(1, 2, 3))),
    Rule("basic", "bidi-stream, half duplex, nothing", Call(HALF_DUPLEX, body=None), Answer(messages=[])),
    Rule("basic", "bidi-stream, full duplex", in_turns(4, 5, 6), Answer(messages=payloads(4, 5, 6))),
    Rule("basic", "bidi-stream, full duplex, nothing", Call(DUPLEX, body=None), Answer(messages=[])),
    *(
        Rule("errors", f"{kind}, code {code}", call(code, "why"), Answer(code, text="why"))
        for kind, call in ERROR_KINDS
        for code in range(1, 17)
    ),
    *(
        Rule("errors", f"{kind}, message in Unicode", call(9, SNOWMAN), Answer(9, text="%E2%98%83 and %F0%9F%98%88, 100 %25"))
        for kind, call in ERROR_KINDS
    ),
    *(Rule("errors", f"{kind}, no message", call(9, ""), Answer(9)) for kind, call in ERROR_KINDS),
    Rule("errors", "bidi-stream, after responses", Call(DUPLEX, body=status(9, sizes=[1, 2])), Answer(9, messages=payloads(1, 2))),
    *(
        Rule("duplicate_metadata", title, *echoed(path, body, expect))
        for title, path, body, expect in [
            ("unary", UNARY, unary(1), Answer(messages=payloads(1))),
            ("unary, error", UNARY, unary(status=(13, "why")), Answer(13)),
            ("client-stream", INPUT, inputs(1, 2), Answer(messages=aggregated(3))),
            ("client-stream, error", INPUT, NOT_COMPRESSED, Answer(INVALID_ARGUMENT)),
            ("server-stream", OUTPUT, output(1, 2), Answer(messages=payloads(1, 2))),
            ("server-stream, no responses", OUTPUT, output(), Answer(messages=[])),
            ("server-stream, error", OUTPUT, status(13), Answer(13)),
            ("bidi-stream, full duplex", DUPLEX, output(1) + output(2), Answer(messages=payloads(1, 2))),
            ("bidi-stream, full duplex, error", DUPLEX, status(13), Answer(13)),
            ("bidi-stream, full duplex, error after responses", DUPLEX, status(13, sizes=[1, 2]), Answer(13, messages=payloads(1, 2))),
            ("bidi-stream, half duplex", HALF_DUPLEX, output(1) + output(2), Answer(messages=payloads(1, 2))),
            ("bidi-stream, half duplex, no responses", HALF_DUPLEX, b"", Answer(messages=[])),
            ("bidi-stream, half duplex, error", HALF_DUPLEX, status(13), Answer(13)),
            ("bidi-stream, half duplex, error after responses", HALF_DUPLEX, status(13, sizes=[1, 2]), Answer(13, messages=payloads(1, 2))),
        ]
    ),
    Rule("timeouts", "client-stream", left_open(INPUT, inputs(1)), timed_out),
    Rule("timeouts", "server-stream", Call(OUTPUT, extra=[("grpc-timeout", "50m")], body=slow_output()), timed_out),
    Rule("timeouts", "bidi-stream, half duplex", left_open(HALF_DUPLEX, output(1)), timed_out),
    Rule("timeouts", "bidi-stream, full duplex", left_open(DUPLEX, output(1)), timed_out),
    Rule("timeouts", "bidi-stream, full duplex, the handler sleeps", left_open(DUPLEX, slow_output()), timed_out),
    Rule(
        "grpc_proto_subformat",
        "request and response are application/grpc",
        Call(UNARY, body=unary(1)),
        Answer(fields={"content-type": "application/grpc"}, messages=payloads(1)),
    ),
    Rule(
        "grpc_proto_subformat",
        "request and response are application/grpc+proto",
        Call(UNARY, body=unary(1), replace={"content-type": "application/grpc+proto"}),
        Answer(fields={"content-type": "application/grpc+proto"}, messages=payloads(1)),
    ),
    *(
        Rule("server_empty", title, Call(path, body=grpc_frame(b"")), expect)
        for title, path, expect in [
            ("unary", UNARY, Answer(messages=[(0, b"\x0a\x00")])),
            ("client-stream", INPUT, Answer(messages=[(0, b"")])),
            ("server-stream", OUTPUT, Answer(messages=[])),
            ("bidi-stream, half duplex", HALF_DUPLEX, Answer(messages=[])),
        ]
    ),
    Rule("server_message_size", "unary, as large as allowed", of_size(UNARY, LIMIT)),
    Rule("server_message_size", "unary, too large", of_size(UNARY, LIMIT + 10), TOO_LARGE),
    Rule("server_message_size", "client-stream, both as large as allowed", of_size(INPUT, LIMIT, LIMIT)),
    Rule("server_message_size", "client-stream, the first too large", of_size(INPUT, LIMIT + 10, LIMIT), TOO_LARGE),
    Rule("server_message_size", "client-stream, the second too large", of_size(INPUT, LIMIT, LIMIT + 10), TOO_LARGE),
    Rule("server_message_size", "server-stream, as large as allowed", of_size(OUTPUT, LIMIT)),
    Rule("server_message_size", "server-stream, too large", of_size(OUTPUT, LIMIT + 10), TOO_LARGE),
    Rule("server_message_size", "bidi-stream, half duplex, both as large as allowed", of_size(HALF_DUPLEX, LIMIT, LIMIT)),
    Rule("server_message_size", "bidi-stream, half duplex, the first too large", of_size(HALF_DUPLEX, LIMIT + 10, LIMIT), TOO_LARGE),
    Rule("server_message_size", "bidi-stream, half duplex, the second too large", of_size(HALF_DUPLEX, LIMIT, LIMIT + 10), TOO_LARGE),
    Rule("server_message_size", "bidi-stream, full duplex, both as large as allowed", of_size(DUPLEX, LIMIT, LIMIT)),
    Rule("server_message_size", "bidi-stream, full duplex, the first too large", of_size(DUPLEX, LIMIT + 10, LIMIT), TOO_LARGE),
    Rule("server_message_size", "bidi-stream, full duplex, the second too large", of_size(DUPLEX, LIMIT, LIMIT + 10), TOO_LARGE),
]


HEADER, HEADERS = ("x-custom-header", "foo"), [("x-custom-header", value) for value in ("foo", "bar", "baz")]
TRAILER, TRAILERS = ("x-custom-trailer", "bing"), [("x-custom-trailer", value) for value in ("bing", "quuz")]
ERROR = ("grpc-message", "error")
STREAMS = (OUTPUT_METHOD, DUPLEX_METHOD)


def cancelled(seen, requests):
    assert seen.code == CANCELLED, f"code {seen.code}: {seen.message}"
    assert requests[0].reset == CANCEL


CLIENT = [
    *(
        ClientRule("errors", f"code {code}", [only_trailers(("grpc-message", "why"), status=code)], Seen(code, message="why"), method)
        for code in range(1, 17)
        for method in (UNARY_METHOD, DUPLEX_METHOD)
    ),
    *(
        ClientRule(
            "errors",
            f"code {code} after a message",
            [head(), body(ONE), trailers(("grpc-message", "why"), status=code)],
            Seen(code, message="why", received=[0]),
            OUTPUT_METHOD,
        )
        for code in range(1, 17)
    ),
    *(
        ClientRule(
            "errors",
            "message in Unicode",
            [only_trailers(("grpc-message", "%E2%98%83 and %F0%9F%98%88, 100 %25"), status=9)],
            Seen(FAILED_PRECONDITION, message=r"\xe2\x98\x83 and \xf0\x9f\x98\x88, 100 %"),
            method,
        )
        for method in ALL
    ),
    ClientRule(
        "grpc_client_trailers",
        "trailers at the end",
        [head(HEADER), trailers(ERROR, TRAILER, status=9)],
        Seen(FAILED_PRECONDITION, message="error", initial=[HEADER], trailing=[TRAILER]),
        DUPLEX_METHOD,
    ),
    ClientRule(
        "grpc_client_trailers",
        "trailers at the end",
        [head(), trailers(ERROR, TRAILER, status=9)],
        Seen(FAILED_PRECONDITION, message="error", trailing=[TRAILER]),
    ),
    ClientRule(
        "grpc_client_trailers",
        "trailers at the end, repeated fields",
        [head(*HEADERS), trailers(ERROR, *TRAILERS, status=9)],
        Seen(FAILED_PRECONDITION, initial=HEADERS, trailing=TRAILERS),
        DUPLEX_METHOD,
    ),
    *(
        ClientRule(
            "grpc_client_trailers",
            "Trailers-Only",
            [only_trailers(TRAILER, ERROR, status=9)],
            Seen(FAILED_PRECONDITION, message="error", trailing=[TRAILER]),
            method,
        )
        for method in ALL
    ),
    *(
        ClientRule(
            "grpc_client_trailers",
            "Trailers-Only, repeated fields",
            [only_trailers(*TRAILERS, ERROR, status=9)],
            Seen(FAILED_PRECONDITION, trailing=TRAILERS),
            method,
        )
        for method in ALL
    ),
    *(
        ClientRule(
            "grpc_client_empty",
            "empty response",
            [head(HEADER, content_type="application/grpc+proto"), body(ONE), trailers(TRAILER)],
            Seen(received=[0], initial=[HEADER], trailing=[TRAILER]),
            method,
        )
        for method in (UNARY_METHOD, DUPLEX_METHOD)
    ),
    *(
        ClientRule(
            "grpc_client_empty",
            "empty response",
            [head(HEADER, content_type="application/grpc+proto"), body(ONE), trailers(TRAILER)],
            Seen(received=[0]),
            method,
        )
        for method in (INPUT_METHOD, OUTPUT_METHOD)
    ),
    *(
        ClientRule("grpc_client_unexpected", title, [head(), body(ONE, rest), trailers()], Seen(13, received=[0]), method)
        for method in STREAMS
        for title, rest in [
            ("half a message after a whole one", grpc_frame(b"AAA", length=10)),
            ("half a prefix after a message", b"\0\0\0"),
        ]
    ),
    *(
        ClientRule("grpc_client_unexpected", "message and no trailers", [head(), body(ONE, end=True)], Seen((13, 2), received=[0]), method)
        for method in STREAMS
    ),
    *(
        ClientRule(
            "duplicate_metadata",
            "success",
            [head(*HEADERS), body(ONE), trailers(*TRAILERS)],
            Seen(received=[0], initial=HEADERS, trailing=TRAILERS),
            method,
        )
        for method in (UNARY_METHOD, DUPLEX_METHOD)
    ),
    ClientRule(
        "duplicate_metadata",
        "no responses",
        [head(*HEADERS), trailers(*TRAILERS)],
        Seen(received=[], initial=HEADERS, trailing=TRAILERS),
        DUPLEX_METHOD,
    ),
    *(
        ClientRule(
            "duplicate_metadata",
            "error after responses",
            [head(*HEADERS), body(ONE, ONE), trailers(*TRAILERS, status=13)],
            Seen(13, received=[0, 0], trailing=TRAILERS),
            method,
        )
        for method in STREAMS
    ),
    *(
        ClientRule(
            "deadline_propagation", "grpc-timeout", [head(), body(ONE), trailers()], timeout_between(2, 3), method, ("--timeout_ms=3000",)
        )
        for method in ALL
    ),
    *(ClientRule("client_cancellation", "no response yet", [], cancelled, method, ("--cancel_after_ms=300",)) for method in ALL),
    *(
        ClientRule("client_cancellation", "after a response", [head(), body(ONE)], cancelled, method, ("--cancel_after_ms=300",))
        for method in ALL
    ),
    ClientRule(
        "client_cancellation",
        "while requests wait for the window",
        [],
        cancelled,
        INPUT_METHOD,
        ("--cancel_after_ms=300", "--requests=50", "--request_size=100000"),
        settings={4: 1000},
        at_headers=True,
    ),
    ClientRule(
        "client_cancellation",
        "while requests wait for the window",
        [],
        cancelled,
        DUPLEX_METHOD,
        ("--cancel_after_ms=300", "--requests=50", "--request_size=100000"),
        settings={4: 1000},
        at_headers=True,
    ),
    *(
        ClientRule(
            "client_message_size",
            "as large as allowed",
            [head(), lambda connection, stream: connection.data_within_windows(stream, grpc_frame(response(LIMIT - 10))), trailers()],
            Seen(received=[LIMIT - 10]),
            method,
        )
        for method in STREAMS
    ),
    *(
        ClientRule(
            "client_message_size",
            "too large",
            [head(), lambda connection, stream: connection.data_within_windows(stream, grpc_frame(response(LIMIT)))],
            Seen(RESOURCE_EXHAUSTED),
            method,
        )
        for method in (UNARY_METHOD, *STREAMS)
    ),
    *(
        ClientRule(
            "client_message_size",
            "too large after one that is allowed",
            [head(), body(ONE, grpc_frame(b"", length=LIMIT + 1))],
            Seen(RESOURCE_EXHAUSTED, received=[0]),
            method,
        )
        for method in STREAMS
    ),
]
