"""The wire rules of gRPC over HTTP/2 that concern unary calls, with raw frames against the running suite."""

import random
import socket
import struct
import time

import hyperframe.frame as frames
import pytest

from raw_http2 import PREFACE, Connection, grpc_frame

CHECK = "/generia.character.CharacterService/HealthCheck"
GET = "/generia.character.CharacterService/GetCharacter"
UNKNOWN_ID = b"\x0a\x24" + b"00000000-0000-4000-8000-000000000000"

OK, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL = 0, 3, 4, 5, 8, 12, 13


@pytest.fixture
def address(suite):
    return suite.endpoints["character"]


@pytest.fixture(autouse=True)
def survives(address):
    """Whatever a test does, the server answers afterwards."""
    yield
    with Connection(address) as connection:
        assert connection.call(1, CHECK, grpc_frame(b"")).grpc_status == OK


def test_a_unary_call(address):
    with Connection(address) as connection:
        response = connection.call(1, CHECK, grpc_frame(b""))
        assert response.http_status == "200"
        assert dict(response.blocks[0])["content-type"].startswith("application/grpc")
        assert response.data == grpc_frame(b"\x0a\x07SERVING")
        assert len(response.blocks) == 2 and response.grpc_status == OK


# (what, changes of the request's fields, extra fields, body, HTTP status, gRPC status, part of the message)
REFUSALS = [
    ("GET", {":method": "GET"}, [], None, "405", INTERNAL, "POST"),
    ("no content type", {"content-type": None}, [], grpc_frame(b""), "415", INVALID_ARGUMENT, "content-type"),
    ("JSON", {"content-type": "application/json"}, [], grpc_frame(b""), "415", INVALID_ARGUMENT, "application/json"),
    ("almost gRPC", {"content-type": "application/grpcx"}, [], grpc_frame(b""), "415", INVALID_ARGUMENT, "application/grpcx"),
    ("unknown codec", {"content-type": "application/grpc+foo"}, [], grpc_frame(b""), "200", UNIMPLEMENTED, "+foo"),
    ("unknown service", {":path": "/x.Y/Nope"}, [], grpc_frame(b""), "200", UNIMPLEMENTED, "unknown service x.Y"),
    ("unknown method", {":path": "/generia.character.CharacterService/Nope"}, [], grpc_frame(b""), "200", UNIMPLEMENTED,
     "unknown method Nope for service generia.character.CharacterService"),
    ("path without method", {":path": "/nothing"}, [], grpc_frame(b""), "200", UNIMPLEMENTED, "malformed method name"),
    ("timeout without unit", {}, [("grpc-timeout", "100")], grpc_frame(b""), "400", INTERNAL, "grpc-timeout"),
    ("timeout of nine digits", {}, [("grpc-timeout", "123456789S")], grpc_frame(b""), "400", INTERNAL, "grpc-timeout"),
    ("negative timeout", {}, [("grpc-timeout", "-1S")], grpc_frame(b""), "400", INTERNAL, "grpc-timeout"),
    ("timeout of zero", {}, [("grpc-timeout", "0n")], grpc_frame(b""), "200", DEADLINE_EXCEEDED, ""),
    ("unknown encoding", {}, [("grpc-encoding", "snappy")], grpc_frame(b""), "200", UNIMPLEMENTED, "snappy"),
    ("compressed flag", {}, [], grpc_frame(b"", flag=1), "200", INTERNAL, "compressed flag"),
    ("flag 2", {}, [], grpc_frame(b"", flag=2), "200", INTERNAL, "payload format"),
    ("flag 255", {}, [], grpc_frame(b"", flag=255), "200", INTERNAL, "payload format"),
    ("too large", {}, [], grpc_frame(b"", length=4194305), "200", RESOURCE_EXHAUSTED,
     "grpc: received message larger than max (4194305 vs. 4194304)"),
    ("largest length", {}, [], grpc_frame(b"", length=0xFFFFFFFF), "200", RESOURCE_EXHAUSTED, "4294967295"),
    ("no body", {}, [], None, "200", UNIMPLEMENTED, "got none"),
    ("empty body", {}, [], b"", "200", UNIMPLEMENTED, "got none"),
    ("half a prefix", {}, [], b"\x00\x00", "200", INTERNAL, "unexpected EOF"),
    ("half a message", {}, [], grpc_frame(b"\x0a\x05Ne", length=7), "200", INTERNAL, "unexpected EOF"),
    ("two messages", {}, [], grpc_frame(b"") + grpc_frame(b""), "200", UNIMPLEMENTED, "got more"),
    ("not protobuf", {":path": GET}, [], grpc_frame(b"\xff\xff"), "200", INTERNAL, "grpc: error unmarshalling request: "),
    ("invalid UTF-8", {":path": GET}, [], grpc_frame(b"\x0a\x02\xff\xfe"), "200", INTERNAL, "grpc: error unmarshalling request: "),
    ("unknown id", {":path": GET}, [], grpc_frame(UNKNOWN_ID), "200", NOT_FOUND, "Character not found"),
]


@pytest.mark.parametrize("changes, extra, body, http, status, text", [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS])
def test_refusals(address, changes, extra, body, http, status, text):
    with Connection(address) as connection:
        response = connection.call(1, CHECK, body, extra=extra, replace=changes)
        assert response.http_status == http
        assert response.grpc_status == status
        assert text in response.grpc_message
        assert response.data == b""
        # The connection lives on.
        assert connection.call(3, CHECK, grpc_frame(b"")).grpc_status == OK


def test_an_unknown_encoding_names_those_that_are_taken(address):
    with Connection(address) as connection:
        response = connection.call(1, CHECK, grpc_frame(b""), extra=[("grpc-encoding", "br")])
        accepted = response.trailers["grpc-accept-encoding"].split(",")
        assert "identity" in accepted and "br" not in accepted


@pytest.mark.parametrize("content_type", ["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8", "application/grpc+proto;x=y"])
def test_accepted_content_types(address, content_type):
    with Connection(address) as connection:
        assert connection.call(1, CHECK, grpc_frame(b""), replace={"content-type": content_type}).grpc_status == OK


def test_te_and_user_agent_may_be_missing_and_unknown_metadata_is_ignored(address):
    with Connection(address) as connection:
        extra = [("x-anything", "at all"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("x-bin", "AAEC"),
                 ("grpc-accept-encoding", "gzip, deflate")]
        assert connection.call(1, CHECK, grpc_frame(b""), extra=extra, replace={"te": None}).grpc_status == OK


@pytest.mark.parametrize("field", [("connection", "keep-alive"), ("transfer-encoding", "chunked"), ("te", "gzip"), ("Upper", "case")])
def test_fields_that_http2_forbids_reset_the_stream(address, field):
    with Connection(address) as connection:
        fields = [(":method", "POST"), (":scheme", "http"), (":path", CHECK), (":authority", "test"), ("content-type", "application/grpc"), field]
        connection.headers(1, fields)
        connection.data(1, grpc_frame(b""), end_stream=True)
        assert connection.finish(1).reset == 1
        assert connection.call(3, CHECK, grpc_frame(b"")).grpc_status == OK


@pytest.mark.parametrize("step", [1, 2, 3, 5, 7])
def test_a_message_split_over_many_frames(address, step):
    body = grpc_frame(UNKNOWN_ID)
    with Connection(address) as connection:
        fields = [(":method", "POST"), (":scheme", "http"), (":path", GET), (":authority", "test"), ("te", "trailers"), ("content-type", "application/grpc")]
        connection.headers(1, fields)
        for start in range(0, len(body), step):
            connection.data(1, body[start : start + step])
        connection.data(1, b"", end_stream=True)
        assert connection.finish(1).grpc_status == NOT_FOUND


def test_headers_in_continuation_frames_and_padding(address):
    with Connection(address) as connection:
        fields = [(":method", "POST"), (":scheme", "http"), (":path", CHECK), (":authority", "test"), ("content-type", "application/grpc"), ("x-long", "v" * 3000)]
        block = connection.encoder.encode(fields)
        connection.send(
            frames.HeadersFrame(1, data=block[:10]), frames.ContinuationFrame(1, data=block[10:500]),
            frames.ContinuationFrame(1, data=block[500:], flags=["END_HEADERS"]),
            frames.DataFrame(1, data=grpc_frame(b""), pad_length=200, flags=["PADDED", "END_STREAM"]))
        assert connection.finish(1).grpc_status == OK


def test_a_large_message_flows_through_the_windows(address):
    caption = b"x" * 4_000_000
    size = len(caption)
    varint = bytes([size & 0x7F | 0x80, size >> 7 & 0x7F | 0x80, size >> 14 & 0x7F | 0x80, size >> 21])
    body = grpc_frame(b"\x0a" + varint + caption)
    with Connection(address, timeout=20) as connection:
        fields = [(":method", "POST"), (":scheme", "http"), (":path", GET), (":authority", "test"), ("content-type", "application/grpc")]
        credits = WindowCounter(connection)
        connection.headers(1, fields)
        sent = 0
        while sent < len(body):
            amount = min(16384, len(body) - sent, credits.available())
            connection.data(1, body[sent : sent + amount], end_stream=sent + amount == len(body))
            credits.spend(amount)
            sent += amount
        assert connection.finish(1).grpc_status == NOT_FOUND


class WindowCounter:
    """What the server allows to send on stream 1, kept from its WINDOW_UPDATE frames."""

    def __init__(self, connection):
        self.connection, self.stream, self.whole = connection, 0, 65535
        take = connection._take

        def counting(frame):
            if isinstance(frame, frames.SettingsFrame) and "ACK" not in frame.flags:
                self.stream += frame.settings.get(frames.SettingsFrame.INITIAL_WINDOW_SIZE, 65535)
            if isinstance(frame, frames.WindowUpdateFrame):
                if frame.stream_id == 0:
                    self.whole += frame.window_increment
                elif frame.stream_id == 1:
                    self.stream += frame.window_increment
            take(frame)

        connection._take = counting

    def available(self):
        while min(self.stream, self.whole) <= 0:
            self.connection.receive()
        return min(self.stream, self.whole)

    def spend(self, amount):
        self.stream -= amount
        self.whole -= amount


def test_a_refusal_before_the_request_has_ended_stops_the_client(address):
    with Connection(address) as connection:
        fields = [(":method", "POST"), (":scheme", "http"), (":path", "/x.Y/Z"), (":authority", "test"), ("content-type", "application/grpc")]
        connection.headers(1, fields)
        response = connection.finish(1)
        assert response.grpc_status == UNIMPLEMENTED
        while response.reset is None:
            connection.receive()
        assert response.reset == 0, "trailers before the end of the request are followed by RST_STREAM(NO_ERROR)"


def test_pings_are_answered_and_may_come_often(address):
    with Connection(address) as connection:
        for number in range(50):
            connection.send(frames.PingFrame(opaque_data=struct.pack(">Q", number)))
        while len(connection.ping_acks) < 50:
            connection.receive()
        assert connection.goaway is None


def test_a_reset_stream_does_not_disturb_its_neighbours(address):
    with Connection(address) as connection:
        fields = [(":method", "POST"), (":scheme", "http"), (":path", CHECK), (":authority", "test"), ("content-type", "application/grpc")]
        connection.headers(1, fields)
        connection.send(frames.RstStreamFrame(1, error_code=8))
        assert connection.call(3, CHECK, grpc_frame(b"")).grpc_status == OK


def test_http1_is_told_what_this_port_speaks(address):
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while chunk := raw.recv(4096):
            answer += chunk
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"gRPC" in answer


@pytest.mark.parametrize("garbage", [b"\x00" * 100, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x55" * 200, random.Random(1).randbytes(5000)])
def test_garbage_closes_the_connection(address, garbage):
    with Connection(address, preface=garbage) as connection:
        connection.receive_until_closed()


@pytest.mark.parametrize("garbage", [b"\xff" * 9, b"\x00\x00\x05\x00\x00\x00\x00\x00\x01hello", b"\x00\x40\x01\x01\x04\x00\x00\x00\x01" + b"z" * 16385])
def test_garbage_after_the_preface_ends_with_goaway(address, garbage):
    with Connection(address) as connection:
        connection.socket.sendall(garbage)
        connection.receive_until_closed()
        assert connection.goaway is not None


def test_half_a_preface_does_not_hold_up_others(address):
    with Connection(address, preface=PREFACE[:10]) as half:
        with Connection(address) as connection:
            assert connection.call(1, CHECK, grpc_frame(b"")).grpc_status == OK
        half.receive()
        assert not half.closed and half.goaway is None


def test_a_thousand_connections_that_say_nothing(address):
    host, port = address.rsplit(":", 1)
    silent = [socket.create_connection((host, int(port))) for _ in range(900)]
    try:
        with Connection(address) as connection:
            assert connection.call(1, CHECK, grpc_frame(b"")).grpc_status == OK
    finally:
        for raw in silent:
            raw.close()


def test_an_idle_suite_uses_no_processor_time(suite):
    def used():
        with open(f"/proc/{suite.process.pid}/stat") as stat:
            fields = stat.read().rsplit(") ", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    time.sleep(0.5)
    before = used()
    time.sleep(2)
    assert used() - before <= 2, "at most 1 % of one core"
