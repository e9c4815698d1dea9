"""Peers that mean harm, against the limits that servers have by default: none may crash, hang or grow the process."""

import struct

import hyperframe.frame as frames
import pytest

from raw_http2 import Connection, grpc_frame
from test_connection_life import Server

EMPTY_CALL = "/grpc.testing.TestService/EmptyCall"
UNARY_CALL = "/grpc.testing.TestService/UnaryCall"
ENHANCE_YOUR_CALM = 11
MIB = 1 << 20


@pytest.fixture(scope="module")
def server(binary):
    server = Server(binary, "--port=0")
    yield server
    assert server.stop() == 0


@pytest.fixture(autouse=True)
def survives(server):
    """Whatever a test does, the server answers afterwards."""
    yield
    with Connection(server.address) as connection:
        assert connection.call(1, EMPTY_CALL, grpc_frame(b"")).grpc_status == 0


def request(path: str) -> list:
    return [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test"), ("te", "trailers"), ("content-type", "application/grpc")]


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def reset_calls(connection: Connection, first: int, count: int, end_stream: bool) -> bytes:
    """The frames of calls that are begun and reset at once; with `end_stream` their handlers may start."""
    out = []
    for number in range(count):
        stream = (first + number) * 2 + 1
        out.append(frames.HeadersFrame(stream, data=connection.encoder.encode(request(EMPTY_CALL)), flags=["END_HEADERS"]))
        if end_stream:
            out.append(frames.DataFrame(stream, data=grpc_frame(b""), flags=["END_STREAM"]))
        out.append(frames.RstStreamFrame(stream, error_code=8))
    return b"".join(frame.serialize() for frame in out)


@pytest.mark.parametrize("end_stream", [False, True], ids=["incomplete", "complete"])
def test_a_hundred_thousand_resets_leave_no_memory_behind(server, end_stream):
    def resets(connections: int):
        for _ in range(connections):
            with Connection(server.address, timeout=60) as connection:
                for part in range(5):
                    connection.socket.sendall(reset_calls(connection, part * 1000, 1000, end_stream))
                assert connection.call(20001, EMPTY_CALL, grpc_frame(b"")).grpc_status == 0, "5,000 resets are no flood"

    resets(4)
    before = server.resident()
    resets(20)
    assert server.resident() - before < 8 * MIB


def goaway_of(connection: Connection) -> tuple:
    connection.send = lambda *_: None  # Acknowledgements are of no use any more.
    connection.receive_until_closed()
    return connection.goaway.error_code, connection.goaway.additional_data


def test_rapid_resets_end_the_connection(server):
    with Connection(server.address, timeout=60) as connection:
        try:
            for part in range(30):
                connection.socket.sendall(reset_calls(connection, part * 1000, 1000, True))
        except OSError:
            pass  # The server has stopped listening.
        assert goaway_of(connection) == (ENHANCE_YOUR_CALM, b"too_many_resets")


@pytest.mark.parametrize("frame", [frames.PingFrame(opaque_data=b"12345678"), frames.SettingsFrame(settings={4: 65535}),
                                   frames.PriorityFrame(9, stream_weight=3), frames.DataFrame(1)], ids=lambda frame: type(frame).__name__)
def test_floods_of_frames_that_do_nothing_end_the_connection(server, frame):
    with Connection(server.address, timeout=60) as connection:
        connection.headers(1, request(EMPTY_CALL))
        try:
            connection.socket.sendall(frame.serialize() * 20_000)
        except OSError:
            pass
        code, text = goaway_of(connection)
        assert code == ENHANCE_YOUR_CALM


def large_request(connection: Connection, stream: int) -> bytes:
    """The frames of a request for a response of 1 MiB."""
    block = connection.encoder.encode(request(UNARY_CALL))
    return (frames.HeadersFrame(stream, data=block, flags=["END_HEADERS"]).serialize()
            + frames.DataFrame(stream, data=grpc_frame(b"\x10" + varint(MIB)), flags=["END_STREAM"]).serialize())


def test_a_peer_that_reads_nothing_is_not_served_on(server):
    """Twenty thousand requests for 1 MiB each, with windows as large as can be, from a peer that never reads its socket."""
    before = server.resident()
    with Connection(server.address, settings={4: 0x7FFFFFFF}, timeout=3) as connection:
        connection.send(frames.WindowUpdateFrame(0, window_increment=0x7FFFFFFF - 65535))
        try:
            for part in range(0, 20_000, 1000):
                connection.socket.sendall(b"".join(large_request(connection, number * 2 + 1) for number in range(part, part + 1000)))
        except TimeoutError:
            pass  # The server has stopped reading, too.
        with Connection(server.address, timeout=60) as other:
            assert other.call(1, EMPTY_CALL, grpc_frame(b"")).grpc_status == 0
        assert server.resident() - before < 250 * MIB


def test_a_peer_that_opens_no_window_is_served_up_to_a_limit(server):
    """Four hundred requests for 1 MiB each, of which no byte may be sent before the windows open."""
    before = server.resident()
    with Connection(server.address, settings={4: 0}, timeout=60) as connection:
        connection.socket.sendall(b"".join(large_request(connection, number * 2 + 1) for number in range(400)))
        with Connection(server.address, timeout=60) as other:
            assert other.call(1, EMPTY_CALL, grpc_frame(b"")).grpc_status == 0
        assert server.resident() - before < 300 * MIB
        # Calls that have waited are answered now, those that came too late were refused.
        connection.send(frames.SettingsFrame(settings={4: 2 * MIB}))
        responses = [connection.finish(number * 2 + 1) for number in range(400)]
        assert all(response.grpc_status == 0 or response.reset == 7 for response in responses)
        assert len(responses[0].data) > MIB


def test_header_lists_that_unfold_do_not_fill_memory(server):
    """Streams of 4 KB whose fields refer to one of 4 KB four thousand times: 16 MiB each when unfolded."""
    before = server.resident()
    with Connection(server.address, timeout=60) as connection:
        large = ("x-large", "v" * 4000)
        connection.headers(1, request(EMPTY_CALL) + [large])
        for number in range(1, 40):
            block = connection.encoder.encode(request(EMPTY_CALL) + [large] * 3900)
            assert len(block) < 8192
            connection.send(frames.HeadersFrame(number * 2 + 1, data=block, flags=["END_HEADERS"]))
        assert connection.finish(79).reset == 7
        assert server.resident() - before < 400 * MIB


def test_requests_that_never_end_do_not_fill_memory(server):
    """Messages of 4 MiB of which the last byte never comes."""
    before = server.resident()
    with Connection(server.address, timeout=60) as connection:
        fields = request(UNARY_CALL)
        part = b"\x00" * 16384
        window = {"whole": 65535}

        def counting(frame, take=connection._take):
            if isinstance(frame, frames.WindowUpdateFrame) and frame.stream_id == 0:
                window["whole"] += frame.window_increment
            take(frame)

        connection._take = counting
        for number in range(60):
            stream = number * 2 + 1
            connection.headers(stream, fields)
            connection.data(stream, struct.pack(">BI", 0, 4 * MIB))
            # As much as a stream's window allows.
            for _ in range(63):
                while window["whole"] < len(part):
                    connection.receive()
                window["whole"] -= len(part)
                connection.data(stream, part)
        assert server.resident() - before < 300 * MIB
