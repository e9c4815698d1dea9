"""HTTP/2 itself, where the code around the library decides: frames in wrong states, of wrong sizes, in wrong order."""

import os
import random
import socket
import struct

import hyperframe.frame as frames
import pytest

import http2_rules
from raw_http2 import PREFACE, Connection
from wire_table import EMPTY, EMPTY_MESSAGE, OK


@pytest.fixture(scope="module")
def address(interop_server):
    return interop_server(os.environ.get("WIRE_SERVER", "swift")).address


@pytest.fixture(autouse=True)
def survives(address):
    """Whatever a test does, the server answers afterwards."""
    yield
    with Connection(address) as connection:
        assert connection.call(1, EMPTY, EMPTY_MESSAGE).grpc_status == OK


@pytest.mark.parametrize("rule", http2_rules.RULES, ids=lambda rule: rule.id)
def test_rule(address, rule):
    with Connection(address, settings=rule.settings, grants_window=rule.grants_window) as connection:
        rule.send(connection)
        rule.expect(connection)


@pytest.mark.parametrize(
    "beginning",
    [b"\x00" * 100, PREFACE[:-2] + b"XX", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x55" * 200, PREFACE.replace(b"2.0", b"3.0")],
    ids=["zeros", "wrong end", "TLS", "HTTP/3.0"],
)
def test_a_wrong_preface_closes_the_connection(address, beginning):
    with Connection(address, preface=beginning) as connection:
        connection.receive_until_closed()


def test_the_first_frame_must_be_settings(address):
    with Connection(address, preface=b"") as connection:
        connection.send_raw(PREFACE + b"\x00\x00\x08\x06\x00\x00\x00\x00\x00" + bytes(8))
        connection.receive_until_closed()
        assert connection.goaway is not None and connection.goaway.error_code == 1


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff" * 9,
        b"\x00\x00\x05\x00\x00\x00\x00\x00\x01hello",
        b"\x00\x40\x01\x01\x04\x00\x00\x00\x01" + b"z" * 16385,
        random.Random(1).randbytes(5000),
    ],
    ids=["a frame of 16 MiB", "DATA of no stream", "a large block of nonsense", "5,000 random bytes"],
)
def test_garbage_after_the_preface_ends_with_goaway(address, garbage):
    with Connection(address) as connection:
        connection.send_raw(garbage)
        connection.receive_until_closed()
        assert connection.goaway is not None


def test_http1_is_told_what_this_port_speaks(address):
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while chunk := raw.recv(4096):
            answer += chunk
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"gRPC" in answer


def test_half_a_preface_does_not_hold_up_others(address):
    with Connection(address, preface=PREFACE[:10]) as half:
        with Connection(address) as connection:
            assert connection.call(1, EMPTY, EMPTY_MESSAGE).grpc_status == OK
        half.receive()
        assert not half.closed and half.goaway is None


def test_pings_are_answered_and_may_come_often(address):
    with Connection(address) as connection:
        for number in range(50):
            connection.send(frames.PingFrame(opaque_data=struct.pack(">Q", number)))
        connection.receive_until(lambda: len(connection.ping_acks) == 50)
        assert connection.goaway is None


def test_a_thousand_connections_that_say_nothing(address):
    host, port = address.rsplit(":", 1)
    silent = [socket.create_connection((host, int(port))) for _ in range(900)]
    try:
        with Connection(address) as connection:
            assert connection.call(1, EMPTY, EMPTY_MESSAGE).grpc_status == OK
    finally:
        for raw in silent:
            raw.close()


def test_ten_thousand_calls_on_one_connection(address):
    """Stream numbers, windows and HPACK tables go on for ever."""
    with Connection(address) as connection:
        for first in range(0, 10_000, 100):
            numbers = [2 * number + 1 for number in range(first, first + 100)]
            for number in numbers:
                connection.open(number, EMPTY)
                connection.data(number, EMPTY_MESSAGE, end_stream=True)
            assert all(connection.finish(number).grpc_status == OK for number in numbers)
            for number in numbers:
                del connection.streams[number]
