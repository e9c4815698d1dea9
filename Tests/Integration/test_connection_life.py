"""How connections live and end, with grpcio clients: pings, ages, and servers that stop under load (gRFC A8, A9)."""

import contextlib
import pathlib
import subprocess
import threading
import time

import grpc
import pytest

from suites import clean_environment

EMPTY_CALL = "/grpc.testing.TestService/EmptyCall"
FULL_DUPLEX_CALL = "/grpc.testing.TestService/FullDuplexCall"


class Server:
    """A running interop server."""

    def __init__(self, binary, *flags):
        program = pathlib.Path(binary).parent / "interop-server"
        self.process = subprocess.Popen([program, *flags], stdout=subprocess.PIPE, text=True, env=clean_environment())
        line = self.process.stdout.readline()
        assert line, "the interop server did not start"
        self.address = line.split()[-1]

    def resident(self) -> int:
        """The process's resident memory in bytes."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmRSS"))

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(30)


@pytest.fixture
def serve(binary):
    """Starts servers for one test: serve(*flags)."""
    with contextlib.ExitStack() as stack:

        def start(*flags) -> Server:
            server = Server(binary, *(flags if any(flag.startswith("--port") for flag in flags) else ("--port=0", *flags)))
            stack.callback(lambda: server.process.poll() is None and server.stop())
            return server

        yield start


class Load:
    """Callers that call without a pause until they are told to stop, and what went wrong."""

    def __init__(self, address: str, channels: int = 2, callers: int = 8):
        self.failures, self.done = [], 0
        self._stopped, self._lock = threading.Event(), threading.Lock()
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.min_reconnect_backoff_ms", 100), ("grpc.initial_reconnect_backoff_ms", 100)]
        self._channels = [grpc.insecure_channel(address, options) for _ in range(channels)]
        self._threads = [threading.Thread(target=self._call, args=(self._channels[n % channels],)) for n in range(callers)]
        for thread in self._threads:
            thread.start()

    def _call(self, channel):
        empty = channel.unary_unary(EMPTY_CALL)
        while not self._stopped.is_set():
            try:
                empty(b"", timeout=60, wait_for_ready=True)
                with self._lock:
                    self.done += 1
            except grpc.RpcError as error:
                with self._lock:
                    self.failures.append((error.code(), error.details()))

    def wait_for(self, calls: int):
        """Waits until so many more calls have succeeded."""
        target, deadline = self.done + calls, time.monotonic() + 60
        while self.done < target and not self.failures:
            assert time.monotonic() < deadline, "the calls do not get on"
            time.sleep(0.01)

    def stop(self):
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        for channel in self._channels:
            channel.close()


def test_connections_that_grow_old_lose_no_call(serve):
    server = serve("--max_connection_age_ms=100")
    load = Load(server.address)
    started = time.monotonic()
    while time.monotonic() - started < 3:
        load.wait_for(100)
    load.stop()
    assert load.failures == []


def test_servers_that_stop_under_load_lose_no_call(serve):
    server = serve()
    port = server.address.rsplit(":", 1)[1]
    load = Load(server.address)
    for _ in range(5):
        load.wait_for(300)
        server.process.terminate()
        # The next one takes the port while this one finishes its calls.
        successor = bind(serve, port)
        assert server.process.wait(30) == 0
        server = successor
    load.wait_for(300)
    load.stop()
    assert load.failures == []


def bind(serve, port: str) -> Server:
    """Starts a server on a port that another one is giving up."""
    for _ in range(200):
        try:
            return serve(f"--port={port}")
        except AssertionError:
            time.sleep(0.02)
    raise AssertionError(f"port {port} is not given up")


# As often as grpcio pings at all, with and without calls.
EAGER = [("grpc.keepalive_time_ms", 1000), ("grpc.keepalive_timeout_ms", 10000), ("grpc.keepalive_permit_without_calls", 1),
         ("grpc.http2.max_pings_without_data", 0), ("grpc.use_local_subchannel_pool", 1)]


def silent_call(channel):
    """A call on which nothing is said; the exception with which it ends, once it has."""
    over = threading.Event()
    call = channel.stream_stream(FULL_DUPLEX_CALL)(iter(over.wait, True), wait_for_ready=True)
    failures = []

    def read():
        try:
            list(call)
        except grpc.RpcError as error:
            failures.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    return call, thread, failures, over


def test_eager_pings_are_welcome(serve):
    with grpc.insecure_channel(serve().address, EAGER) as channel:
        call, thread, failures, over = silent_call(channel)
        thread.join(6)
        assert thread.is_alive() and failures == []
        call.cancel()
        over.set()
        thread.join(10)


def test_strict_servers_end_connections_that_ping_too_often(serve):
    with grpc.insecure_channel(serve("--strict_pings=true").address, EAGER) as channel:
        _, thread, failures, over = silent_call(channel)
        thread.join(20)
        over.set()
        assert not thread.is_alive()
        assert failures[0].code() == grpc.StatusCode.UNAVAILABLE
        assert "too" in failures[0].details().lower() and "ping" in failures[0].details().lower()
