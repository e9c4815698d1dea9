"""The table of wire rules for clients: a server that answers as no server should, and what the client must make of it."""

import dataclasses
import gzip
import re
import time
import zlib
from collections.abc import Callable

import interop_peers  # noqa: F401  (brings the modules of Tests/Interop/python)
import testing_protos as protos
from interop_cases import payload
from interop_peers import Probe
from raw_http2 import (
    CANCEL,
    COMPRESSION_ERROR,
    CONNECT_ERROR,
    ENHANCE_YOUR_CALM,
    FLOW_CONTROL_ERROR,
    FRAME_SIZE_ERROR,
    HTTP_1_1_REQUIRED,
    INADEQUATE_SECURITY,
    INTERNAL_ERROR,
    NO_ERROR,
    PROTOCOL_ERROR,
    REFUSED_STREAM,
    SETTINGS_TIMEOUT,
    STREAM_CLOSED,
    Stream,
    grpc_frame,
)
from wire_table import (
    CANCELLED,
    DEADLINE_EXCEEDED,
    FAILED_PRECONDITION,
    INTERNAL,
    OK,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    UNAUTHENTICATED,
    UNAVAILABLE,
    UNIMPLEMENTED,
    UNKNOWN,
    among,
)

LIMIT = 4 * 1024 * 1024
UNARY, INPUT, OUTPUT, DUPLEX = "UnaryCall", "StreamingInputCall", "StreamingOutputCall", "FullDuplexCall"
ALL = (UNARY, INPUT, OUTPUT, DUPLEX)


# What the server sends, one step after the other: each takes the connection and the stream's number.


def head(*extra, status="200", content_type="application/grpc", end=False):
    fields = [(":status", status)] + ([("content-type", content_type)] if content_type else []) + list(extra)
    return lambda connection, stream: connection.headers(stream, fields, end_stream=end)


def body(*pieces: bytes, end=False):
    return lambda connection, stream: connection.data(stream, b"".join(pieces), end_stream=end)


def trailers(*extra, status: object = "0", end=True):
    fields = ([("grpc-status", str(status))] if status is not None else []) + list(extra)
    return lambda connection, stream: connection.headers(stream, fields, end_stream=end)


def only_trailers(*extra, status: object = "0", **options):
    return head(*([("grpc-status", str(status))] if status is not None else []), *extra, end=True, **options)


def reset(code: int):
    return lambda connection, stream: connection.reset(stream, code)


def pause(seconds: float):
    return lambda connection, stream: time.sleep(seconds)


def close(connection, stream):
    connection.socket.close()
    connection.closed = True


def response(size: int = 0) -> bytes:
    """A response of UnaryCall, StreamingOutputCall or FullDuplexCall: all have the payload in field 1."""
    return protos.SimpleResponse(payload=payload(size)).SerializeToString() if size else b""


ONE = grpc_frame(b"")


@dataclasses.dataclass
class Seen:
    """What the client must report. `None` leaves a thing open."""

    code: object = OK
    text: str = ""
    message: str | None = None
    received: list[int] | None = None
    initial: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    trailing: list[tuple[str, str]] = dataclasses.field(default_factory=list)

    def __call__(self, seen: Probe, requests: list[Stream]) -> None:
        assert among(seen.code, self.code), f"code {seen.code}: {seen.message}"
        assert self.text in seen.message
        assert self.message is None or seen.message == self.message
        assert self.received is None or seen.received == self.received
        for got, expected in ((seen.initial, self.initial), (seen.trailing, self.trailing)):
            for name in {name for name, _ in expected}:
                assert [pair for pair in got if pair[0] == name] == [pair for pair in expected if pair[0] == name]


@dataclasses.dataclass
class ClientRule:
    """One row: the steps of the server's answer, and what the client must make of them."""

    number: str
    title: str
    answer: list
    expect: Callable[[Probe, list[Stream]], None]
    method: str = UNARY
    flags: tuple[str, ...] = ()
    settings: dict = dataclasses.field(default_factory=dict)
    at_headers: bool = False

    @property
    def id(self) -> str:
        return f"{self.number} {self.title} ({self.method})"


# Looks at what the client has sent.


def request_fields(check):
    def expect(seen, requests):
        assert seen.code == OK, seen.message
        check(requests[0].blocks[0])

    return expect


def request_messages(check):
    def expect(seen, requests):
        assert seen.code == OK, seen.message
        check(requests[0])

    return expect


def order_of_fields(fields):
    names = [name for name, _ in fields]
    pseudo = [name for name in names if name.startswith(":")]
    assert names[: len(pseudo)] == pseudo and sorted(pseudo) == [":authority", ":method", ":path", ":scheme"]
    assert names.index("x-custom") > max(names.index(name) for name in ("te", "content-type", "grpc-timeout"))
    assert names[4] == "grpc-timeout"


def field(name: str, pattern: str):
    """The field is there once, and looks like this."""

    def check(fields):
        values = [value for key, value in fields if key == name]
        assert len(values) == 1 and re.fullmatch(pattern, values[0]), f"{name}: {values}"

    return request_fields(check)


def timeout_between(least: float, most: float):
    """The timeout on the wire has at most 8 digits, and is not longer than asked for nor shorter than what is left."""

    def check(fields):
        value = dict(fields)["grpc-timeout"]
        assert re.fullmatch(r"[0-9]{1,8}[HMSmun]", value)
        seconds = int(value[:-1]) * {"H": 3600, "M": 60, "S": 1, "m": 1e-3, "u": 1e-6, "n": 1e-9}[value[-1]]
        assert least <= seconds <= most, value

    return request_fields(check)


def no_reserved_fields(fields):
    assert [value for name, value in fields if name == "x-custom"] == ["kept"]
    assert not any(name in ("grpc-custom", "grpc-status") for name, _ in fields)
    assert [value for name, value in fields if name == "te"] == ["trailers"]
    assert all(name == name.lower() for name, _ in fields)


def reserved_metadata(seen, requests):
    """Names that belong to the protocol are dropped, or refused before anything is sent."""
    if requests:
        no_reserved_fields(requests[0].blocks[0])
    else:
        assert seen.code == INTERNAL or seen.code == 3


def plain_empty_message(request):
    flag, message = request.messages[0]
    assert (flag, message) == (0, b"")


def compressed_messages(request):
    fields = dict(request.blocks[0])
    assert fields["grpc-encoding"] == "gzip"
    for flag, message in request.messages:
        assert flag == 1 and len(gzip.decompress(message)) > 10_000


def is_reset_with(code: int, seen_code: object):
    def expect(seen, requests):
        assert among(seen.code, seen_code), f"code {seen.code}: {seen.message}"
        assert requests[0].reset == code

    return expect


def expired(seen, requests):
    """The client's own deadline: it says so itself and tells the server."""
    assert seen.code == DEADLINE_EXCEEDED, f"code {seen.code}: {seen.message}"
    assert requests[0].reset == CANCEL


GZIPPED = [head(("grpc-encoding", "gzip"))]
HTTP_STATUS = [
    ("400", INTERNAL),
    ("401", UNAUTHENTICATED),
    ("403", PERMISSION_DENIED),
    ("404", UNIMPLEMENTED),
    ("409", UNKNOWN),
    ("412", UNKNOWN),
    ("413", UNKNOWN),
    ("415", UNKNOWN),
    ("418", UNKNOWN),
    ("429", UNAVAILABLE),
    # The specification's table says INTERNAL since 2024; older implementations and the list of connectrpc/conformance say UNKNOWN.
    ("431", INTERNAL),
    ("500", UNKNOWN),
    ("502", UNAVAILABLE),
    ("503", UNAVAILABLE),
    ("504", UNAVAILABLE),
    ("505", UNKNOWN),
    ("800", UNKNOWN),
    ("204", UNKNOWN),
]
RESETS = [
    (NO_ERROR, INTERNAL),
    (PROTOCOL_ERROR, INTERNAL),
    (INTERNAL_ERROR, INTERNAL),
    (FLOW_CONTROL_ERROR, INTERNAL),
    (SETTINGS_TIMEOUT, INTERNAL),
    (STREAM_CLOSED, UNKNOWN),
    (FRAME_SIZE_ERROR, INTERNAL),
    (REFUSED_STREAM, UNAVAILABLE),
    (CANCEL, CANCELLED),
    (COMPRESSION_ERROR, INTERNAL),
    (CONNECT_ERROR, INTERNAL),
    (ENHANCE_YOUR_CALM, RESOURCE_EXHAUSTED),
    (INADEQUATE_SECURITY, PERMISSION_DENIED),
    (HTTP_1_1_REQUIRED, UNKNOWN),
    (0xFF, UNKNOWN),
]

OK_ANSWER = [head(), body(ONE), trailers()]

RULES = [
    ClientRule("1", "order of the fields", OK_ANSWER, request_fields(order_of_fields), flags=("--metadata=x-custom:kept",)),
    *(ClientRule("2", "te: trailers", OK_ANSWER, field("te", "trailers"), method) for method in ALL),
    ClientRule("3", "one :authority", OK_ANSWER, field(":authority", r"127\.0\.0\.1:[0-9]+")),
    *(
        ClientRule(
            "4", f"response with {name}", [head((name, value)), body(ONE), trailers()], is_reset_with(PROTOCOL_ERROR, (INTERNAL, UNKNOWN))
        )
        for name, value in [("connection", "close"), ("transfer-encoding", "chunked"), ("upgrade", "h2c")]
    ),
    *(
        ClientRule("6", "content-type of the request", OK_ANSWER, field("content-type", r"application/grpc(\+proto)?"), method)
        for method in ALL
    ),
    *(
        ClientRule("6", f"response of type {kind}", [head(content_type=kind), body(ONE), trailers()], Seen())
        for kind in ("application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8")
    ),
    ClientRule("5", "response of another type", [head(content_type="image/jpeg"), body(b"\xff\xd8", end=True)], Seen(UNKNOWN)),
    ClientRule(
        "5",
        "response of type text/html with a status",
        [head(content_type="text/html"), body(b"<p>"), trailers(status=5)],
        Seen((UNKNOWN, 5)),
    ),
    ClientRule("5", "response without a type", [head(content_type=None), body(b"", end=True)], Seen((UNKNOWN, INTERNAL))),
    ClientRule(
        "6",
        "response of type application/grpc+json",
        [head(content_type="application/grpc+json"), body(grpc_frame(b"{}")), trailers()],
        Seen((INTERNAL, UNKNOWN, UNIMPLEMENTED)),
    ),
    ClientRule("8", "POST", OK_ANSWER, field(":method", "POST")),
    ClientRule("9", "path", OK_ANSWER, field(":path", "/grpc.testing.TestService/UnaryCall")),
    ClientRule("13", "timeout of 5 s", OK_ANSWER, timeout_between(4, 5), flags=("--timeout_ms=5000",)),
    ClientRule("13", "timeout of 1000 s", OK_ANSWER, timeout_between(999, 1000), flags=("--timeout_ms=1000000",)),
    ClientRule("13", "timeout of 10 days", OK_ANSWER, timeout_between(863_990, 864_060), flags=("--timeout_ms=864000000",)),
    *(ClientRule("14", "no answer before the deadline", [], expired, method, flags=("--timeout_ms=300",)) for method in ALL),
    ClientRule("14", "half an answer before the deadline", [head(), body(ONE)], expired, flags=("--timeout_ms=300",)),
    ClientRule("14", "an answer after the deadline", [pause(0.6), *OK_ANSWER], expired, flags=("--timeout_ms=300",)),
    ClientRule("14", "RST_STREAM(CANCEL) before the deadline", [reset(CANCEL)], Seen(CANCELLED)),
    ClientRule("17", "compressed flag without grpc-encoding", [head(), body(grpc_frame(b"", flag=1)), trailers()], Seen(INTERNAL)),
    ClientRule(
        "17",
        "compressed flag with identity",
        [head(("grpc-encoding", "identity")), body(grpc_frame(b"", flag=1)), trailers()],
        Seen(INTERNAL),
    ),
    *(
        ClientRule("18", f"compressed flag {flag}", [head(), body(grpc_frame(b"", flag=flag)), trailers()], Seen(INTERNAL), method)
        for flag in (2, 255)
        for method in (UNARY, DUPLEX)
    ),
    ClientRule("19", "unknown encoding", [head(("grpc-encoding", "foo")), body(grpc_frame(b"x", flag=1)), trailers()], Seen(INTERNAL)),
    ClientRule(
        "20",
        "gzip, a fresh stream for every message",
        [*GZIPPED, body(*(grpc_frame(gzip.compress(response(size)), flag=1) for size in (10, 2000, 30))), trailers()],
        Seen(received=[10, 2000, 30]),
        OUTPUT,
    ),
    ClientRule(
        "20",
        "deflate has the zlib wrapper",
        [head(("grpc-encoding", "deflate")), body(grpc_frame(zlib.compress(response(50)), flag=1)), trailers()],
        Seen(received=[50]),
    ),
    ClientRule(
        "20",
        "compressed and plain messages in one call",
        [*GZIPPED, body(grpc_frame(response(5)), grpc_frame(gzip.compress(response(6)), flag=1)), trailers()],
        Seen(received=[5, 6]),
        OUTPUT,
    ),
    ClientRule("21", "corrupt gzip", [*GZIPPED, body(grpc_frame(b"\x1f\x8b\x08" + b"\xff" * 30, flag=1)), trailers()], Seen(INTERNAL)),
    ClientRule(
        "21", "gzip cut short", [*GZIPPED, body(grpc_frame(gzip.compress(response(1000))[:-6], flag=1)), trailers()], Seen(INTERNAL)
    ),
    ClientRule(
        "21",
        "a small message that inflates to 64 MiB",
        [*GZIPPED, body(grpc_frame(gzip.compress(bytes(64 << 20)), flag=1)), trailers()],
        Seen(RESOURCE_EXHAUSTED),
    ),
    ClientRule("22", "an empty message is not compressed", OK_ANSWER, request_messages(plain_empty_message), flags=("--compress=true",)),
    ClientRule("22", "empty message with the compressed flag", [*GZIPPED, body(grpc_frame(b"", flag=1)), trailers()], Seen(received=[0])),
    ClientRule("22", "empty message, compressed", [*GZIPPED, body(grpc_frame(gzip.compress(b""), flag=1)), trailers()], Seen(received=[0])),
    ClientRule("23", "grpc-accept-encoding", OK_ANSWER, field("grpc-accept-encoding", r"([a-z]+, ?)*gzip(, ?[a-z]+)*")),
    ClientRule(
        "20",
        "requests compressed with gzip",
        OK_ANSWER,
        request_messages(compressed_messages),
        INPUT,
        ("--compress=true", "--request_size=20000", "--requests=3"),
    ),
    *(
        ClientRule(
            "24",
            f"messages in frames of {step} bytes",
            [
                head(),
                *(
                    body(piece)
                    for piece in (lambda whole: [whole[start : start + step] for start in range(0, len(whole), step)])(
                        grpc_frame(response(20)) + ONE + grpc_frame(response(30))
                    )
                ),
                trailers(),
            ],
            Seen(received=[20, 0, 30]),
            OUTPUT,
        )
        for step in (1, 2, 3, 7)
    ),
    ClientRule(
        "24",
        "many messages in one frame",
        [head(), body(*(grpc_frame(response(size)) for size in range(1, 50))), trailers()],
        Seen(received=list(range(1, 50))),
        OUTPUT,
    ),
    ClientRule(
        "25",
        "the largest message",
        [head(), lambda connection, stream: connection.data_within_windows(stream, grpc_frame(response(LIMIT - 10))), trailers()],
        Seen(received=[LIMIT - 10]),
    ),
    *(
        ClientRule(
            "25",
            "one byte too large",
            [head(), body(grpc_frame(b"", length=LIMIT + 1))],
            Seen(RESOURCE_EXHAUSTED, text="(4194305 vs. 4194304)"),
            method,
        )
        for method in (UNARY, OUTPUT)
    ),
    *(ClientRule("26", "half a prefix", [head(), body(b"\x00\x00\x00"), trailers()], Seen(INTERNAL), method) for method in (UNARY, OUTPUT)),
    *(
        ClientRule("26", "half a message", [head(), body(grpc_frame(b"AAA", length=10)), trailers()], Seen(INTERNAL), method)
        for method in (UNARY, OUTPUT)
    ),
    *(ClientRule("28", "OK without a message", [head(), trailers()], Seen(UNIMPLEMENTED), method) for method in (UNARY, INPUT)),
    *(ClientRule("28", "Trailers-Only OK without a message", [only_trailers()], Seen(UNIMPLEMENTED), method) for method in (UNARY, INPUT)),
    *(
        ClientRule("28", "OK with two messages", [head(), body(ONE, ONE), trailers()], Seen(UNIMPLEMENTED), method)
        for method in (UNARY, INPUT)
    ),
    ClientRule("28", "an error after a message", [head(), body(ONE), trailers(status=9)], Seen(FAILED_PRECONDITION)),
    *(ClientRule("29", "the request ends", OK_ANSWER, request_messages(lambda request: None), method) for method in ALL),
    *(
        ClientRule("30", f"grpc-status {value}", [only_trailers(status=value)], Seen(code, text), method)
        for value, code, text in [
            ("17", UNKNOWN, "17"),
            ("999", UNKNOWN, "999"),
            ("-1", UNKNOWN, ""),
            ("abc", UNKNOWN, ""),
            ("", UNKNOWN, ""),
            ("4294967296", UNKNOWN, ""),
        ]
        for method in (UNARY, DUPLEX)
    ),
    *(
        ClientRule("31", f"HTTP {value} without grpc-status", [head(status=value, content_type=None, end=True)], Seen(code))
        for value, code in HTTP_STATUS
    ),
    ClientRule(
        "31", "HTTP 503 with a page", [head(status="503", content_type="text/html"), body(b"<html>", end=True)], Seen(UNAVAILABLE), DUPLEX
    ),
    ClientRule("31", "grpc-status wins over HTTP 503", [head(("grpc-status", "9"), status="503", end=True)], Seen(FAILED_PRECONDITION)),
    *(
        ClientRule(
            "31",
            "HTTP 200 without grpc-status",
            [head(), body(ONE), trailers(("grpc-message", "why"), status=None)],
            Seen((UNKNOWN, INTERNAL)),
            method,
        )
        for method in ALL
    ),
    *(ClientRule("31", "HTTP 200 without trailers", [head(), body(ONE, end=True)], Seen((INTERNAL, UNKNOWN)), method) for method in ALL),
    ClientRule("31", "HTTP 200 and nothing else", [head(end=True)], Seen((UNKNOWN, INTERNAL))),
    ClientRule(
        "32",
        "103 before the response",
        [lambda connection, stream: connection.headers(stream, [(":status", "103"), ("link", "x")]), *OK_ANSWER],
        Seen(received=[0]),
    ),
    ClientRule(
        "32",
        "several 1xx, then Trailers-Only",
        [
            *(
                lambda connection, stream, status=status: connection.headers(stream, [(":status", status)])
                for status in ("100", "102", "103")
            ),
            only_trailers(status=9),
        ],
        Seen(FAILED_PRECONDITION),
    ),
    ClientRule("32", "100 with END_STREAM", [head(status="100", end=True)], Seen((INTERNAL, UNKNOWN))),
    ClientRule(
        "33", "grpc-status before a body without trailers", [head(("grpc-status", "9")), body(ONE, end=True)], Seen((INTERNAL, UNKNOWN))
    ),
    ClientRule(
        "33",
        "grpc-status before trailers with another",
        [head(("grpc-status", "8")), trailers(("foo", "bar"), status=9)],
        Seen(FAILED_PRECONDITION),
    ),
    ClientRule(
        "33",
        "grpc-status 0 before trailers with an error",
        [head(("grpc-status", "0")), body(ONE), trailers(status=9)],
        Seen(FAILED_PRECONDITION),
    ),
    ClientRule(
        "34",
        "second header block without END_STREAM",
        [head(), body(ONE), trailers(end=False)],
        is_reset_with(PROTOCOL_ERROR, (INTERNAL, UNKNOWN)),
        flags=("--timeout_ms=2000",),
    ),
    *(
        ClientRule(
            "35",
            f"grpc-message {encoded}",
            [only_trailers(("grpc-message", encoded), status=9)],
            Seen(FAILED_PRECONDITION, message=decoded),
        )
        for encoded, decoded in [
            ("100%25", "100%"),
            ("%E2%98%BA", r"\xe2\x98\xba"),
            ("%e2%98%ba", r"\xe2\x98\xba"),
            ("%zz", "%zz"),
            ("50%", "50%"),
            ("%4", "%4"),
            ("a%20b c", "a b c"),
            ("%0A", r"\x0a"),
        ]
    ),
    ClientRule("35", "grpc-message that is not UTF-8", [only_trailers(("grpc-message", "%FF%FE"), status=9)], Seen(FAILED_PRECONDITION)),
    ClientRule(
        "36",
        "names in capitals and reserved names",
        OK_ANSWER,
        reserved_metadata,
        flags=("--metadata=X-Custom:kept,te:gzip,grpc-custom:x,grpc-status:0",),
    ),
    ClientRule(
        "37",
        "binary metadata, padded or not",
        [head(("x-bin", "q6ur"), ("x-bin", "qw=="), ("x-bin", "qw")), body(ONE), trailers(("y-bin", "AA=="))],
        Seen(initial=[("x-bin", r"\xab\xab\xab"), ("x-bin", r"\xab"), ("x-bin", r"\xab")], trailing=[("y-bin", r"\x00")]),
    ),
    ClientRule(
        "37",
        "binary values joined with a comma",
        [head(("x-bin", "qw==,q6s")), body(ONE), trailers()],
        Seen(initial=[("x-bin", r"\xab"), ("x-bin", r"\xab\xab")]),
    ),
    ClientRule("37", "binary metadata that is not base64", [head(("x-bin", "!!!")), body(ONE), trailers()], Seen((INTERNAL, OK, UNKNOWN))),
    ClientRule(
        "37", "binary metadata of the client is not padded", OK_ANSWER, field("x-custom-bin", "YQ"), flags=("--metadata=x-custom-bin:a",)
    ),
    ClientRule("38", "bytes beyond ASCII in a value", [head(("x-latin", b"caf\xe9")), body(ONE), trailers()], Seen(received=[0])),
    ClientRule(
        "38",
        "several values keep their order",
        [head(("x-a", "1"), ("x-b", "2"), ("x-a", "3")), body(ONE), trailers(("x-t", "4"), ("x-t", "5"))],
        Seen(initial=[("x-a", "1"), ("x-a", "3"), ("x-b", "2")], trailing=[("x-t", "4"), ("x-t", "5")]),
    ),
    *(
        ClientRule("39", f"RST_STREAM {code}", [head(), reset(code)], Seen(expected), method)
        for code, expected in RESETS
        for method in (UNARY, DUPLEX)
    ),
    ClientRule("39", "RST_STREAM before anything else", [reset(INTERNAL_ERROR)], Seen(INTERNAL)),
    ClientRule("39", "the connection is lost", [head(), body(ONE), close], Seen(UNAVAILABLE)),
    ClientRule(
        "40",
        "trailers and RST_STREAM(NO_ERROR) before the request has ended",
        [only_trailers(status=9), reset(NO_ERROR)],
        Seen(FAILED_PRECONDITION),
        INPUT,
        ("--requests=50", "--request_size=100000"),
        at_headers=True,
    ),
    ClientRule(
        "40",
        "trailers before the request has ended",
        [only_trailers(status=9)],
        Seen(FAILED_PRECONDITION),
        DUPLEX,
        ("--requests=50", "--request_size=100000"),
        at_headers=True,
    ),
    ClientRule(
        "F10",
        "grpc-status-details-bin of another code",
        [only_trailers(("grpc-message", "why"), ("grpc-status-details-bin", "CAUSA3doeQ"), status=9)],
        Seen((FAILED_PRECONDITION, INTERNAL)),
    ),
    ClientRule(
        "F10",
        "grpc-status-details-bin that is no message",
        [only_trailers(("grpc-message", "why"), ("grpc-status-details-bin", "////"), status=9)],
        Seen((FAILED_PRECONDITION, INTERNAL)),
    ),
    ClientRule("F12", "user-agent", OK_ANSWER, field("user-agent", r"grpc-[a-z0-9+-]+/[0-9]+\.[0-9]+(\.[0-9]+)?.*")),
]
