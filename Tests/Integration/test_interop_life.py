"""The life of interop-server as foreign clients see it: winding down, a limit of streams, clients that must show a certificate."""

import signal

import grpc
import hyperframe.frame as frames
import pytest

import interop_peers
import testing_protos as protos
from grpcio_client import Requests, failure, large_unary
from interop_cases import duplex_request
from interop_peers import run_client, serving
from raw_http2 import NO_ERROR, REFUSED_STREAM, Connection, grpc_frame
from wire_table import DUPLEX, EMPTY, EMPTY_MESSAGE, OK


@pytest.fixture
def server():
    with serving("swift") as endpoint:
        yield endpoint


def test_goaway_comes_in_two_steps_and_running_calls_finish(server):
    """First a GOAWAY that refuses nothing, with a PING; once that is acknowledged, the one that names the last stream."""
    with Connection(server.address, timeout=10) as connection:
        connection.open(1, DUPLEX)
        connection.ping()
        server.process.send_signal(signal.SIGTERM)
        connection.receive_until(lambda: connection.goaways)
        assert connection.goaways[0].last_stream_id == 0x7FFFFFFF
        # What was on its way when the first GOAWAY was sent is served.
        connection.receive_until(lambda: len(connection.goaways) == 2)
        assert connection.goaways[1].last_stream_id == 1 and connection.goaways[1].error_code == NO_ERROR
        connection.data(1, grpc_frame(duplex_request(10, 0).SerializeToString()), end_stream=True)
        stream = connection.finish(1)
        assert stream.grpc_status == OK and len(stream.messages) == 1
        connection.receive_until_closed()
    assert server.process.wait(10) == 0


def test_a_grpcio_call_outlives_sigterm(server):
    requests = Requests()
    with grpc.insecure_channel(server.address) as channel:
        try:
            responses = protos.stub(channel).FullDuplexCall(requests, timeout=20)
            requests.add(duplex_request(10, 10))
            assert len(next(responses).payload.body) == 10
            server.process.send_signal(signal.SIGTERM)
            # No new connection is had any more.
            with grpc.insecure_channel(server.address, [("grpc.use_local_subchannel_pool", 1)]) as other:
                while failure_code(other) != grpc.StatusCode.UNAVAILABLE:
                    pass
            for _ in range(3):
                requests.add(duplex_request(20, 10))
                assert len(next(responses).payload.body) == 20
        finally:
            requests.close()
        assert next(responses, None) is None and responses.code() == grpc.StatusCode.OK
    assert server.process.wait(10) == 0


def failure_code(channel) -> grpc.StatusCode | None:
    try:
        protos.stub(channel).EmptyCall(protos.Empty(), timeout=5)
    except grpc.RpcError as error:
        return error.code()


def test_streams_beyond_the_limit_are_refused():
    with serving("swift", None, "--max_concurrent_streams=2") as endpoint, Connection(endpoint.address) as connection:
        for number in (1, 3, 5):
            connection.open(number, DUPLEX)
        connection.ping()
        assert connection.settings[frames.SettingsFrame.MAX_CONCURRENT_STREAMS] == 2
        assert [connection.stream(number).reset for number in (1, 3, 5)] == [None, None, REFUSED_STREAM]
        connection.data(1, b"", end_stream=True)
        assert connection.finish(1).grpc_status == OK
        assert connection.call(7, EMPTY, EMPTY_MESSAGE).grpc_status == OK


@pytest.fixture(scope="module")
def demanding(certificates):
    """A server that wants to see certificates of clients."""
    with serving("swift", certificates, f"--client_ca_file={certificates.authority}") as endpoint:
        yield endpoint


def channel(endpoint, **identity):
    credentials = grpc.ssl_channel_credentials(endpoint.certificates.authority.read_bytes(), **identity)
    return grpc.secure_channel(endpoint.address, credentials, [("grpc.use_local_subchannel_pool", 1)])


def test_grpcio_with_a_certificate(demanding, certificates):
    identity = {"private_key": certificates.client_key.read_bytes(), "certificate_chain": certificates.client.read_bytes()}
    with channel(demanding, **identity) as opened:
        large_unary(opened)


def test_grpcio_without_a_certificate(demanding):
    with channel(demanding) as opened:
        assert failure(lambda: large_unary(opened)).code() == grpc.StatusCode.UNAVAILABLE


@pytest.mark.parametrize("client", ["cpp", "swift"])
@pytest.mark.parametrize("shows", [True, False], ids=["with a certificate", "without a certificate"])
def test_client_programs(demanding, certificates, client, shows):
    identity = [f"--tls_cert_file={certificates.client}", f"--tls_key_file={certificates.client_key}"] if shows else []
    result = run_client(client, [*demanding.flags, "--test_case=empty_unary,ping_pong", *identity])
    assert (result.returncode == 0) == shows, result.stderr + result.stdout


def test_the_server_of_grpc_cpp_knows_our_certificate(certificates):
    with serving("cpp", certificates, f"--client_ca_file={certificates.authority}") as endpoint:
        identity = [f"--tls_cert_file={certificates.client}", f"--tls_key_file={certificates.client_key}"]
        assert run_client("swift", [*endpoint.flags, "--test_case=empty_unary", *identity]).returncode == 0
        assert run_client("swift", [*endpoint.flags, "--test_case=empty_unary"]).returncode == 1


@pytest.mark.parametrize("server_kind", ["cpp", "swift"])
def test_our_client_checks_the_name(interop_server, server_kind):
    """The certificate stands for interop.test.example, too, and for nobody else."""
    endpoint = interop_server(server_kind, "tls")
    for name, code in (("interop.test.example", 0), ("other.test.example", 1)):
        flags = [*endpoint.flags, "--test_case=empty_unary", f"--server_host_override={name}"]
        assert run_client("swift", flags).returncode == code


def test_our_client_does_not_trust_any_authority(interop_server, tmp_path):
    other = interop_peers.Certificates.make(tmp_path)
    endpoint = interop_server("cpp", "tls")
    flags = [*endpoint.flags, f"--ca_file={other.authority}", "--test_case=empty_unary"]
    assert run_client("swift", flags).returncode == 1
