"""The interoperability tests of gRPC: every case that needs no cloud, between our programs and those of other implementations.

https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md
"""

import os

import pytest

import grpcio_client
import grpclib_client
from interop_peers import run_case

CASES = [
    "empty_unary",
    "large_unary",
    "cacheable_unary",
    "client_compressed_unary",
    "server_compressed_unary",
    "client_streaming",
    "client_compressed_streaming",
    "server_streaming",
    "server_compressed_streaming",
    "ping_pong",
    "empty_stream",
    "custom_metadata",
    "status_code_and_message",
    "special_status_message",
    "unimplemented_method",
    "unimplemented_service",
    "cancel_after_begin",
    "cancel_after_first_response",
    "timeout_on_sleeping_server",
    "concurrent_large_unary",
    "rpc_soak",
    "channel_soak",
]

# Calls at the same time of concurrent_large_unary; fewer for programs without optimisation.
CONCURRENCY = int(os.environ.get("INTEROP_CONCURRENCY", "1000"))

KNOWN_TO_CLIENT = {
    "swift": set(CASES),
    "cpp": set(CASES),
    "grpcio": {case.__name__ for case in grpcio_client.CASES},
    "grpclib": {case.__name__ for case in grpclib_client.CASES},
}
# grpcio does not tell a server whether a message came compressed.
UNKNOWN_TO_SERVER = {"grpcio": {"client_compressed_unary", "client_compressed_streaming"}}

PAIRS = [
    ("swift", "cpp"),
    ("swift", "grpcio"),
    ("swift", "grpclib"),
    ("swift", "swift"),
    ("cpp", "swift"),
    ("grpcio", "swift"),
    # The others among themselves, so that what they say about ours counts.
    ("cpp", "cpp"),
    ("cpp", "grpcio"),
    ("cpp", "grpclib"),
    ("grpcio", "cpp"),
    ("grpcio", "grpcio"),
    ("grpcio", "grpclib"),
]


def is_possible(server: str, client: str, case: str) -> bool:
    """Whether both programs can do their part of the case."""
    return case in KNOWN_TO_CLIENT[client] and case not in UNKNOWN_TO_SERVER.get(server, ())


def combinations():
    for server, client in PAIRS:
        for security in ("plain", "tls"):
            for case in CASES:
                if is_possible(server, client, case):
                    yield pytest.param(server, client, security, case, id=f"{client}-to-{server}-{security}-{case}")


@pytest.mark.parametrize("server, client, security, case", list(combinations()))
def test_case(interop_server, server, client, security, case):
    # The programs in Python take their time; for the others it is the number of the test descriptions.
    # A thousand requests of ours alternate their frames, so that all of them are incomplete at once: more than the 128 MiB that a server
    # holds for one connection unless it is told otherwise (`http2.maximumHeldBytes`).
    both_ours = server == client == "swift"
    concurrency = 100 if "grpc" in server + client or security == "tls" or both_ours else CONCURRENCY
    run_case(client, case, interop_server(server, security), concurrency)
