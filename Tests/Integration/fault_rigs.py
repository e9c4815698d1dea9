"""What tests of faults need besides suites: suites that are not ready yet, peers that are slow, and the shorthand of their calls."""

import contextlib
import dataclasses
import http.server
import pathlib
import random
import socket
import socketserver
import subprocess
import threading
import time
import urllib.request

import grpc

from conftest import USER
from suites import clean_environment, end

PORTS = ["gateway", "post", "media", "world", "character", "consul", "s3", "admin", "providers", "auth", "interaction"]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f0005000"
    "1ff89c0d31d0000000049454e44ae426082"
)
# A closed port is asked again soon, and no connection is shared between tests.
OPTIONS = [
    ("grpc.initial_reconnect_backoff_ms", 100), ("grpc.min_reconnect_backoff_ms", 100), ("grpc.max_reconnect_backoff_ms", 300),
    ("grpc.use_local_subchannel_pool", 1),
]


def free_ports(count: int = len(PORTS)) -> int:
    """The first of `count` consecutive ports that nobody listens on now, somewhere below the ephemeral ones."""
    for _ in range(200):
        base = random.randrange(12_000, 30_000)
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            for port in range(base, base + count):
                # The metrics of a service are 10000 above it.
                for number in (port, port + 10_000):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", number))
            return base
    raise AssertionError("no free ports")


def wait_until(condition, timeout: float = 15, what: str = "the condition"):
    """Asks until the answer is true, and gives it."""
    deadline = time.monotonic() + timeout
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"{what} did not come within {timeout} s"
        time.sleep(0.02)
    return answer


@dataclasses.dataclass
class StartedSuite:
    """A suite on consecutive ports, ready or not."""

    process: subprocess.Popen
    directory: pathlib.Path
    base: int

    @property
    def state_file(self) -> pathlib.Path:
        return self.directory / "state.json"

    @property
    def data(self) -> pathlib.Path:
        return self.directory / "data"

    @property
    def errors(self) -> str:
        return (self.directory / "stderr.log").read_text()

    @property
    def output(self) -> str:
        return (self.directory / "stdout.log").read_text()

    def address(self, part: str) -> str:
        return f"127.0.0.1:{self.base + PORTS.index(part)}"

    def channel(self, part: str) -> grpc.Channel:
        return grpc.insecure_channel(self.address(part), OPTIONS)

    def get(self, part: str, path: str, timeout: float = 5) -> tuple[int, str]:
        """The status and the text of an HTTP answer."""
        return get(f"http://{self.address(part)}{path}", timeout)


@contextlib.contextmanager
def started_suite(
    binary: str, directory: pathlib.Path, *arguments: str, base: int | None = None, patience: float = 30, **environment: str
):
    """Starts a suite, waits until it listens but not until it is ready, and ends it afterwards."""
    directory.mkdir(parents=True, exist_ok=True)
    base = base or free_ports()
    with open(directory / "stderr.log", "ab") as stderr, open(directory / "stdout.log", "ab") as stdout:
        process = subprocess.Popen(
            [binary, "up", f"--port-base={base}", "--state-file", "state.json", "--data", "data", *arguments],
            cwd=directory, stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL, env=clean_environment(**environment),
        )
    suite = StartedSuite(process, directory, base)
    listed = suite.output.count("://")
    try:
        wait_until(lambda: process.poll() is not None or suite.output.count("://") > listed, patience, "a listening suite")
        assert process.poll() is None, f"the suite ended with {process.returncode}: {suite.errors}"
        yield suite
    finally:
        end(process)


def get(url: str, timeout: float = 5) -> tuple[int, str]:
    """The status and the text of an HTTP answer."""
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            return response.status, response.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def put(url: str, body: bytes, content_type: str = "image/png") -> int:
    """The status of an upload."""
    request = urllib.request.Request(url, data=body, method="PUT", headers={"Content-Type": content_type})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


class Calls:
    """Calls of the services as tests of faults make them: calls.media.GetMedia(media_id=…) gives the answer, and raises what went wrong."""

    def __init__(self, stubs, channel_of, timeout: float = 10):
        self._stubs, self._channel_of, self._timeout = stubs, channel_of, timeout

    def __getattr__(self, service: str):
        calls = Service(self._stubs, service, self._channel_of(service), self._timeout)
        setattr(self, service, calls)
        return calls

    def picture(self, world: str, character: str, media_type: int = 4, body: bytes = PNG) -> str:
        """Uploads a picture as the worker does, and gives its media id."""
        presigned = self.media.GetPresignedUploadURL(
            world_id=world, character_id=character, filename="p.png", content_type="image/png", media_type=media_type
        )
        assert put(presigned.upload_url, body) == 200
        assert self.media.ConfirmUpload(media_id=presigned.media_id).success
        return presigned.media_id

    def new_world(self) -> str:
        return self.world.CreateWorld(user_id=USER, name="n", prompt="p", characters_count=1, posts_count=1).id


def calls_over(stubs, stack: contextlib.ExitStack, *suites, **options) -> Calls:
    """Calls of the services of one suite, or of several, each where it runs."""
    endpoints = {name: address for suite in suites for name, address in suite.endpoints.items()}
    return Calls(stubs, lambda service: stack.enter_context(grpc.insecure_channel(endpoints[service], OPTIONS)), **options)


class Service:
    """One service: each RPC is a method whose arguments are the fields of the request."""

    def __init__(self, stubs, name: str, channel: grpc.Channel, timeout: float):
        self.name, self.channel, self._timeout = name, channel, timeout
        self._messages = getattr(stubs, name)
        self._stub = getattr(getattr(stubs, f"{name}_grpc"), f"{name.title()}ServiceStub")(channel)

    def __getattr__(self, rpc: str):
        method = getattr(self._stub, rpc)
        request = self._messages.DESCRIPTOR.services_by_name[f"{self.name.title()}Service"].methods_by_name[rpc].input_type.name

        def call(*, timeout: float | None = None, **fields):
            return method(getattr(self._messages, request)(**fields), timeout=timeout or self._timeout)

        return call


def failure(call, *arguments, **fields) -> tuple[str, str]:
    """The status and the text with which a call fails."""
    try:
        answer = call(*arguments, **fields)
    except grpc.RpcError as error:
        return error.code().name, error.details()
    raise AssertionError(f"the call succeeded: {answer}")


def succeeds(call, *arguments, **fields) -> bool:
    """Whether a call succeeds."""
    try:
        call(*arguments, **fields)
    except grpc.RpcError:
        return False
    return True


class SlowHTTP(http.server.ThreadingHTTPServer):
    """Answers every HTTP request with 200 and nothing, late; `delay` may be changed at any time."""

    daemon_threads = True

    def __init__(self, delay: float):
        self.delay = delay
        super().__init__(("127.0.0.1", 0), _Late)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Late(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self):
        time.sleep(self.server.delay)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with contextlib.suppress(OSError):
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    do_GET = do_HEAD = do_PUT = do_POST = _answer

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(server):
    """Serves in a thread until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class SlowProxy(socketserver.ThreadingTCPServer):
    """Passes bytes on to another address, each piece late by `delay` seconds, which may be changed at any time."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, target: tuple[str, int]):
        self.target, self.delay = target, 0.0
        super().__init__(("127.0.0.1", 0), _Passing)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Passing(socketserver.BaseRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError), socket.create_connection(self.server.target) as far:
            back = threading.Thread(target=self._pass, args=(far, self.request, lambda: 0.0), daemon=True)
            back.start()
            self._pass(self.request, far, lambda: self.server.delay)
            back.join()

    @staticmethod
    def _pass(source: socket.socket, sink: socket.socket, delay):
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                time.sleep(delay())
                sink.sendall(piece)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
