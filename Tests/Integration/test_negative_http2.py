"""Servers that break or strain HTTP/2, against our client and that of gRPC C++.

The first part are the cases of https://github.com/grpc/grpc/blob/master/doc/negative-http2-interop-test-descriptions.md, under their names.
"""

import socket
import struct
import threading
import time

import hyperframe.frame as frames
import pytest

from interop_peers import probe, run_client
from raw_http2 import (
    CANCEL,
    COMPRESSION_ERROR,
    DATA,
    END_HEADERS,
    ENHANCE_YOUR_CALM,
    FLOW_CONTROL_ERROR,
    FRAME_SIZE_ERROR,
    HEADERS,
    NO_ERROR,
    PROTOCOL_ERROR,
    PUSH_PROMISE,
    REFUSED_STREAM,
    SETTINGS,
    STREAM_CLOSED,
    WINDOW_UPDATE,
    grpc_frame,
    raw_frame,
)
from scripted_server import ScriptedServer
from wire_rules_client import response
from wire_table import DEADLINE_EXCEEDED, INTERNAL, OK, RESOURCE_EXHAUSTED, UNAVAILABLE, UNKNOWN, among

LARGE = response(314159)
CLIENTS = pytest.mark.parametrize("client", ["swift", "cpp"])


def run_case(client: str, case: str, server: ScriptedServer) -> None:
    host, port = server.address.rsplit(":", 1)
    result = run_client(client, [f"--server_host={host}", f"--server_port={port}", f"--test_case={case}"])
    assert result.returncode == 0, result.stderr + result.stdout


def head(connection, stream):
    connection.headers(stream, [(":status", "200"), ("content-type", "application/grpc")])


def respond(connection, stream, message=LARGE):
    head(connection, stream)
    connection.data_within_windows(stream, grpc_frame(message))
    connection.headers(stream, [("grpc-status", "0")], end_stream=True)


def test_goaway():
    """Not with gRPC C++ 1.51: it now and then fails the second call with the GOAWAY that ended the first."""

    def script(connection, stream):
        respond(connection, stream)
        if connection.number == 1:
            connection.send(frames.GoAwayFrame(last_stream_id=stream, error_code=NO_ERROR))

    with ScriptedServer(script) as server:
        run_case("swift", "goaway", server)
        assert len(server.requests()) == 2
        assert len(server.connections) == 2, "the second call must use another connection"


def reset_at(script):
    def whole(connection, stream):
        head(connection, stream)
        script(connection, stream)
        connection.reset(stream, NO_ERROR)

    return whole


RESETS = {
    "rst_after_header": reset_at(lambda connection, stream: None),
    "rst_during_data": reset_at(lambda connection, stream: connection.data_within_windows(stream, grpc_frame(LARGE)[: len(LARGE) // 2])),
    "rst_after_data": reset_at(lambda connection, stream: connection.data_within_windows(stream, grpc_frame(LARGE))),
}


@CLIENTS
@pytest.mark.parametrize("case", RESETS)
def test_reset(client, case):
    with ScriptedServer(RESETS[case]) as server:
        run_case(client, case, server)


@CLIENTS
def test_ping(client):
    sent = []

    def ping(connection):
        sent.append(struct.pack(">Q", len(sent)))
        connection.send(frames.PingFrame(opaque_data=sent[-1]))

    def script(connection, stream):
        ping(connection)
        head(connection, stream)
        ping(connection)
        connection.data_within_windows(stream, grpc_frame(LARGE))
        ping(connection)
        # The client leaves after the trailers: by then it must have acknowledged all.
        connection.receive_until(lambda: len(connection.ping_acks) == len(sent))
        connection.headers(stream, [("grpc-status", "0")], end_stream=True)

    with ScriptedServer(script) as server:
        run_case(client, "ping", server)
        server.requests()
        assert [ack for connection in server.connections for ack in connection.ping_acks] == sent


@CLIENTS
def test_max_streams(client):
    waiting = []

    def script(connection, stream):
        open_streams = [
            number for number, state in connection.streams.items() if number > 0 and state.blocks and number not in connection.answered
        ]
        waiting.append(len(open_streams))
        respond(connection, stream)

    with ScriptedServer(script, settings={frames.SettingsFrame.MAX_CONCURRENT_STREAMS: 1}) as server:
        run_case(client, "max_streams", server)
        assert len(server.requests()) == 11
        # A client that sends before it has seen the SETTINGS may open more on its first flight only.
        assert max(waiting) == 1


# Beyond the standard cases: what else a server can do to a connection, and what becomes of the call.


def test_a_stream_above_the_last_of_goaway_is_sent_again():
    """The server has not looked at it: the call succeeds elsewhere without its caller's doing."""

    def script(connection, stream):
        if connection.number == 1:
            connection.send(frames.GoAwayFrame(last_stream_id=0, error_code=NO_ERROR))
            connection.receive_until_closed()
        else:
            connection.respond(stream)

    with ScriptedServer(script) as server:
        assert probe("swift", server.address).code == OK
        assert len(server.connections) == 2


def test_a_refused_stream_is_sent_again():
    def script(connection, stream):
        if len(server.connections) == 1 and stream == 1:
            connection.reset(stream, REFUSED_STREAM)
        else:
            connection.respond(stream)

    with ScriptedServer(script) as server:
        assert probe("swift", server.address).code == OK


def test_two_step_goaway_lets_the_call_finish():
    def script(connection, stream):
        connection.send(frames.GoAwayFrame(last_stream_id=0x7FFFFFFF, error_code=NO_ERROR), frames.PingFrame(opaque_data=b"goodbye!"))
        connection.receive_until(lambda: connection.ping_acks)
        connection.send(frames.GoAwayFrame(last_stream_id=stream, error_code=NO_ERROR))
        connection.respond(stream)

    with ScriptedServer(script) as server:
        assert probe("swift", server.address).code == OK
        assert len(server.connections) == 1


def goaway(last: int, code: int = NO_ERROR, text: bytes = b""):
    return lambda connection, stream: connection.send(frames.GoAwayFrame(last_stream_id=last, error_code=code, additional_data=text))


def raw(*pieces: bytes):
    return lambda connection, stream: connection.send_raw(b"".join(pieces))


def both(*steps):
    def script(connection, stream):
        for step in steps:
            step(connection, stream)

    return script


def window_overflow(connection, stream):
    connection.grant(stream, 0x7FFFFFFF)


def beyond_the_window(connection, stream):
    """The client grants at most some MiB to a stream whose messages it does not take; this is more."""
    head(connection, stream)
    piece = raw_frame(DATA, 0, stream, b"\0" + struct.pack(">I", 16379) + bytes(16379))
    for _ in range(4000):
        if connection.closed:
            return
        connection.send_raw(piece)


NUMBER = struct.pack(">I", 2)
# What the server does after the request, the codes that the call may end with, and the codes of GOAWAY that the client may answer with
# (none: it need not send one).
BROKEN = {
    "GOAWAY whose last stream grows": (both(goaway(1), goaway(3)), {UNAVAILABLE, INTERNAL, DEADLINE_EXCEEDED}, ()),
    "GOAWAY ENHANCE_YOUR_CALM": (goaway(0, ENHANCE_YOUR_CALM, b"too_many_pings"), {UNAVAILABLE, RESOURCE_EXHAUSTED}, ()),
    "GOAWAY PROTOCOL_ERROR while the call runs": (
        both(goaway(1, PROTOCOL_ERROR), lambda connection, stream: connection.socket.close()),
        {UNAVAILABLE, INTERNAL},
        (),
    ),
    "push": (raw(raw_frame(PUSH_PROMISE, END_HEADERS, 1, NUMBER + b"\x82\x84\x86")), {UNAVAILABLE, INTERNAL}, (PROTOCOL_ERROR,)),
    "SETTINGS with ENABLE_PUSH": (raw(raw_frame(SETTINGS, 0, 0, struct.pack(">HI", 2, 1))), {UNAVAILABLE, INTERNAL}, (PROTOCOL_ERROR,)),
    "SETTINGS of 5 bytes": (raw(raw_frame(SETTINGS, 0, 0, bytes(5))), {UNAVAILABLE, INTERNAL}, (FRAME_SIZE_ERROR,)),
    "header block that does not decode": (
        raw(raw_frame(HEADERS, END_HEADERS, 1, b"\xff" * 9)),
        {UNAVAILABLE, INTERNAL},
        (COMPRESSION_ERROR,),
    ),
    "HEADERS on a stream that nobody opened": (
        raw(raw_frame(HEADERS, END_HEADERS, 7, b"\x88")),
        {UNAVAILABLE, INTERNAL},
        (PROTOCOL_ERROR, STREAM_CLOSED),
    ),
    "DATA on a stream that nobody opened": (raw(raw_frame(DATA, 0, 7, b"x")), {UNAVAILABLE, INTERNAL}, (PROTOCOL_ERROR, STREAM_CLOSED)),
    "DATA before HEADERS": (raw(raw_frame(DATA, 0, 1, grpc_frame(b""))), {UNAVAILABLE, INTERNAL}, ()),
    "window of the stream beyond 2^31-1": (window_overflow, {UNAVAILABLE, INTERNAL}, ()),
    "window of the connection beyond 2^31-1": (
        raw(raw_frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", 0x7FFFFFFF))),
        {UNAVAILABLE, INTERNAL},
        (FLOW_CONTROL_ERROR,),
    ),
    "frame larger than MAX_FRAME_SIZE": (raw(raw_frame(DATA, 0, 1, bytes(16385))), {UNAVAILABLE, INTERNAL}, (FRAME_SIZE_ERROR,)),
    "no :status": (lambda connection, stream: connection.headers(stream, [("content-type", "application/grpc")]), {INTERNAL, UNKNOWN}, ()),
    "two of :status": (
        lambda connection, stream: connection.headers(stream, [(":status", "200"), (":status", "200")]),
        {INTERNAL, UNKNOWN},
        (),
    ),
    ":status that is no number": (
        lambda connection, stream: connection.headers(stream, [(":status", "abc"), ("content-type", "application/grpc")]),
        {INTERNAL, UNKNOWN},
        (),
    ),
    "pseudo header field in trailers": (
        both(head, lambda connection, stream: connection.headers(stream, [(":status", "200"), ("grpc-status", "0")], end_stream=True)),
        {INTERNAL, UNKNOWN},
        (),
    ),
    "content-length of another body": (
        both(
            lambda connection, stream: connection.headers(
                stream, [(":status", "200"), ("content-type", "application/grpc"), ("content-length", "3")]
            ),
            lambda connection, stream: connection.data(stream, grpc_frame(b"")),
        ),
        {INTERNAL, UNKNOWN},
        (),
    ),
    "data beyond the window": (beyond_the_window, {UNAVAILABLE, INTERNAL, RESOURCE_EXHAUSTED}, ()),
    "the connection ends before an answer": (lambda connection, stream: connection.socket.close(), {UNAVAILABLE}, ()),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("method", ["UnaryCall", "FullDuplexCall"])
def test_broken_server(name, method):
    script, codes, goaways = BROKEN[name]

    def answer(connection, stream):
        script(connection, stream)

    with ScriptedServer(answer) as server:
        seen = probe("swift", server.address, method, "--timeout_ms=2000")
        server.requests()
    assert among(seen.code, codes), f"code {seen.code}: {seen.message}"
    if goaways:
        sent = [frame.error_code for connection in server.connections for frame in connection.goaways]
        assert sent and set(sent) <= {*goaways, NO_ERROR} and set(sent) & set(goaways)


@pytest.mark.parametrize(
    "greeting",
    [
        b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n",
        b"\0" * 64,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"",
    ],
    ids=["HTTP/1.1", "zeros", "SSH", "TLS alert", "nothing at all"],
)
def test_something_that_is_not_http2(greeting):
    """The call fails as one to a server that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            while True:
                try:
                    accepted, _ = listener.accept()
                except OSError:
                    return
                with accepted:
                    accepted.recv(65536)
                    accepted.sendall(greeting)

        threading.Thread(target=serve, daemon=True).start()
        seen = probe("swift", f"127.0.0.1:{listener.getsockname()[1]}", "UnaryCall", "--timeout_ms=3000")
        listener.shutdown(socket.SHUT_RDWR)
    assert seen.code == UNAVAILABLE, f"code {seen.code}: {seen.message}"


def test_a_server_that_never_speaks():
    """Accepts and says nothing, not even SETTINGS: the deadline holds."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        start = time.monotonic()
        seen = probe("swift", f"127.0.0.1:{listener.getsockname()[1]}", "UnaryCall", "--timeout_ms=200")
        assert seen.code == DEADLINE_EXCEEDED, f"code {seen.code}: {seen.message}"
        assert time.monotonic() - start < 3


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert probe("swift", f"127.0.0.1:{port}").code == UNAVAILABLE


def test_a_server_that_sends_a_byte_at_a_time():
    """Frames in pieces are put together, whatever the pieces."""

    def script(connection, stream):
        whole = raw_frame(
            HEADERS, END_HEADERS, stream, connection.encoder.encode([(":status", "200"), ("content-type", "application/grpc")])
        )
        whole += raw_frame(DATA, 0, stream, grpc_frame(response(20)))
        whole += raw_frame(HEADERS, END_HEADERS | 0x1, stream, connection.encoder.encode([("grpc-status", "0"), ("x-trailer", "there")]))
        for byte in whole:
            connection.send_raw(bytes([byte]))

    with ScriptedServer(script) as server:
        seen = probe("swift", server.address)
    assert seen.received == [20] and ("x-trailer", "there") in seen.trailing


def test_a_server_that_never_opens_its_window():
    """A request larger than the window waits, and the deadline ends it; the client sends no byte too many."""

    with ScriptedServer(
        lambda connection, stream: None, settings={frames.SettingsFrame.INITIAL_WINDOW_SIZE: 1000}, at_headers=True, grants_window=False
    ) as server:
        for method in ("UnaryCall", "StreamingInputCall", "FullDuplexCall"):
            seen = probe("swift", server.address, method, "--timeout_ms=200", "--request_size=500000", "--requests=100")
            assert seen.code == DEADLINE_EXCEEDED, f"code {seen.code}: {seen.message}"
        requests = server.requests()
    assert len(requests) == 3
    # The first flight may leave before the SETTINGS are known.
    assert [(len(stream.data) <= 65535, stream.reset) for stream in requests] == [(True, CANCEL)] * 3


def test_a_window_that_opens_byte_by_byte():
    def script(connection, stream):
        state = connection.stream(stream)
        for _ in range(40):
            before = len(state.data)
            connection.grant(stream, 1)
            connection.receive_until(lambda: len(state.data) > before)
        connection.grant(stream, 100_000)
        connection.receive_until(lambda: state.ended)
        connection.respond(stream)

    with ScriptedServer(script, settings={frames.SettingsFrame.INITIAL_WINDOW_SIZE: 0}, at_headers=True, grants_window=False) as server:
        assert probe("swift", server.address, "UnaryCall", "--request_size=1000").code == OK


def test_a_server_that_limits_header_lists():
    """Metadata beyond SETTINGS_MAX_HEADER_LIST_SIZE fail their call here; the server is not troubled with them."""

    def script(connection, stream):
        connection.respond(stream)

    with ScriptedServer(script, settings={frames.SettingsFrame.MAX_HEADER_LIST_SIZE: 1000}) as server:
        assert probe("swift", server.address).code == OK
        assert probe("swift", server.address, "UnaryCall", f"--metadata=x-long:{'v' * 1000}").code == RESOURCE_EXHAUSTED
        assert len(server.requests()) == 1
