"""The programs of the interoperability tests: ours in Swift, and those of other implementations that stand at the other end.

Servers are processes of their own. Clients are processes too, except those in Python, which run in the test.
"""

import asyncio
import contextlib
import dataclasses
import functools
import os
import pathlib
import ssl
import subprocess
import sys

import grpc

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / "Tests" / "Interop" / "python"
sys.path.insert(0, str(PYTHON))

import grpcio_client  # noqa: E402
import grpclib_client  # noqa: E402


def built(product: str) -> str:
    """The path of a Swift program: from the directory of GENERIA_BINARY, or .build/release."""
    directory = pathlib.Path(os.environ["GENERIA_BINARY"]).parent if "GENERIA_BINARY" in os.environ else ROOT / ".build" / "release"
    return str((directory / product).resolve())


@functools.cache
def cpp_program() -> str:
    """The path of the C++ program, built when its sources are newer."""
    subprocess.run(["make", "-s", "-j2", "-C", str(ROOT / "Tests" / "Interop")], check=True, stdout=sys.stderr)
    return str(ROOT / ".build" / "interop" / "grpc_cpp_interop")


SERVERS = {
    "swift": lambda: [built("interop-server")],
    "cpp": lambda: [cpp_program(), "server"],
    "grpcio": lambda: [sys.executable, str(PYTHON / "grpcio_server.py")],
}


@dataclasses.dataclass(frozen=True)
class Certificates:
    """Files made for one run: an authority, and what it has signed for a server on this machine and for a client."""

    authority: pathlib.Path
    server: pathlib.Path
    server_key: pathlib.Path
    client: pathlib.Path
    client_key: pathlib.Path

    @staticmethod
    def make(directory: pathlib.Path) -> "Certificates":
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)

        new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        openssl(*new, "-keyout", "authority.key", "-out", "authority.pem", "-subj", "/CN=Interop test authority")
        signed = [*new, "-CA", "authority.pem", "-CAkey", "authority.key", "-addext", "basicConstraints=critical,CA:FALSE"]
        names = "subjectAltName=DNS:localhost,IP:127.0.0.1,DNS:interop.test.example"
        openssl(*signed, "-keyout", "server.key", "-out", "server.pem", "-subj", "/CN=interop server", "-addext", names)
        openssl(*signed, "-keyout", "client.key", "-out", "client.pem", "-subj", "/CN=interop client")
        return Certificates(*(directory / name for name in ("authority.pem", "server.pem", "server.key", "client.pem", "client.key")))


@dataclasses.dataclass(frozen=True)
class Endpoint:
    """Where a server listens, and the authority that vouches for it if it speaks TLS."""

    port: int
    process: subprocess.Popen
    certificates: Certificates | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def flags(self) -> list[str]:
        """The arguments that lead a client program here."""
        flags = ["--server_host=127.0.0.1", f"--server_port={self.port}"]
        if self.certificates:
            flags += ["--use_tls=true", "--use_test_ca=true", f"--ca_file={self.certificates.authority}"]
        return flags


@contextlib.contextmanager
def serving(kind: str, certificates: Certificates | None = None, *arguments: str):
    """Runs a server on a free port."""
    command = [*SERVERS[kind](), "--port=0", *arguments]
    if certificates:
        command += ["--use_tls=true", f"--tls_cert_file={certificates.server}", f"--tls_key_file={certificates.server_key}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    try:
        line = process.stdout.readline()
        assert line.startswith("listening on "), f"{command[0]} says {line!r}"
        yield Endpoint(int(line.split()[-1].rpartition(":")[2]), process, certificates)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def run_client(kind: str, flags: list[str], timeout: float = 30) -> subprocess.CompletedProcess:
    """Runs a client program to its end."""
    command = {"swift": lambda: [built("interop-client")], "cpp": lambda: [cpp_program(), "client"]}[kind]()
    return subprocess.run([*command, *flags], timeout=timeout, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@dataclasses.dataclass
class Probe:
    """What a client program saw of one call."""

    code: int
    message: str
    received: list[int]
    initial: list[tuple[str, str]]
    trailing: list[tuple[str, str]]


def probe(kind: str, address: str, method: str = "UnaryCall", *flags: str) -> Probe:
    """Makes one call with a client program: `method` is that of grpc.testing.TestService."""
    host, port = address.rsplit(":", 1)
    result = run_client(kind, [f"--server_host={host}", f"--server_port={port}", "--test_case=probe", f"--method={method}", *flags])
    assert result.returncode == 0, result.stderr
    seen = Probe(code=-1, message="", received=[], initial=[], trailing=[])
    for line in result.stdout.splitlines():
        name, value = line.split("=", 1)
        match name:
            case "code":
                seen.code = int(value)
            case "message":
                seen.message = value
            case "received":
                seen.received.append(int(value))
            case "initial":
                seen.initial.append(tuple(value.split(":", 1)))
            case "trailing":
                seen.trailing.append(tuple(value.split(":", 1)))
    return seen


def run_case(client: str, case: str, endpoint: Endpoint, concurrency: int) -> None:
    """Runs one case of the interoperability tests; raises when it fails."""
    if client == "grpcio":
        run_grpcio(getattr(grpcio_client, case), endpoint, concurrency)
    elif client == "grpclib":
        run_grpclib(getattr(grpclib_client, case), endpoint, concurrency)
    else:
        flags = [*endpoint.flags, f"--test_case={case}", f"--concurrency={concurrency}", "--soak_iterations=10"]
        result = run_client(client, flags)
        assert result.returncode == 0, result.stderr


def run_grpcio(case, endpoint: Endpoint, concurrency: int) -> None:
    options = [("grpc.use_local_subchannel_pool", 1)]

    def channel():
        if endpoint.certificates is None:
            return grpc.insecure_channel(endpoint.address, options)
        credentials = grpc.ssl_channel_credentials(endpoint.certificates.authority.read_bytes())
        return grpc.secure_channel(endpoint.address, credentials, options)

    if case is grpcio_client.channel_soak:
        case(channel)
        return
    with channel() as opened:
        if case is grpcio_client.concurrent_large_unary:
            case(opened, concurrency)
        else:
            case(opened)


def run_grpclib(case, endpoint: Endpoint, concurrency: int) -> None:
    context = None
    if endpoint.certificates:
        context = ssl.create_default_context(cafile=str(endpoint.certificates.authority))
        context.set_alpn_protocols(["h2"])

    async def run():
        async with grpclib_client.channel("127.0.0.1", endpoint.port, context) as opened:
            if case is grpclib_client.concurrent_large_unary:
                await case(opened, concurrency)
            else:
                await case(opened)

    asyncio.run(run())
